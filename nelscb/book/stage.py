"""Put prose and executed notebooks where jupyter-book finds them, each exhibit in its place on the page."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from nelscb.book.dead_links import without_dead_links
from nelscb.cards import cards_html
from nelscb.chart_files import CHARTS, chart_figures, chart_links_html, figures_csv
from nelscb.charts import draw
from nelscb.charts.style import FACES
from nelscb.exhibits import Exhibit
from nelscb.mistakes import Mistake
from nelscb.origin_notes import origin_html
from nelscb.pages import Page
from nelscb.plan.reading import read_yaml
from nelscb.tables import figures_html, notes_html, table_html, text_html

_EXHIBIT = re.compile(r"^```\{exhibit\} (\w+)\n```$", re.MULTILINE)


@dataclass(frozen=True)
class Prose:
    """What the pages of prose show, and which of them are written several times after one template.

    ``shared`` has the exhibits of every page but those in ``own``. ``names`` fill the places that the prose leaves
    open. ``copies``: a template's name to the pages written after it, each with names of its own beside ``names``;
    a page that this edition does not have is a name without any. ``edition``: its folder of the book, where there is
    one, has a table of contents of its own, and pages that go before those of the same name.
    """

    shared: Page
    own: Mapping[str, Page]
    names: Mapping[str, str]
    copies: Mapping[str, Mapping[str, Mapping[str, str]]]
    edition: str = "board"


@dataclass(frozen=True)
class ChartFolder:
    """Where a book's charts are kept as files, and the line that says which edition they are of."""

    path: Path
    edition: str

    def write(self, chart: str, svg: str, figures: dict[str, Any]) -> None:
        """Write the chart's drawing and its figures, each under the chart's name."""
        (self.path / f"{chart}.svg").write_text(svg, encoding="utf-8")
        (self.path / f"{chart}.csv").write_bytes(figures_csv(figures, self.edition))


def stage(
    book: Path, notebooks: Path, prose: Prose, announcement: str, config: Path, target: Path,
    running: Collection[str] = (),
) -> Path:  # fmt: skip
    """Fill ``target`` with the book's sources and give the path of its configuration.

    Charts are taken out of the notebooks into ``target/_static/charts/<exhibit>.svg``, so that a page names
    them and a reader can have them, with their figures as CSV beside them. ``announcement``, HTML, names the edition.
    What is ``running`` is left out, and staged by ``stage_rest`` once it is there; so are, then, links that lead
    nowhere. Raises Mistake where a page of the table of contents is missing, or a chart was kept without its figures.
    """
    static = target / "_static"
    charts = _charts_in(target, announcement)
    charts.path.mkdir(parents=True)
    contents = _of_edition(book, "_toc.yml", prose.edition)
    toc = read_yaml(contents)
    for name in _pages_of(toc):
        notebook, page_of_prose = notebooks / f"{name}.ipynb", _of_edition(book, f"{name}.md", prose.edition)
        if name in running or (name in prose.copies and not prose.copies[name]):
            continue
        if notebook.exists():
            _stage_notebook(notebook, charts, target)
        elif page_of_prose.exists():
            for page, told in _written_after(page_of_prose, prose):
                text = _with_exhibits(told, prose.own.get(page, prose.shared), charts)
                (target / f"{page}.md").write_text(text, encoding="utf-8")
        else:
            raise Mistake(f"{contents}: {name!r} is neither a notebook nor a page of {book}")
    write_toc(toc, prose.copies, target / "_toc.yml")
    shutil.copytree(book / "theme", static, dirs_exist_ok=True)
    _copy_typeface(static / "fonts")
    path = _write_config(config, announcement, prose.names, target)
    if not running:
        stage_rest(book, notebooks, prose, announcement, target, running)
    return path


def stage_rest(
    book: Path, notebooks: Path, prose: Prose, announcement: str, target: Path, running: Collection[str]
) -> None:
    """Add to what was staged the notebooks that were ``running`` then."""
    pages = _pages_of(read_yaml(_of_edition(book, "_toc.yml", prose.edition)))
    for name in (name for name in running if name in pages):
        _stage_notebook(notebooks / f"{name}.ipynb", _charts_in(target, announcement), target)
    if prose.edition != "board":
        without_dead_links(
            target, {*_pages_of(read_yaml(book / "_toc.yml")), *chain.from_iterable(prose.copies.values())}
        )


def _charts_in(target: Path, announcement: str) -> ChartFolder:
    return ChartFolder(target / "_static" / CHARTS, html.unescape(announcement))


def _stage_notebook(notebook: Path, charts: ChartFolder, target: Path) -> None:
    content = _lift_charts(json.loads(notebook.read_text(encoding="utf-8")), notebook, charts)
    (target / notebook.name).write_text(json.dumps(content), encoding="utf-8")


def exhibits_shown(book: Path, notebooks: Path, prose: Prose) -> Iterator[tuple[str, Exhibit]]:
    """Every exhibit that a page of prose shows, with the page's name, in the book's order."""
    for name in _pages_of(read_yaml(_of_edition(book, "_toc.yml", prose.edition))):
        page_of_prose = _of_edition(book, f"{name}.md", prose.edition)
        if page_of_prose.exists() and not (notebooks / f"{name}.ipynb").exists():
            for page, told in _written_after(page_of_prose, prose):
                shown = prose.own.get(page, prose.shared)
                yield from ((page, shown.exhibit(match[1])) for match in _EXHIBIT.finditer(told))


def _written_after(page_of_prose: Path, prose: Prose) -> Iterator[tuple[str, str]]:
    """The pages that are written after one page of prose, which may be a template: name and text, names filled in."""
    told = page_of_prose.read_text(encoding="utf-8")
    for page, names in prose.copies.get(page_of_prose.stem, {page_of_prose.stem: {}}).items():
        yield page, _named(told, {**prose.names, **names})


def _of_edition(book: Path, name: str, edition: str) -> Path:
    """A file of the book: the edition's own, where it has one."""
    own = book / edition / name
    return own if own.exists() else book / name


def write_toc(toc: dict[str, Any], copies: Mapping[str, Mapping[str, Mapping[str, str]]], path: Path) -> None:
    """Write the table of contents, in which a template's entry becomes one for each page written after it.

    A copy that has a ``title`` among its names is listed by it.
    """
    parts = [
        {
            **part,
            "chapters": [
                {**chapter, "file": page, **({"title": names["title"]} if "title" in names else {})}
                for chapter in part["chapters"]
                for page, names in copies.get(chapter["file"], {chapter["file"]: {}}).items()
            ],
        }
        for part in toc.get("parts", [])
    ]
    parts = [part for part in parts if part["chapters"]]
    written = {**toc, "parts": parts} if parts else toc
    path.write_text(yaml.safe_dump(written, sort_keys=False, allow_unicode=True), encoding="utf-8")


def contents_of(toc: Path) -> list[tuple[str, str]]:
    """The pages of a table of contents, (part, page name) in their order; the first page opens a part of its own."""
    told = read_yaml(toc)
    parts = [(part["caption"], chapter["file"]) for part in told.get("parts", []) for chapter in part["chapters"]]
    return [("This book", told["root"]), *parts]


def _pages_of(toc: Any) -> list[str]:
    chapters = [chapter for part in toc.get("parts", []) for chapter in part["chapters"]]
    return [toc["root"], *(chapter["file"] for chapter in chapters)]


def _named(text: str, names: Mapping[str, str]) -> str:
    """Prose with the names filled in; other braces belong to its directives and stay."""
    for name, told in names.items():
        text = text.replace(f"{{{name}}}", told)
    return text


def _write_config(config: Path, announcement: str, names: Mapping[str, str], target: Path) -> Path:
    settings = read_yaml(config)
    settings["title"] = _named(settings["title"], names)
    settings["sphinx"]["config"]["html_theme_options"]["announcement"] = announcement
    settings["sphinx"]["config"]["html_static_path"] = ["_static"]
    path = target / "_config.yml"
    path.write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def _copy_typeface(target: Path) -> None:
    import font_source_sans_pro

    files = Path(font_source_sans_pro.__file__).parent / "files"
    target.mkdir(parents=True, exist_ok=True)
    for name in (*(f"SourceSansPro-{face}.ttf" for face in FACES), "LICENSE.txt"):
        shutil.copy(files / name, target / name)


def _with_exhibits(text: str, prose: Page, charts: ChartFolder) -> str:
    """Prose with each ``{exhibit} name`` block replaced by that exhibit as raw HTML."""

    def place(match: re.Match[str]) -> str:
        return f"```{{raw}} html\n{exhibit_html(prose.exhibit(match[1]), charts)}\n```"

    return _EXHIBIT.sub(place, text)


def exhibit_html(exhibit: Exhibit, charts: ChartFolder) -> str:
    """A whole exhibit as HTML; a chart's files are written into ``charts``."""
    parts = [text_html(exhibit.text), cards_html(exhibit.cards)]
    if exhibit.drawing is not None:
        charts.write(exhibit.id, draw(exhibit.drawing, exhibit.mark), chart_figures(exhibit))
        parts += [figure_html(exhibit.id, exhibit.caption, exhibit.alt), figures_html(exhibit)]
    elif exhibit.table is not None:
        parts.append(table_html(exhibit))
    return "\n".join(part for part in (*parts, notes_html(exhibit), origin_html(exhibit)) if part)


def figure_html(exhibit_id: str, caption: str, alt: str) -> str:
    """The chart as an image with alternative text and caption, and what can be had of it; its id is the exhibit's."""
    return (
        f'<figure class="exhibit" id="{exhibit_id}">\n'
        f'<img src="_static/{CHARTS}/{exhibit_id}.svg" alt="{html.escape(alt)}">\n'
        f"<figcaption>{html.escape(caption)}</figcaption>\n</figure>\n{chart_links_html(exhibit_id, caption)}"
    )


def _lift_charts(content: dict[str, Any], notebook: Path, charts: ChartFolder) -> dict[str, Any]:
    """Write each chart's files, and let the page name the chart with caption and alternative text."""
    for output in _outputs(content["cells"]):
        told = output.get("metadata", {}).get("image/svg+xml", {}).get("nelscb")
        if output.get("metadata"):
            output["metadata"] = {}  # What it was known by is nothing that a page shows.
        if told:
            if "figures" not in told:
                raise Mistake(f"{notebook}: chart {told['id']} was kept without its figures; run the notebook again")
            charts.write(told["id"], "".join(output["data"].pop("image/svg+xml")), told["figures"])
            output["data"]["text/html"] = figure_html(told["id"], told["caption"], told["alt"])
    return content


def _outputs(cells: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    for cell in cells:
        yield from cell.get("outputs", [])
