"""The released core data set as files: a row a figure, with a description that a program can read, and its measures."""

from nelscb.core_data_set.files import write_core_data_set
from nelscb.core_data_set.measures import write_measures
from nelscb.core_data_set.received_rows import RECEIVED, write_received_rows
from nelscb.core_data_set.released_tables import DATA, DESCRIPTION, KNOWLEDGE, write_data

__all__ = [
    "DATA", "DESCRIPTION", "KNOWLEDGE", "RECEIVED", "write_core_data_set", "write_data", "write_measures",
    "write_received_rows",
]  # fmt: skip
