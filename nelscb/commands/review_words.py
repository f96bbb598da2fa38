"""What the README of a reviewer's folder says."""

from __future__ import annotations

VERSIONS = "versions.txt"
"""The libraries that the edition was made with, a line each, as pip reads them."""
_FIRST = """# Run the notebooks of the report book again

These are the {count} notebooks of the {edition} edition of {quarter} ({in_words}), with all that was known on {as_of}.
They are a copy: nothing that is done here changes the book.

{what}

## Begin

1. Install Python {python}, then nelscb {version} with the code that made the edition. The libraries that it was made
   with stand in `{versions}`: `pip install -r {versions}`, then JupyterLab by `pip install jupyterlab`.
2. Start `jupyter lab` in this folder, open a notebook of `{place}`, and choose *Run All Cells*. The parameters of
   the first cells are right as they stand.
3. Or compare all outputs at once: `pytest --nbval {place}`

Each output is to be the same as before, letter by letter. Where one is not, another version of Python, of a library or
of nelscb is the likely reason: compare them with `{versions}`.

## What it was made with

| what | version |
| --- | --- |
| nelscb | {version} |
| Python | {python} |
| libraries | `{versions}` |
| released tables | SHA-256 {hash} |
"""
_BOARD = """It is **OFFICIAL-SENSITIVE**: the returns are in it, and every small count. Keep it as you keep those.

`params` and `data` are all that the edition was made from. A notebook that is run works all figures out from them
first, which can take half a minute, and keeps its own in `build/.cache`."""
_PUBLIC = """It holds what was released to the public: no return, and no count that is withheld. `released` has what was
released to each notebook's page, and the notebooks show it. How it was worked out from the returns, only the Board's
own reviewers can run again."""
READ_ME = {
    edition: _FIRST.replace("{edition}", edition).replace("{what}", what)
    for edition, what in (("board", _BOARD), ("public", _PUBLIC))
}
"""By edition, with places for its own names."""
