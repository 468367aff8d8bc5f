"""Where a number that is not finite began, in words."""

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end
from circuitlab.engine.passes import run
from circuitlab.teach.beginnings import began, origin_at, short_why


@pytest.mark.parametrize(
    ("text", "gate", "told"),
    [
        ("x = 0\na = log(x)\nf = a * 2", "a", "began here: log of 0"),
        ("x = 0\na = log(x)\nf = a * 2", "f", "began at a: log of 0"),
        ("x = 1000\nf = exp(x)", "f", "began here: too large for a double (overflow)"),
        ("x = 0\nr = sqrt(x)\nf = 3 * r", "x", "began at r: no finite slope: division by zero"),
        ("x = 0\nr = sqrt(x)\nf = 3 * r", "r", ""),
    ],
)
def test_it_is_said_at_the_gate_and_at_what_follows_from_it(text, gate, told):
    circuit = to_circuit(text)
    trace = run(circuit)
    assert began(circuit, trace, circuit.names[gate], end(trace)) == told


def test_nothing_is_said_before_the_passes_have_come_there():
    circuit = to_circuit("x = 0\na = log(x)\nf = a * 2")
    trace = run(circuit)
    a = circuit.names["a"]
    assert origin_at(trace, a, Cursor(0)) is None
    assert origin_at(trace, a, Cursor(1)) == a


def test_under_a_gate_there_is_no_room_for_what_is_in_brackets():
    circuit = to_circuit("x = 1000\nf = exp(x)")
    trace = run(circuit)
    assert short_why(trace, circuit.names["f"]) == "too large for a double"
