"""Number an edition that was opened: which issue it is shows in its tables alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from nelscb.core_data_set import write_data
from nelscb.edition import PROSE, Edition
from nelscb.filed_editions import filed_of_quarter, hash_of_tables
from nelscb.issues import issue_with


def numbered(opened: Edition) -> Edition:
    """The edition as the issue that it is, or would be.

    Where none of it is on file it is the first, and its tables need not be written to know that. Raises Mistake where
    what is filed is not as it was filed.
    """
    project, quarter, name = opened.project, opened.quarter, opened.name
    if not filed_of_quarter(project, quarter, name):
        return opened
    with TemporaryDirectory() as folder:
        write_data(opened.release(PROSE), project, Path(folder))
        tables_hash = hash_of_tables(Path(folder))
    return replace(opened, issue=issue_with(project, quarter, name, tables_hash))
