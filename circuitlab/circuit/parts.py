"""What a circuit is made of: frozen parts, each with an id. Plain data: imports nothing of the program.

Ids are positive integers that grow with creation and are saved with the file, so that the order of
the steps ("ties by creation") is the same after moves, undone deletions and reopening.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

SETTINGS_ID = 0
"""The id of the one `Settings` part that every circuit has."""

DATA_ID = -1
"""The id of the one `Data` part that a circuit may have."""

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

    def holding(self, value: float) -> "Gate":
        """The same gate with another value: many times faster than `replace`, for runs of hundreds."""
        return Gate(self.id, self.kind, self.name, value, self.inputs, self.position)


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


@dataclass(frozen=True, slots=True)
class Definition:
    """A gate kind that belongs to the document: a custom gate or a composite. All its instances share it.

    name: what files and formulas call the kind; no kind of the catalogue has it.
    ports: the names of its inputs, in order.
    formula: of a custom gate, its value in these names, in the one spelling that the printer gives it.
    body, output: of a composite, its inner gates and wires, and the gate that is its value. Its ports are
        the `input` gates among them of these names. The ids in the body are its own: no definition has one.
    symbol: what stands in the gate; "": its name.
    """

    id: int
    name: str
    ports: tuple[str, ...]
    formula: str | None = None
    body: tuple[Gate | Wire, ...] = ()
    output: int | None = None
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """The examples that the document is to learn from: a table of finite numbers, and what it feeds.

    columns: their names, all different.
    blocks: the rows one after the other, as doubles of 8 bytes with the lowest byte first; a block holds
        `BLOCK` rows, the last one what is left. So one number can change while the others are shared.
    source: where they come from, for people.
    feeds: pairs of an input and the column that feeds it, as chosen by hand, by the name of the input.
    target: the column that the output is to meet, as chosen by hand; None: the last one.
    """

    columns: tuple[str, ...]
    blocks: tuple[bytes, ...] = field(repr=False)
    source: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    target: str | None = None
    id: int = DATA_ID

    @property
    def size(self) -> int:
        """How many bytes its numbers take."""
        return sum(map(len, self.blocks))

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self.size // (8 * len(self.columns)) if self.columns else 0


BLOCK = 4_096
"""Rows in one block of `Data`."""

Part: TypeAlias = Gate | Wire | Settings | Definition | Data
