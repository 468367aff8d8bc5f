"""How long formula text and edits take. The limits are in CPU seconds, several times what was measured."""

import random
from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from support.hostile import HOSTILE, HOSTILE_GATES

from circuitlab.app.gate_draft import Draft, judged
from circuitlab.circuit import edits, fragments
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.order import accepting_ports
from circuitlab.circuit.text import to_circuit
from circuitlab.circuit.text_print import formula_of, to_text, whole_formula
from circuitlab.formula.parse import FormulaError, parse_formula

LINES = 10_000


@pytest.fixture(scope="module")
def text() -> str:
    """10,000 lines that make some 25,000 gates."""
    chance = random.Random(3)
    lines = ["t0 = 1", "t1 = 2"]
    for n in range(2, LINES):
        a, b = (chance.randrange(max(0, n - 50), n) for _ in range(2))
        lines.append(f"t{n} = t{a} * t{b} + 1" if n % 2 else f"t{n} = sin(t{a}) - t{b}")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def circuit(text: str) -> Circuit:
    return to_circuit(text)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text[:6])
def test_hostile_text_is_refused_within_50_ms(hostile: str) -> None:
    def refuse() -> None:
        with pytest.raises(FormulaError):
            parse_formula(hostile)

    assert seconds(refuse) < 0.05


@pytest.mark.parametrize("hostile", HOSTILE_GATES, ids=lambda text: text[:6])
def test_a_hostile_gate_is_refused_within_50_ms(hostile: str) -> None:
    def judge() -> None:
        assert judged(Circuit(), Draft("hill", "", "x", hostile)).wrong

    assert seconds(judge) < 0.05


def seconds(call: Callable[[], Any]) -> float:
    start = process_time()
    call()
    return process_time() - start


def test_reading_10_000_lines(text: str) -> None:
    assert seconds(lambda: to_circuit(text)) < 2.0


def test_writing_10_000_lines(circuit: Circuit) -> None:
    assert seconds(lambda: to_text(circuit)) < 1.5


def test_what_the_window_asks_after_every_edit_is_instant(circuit: Circuit) -> None:
    last = circuit.objective or 0
    assert seconds(lambda: (whole_formula(circuit), formula_of(circuit, last))) < 0.05
    assert seconds(lambda: edits.move(circuit, {last: (12.0, 12.0)})) < 0.01


def test_edits_of_the_whole_circuit(circuit: Circuit) -> None:
    assert seconds(lambda: accepting_ports(circuit, 1)) < 0.3
    assert seconds(lambda: fragments.duplicate(circuit, list(circuit.gates), (0.0, 0.0))) < 2.0
    assert seconds(lambda: edits.delete(circuit, circuit.gates)) < 1.0
