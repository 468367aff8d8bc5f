"""What a circuit is made of: frozen parts, each with an id. Plain data: imports nothing of the program.

Ids are positive integers that grow with creation and are saved with the file, so that the order of
the steps ("ties by creation") is the same after moves, undone deletions and reopening.
"""

from dataclasses import dataclass
from typing import TypeAlias

SETTINGS_ID = 0
"""The id of the one `Settings` part that every circuit has."""

INPUT, PARAMETER, CONSTANT = "input", "parameter", "constant"
"""The kinds of gates that hold a value: one that the user sets; one that training changes; one that
nothing changes."""

SOURCES = frozenset({INPUT, PARAMETER, CONSTANT})
SETTABLE = frozenset({INPUT, PARAMETER})
"""The sources whose value is asked for by name from outside (`--set`)."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A placed gate.

    id: unique among all parts of the circuit.
    kind: name of its gate kind, e.g. "multiply"; a kind nobody knows is kept as it is.
    name: a Python identifier that is unique in the circuit, or None.
    value: what a source holds: always a float for parameters and constants, a float or None (no value
        yet) for inputs, and None for every other gate.
    inputs: how many input ports it has (0 for sources, 2 to 8 for add, multiply, max and min).
    position: centre of the gate's body in scene units (pixels at 100 %, y down), or None where the gate
        has not been laid out yet.
    """

    id: int
    kind: str
    name: str | None = None
    value: float | None = None
    inputs: int = 0
    position: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Wire:
    """A directed edge from the output of gate `source` to input port `port` (0-based) of gate `target`."""

    id: int
    source: int
    target: int
    port: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What belongs to the whole document.

    objective: id of the gate that is differentiated; None: the one sink, if there is exactly one.
    seed: the gradient that the objective starts with.
    """

    objective: int | None = None
    seed: float = 1.0
    id: int = SETTINGS_ID


Part: TypeAlias = Gate | Wire | Settings
