"""The produced pages, read as a browser would: real figures, nothing missing, nothing asked of another machine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from nelscb.book.run import NotebookRunner
from nelscb.cli import main
from nelscb.plan import Project

pytestmark = pytest.mark.book


def soup_of(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


def article_of(page: Path) -> Tag:
    article = soup_of(page).select_one("article.bd-article")
    assert article is not None
    return article


def table_called(article: Tag, caption: str) -> list[list[str]]:
    table = next(t for t in article.find_all("table") if t.caption and caption in t.caption.get_text())
    return [[c.get_text() for c in row.find_all(["th", "td"])] for row in table.find_all("tr")]


def test_there_is_a_front_page_and_a_page_for_each_of_thirteen_chapters(built: Path, project: Project) -> None:
    assert (built / "html" / "index.html").is_file()
    assert len(project.plan.chapters) == 13
    for chapter in project.plan.chapters:
        article = article_of(built / "html" / f"{chapter.slug}.html")
        assert article.h1 is not None
        assert article.h1.get_text().startswith(chapter.id)


def test_early_help_shows_the_real_referrals(built: Path) -> None:
    rows = table_called(article_of(built / "html" / "p1_early_help.html"), "by quarter")
    assert [row[1] for row in rows if row[0].startswith("2016-17")] == ["424", "385", "484", "655"]


def test_someone_who_reads_early_help_learns_what_happened(built: Path) -> None:
    text = " ".join(article_of(built / "html" / "p1_early_help.html").get_text().split())
    for told in (
        "Referrals to children's social care fell in one step from 791 to 551, one year before the plan began",
        "in the plan's first seven quarters they lay between 375 and 484",
        "in the one quarter since a new front door opened there were 655, after 484",
        "enquiries rose from 849 to 1,132, up 33%",
        "while conferences fell from 376 to 306",
        "No trend is claimed",
    ):
        assert told in text


def test_a_page_without_figures_says_from_whom_they_are_missing(built: Path) -> None:
    text = article_of(built / "html" / "p3_child_sexual_exploitation.html").get_text()
    assert "No return received from Humberside Police" in text
    assert "22 child abduction notices were issued in 2016-17" in text


def test_every_page_says_which_edition_it_is(built: Path) -> None:
    for page in (built / "html").glob("*.html"):
        banner = soup_of(page).select_one(".bd-header-announcement")
        assert banner is not None, page.name
        told = "OFFICIAL-SENSITIVE · NELSCB · 2016-17 Q4 · board edition · DRAFT · partial · retrospective"
        assert banner.get_text(strip=True) == told


def test_no_page_asks_another_machine(built: Path) -> None:
    asking = re.compile(r"""url\(\s*["']?(https?:)?//|@import\s+["'](https?:)?//""")
    for page in (built / "html").rglob("*.html"):
        soup = soup_of(page)
        asked = [t.get("src") for t in soup.find_all(["script", "img", "iframe", "source"])]
        asked += [t.get("href") for t in soup.find_all("link")]
        for address in asked:
            assert not re.match(r"(https?:)?//", str(address or "")), f"{page.name}: {address}"
        for script in soup.find_all("script", src=False):
            assert not re.search(r"https?://", script.get_text()), page.name
    for sheet in (built / "html").rglob("*.css"):
        assert not asking.search(sheet.read_text(encoding="utf-8")), sheet.name


def test_every_link_and_image_leads_somewhere(built: Path) -> None:
    folder = built / "html"
    pages = {page.name: soup_of(page) for page in folder.glob("*.html")}
    for name, soup in pages.items():
        article = soup.select_one("article.bd-article")
        for tag, key in ((t, "href") for t in soup.find_all("a", href=True)):
            address = urlsplit(str(tag[key]))
            if address.scheme:
                continue
            target = unquote(address.path) or name
            assert (folder / target).exists(), f"{name}: {tag[key]}"
            if address.fragment and target in pages:
                assert pages[target].find(id=unquote(address.fragment)), f"{name}: {tag[key]}"
        for image in article.find_all("img") if article else []:
            assert (folder / str(image["src"])).is_file(), f"{name}: {image['src']}"


def test_every_chart_has_caption_alternative_text_and_its_figures_beneath(built: Path, project: Project) -> None:
    charts = 0
    for chapter in project.plan.chapters:
        article = article_of(built / "html" / f"{chapter.slug}.html")
        for figure in article.select("figure.exhibit"):
            charts += 1
            image, caption = figure.img, figure.figcaption
            assert image is not None
            assert caption is not None
            assert str(image["alt"]).endswith(".")
            assert "/" not in str(image["alt"]).replace("and/or", "")
            assert Path(str(image["src"])).stem == figure["id"]
            beneath = figure.find_next("table")
            assert isinstance(beneath, Tag)
            assert beneath.caption is not None
            assert beneath.caption.get_text() == caption.get_text()
    assert charts >= 18
    assert len(list((built / "html" / "_static" / "charts").glob("*.svg"))) == charts


def test_code_is_not_shown_to_the_reader(built: Path) -> None:
    text = article_of(built / "html" / "p1_early_help.html").get_text()
    assert "open_page" not in text
    assert "say(page" not in text


def test_what_is_kept_of_a_notebook_holds_no_time_and_no_path(built: Path) -> None:
    kept = sorted((built / "notebooks").glob("*.ipynb"))
    assert len(kept) == 20
    for path in kept:
        text = path.read_text(encoding="utf-8")
        assert str(built.parents[2]) not in text
        assert not re.search(r"start_time|end_time|duration|\d\d:\d\d:\d\d", text)
        assert '"project = \\"../../../..\\"' in text


def test_the_notebooks_of_the_book_give_the_same_outputs_again(built: Path) -> None:
    """pytest --nbval over what stands beside the book, strictly: every output is compared."""
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "-c", os.devnull]
    command += ["-n", "2", "--dist", "loadfile"]
    done = subprocess.run([*command, str(built / "notebooks")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert re.search(r"\d+ passed", done.stdout)
    assert "skipped" not in done.stdout


def test_an_earlier_quarter_is_built_from_the_same_folder_beside_the_later_one(board_folder: Path) -> None:
    assert main(["build", "2015-16-Q4", "--project", str(board_folder), "--quiet"]) == 0
    earlier = board_folder / "build" / "2015-16-Q4" / "board"
    rows = table_called(article_of(earlier / "html" / "p1_early_help.html"), "by quarter")
    assert [row[1] for row in rows][-4:] == ["470", "375", "413", "467"]
    assert (board_folder / "build" / "2016-17-Q4" / "board" / "html" / "index.html").is_file()
    article = article_of(earlier / "html" / "p1_early_help.html")
    for origin in article.select("details.origin"):
        origin.decompose()  # hashes have every digit
    text = article.get_text()
    assert "655" not in text
    assert "1,132" not in text


def test_each_notebook_runs_from_top_to_bottom_as_it_is(board_folder: Path, project: Project) -> None:
    """Without any parameter set, in a folder beside params/, as a reviewer opens it in JupyterLab."""
    sources = {c.slug: board_folder / "notebooks" / f"{c.slug}.ipynb" for c in project.plan.chapters}
    with NotebookRunner(board_folder, jobs=2) as runner:
        runner.start(sources, board_folder / "as-they-are", {})
        assert not runner.finish(lambda *_: None)
    for name in sources:
        cells = json.loads((board_folder / "as-they-are" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        assert not [c for c in cells if "injected-parameters" in c["metadata"].get("tags", [])]
        assert all(c["outputs"] for c in cells if c["cell_type"] == "code" and "(page, " in "".join(c["source"]))
