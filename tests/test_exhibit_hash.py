"""An exhibit's hash changes with whatever it shows, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nelscb.drawings import Bar, Bars
from nelscb.exhibit_hash import hash_of_exhibit
from nelscb.exhibits import Column, Exhibit, Spark, Status, Table

TABLE = Table((Column("Year"), Column("Plans", numeric=True)), (("2016-17", "34"), ("2015-16", "(c)")))
BARS = Bars("plans", (Bar("2016-17", 34.0, "34"),))
SHOWN = Exhibit("p2_neglect_plans", "Plans", ("Fewer.",), TABLE, BARS, "Bars.", ("A note.",), ("A source.",))


@pytest.mark.parametrize(
    "other",
    [
        replace(SHOWN, caption="Plan"),
        replace(SHOWN, text=("Fewer", ".")),
        replace(SHOWN, table=replace(TABLE, rows=(("2016-17", "34"), ("2015-16", "0")))),
        replace(SHOWN, table=replace(TABLE, interactive=True)),
        replace(SHOWN, drawing=Bars("plans", (Bar("2016-17", 35.0, "34"),))),
        replace(SHOWN, drawing=Bars("plans", (Bar("2016-17", None, "34"),))),
        replace(SHOWN, alt="Bar."),
        replace(SHOWN, notes=(), sources=("A note.", "A source.")),
        replace(SHOWN, mark="Invented"),
    ],
)
def test_whatever_is_shown_is_in_the_hash(other: Exhibit) -> None:
    assert hash_of_exhibit(other) != hash_of_exhibit(SHOWN)


def test_a_status_and_a_small_line_are_in_the_hash() -> None:
    def told(*parts: object) -> str:
        return hash_of_exhibit(Exhibit("a", "", table=Table((Column("One"),), ((parts,),))))  # type: ignore[arg-type]

    hashes = {
        told(Status("up", "up")), told(Status("up", "down")), told(Status("up", "up", "good")),
        told(Spark((1.0, None), "up")), told(Spark((1.0, 0.0), "up")), told("up"),
    }  # fmt: skip
    assert len(hashes) == 6


def test_the_kind_of_a_float_and_its_last_digits_do_not_count() -> None:
    def drawn(value: float) -> str:
        return hash_of_exhibit(replace(SHOWN, drawing=Bars("plans", (Bar("2016-17", value, "34"),))))

    assert drawn(np.float64(0.3)) == drawn(0.1 + 0.2) == drawn(0.3)
    assert drawn(0.3) != drawn(0.30000001)
