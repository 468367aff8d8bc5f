"""What the coach says at each stage, and the nudge that it offers at the end."""

import pytest

from circuitlab.app.coach import advice, on_the_way
from circuitlab.app.handlers import nudge
from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.trace import Cursor

EXAMPLE = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"


@pytest.fixture
def session(qapp):
    session = Session()
    session.open(to_circuit(EXAMPLE))
    return session


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (0, "Press Next (N): q adds x and y."),
        (1, "Next (N): f multiplies q and z."),
        (2, "f is −12. Which inputs move it, and how strongly? Step backward (F9)."),
        (3, "Step backward (F9): f passes its gradient on to q and z."),
        (5, "x gets −4: nudge x up by 0.01 and f falls by 0.04."),
    ],
)
def test_it_says_what_comes_next(session, steps, said):
    session.move_cursor(Cursor(steps))
    assert advice(session).text == said


def test_while_a_step_moves_it_says_what_the_step_does(session):
    said = [on_the_way(session.circuit, step) for step in session.trace.steps]
    assert said[0] == "q adds x and y."
    assert said[2] == "If f grows by 1, f grows by 1: start with 1."
    assert said[4] == "q passes its −4 on to x and y."


def test_its_nudge_does_what_it_says(session):
    session.move_cursor(Cursor(5))
    x = advice(session).nudge
    before = session.trace.value(session.trace.objective)
    nudge(session, x)
    assert session.circuit.named("x").value == -1.99
    assert session.trace.value(session.trace.objective) - before == pytest.approx(-0.04)
    session.undo()
    assert session.circuit.named("x").value == -2


def test_an_empty_canvas_and_an_unfinished_gate_get_help(session):
    session.open(Circuit())
    assert "f = (x + y) * z" in advice(session).text

    session.attempt("Place", lambda circuit: edits.place_gate(circuit, "multiply", (0.0, 0.0)))
    assert "waits for" in advice(session).text
