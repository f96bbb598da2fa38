"""The released core data set as a file: a row a figure, with a description that a program can read."""

from nelscb.core_data_set.files import write_core_data_set

__all__ = ["write_core_data_set"]
