"""What the JSON reader and msgspec complain of, in words for the person who has the file. Pure."""

import json
import re

from circuitlab.files.errors import shown

_NOT_JSON = {
    "Expecting property name": "expected a key in quotation marks",
    "Expecting ':'": "expected a : after the key",
    "Expecting ','": "expected a comma or a closing bracket",
    "Expecting value": "expected a value",
    "Invalid control character": "a line break or tab inside quotation marks",
    "Unterminated string": "the closing quotation mark is missing",
    "Invalid \\": "what follows the backslash means nothing",
    "Extra data": "expected nothing behind the last bracket",
    "Illegal trailing comma": "expected no comma before the closing bracket",
}
"""By how the reader's own message begins."""

_TYPES = {
    "int": "a whole number",
    "float": "a number",
    "str": "text in quotation marks",
    "bool": "true or false",
    "array": "a list [ … ]",
    "object": "an object { … }",
    "null": "null",
}
_LIMITS = {
    "id": "a whole number from 1 to 2**53",
    "source": "the id of a gate",
    "target": "the id of a gate",
    "objective": "the id of a gate",
    "port": "a whole number from 0 to 63",
    "inputs": "a whole number from 0 to 64",
    "kind": "letters, digits and _ . : -, with a letter first and no more than 100",
    "position": "two numbers from -1e9 to 1e9",
}
"""By the last key of the place: what a value of the right type must be besides."""


def json_complaint(error: json.JSONDecodeError) -> str:
    """Where a text is not JSON, and what belongs there."""
    place = f"line {error.lineno}, column {error.colno}: not JSON"
    if not error.doc[error.pos :].strip():
        return f"{place}: " + ("it ends here, before the last bracket" if error.pos else "it is empty")
    return f"{place}: " + next(
        (words for start, words in _NOT_JSON.items() if error.msg.startswith(start)),
        "expected a value, a key or a bracket",
    )


def schema_complaint(message: str) -> str:
    """msgspec's "Expected `int`, got `str` - at `$.gates[0].id`" with the place in front, in own words."""
    found = re.fullmatch(r"(.*?)(?: - at `\$\.?(.*?)`)?", message, re.DOTALL)
    what, place = (found[1], found[2] or "") if found else (message, "")
    said = _said(what, place)
    return f"{shown(place)}: {said}" if place else said


def _said(what: str, place: str) -> str:
    key = re.match(r"Object (contains unknown|missing required) field `(.*)`", what, re.DOTALL)
    if key is not None:
        unknown = key[1] == "contains unknown"
        return f'{"unknown" if unknown else "missing"} field "{shown(key[2])}"'
    types = re.fullmatch(r"Expected `([a-z |]+)`, got `([a-z |]+)`", what)
    if types is not None:
        return f"expected {_in_words(types[1])}, got {_in_words(types[2])}"
    last = re.sub(r"\[.*?\]", "", place).rpartition(".")[2]
    return f"expected {_LIMITS.get(last, 'something else')}"


def _in_words(types: str) -> str:
    return " or ".join(_TYPES.get(each, each) for each in types.split(" | "))
