"""From an old format version to the present one: one pure dict -> dict function a hop. Touches no files."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from circuitlab.files.errors import FileError, shown

FORMAT = "circuitlab"
VERSION = 2

Document: TypeAlias = dict[str, Any]


def _with_data(document: Document) -> Document:
    """Version 2 may have data beside the circuit: none of version 1 has."""
    return document | {"version": 2}


HOPS: Mapping[int, Callable[[Document], Document]] = {1: _with_data}
"""From version n to n + 1, by n. An old sample of each version is kept in tests/files/samples."""


def upgrade(document: object) -> Document:
    """The document in the present version.

    Raises FileError if it is no circuitlab document, or one of a version that this program doesn't know.
    """
    if not isinstance(document, dict):
        raise FileError("expected a JSON object { … } at the top")
    if document.get("format") != FORMAT:
        raise FileError(f'"format" must be "{FORMAT}": this is no circuitlab file')
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise FileError(f'"version" must be a whole number from 1 to {VERSION}')
    if version > VERSION:
        raise FileError(
            f"format version {shown(str(version), 20)} was made by a newer circuitlab; this one reads"
            f" versions up to {VERSION}; update circuitlab to read it"
        )
    for number in range(version, VERSION):
        document = HOPS[number](document)
    return document
