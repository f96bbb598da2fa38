"""The manifest of an edition: what it was made from, by what, and the hash of everything in it."""

from nelscb.manifest.inputs import files_of_book, inputs_of, open_to_all
from nelscb.manifest.private import PrivateInputs, being_put, private_file, private_of, read_private
from nelscb.manifest.reading import read_manifest
from nelscb.manifest.records import (
    FORMAT,
    MANIFEST,
    AskedFor,
    Code,
    EditionBefore,
    Input,
    Inputs,
    Issue,
    Manifest,
    NotebookRun,
    Replaced,
    ShownExhibit,
    sha256_of,
    signed,
)
from nelscb.manifest.versions import code, libraries, python

__all__ = [
    "FORMAT", "MANIFEST", "AskedFor", "Code", "EditionBefore", "Input", "Inputs", "Issue", "Manifest", "NotebookRun",
    "PrivateInputs", "Replaced", "ShownExhibit", "being_put", "code", "files_of_book", "inputs_of", "libraries",
    "open_to_all", "private_file", "private_of", "python", "read_manifest", "read_private", "sha256_of", "signed",
]  # fmt: skip
