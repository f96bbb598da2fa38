"""The script that sorts and filters tables: its sums in node, and the whole in a browser, where there are such."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from nelscb.exhibits import Column, Exhibit, Status, Table
from nelscb.tables import table_html

NODE, BROWSER = shutil.which("node"), shutil.which("chromium") or shutil.which("google-chrome")
ROWS = (
    ("Beta (P1-02)", "by year", "1,948 (2014-15)", "up 12", (Status("Improving", "down", "good"),)),
    ("Alpha (P1-10)", "by quarter", "[nr]", "–", (Status("No figure", "cross", "unknown"),)),
    ("Gamma (P1-03)", "by year", "849 (2014-15)", "down 3", (Status("Improving", "down", "good"),)),
    ("Delta (P1-01)", "by year", "849 (2016-17)", "no change", (Status("Unclear", "ring"),)),
)
TABLE = Table(
    (Column("Measure"), Column("Counted", choices=True), Column("Now", True), Column("Distance", True),
     Column("Verdict", choices=True)),
    ROWS, interactive=True,
)  # fmt: skip


@pytest.fixture(scope="module")
def script(root: Path) -> Path:
    return root / "book" / "theme" / "tracker.js"


def test_the_script_needs_nothing_that_a_strict_policy_forbids(script: Path) -> None:
    words = script.read_text(encoding="utf-8")
    for forbidden in ("eval(", "new Function", "innerHTML", "document.write", ".style", "http:", "https:", "import "):
        assert forbidden not in words


def run(script: Path, expression: str) -> object:
    assert NODE is not None
    code = f"const t = require({json.dumps(str(script))}); console.log(JSON.stringify({expression}));"
    done = subprocess.run([NODE, "-e", code], capture_output=True, text=True, check=True, timeout=60)
    return json.loads(done.stdout)


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,948 (2014-15)", 1948), ("0 (2016-17 Q4)", 0), ("12.9% (2014-15)", 12.9),
        ("down 2.5 points; not weighed", -2.5),
        ("up 33% (up 22% to up 46%)", 33), ("no change", 0), ("less than 0.001", 0.001), ("−3", -3), ("-3", -3),
        ("[nr]", None), ("[0] (2014-15)", None), ("–", None), ("none", None), ("", None), ("not said", None),
        ("no figure", None),
    ],
)  # fmt: skip
def test_a_cells_number(script: Path, text: str, number: float | None) -> None:
    # JSON writes what is not a number as null.
    assert run(script, f"t.numberOf({json.dumps(text)})") == number


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize(
    ("texts", "numeric", "way", "order"),
    [
        (["3", "[nr]", "1,000", "3"], "true", 1, [0, 3, 2, 1]),
        (["3", "[nr]", "1,000", "3"], "true", -1, [2, 0, 3, 1]),
        (["b", "–", "A", "b"], "false", 1, [2, 0, 3, 1]),
        (["b", "–", "A", "b"], "false", -1, [0, 3, 2, 1]),
        (["P1-10", "P1-02", "P1-1"], "false", 1, [2, 1, 0]),
        (["31 December 2016", "8 June 2017", "no day given", "20 April 2017"], "false", 1, [0, 3, 1, 2]),
        ([], "true", 1, []),
    ],
)
def test_equals_keep_their_order_and_missing_stand_last_both_ways(
    script: Path, texts: list[str], numeric: str, way: int, order: list[int]
) -> None:
    rows = json.dumps([{"texts": [text], "place": place} for place, text in enumerate(texts)])
    assert run(script, f"t.sorted({rows}, 0, {numeric}, {way}).map(r => r.place)") == order


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_a_row_is_kept_where_every_choice_and_every_word_fits(script: Path) -> None:
    row = json.dumps(["Neglect tools (P2-08)", "by quarter"])
    assert run(script, f"t.matches({row}, {{}}, '')") is True
    assert run(script, f"t.matches({row}, {{1: 'by quarter'}}, 'TOOLS  p2-08')") is True
    assert run(script, f"t.matches({row}, {{1: 'by year'}}, '')") is False
    assert run(script, f"t.matches({row}, {{}}, 'tools police')") is False


def browse(tmp_path: Path, script: Path, drive: str) -> str:
    """The page after ``drive`` has run in a browser; what it logs stands in its last paragraph."""
    assert BROWSER is not None
    shutil.copy(script, tmp_path / "tracker.js")
    (tmp_path / "drive.js").write_text(
        "const log = []; const all = s => [...document.querySelectorAll(s)];\n"
        "const shown = () => all('tbody tr').filter(r => !r.hidden).map(r => r.cells[0].textContent[0]).join('');\n"
        "const status = () => all('[role=status]')[0].textContent;\n"
        "const press = n => all('thead button')[n].click();\n"
        "const aria = () => all('thead th').map(h => h.getAttribute('aria-sort')).join(' ');\n"
        f"addEventListener('load', () => {{ {drive}\n"
        "const p = document.createElement('p'); p.id = 'log'; p.textContent = log.join('|');\n"
        "document.body.append(p); });\n",
        encoding="utf-8",
    )
    table = table_html(Exhibit("tracker_series", "Made for a test", table=TABLE))
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; script-src 'self' file:\">"
    page = tmp_path / "page.html"
    page.write_text(
        f"<!doctype html><html lang='en'><head>{policy}<title>t</title><script src='tracker.js'></script>"
        f"<script src='drive.js'></script></head><body>{table}</body></html>",
        encoding="utf-8",
    )
    done = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    found = re.search(r'<p id="log">(.*?)</p>', done.stdout, re.DOTALL)
    assert found, done.stdout
    return html.unescape(found[1])


@pytest.mark.skipif(BROWSER is None, reason="no browser is installed")
def test_a_reader_sorts_filters_and_gets_the_table_back(tmp_path: Path, script: Path) -> None:
    drive = """
      log.push(shown(), status(), aria());
      press(2); log.push(shown(), aria(), status());
      press(2); log.push(shown(), aria());
      press(2); log.push(shown(), aria());
      press(0); log.push(shown());
      press(3); log.push(shown());
      const [counted, verdict] = all('select');
      counted.value = 'by year'; counted.dispatchEvent(new Event('change')); log.push(shown(), status());
      verdict.value = 'Improving'; verdict.dispatchEvent(new Event('change')); log.push(shown());
      const box = all('input[type=search]')[0];
      box.value = 'gam'; box.dispatchEvent(new Event('input')); log.push(shown(), status());
      all('button.table-all')[0].click(); log.push(shown());
      press(3); press(3); log.push(shown());
      log.push(all('option').map(o => o.textContent).join(','));
      log.push(all('label').map(l => l.textContent + ':' + (document.getElementById(l.htmlFor) !== null)).join(','));
      log.push(all('thead button').every(b => b.type === 'button'));
    """
    told = browse(tmp_path, script, drive).split("|")
    assert told[0:3] == ["BAGD", "4 of 4 rows", "none none none none none"]
    assert told[3:6] == ["GDBA", "none none ascending none none", "4 of 4 rows, sorted by Now, ascending"]
    assert told[6:8] == ["BGDA", "none none descending none none"]
    assert told[8:10] == ["BAGD", "none none none none none"]
    assert told[10] == "ABDG"
    assert told[11] == "GDBA"
    assert told[12:14] == ["GDB", "3 of 4 rows, sorted by Distance, ascending"]
    assert told[14] == "GB"
    assert told[15:17] == ["G", "1 of 4 rows, sorted by Distance, ascending"]
    assert told[17] == "GDBA"
    assert told[18] == "BAGD"
    assert told[19] == "all,by year,by quarter,all,Improving,No figure,Unclear"
    assert told[20] == "Find in this table:true,Counted:true,Verdict:true"
    assert told[21] == "true"


def test_without_the_script_the_table_is_whole() -> None:
    made = table_html(Exhibit("tracker_series", "Made for a test", table=TABLE))
    assert made.count("<tr>") == 1 + len(ROWS)
    assert "hidden" not in made.replace("aria-hidden", "")
    assert "<button" not in made
