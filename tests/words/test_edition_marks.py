"""The marks of an edition: a draft says so first, on every page and with what it means at the head of a chapter."""

from __future__ import annotations

from dataclasses import replace

from nelscb.edition import Edition
from nelscb.plan import Project
from nelscb.words.editions import announcement, edition_line, marks_with_meaning


def test_a_draft_says_so_before_its_other_marks(edition: Edition, project: Project) -> None:
    released = edition.release("p1_early_help")
    assert announcement(replace(released, draft=True), project.board) == (
        "OFFICIAL-SENSITIVE · NELSCB · 2016-17 Q4 · board edition · DRAFT · partial · retrospective"
    )
    assert "**DRAFT**: not signed off by two roles · **partial**: " in edition_line(
        replace(released, draft=True), project.board
    )


def test_what_two_roles_signed_off_is_no_draft(edition: Edition, project: Project) -> None:
    released = edition.release("p1_early_help")
    assert "DRAFT" not in announcement(released, project.board) + edition_line(released, project.board)
    assert marks_with_meaning(replace(released, draft=True))[1:] == marks_with_meaning(released)
