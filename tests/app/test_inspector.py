"""The inspector: what it shows of a gate and of the document, and what its fields do."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.inspector import Inspector
from circuitlab.app.session import Session
from circuitlab.app.theme import LIGHT
from circuitlab.app.window import prepare
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.trace import end


@pytest.fixture
def inspector(qtbot, qapp, no_failures):
    prepare(qapp)
    session = Session()
    session.open(to_circuit("x = 0.1\ny = 0.2\nq = add(x, y, 0.3)\nf = q * 3"))
    inspector = Inspector(Look(LIGHT), session, lambda menu: None)
    inspector.session = session
    qtbot.addWidget(inspector)
    inspector.show()
    return inspector


def select(inspector, name):
    inspector.session.select([inspector.session.circuit.named(name).id])
    inspector.refresh()


def field(inspector, name):
    return next(line for line in inspector.widget().findChildren(QLineEdit) if line.accessibleName() == name)


def fact(inspector, name):
    return next(
        line for line in inspector.widget().findChildren(QLabel) if line.accessibleName() == name
    ).text()


def type_into(line, text):
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_it_shows_whole_doubles_as_far_as_the_cursor_is(inspector):
    select(inspector, "q")
    assert fact(inspector, "Value") == "not computed"
    inspector.session.move_cursor(end(inspector.session.trace))
    inspector.refresh()
    assert fact(inspector, "Value") == repr(0.1 + 0.2 + 0.3)
    assert fact(inspector, "Gradient") == "3"


def problem(inspector, name):
    """The line under a field."""
    line = field(inspector, name)
    (said,) = line.parentWidget().findChildren(QLabel)
    assert said.isVisibleTo(inspector) == bool(line.problem)
    return said.text()


def test_a_source_takes_a_value_and_refuses_what_is_none_at_the_field(inspector):
    select(inspector, "x")
    type_into(field(inspector, "Holds"), "−2,5")
    assert inspector.session.circuit.named("x").value == -2.5
    type_into(field(inspector, "Holds"), "two")
    assert inspector.session.circuit.named("x").value == -2.5
    assert "not a number" in problem(inspector, "Holds")
    assert field(inspector, "Holds").text() == "two"
    QTest.keyClick(field(inspector, "Holds"), Qt.Key.Key_Escape)
    assert problem(inspector, "Holds") == ""
    assert field(inspector, "Holds").text() == "-2.5"


def test_a_refused_seed_stays_to_be_mended_when_the_focus_goes(inspector):
    line = field(inspector, "Seed")
    line.setFocus()
    QTest.keyClicks(line, "3 x")
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.MouseFocusReason))
    refused = line.text()
    inspector.refresh()
    assert line.text() == refused
    assert "not a number" in problem(inspector, "Seed")
    line.selectAll()
    QTest.keyClicks(line, "3")
    assert problem(inspector, "Seed") == ""
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert inspector.session.circuit.settings.seed == 3


def test_it_renames(inspector):
    select(inspector, "q")
    type_into(field(inspector, "Name"), "total")
    assert inspector.session.circuit.named("total") is not None


def test_escape_gives_the_old_text_back(inspector):
    select(inspector, "q")
    line = field(inspector, "Name")
    line.setText("other")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == "q"


def test_more_inputs_for_a_gate_that_can_have_them(inspector):
    select(inspector, "q")
    gate = inspector.session.circuit.named("q").id
    more = next(b for b in inspector.widget().findChildren(Button) if b.toolTip() == "One input more")
    more.click()
    assert inspector.session.circuit.gates[gate].inputs == 4


def test_it_makes_a_gate_the_objective_and_back(inspector):
    select(inspector, "q")
    button = next(b for b in inspector.widget().findChildren(Button) if b.isCheckable())
    button.click()
    assert inspector.session.circuit.settings.objective == inspector.session.circuit.named("q").id
    button.click()
    assert inspector.session.circuit.settings.objective is None


def test_with_nothing_selected_it_shows_the_document_and_sets_the_seed(inspector):
    assert fact(inspector, "Gates") == "6"
    type_into(field(inspector, "Seed"), "3")
    assert inspector.session.circuit.settings.seed == 3


def test_a_name_that_is_none_is_refused_in_words(inspector):
    select(inspector, "q")
    type_into(field(inspector, "Name"), "1 a")
    assert "'1 a' is no name" in problem(inspector, "Name")
    assert inspector.session.circuit.named("q") is not None


def test_the_menu_of_a_field_does_not_take_what_is_half_typed(inspector):
    select(inspector, "q")
    line = field(inspector, "Name")
    line.setText("half")
    QApplication.sendEvent(line, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason))
    assert inspector.session.circuit.named("half") is None
    assert line.text() == "half"
