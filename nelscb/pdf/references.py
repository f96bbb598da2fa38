"""References in print: each leads to a place that is there, and one that leads out of the document is words alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from nelscb.mistakes import Mistake
from nelscb.pdf.inline import Node


def check_references(places: Collection[str], references: Mapping[str, Collection[str]]) -> None:
    """Raise Mistake where a chapter, by its name, refers to a place that no chapter has."""
    for chapter, named in references.items():
        for place in named:
            if place not in places:
                raise Mistake(f"{chapter}: a reference leads to {place!r}, which is not there; mend the link")


def references_of(content: Any) -> Iterator[str]:
    """The names of the places that some content refers to."""
    return (node["to"] for node in nodes_of(content) if node["kind"] == "reference")


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


def settled(content: Any, own: Collection[str], others: Collection[str] | None, picture: Callable[[str], int]) -> Any:
    """The content with small pictures by number, and each reference told whether it leads out of its part.

    ``own`` are the part's places, ``others`` those of the document (None: they are checked later). A reference to
    anywhere else, such as to a chapter that a pack of some pages leaves out, becomes its words.
    """
    if isinstance(content, dict):
        if content.get("kind") == "reference":
            body = settled(content["body"], own, others, picture)
            elsewhere = content["to"] not in own
            return body if elsewhere and others is not None and content["to"] not in others else {
                **content, "body": body, "elsewhere": elsewhere
            }  # fmt: skip
        told = {key: settled(value, own, others, picture) for key, value in content.items()}
        return {**told, "picture": picture(content["picture"])} if "picture" in content else told
    if isinstance(content, list):
        # Most lines are words alone: the templates are spared the walk through a list of one.
        return content[0] if len(content) == 1 and isinstance(content[0], str) else [
            settled(value, own, others, picture) for value in content
        ]  # fmt: skip
    return content
