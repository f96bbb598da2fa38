"""The columns of the core data set: name, type, whether a row must have it, and what it is in common vocabularies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from nelscb.edition import Frequency
from nelscb.words import core_data_set as words
from nelscb.words.states import MARKS

SEPARATOR = "|"
"""Stands between the parts of a list: figures worked out from several come from several rows."""
_PERIOD = "[0-9]{4}-[0-9]{2}(-Q[1-4]|-[0-9]{2})?"
_DIMENSION = "http://purl.org/linked-data/sdmx/2009/dimension#"
_ATTRIBUTE = "http://purl.org/linked-data/sdmx/2009/attribute#"
_MEASURE = "http://purl.org/linked-data/sdmx/2009/measure#"
_TERMS = "http://purl.org/dc/terms/"


@dataclass(frozen=True)
class DataColumn:
    """A column of the file. ``datatype`` as CSV on the Web names it; ``several``: its cell is a list."""

    name: str
    datatype: str | dict[str, str] = "string"
    required: bool = False
    several: bool = False
    property_url: str = ""

    def described(self) -> dict[str, Any]:
        """The column as CSV on the Web describes it."""
        told = words.state_description() if self.name == "state" else words.DESCRIPTIONS[self.name]
        return {
            "name": self.name,
            "titles": {"en-GB": [self.name, words.TITLES[self.name]]},
            "dc:description": f"{told} {words.LISTS}" if self.several else told,
            "datatype": self.datatype,
            "required": self.required,
            **({"separator": SEPARATOR} if self.several else {}),
            **({"propertyUrl": self.property_url} if self.property_url else {}),
            "null": ["", MARKS["suppressed"]] if self.datatype == "double" else "",
        }


def _one_of(values: tuple[str, ...]) -> dict[str, str]:
    return {"base": "string", "format": "|".join(values)}


COLUMNS = (
    DataColumn("figure", required=True, property_url=f"{_TERMS}identifier"),
    DataColumn("area", required=True, property_url=f"{_DIMENSION}refArea"),
    DataColumn("area_name", required=True),
    DataColumn("measure", required=True),
    DataColumn("measure_title", required=True),
    DataColumn("breakdown"),
    DataColumn("category"),
    DataColumn("frequency", _one_of(get_args(Frequency)), required=True),
    DataColumn("period", {"base": "string", "format": _PERIOD}, required=True, property_url=f"{_DIMENSION}refPeriod"),
    DataColumn("period_begins", "date", required=True),
    DataColumn("period_ends", "date", required=True),
    DataColumn("definition", "positiveInteger", required=True),
    DataColumn("numerator", "double"),
    DataColumn("denominator", "double"),
    DataColumn("value", "double", property_url=f"{_MEASURE}obsValue"),
    DataColumn("unit", required=True, property_url=f"{_ATTRIBUTE}unitMeasure"),
    DataColumn("lower_limit", "double"),
    DataColumn("upper_limit", "double"),
    DataColumn("answer"),
    DataColumn("state", _one_of(words.STATES), required=True, property_url=f"{_ATTRIBUTE}obsStatus"),
    DataColumn("provenance", _one_of(words.PROVENANCES), required=True),
    DataColumn("release", several=True, property_url=f"{_TERMS}source"),
    DataColumn("sender", several=True, property_url=f"{_TERMS}publisher"),
    DataColumn("received", "date", several=True, property_url=f"{_TERMS}dateAccepted"),
    DataColumn("file", several=True),
    DataColumn("sheet", several=True),
    DataColumn("row", "positiveInteger", several=True),
)  # fmt: skip
