"""What the tests of this room share: circuits at random, and when two are the same but for ids and places."""

import csv
import json
import re
from collections import Counter
from math import e, inf, nan, pi
from pathlib import Path

from hypothesis import strategies as st

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.order import topological
from circuitlab.circuit.parts import CONSTANT, INPUT, PARAMETER, Gate, Settings, Wire
from circuitlab.gates.catalogue import KINDS

DATA = Path(__file__).parents[1] / "data"
PUBLISHED = json.loads((DATA / "circuits.json").read_text(encoding="utf-8"))
COMPUTED = sorted(name for name, kind in KINDS.items() if not kind.is_source)
NAMES = ("x", "y", "z", "f", "t", "t1", "e", "pi", "max", "exp", "constant", "é")

numbers = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.1, -2.5, 1e300, -1e-300, 1e22, inf, -inf, nan, pi, e, -pi]),
    st.floats(),
)


def feynman() -> list[tuple[str, str, dict[str, float]]]:
    """Name, formula text and the variables in the middle of their ranges, of the 100 physics formulas."""
    result = []
    with (DATA / "feynman.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            values = {
                row[f"v{i}_name"]: (float(row[f"v{i}_low"]) + float(row[f"v{i}_high"])) / 2
                for i in range(1, 11)
                if row[f"v{i}_name"]
            }
            result.append((row["Filename"], f"{row['Output']} = {row['Formula']}", values))
    return result


def netlist(name: str) -> str:
    """An ISCAS-85 netlist as formula text: Boolean gates as products, so that every gate is real-valued."""
    text = (DATA / f"{name}.bench").read_text(encoding="utf-8")
    lines = [f"n{wire} = 0.5" for wire in re.findall(r"^INPUT\((\w+)\)", text, re.MULTILINE)]
    waiting = {
        wire: (kind.lower(), [f"n{operand}" for operand in re.findall(r"\w+", operands)])
        for wire, kind, operands in re.findall(r"^(\w+)\s*=\s*(\w+)\(([^)]*)\)", text, re.MULTILINE)
    }
    placed = {line.split()[0] for line in lines}
    while waiting:
        for wire in [wire for wire, (_, operands) in waiting.items() if placed.issuperset(operands)]:
            lines.append(f"n{wire} = {_relaxed(*waiting.pop(wire))}")
            placed.add(f"n{wire}")
    outputs = dict.fromkeys(re.findall(r"^OUTPUT\((\w+)\)", text, re.MULTILINE))
    return "\n".join([*lines, "objective = " + " + ".join(f"n{wire}" for wire in outputs)])


def _relaxed(kind: str, operands: list[str]) -> str:
    product, negated = " * ".join(operands), " * ".join(f"(1 - {operand})" for operand in operands)
    return {
        "not": f"1 - {operands[0]}",
        "buff": f"{operands[0]} + 0",
        "and": product,
        "nand": f"1 - {product}",
        "or": f"1 - {negated}",
        "nor": negated,
        "xor": f"{operands[0]} + {operands[-1]} - 2 * {product}",
    }[kind]


@st.composite
def circuits(draw: st.DrawFn, *, whole: bool = False) -> Circuit:
    """Any circuit of known kinds; a `whole` one has no unwired port and no input that nothing uses."""
    names = list(draw(st.permutations(NAMES)))
    gates: list[Gate] = []
    wires: list[Wire] = []
    for key in range(1, draw(st.integers(1, 12)) + 1):
        name = names.pop() if names and draw(st.booleans()) else None
        if key == 1 or draw(st.integers(0, 2)) == 0:
            kind = draw(st.sampled_from([INPUT, PARAMETER, CONSTANT]))
            unset = kind == INPUT and not whole and draw(st.booleans())
            gates.append(Gate(key, kind, name, None if unset else draw(numbers)))
            continue
        kind = draw(st.sampled_from(COMPUTED))
        least, most = len(KINDS[kind].ports), KINDS[kind].most
        gates.append(Gate(key, kind, name, None, draw(st.integers(least, most))))
        for port in range(gates[-1].inputs):
            source = draw(st.integers(1 if whole else 0, key - 1))
            if source:
                wires.append(Wire(1000 + len(wires), source, key, port))
    objective = draw(st.none() | st.sampled_from([gate.id for gate in gates]))
    return Circuit([Settings(objective), *gates, *wires])


Key = tuple[str, str, str | None, tuple[int, ...]]


class Isomorphism:
    """Tells whether circuits are the same but for ids and places: gates by kind, value, name and operands.

    Names outside `names` count as none, and an unwired port as an input without a value.
    """

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self._numbers: dict[Key, int] = {}

    def signature(self, circuit: Circuit) -> tuple[Counter[int], int | None]:
        """How often each sort of gate occurs, and the sort of the objective."""
        sorts: dict[int, int] = {}
        count: Counter[int] = Counter()
        for key in topological(circuit):
            gate = circuit.gates[key]
            operands = []
            for port in range(gate.inputs):
                wire = circuit.driver(key, port)
                if wire is None:
                    operands.append(self._sort((INPUT, "None", None, ())))
                    count[operands[-1]] += 1
                else:
                    operands.append(sorts[wire.source])
            name = gate.name if gate.name in self.names else None
            sorts[key] = self._sort((gate.kind, repr(gate.value), name, tuple(operands)))
            count[sorts[key]] += 1
        objective = circuit.objective
        return count, None if objective is None else sorts[objective]

    def _sort(self, key: Key) -> int:
        return self._numbers.setdefault(key, len(self._numbers))


def same(one: Circuit, other: Circuit) -> bool:
    """Whether two circuits are the same up to ids and layout."""
    sorts = Isomorphism({*one.names, *other.names})
    return sorts.signature(one) == sorts.signature(other)
