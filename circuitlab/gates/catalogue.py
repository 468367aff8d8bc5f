"""All built-in gate kinds, in the order of the palette, and the ways to look one up."""

from collections.abc import Mapping
from functools import cache

from circuitlab.gates.arithmetic import ARITHMETIC
from circuitlab.gates.compare import COMPARE
from circuitlab.gates.functions import FUNCTIONS
from circuitlab.gates.kind import GateKind
from circuitlab.gates.sources import SOURCES

KINDS: Mapping[str, GateKind] = {kind.name: kind for kind in (*SOURCES, *ARITHMETIC, *FUNCTIONS, *COMPARE)}
"""Every kind by its name."""


def find_kind(name: str) -> GateKind | None:
    """The kind of this name; None if there is none."""
    return KINDS.get(name)


def kind_for_function(name: str) -> GateKind | None:
    """The kind that formulas call by this name, an alias such as `ln` included; None if there is none."""
    return _by_function_name().get(name)


@cache
def families() -> Mapping[str, tuple[GateKind, ...]]:
    """The groups of the palette with their kinds, in order."""
    titles = dict.fromkeys(kind.family for kind in KINDS.values())
    return {title: tuple(kind for kind in KINDS.values() if kind.family == title) for title in titles}


@cache
def _by_function_name() -> Mapping[str, GateKind]:
    computing = [kind for kind in KINDS.values() if not kind.is_source]
    return {name: kind for kind in computing for name in (kind.name, *kind.aliases)}
