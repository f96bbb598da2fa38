"""What the book needs of Sphinx beyond its extensions: mathematics as MathML; what is alike is worked out once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from docutils import nodes
from jinja2 import FileSystemBytecodeCache
from sphinx.application import builtin_extensions

_ALSO = (
    "docutils.languages.en", "jinja2.ext", "jupyter_book.sphinx", "latex2mathml.converter", "myst_nb.sphinx_ext",
    "myst_nb.ext.execution_tables", "myst_nb.ext.glue.domain", "myst_parser.sphinx_ext.directives",
    "sphinx.builders.html.transforms", "sphinx.builders.latex.transforms", "sphinx_book_theme",
    "sphinx_design.extension", "sphinx_external_toc.events", "sphinx_multitoc_numbering",
)  # fmt: skip
"""What a compile imports sooner or later, beyond Sphinx's own extensions."""


def load() -> None:
    """Import all that a compile needs, and read what the theme picks pages apart with: later it would be waited for."""
    for name in (*builtin_extensions, *_ALSO):
        import_module(name)
    BeautifulSoup("<p></p>", "html.parser").select("div > p.a")


def _inline(self: Any, node: nodes.Element) -> None:
    self.body.append(_mathml(node, "inline"))
    raise nodes.SkipNode


def _block(self: Any, node: nodes.Element) -> None:
    self.body.append(f'<div class="math">{_mathml(node, "block")}</div>')
    raise nodes.SkipNode


def _mathml(node: nodes.Element, display: str) -> str:
    from latex2mathml.converter import convert

    return str(convert(node.astext(), display=display))


def _forget_words_of_before(app: Any) -> list[Any]:
    """Words that stand on no page any more leave the search index, as if they never had stood there."""
    index = app.builder.indexer
    for words in (index._mapping, index._title_mapping):
        for word in [word for word, pages in words.items() if not pages]:
            del words[word]
    return []


_ORIGIN = re.compile(r'<details class="origin.*?</details>', re.DOTALL)


def _index_without_origins(app: Any) -> None:
    """Where an exhibit comes from is looked up beneath it: its files, rows and hashes would only fill the index."""
    theirs = getattr(app.builder, "index_page", None)
    if theirs is None:
        return

    def ours(page: str, doctree: nodes.document, title: str) -> None:
        whole = [(node, node.children) for node in doctree.findall(nodes.raw) if _ORIGIN.search(node.astext())]
        for node, _ in whole:
            node.children = [nodes.Text(_ORIGIN.sub("", node.astext()))]
        theirs(page, doctree, title)
        for node, children in whole:
            node.children = children

    app.builder.index_page = ours


class _ListOfPages:
    """The list at the side of every page, worked out once: for each page anew it was a third of a compile.

    All pages stand in one folder, so that the lists differ in nothing but the page that is shown.
    """

    def __init__(self) -> None:
        self._lists: dict[Any, str] = {}

    def spare(self, _app: Any, _page: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
        """Before the theme makes its list of Sphinx's, by which it also looks whether there is any: nothing to make."""
        if self._lists:
            context["toctree"] = lambda **_: ""

    def remember(self, _app: Any, pagename: str, _template: str, context: dict[str, Any], _doctree: Any) -> None:
        """Take the place of the theme's own function for this page."""
        theirs = context["generate_toctree_html"]

        def ours(kind: str, **wanted: Any) -> str:
            key = (kind, *sorted(wanted.items()))
            if key not in self._lists:
                self._lists[key] = _without_place(str(theirs(kind, **wanted)), pagename)
            return _with_place(self._lists[key], pagename)

        context["generate_toctree_html"] = ours


_ENTRY = '<li class="toctree-l1"><a class="reference internal" href="{page}.html">'
_SHOWN = '<li class="toctree-l1 current active"><a class="current reference internal" href="#">'
_SHOWN_NAMED = _SHOWN.replace("<a ", '<a aria-current="page" ')


def _without_place(pages: str, shown: str) -> str:
    return pages.replace(_SHOWN, _ENTRY.format(page=shown)).replace('<ul class="current nav', '<ul class="nav')


def _with_place(pages: str, shown: str) -> str:
    return pages.replace(_ENTRY.format(page=shown), _SHOWN_NAMED)


def _write_longest_first(app: Any) -> None:
    """The longest page takes longest in print too, which begins once the page is there."""
    theirs, source_of = app.builder._write_serial, app.env.doc2path

    def ours(pages: Sequence[str]) -> None:
        theirs(sorted(pages, key=lambda page: (-Path(source_of(page)).stat().st_size, page)))

    app.builder._write_serial = ours


def _keep_templates(app: Any) -> None:
    """The theme's templates as they were compiled, beside the pages: a new page needs the same ones again."""
    folder = Path(app.outdir).with_name("templates")
    folder.mkdir(exist_ok=True)
    app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def setup(app: Any) -> dict[str, Any]:
    """Register all of it, and the setting that jupyter-book sets for an extension left out here."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    pages = _ListOfPages()
    app.connect("html-page-context", pages.spare, priority=100)
    app.connect("html-page-context", pages.remember, priority=900)
    app.connect("builder-inited", _index_without_origins)
    app.connect("builder-inited", _write_longest_first)
    app.connect("builder-inited", _keep_templates)
    app.connect("html-collect-pages", _forget_words_of_before)
    app.add_config_value("comments_config", {}, "html")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
