"""The nudge that the coach offers at the end, and its help where nothing can be computed yet."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from circuitlab.app import commands
from circuitlab.app.session import Session
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.trace import Cursor
from circuitlab.teach import coach

EXAMPLE = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"


@pytest.fixture
def window(make_window):
    window = make_window()
    window.documents.open_example("copy")
    return window


def advice(session):
    return coach.advice(session.circuit, session.trace, session.cursor)


@pytest.fixture
def session(qapp):
    session = Session()
    session.open(to_circuit(EXAMPLE))
    return session


def test_its_nudge_does_what_it_says(session):
    session.move_cursor(Cursor(5))
    x = advice(session).nudge
    before = session.trace.value(session.trace.objective)
    commands.nudge(session, x)
    assert session.undo_stack.undoText() == "Nudge x"
    assert session.circuit.named("x").value == -1.99
    assert session.trace.value(session.trace.objective) - before == pytest.approx(-0.04)
    session.undo()
    assert session.circuit.named("x").value == -2


def test_an_empty_canvas_and_an_unfinished_gate_get_help(session):
    session.open(Circuit())
    assert "Begin with a formula" in advice(session).text

    session.attempt("Place", lambda circuit: edits.place_gate(circuit, "multiply", (0.0, 0.0)))
    assert "waits for" in advice(session).text


def test_a_remark_goes_with_the_document_that_it_was_about(window):
    coach_line = window.shell.coach
    window.session.said.emit("Saved mine.circuit.")
    coach_line.refresh()
    assert coach_line.accessibleName() == "Saved mine.circuit."
    window.documents.new()
    coach_line.refresh()
    assert "Begin with a formula" in coach_line.accessibleName()


def test_it_says_at_once_that_an_edit_has_left_the_circuit_without_an_objective(window, qtbot):
    from circuitlab.circuit.edits import place_gate

    session, coach_line = window.session, window.shell.coach
    session.open(to_circuit(EXAMPLE))
    commands.set_objective(session, None)
    window.player.end()
    session.attempt("Place Input", lambda circuit: place_gate(circuit, "input", (0.0, 600.0)))
    assert session.circuit.objective is None
    qtbot.waitUntil(lambda: "objective" in coach_line.accessibleName())
    assert coach_line.accessibleName().startswith("f and x₁ feed no other gate now")
    session.undo()
    qtbot.waitUntil(lambda: "feed no other" not in coach_line.accessibleName())


@pytest.mark.parametrize("was_set", [True, False])
def test_a_copy_takes_the_objective_from_no_one(window, was_set):
    session = window.session
    session.open(to_circuit(EXAMPLE))
    f = session.circuit.names["f"]
    commands.set_objective(session, f if was_set else None)
    session.select([session.circuit.names["x"]])
    commands.duplicate(session)
    QApplication.processEvents()
    assert session.circuit.objective == f
    assert "feed no other" not in window.shell.coach.accessibleName()
    session.undo()
    assert session.circuit.settings.objective == (f if was_set else None)


def test_a_remark_ends_with_the_next_step(window, qtbot):
    session, coach_line = window.session, window.shell.coach
    session.open(to_circuit(EXAMPLE))
    for _ in range(2):
        window.player.step_forward()
    window.player.step_forward()
    qtbot.waitUntil(lambda: "forward pass is done" in coach_line.accessibleName())
    window.player.rewind()
    qtbot.waitUntil(lambda: coach_line.accessibleName().startswith("Press Next"))


def test_a_line_without_room_ends_in_an_ellipsis_and_is_whole_in_the_tooltip(window, qtbot):
    coach_line = window.shell.coach
    line = "Several gates feed no other: " + "a word or two " * 20
    window.session.said.emit(line)
    qtbot.waitUntil(lambda: coach_line.accessibleName() == line)
    text = coach_line.findChild(QLabel, "coachText")
    assert text.text().endswith("…")
    assert text.fontMetrics().horizontalAdvance(text.text()) <= text.width()
    assert "a word or two" in text.toolTip()
    window.session.said.emit("Short.")
    qtbot.waitUntil(lambda: text.text() == "Short.")
    assert text.toolTip() == ""
