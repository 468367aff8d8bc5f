"""Circuits made by a program, gate by gate, each at its place. Knows no template."""

from collections.abc import Sequence

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import CONSTANT, INPUT, PARAMETER, Gate, Settings, Wire
from circuitlab.gates.kind import MOST
from circuitlab.layout.metrics import GRID

COLUMN = 204.0
"""From one column of gates to the next: a body, its numbers, and room for the wires to turn."""
ROW = 72.0
"""From one row to the next: a body, a value above its wire and a gradient below it."""
ROOMY = 120.0
"""The same where both numbers stand below the body, as they do when a whole network is seen."""
BRANCHES = 96.0
"""What stands between a weight and its product where its other factor fans out: a message, on the grid."""

SUMS = 240.0
"""From one sum of as many terms as a gate can have to the next."""

Place = tuple[float, float]


def levels(terms: int, last: int) -> int:
    """How many columns of sums come before the last one; see `Draft.total`."""
    found = 0
    while terms + last > MOST:
        terms, found = -(-terms // MOST), found + 1
    return found


def sums(terms: int, last: int) -> int:
    """How many gates `Draft.total` makes of so many terms, and so many behind them."""
    found = 0
    for _ in range(levels(terms, last)):
        found += terms // MOST + (terms % MOST > 1)
        terms = -(-terms // MOST)
    return found + (terms + last > 1)


class Draft:
    """Gates and wires as they are added; ids grow in that order."""

    def __init__(self, parts: Sequence[Gate | Wire] = (), first: int = 1) -> None:
        self._parts: list[Gate | Wire] = list(parts)
        self._next = first

    def source(self, kind: str, name: str | None, value: float | None, place: Place) -> int:
        """An input, a parameter or a constant."""
        return self._add(Gate(self._next, kind, name, value, 0, _on_grid(place)))

    def input(self, name: str, place: Place, value: float = 1.0) -> int:
        """An input."""
        return self.source(INPUT, name, value, place)

    def parameter(self, name: str, value: float, place: Place) -> int:
        """A parameter."""
        return self.source(PARAMETER, name, value, place)

    def constant(self, value: float, place: Place) -> int:
        """A constant without a name."""
        return self.source(CONSTANT, None, value, place)

    def gate(self, kind: str, feeding: Sequence[int], place: Place, name: str | None = None) -> int:
        """A gate that computes, and the wires into it."""
        key = self._add(Gate(self._next, kind, name, None, len(feeding), _on_grid(place)))
        for port, source in enumerate(feeding):
            self._add(Wire(self._next, source, key, port))
        return key

    def total(self, terms: Sequence[int], last: Sequence[int], place: Place, name: str | None = None) -> int:
        """A sum; where one gate has not ports enough, of sums, in the columns before `place`.

        last: terms that come behind the others, and join only the last gate.
        """
        x, y = place
        for level in range(levels(len(terms), len(last)), 0, -1):
            groups = [terms[first : first + MOST] for first in range(0, len(terms), MOST)]
            left, top = x - COLUMN * level, y - SUMS * (len(groups) - 1) / 2
            terms = [
                group[0] if len(group) == 1 else self.gate("add", group, (left, top + SUMS * number))
                for number, group in enumerate(groups)
            ]
        terms = [*terms, *last]
        return terms[0] if len(terms) == 1 else self.gate("add", terms, place, name)

    def circuit(self, objective: int) -> Circuit:
        """All of it, with this objective."""
        return Circuit([Settings(objective), *self._parts])

    def _add(self, part: Gate | Wire) -> int:
        self._parts.append(part)
        self._next += 1
        return part.id


def _on_grid(place: Place) -> Place:
    return round(place[0] / GRID) * float(GRID), round(place[1] / GRID) * float(GRID)
