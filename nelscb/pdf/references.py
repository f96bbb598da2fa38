"""References in print: each leads to a place that is there, and one that leads out of the document is words alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from nelscb.mistakes import Mistake
from nelscb.pdf.chapters import Chapter
from nelscb.pdf.inline import Node


def check_references(chapters: Sequence[Chapter]) -> None:
    """Raise Mistake where a chapter refers to a place that no chapter has."""
    places = {place for chapter in chapters for place in (chapter.name, *places_of(chapter.blocks))}
    for chapter in chapters:
        for node in nodes_of(chapter.blocks):
            if node["kind"] == "reference" and node["to"] not in places:
                raise Mistake(f"{chapter.name}: a reference leads to {node['to']!r}, which is not there; mend the link")


def places_of(content: Any) -> Iterator[str]:
    """The names of the places in some content to which a reference can lead."""
    return (node["id"] for node in nodes_of(content) if node.get("id"))


def nodes_of(content: Any) -> Iterator[Node]:
    """Every node in some content, in reading order."""
    if isinstance(content, dict):
        if "kind" in content:
            yield content
        for value in content.values():
            if isinstance(value, (list, dict)):
                yield from nodes_of(value)
    elif isinstance(content, list):
        for value in content:
            if isinstance(value, (list, dict)):
                yield from nodes_of(value)


def settled(content: Any, places: set[str], picture: Callable[[str], int]) -> Any:
    """The content with references to ``places`` only, and small pictures by number.

    A reference to anywhere else, such as to a chapter that a pack of some pages leaves out, becomes its words.
    """
    if isinstance(content, dict):
        if content.get("kind") == "reference" and content["to"] not in places:
            return settled(content["body"], places, picture)
        told = {key: settled(value, places, picture) for key, value in content.items()}
        return {**told, "picture": picture(content["picture"])} if "picture" in content else told
    if isinstance(content, list):
        # Most lines are words alone: the templates are spared the walk through a list of one.
        return content[0] if len(content) == 1 and isinstance(content[0], str) else [
            settled(value, places, picture) for value in content
        ]  # fmt: skip
    return content
