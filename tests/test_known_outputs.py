"""An output of a notebook says which exhibit it shows, by id and hash: from there they go into the manifest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from nelscb import notebook
from nelscb.exhibit_hash import hash_of_exhibit
from nelscb.manifest.outputs import outputs_known
from nelscb.pages import Page


def test_every_output_that_is_shown_is_known(page: Callable[[str], Page], monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(notebook, "_display", lambda data, metadata: shown.append({"data": data, "metadata": metadata}))
    chapter = page("p2_neglect")
    for what in chapter.exhibits:
        notebook.show(chapter, what)
    told = {known: held for known, held, _ in outputs_known({"cells": [{"outputs": shown}, {}]})}
    assert told == {one.id: hash_of_exhibit(one) for one in chapter.exhibits.values() if one.id in told}
    assert len(told) > 10
    assert len(list(outputs_known({"cells": [{"outputs": shown}]}))) == len(shown)
