"""What can be wrong with a circuit or an edit: each error is one line for the person who reads it."""

import re

from circuitlab.circuit.circuit import Circuit
from circuitlab.formula.errors import printable
from circuitlab.formula.reading import MINUS

MAX_QUOTE = 40
"""Longest name or text from outside that an error quotes in full, in characters."""


class CircuitError(ValueError):
    """An edit that cannot be done, or parts that make no circuit. `str()` is the line for the user."""


class WouldCloseCycle(CircuitError):
    """A wire would let a gate feed itself."""


class PortTaken(CircuitError):
    """Another wire ends at this input port."""


class NoSuchPort(CircuitError):
    """The gate has no such input port, or cannot have so many."""


class NameTaken(CircuitError):
    """Another gate has this name."""


class BadName(CircuitError):
    """The text is no name."""


class BadValue(CircuitError):
    """The value, or the place to put it, is wrong."""


class UnknownKind(CircuitError):
    """No gate kind has this name."""


class UnknownPart(CircuitError):
    """The circuit has no gate or wire of this id or name."""


def short(text: str) -> str:
    """A text from outside, fit for one line: escaped, and shortened to `MAX_QUOTE` characters."""
    escaped = printable(text[: MAX_QUOTE + 1])
    return escaped if len(escaped) <= MAX_QUOTE else escaped[: MAX_QUOTE - 1] + "…"


def clause(sentence: str) -> str:
    """A sentence as the end of a longer line, behind the place: no capital, no full stop."""
    openings = ("There ", "The ", "A gate ", "A wire ", "A symbol ", "Another ", "Column ", "No ")
    small = sentence[:1].lower() + sentence[1:] if sentence.startswith(openings) else sentence
    return small.removesuffix(".")


def complete(clause: str) -> str:
    """A line without its place as a sentence of its own: capital, full stop, a real minus before numbers."""
    said = re.sub(r"(?<= )-(?=\d)", MINUS, clause)
    return f"{said[:1].upper()}{said[1:].removesuffix('.')}."


def quoted(text: str) -> str:
    """A text from outside between quotation marks, as `short` gives it."""
    return f"'{short(text)}'"


def spaced(number: int) -> str:
    """A whole number with its thousands apart: "1 000 000"."""
    return f"{number:,}".replace(",", " ")


def label(circuit: Circuit, gate: int) -> str:
    """What a gate is called in a sentence: its name, else what stands in it, as "the × gate"."""
    part = circuit.gates[gate]
    if part.name is not None:
        return short(part.name)
    kind = circuit.kind(part.kind)
    if kind is None:
        return f"the {short(part.kind)} gate"
    if not kind.is_source:
        return f"the {kind.symbol or kind.title} gate"
    return f"the {kind.name}" if part.value is None else f"the {kind.name} {part.value:g}"


def numbered(circuit: Circuit, gate: int) -> str:
    """What a gate is called where nobody sees it: its name, else its kind and id, as "multiply gate 5"."""
    part = circuit.gates[gate]
    return f"{short(part.kind)} gate {gate}" if part.name is None else short(part.name)


def sentence(text: str) -> str:
    """A sentence that may begin with the label of a gate that has no name: "The × gate …"."""
    return f"The {text[4:]}" if text.startswith("the ") else text


def ordinal(port: int) -> str:
    """An input port in words: 0 is "first"."""
    words = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
    return words[port] if 0 <= port < len(words) else f"number {port + 1}"
