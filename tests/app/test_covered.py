"""A number that is covered can be read nowhere: not in a hover, a panel, the source, the timeline."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from support.mouse import Mouse

from circuitlab.app.canvas.hits import Hit
from circuitlab.app.canvas.surface import written
from circuitlab.app.canvas.tips import tip_at
from circuitlab.app.panels.check.rows import ANALYTIC, NUMERIC
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor

PRODUCT = ("q = x + y\nf = q * z", {"x": 1.625, "y": 5.0, "z": -4.0})


@pytest.fixture
def window(window_on):
    """Both passes are done, every number is predicted, and the panels are open."""
    made = window_on(to_circuit(*PRODUCT), "covered")
    made.player.end()
    made.predicting.toggle()
    for name in ("inspector", "code"):
        made.shell.side.show_panel(name, True)
    QApplication.processEvents()
    return made


def gate(window, name):
    return window.session.circuit.names[name]


def cover(window, what, name):
    """Click on the number."""
    window.view.fitting.show_circuit()
    at = window.view.mapFromScene(window.scene.label_rect((what, gate(window, name))).center())
    Mouse(window).click(window.view.viewport(), at)
    QApplication.processEvents()
    assert window.session.hidden.labels == {(what, gate(window, name))}


def inspector(window, name):
    window.session.select([gate(window, name)])
    QApplication.processEvents()
    content = window.shell.side.panels["inspector"]._content
    texts = [part.text() for part in content.findChildren(QLabel)]
    return texts + [part.text() for part in content.findChildren(QLineEdit)]


def code(window):
    return window.shell.side.panels["code"]._content


def test_the_value_of_an_input(window):
    assert "1.625" in inspector(window, "x")
    cover(window, "value", "x")
    assert not any("1.625" in text for text in inspector(window, "x"))
    assert tip_at(window.scene.stage, Hit("value", gate(window, "x"))) == "covered"
    assert "x = ?" in code(window).view.toPlainText()
    assert "1.625" in code(window).code.text, "what is copied and saved has it"
    window.controller.fields.edit_value(gate(window, "x"))
    assert window.controller.fields.editor.text() == ""
    window.controller.fields.close()
    cover_again = window.view.mapFromScene(window.scene.label_rect(("value", gate(window, "x"))).center())
    Mouse(window).click(window.view.viewport(), cover_again)
    QApplication.processEvents()
    assert "1.625" in inspector(window, "x")
    assert "x = 1.625" in code(window).view.toPlainText()


@pytest.mark.parametrize("dialect", ["python", "micrograd", "numpy", "pytorch", "jax"])
def test_no_dialect_of_the_source_tells_it(window, dialect):
    cover(window, "value", "x")
    code(window).set_dialect(dialect)
    assert "1.625" not in code(window).view.toPlainText()


def test_the_gradient_of_a_gate(window, qtbot):
    window.shell.side.show_panel("check", True)
    rows = window.shell.side.panels["check"]._content.rows
    qtbot.waitUntil(lambda: len(rows.rows) > 0)
    place = rows.place_of(gate(window, "q"))
    assert rows.index(place, ANALYTIC).data() == "−4"
    cover(window, "gradient", "q")
    for column in (ANALYTIC, NUMERIC):
        assert rows.index(place, column).data() == "?"
        assert "4" not in rows.index(place, column).data(Qt.ItemDataRole.ToolTipRole)
    assert "?" in inspector(window, "q")
    assert not any("4" in text for text in inspector(window, "q"))
    assert tip_at(window.scene.stage, Hit("gradient", gate(window, "q"))) == "covered"


def test_what_is_still_to_be_asked_stands_in_no_table(window, qtbot):
    window.shell.side.show_panel("check", True)
    rows = window.shell.side.panels["check"]._content.rows
    qtbot.waitUntil(lambda: len(rows.rows) > 0)
    window.player.rewind()
    assert {rows.index(place, ANALYTIC).data() for place in range(len(rows.rows))} == {"?"}
    window.predicting.stop()
    assert "?" not in {rows.index(place, ANALYTIC).data() for place in range(len(rows.rows))}


def test_the_seed(window):
    timeline = window.shell.timeline
    assert timeline.strip.stretches
    assert "∂f/∂f = 1" in timeline._texts
    cover(window, "gradient", "f")
    assert timeline.strip.stretches
    assert "∂f/∂f" in timeline._texts
    assert "grad_f = ?" in code(window).view.toPlainText()
    window.session.select([])
    QApplication.processEvents()
    fields = window.shell.side.panels["inspector"]._content.findChildren(QLineEdit)
    assert [field.text() for field in fields] == ["?"]


def test_the_coach_line(window):
    coach = window.shell.coach
    window.player.rewind()
    for _ in range(2):
        QTest.keyClick(window.view, Qt.Key.Key_N)
        QTest.keyClick(window.view, Qt.Key.Key_N)
    coach.refresh()
    assert "f is −26.5" in coach.accessibleName()
    window.predicting.toggle_cover(("value", gate(window, "f")))
    coach.refresh()
    assert coach.accessibleName().startswith("Which inputs move it")
    window.player.end()
    window.predicting.toggle_cover(("gradient", gate(window, "x")))
    coach.refresh()
    assert "x gets" not in coach.accessibleName()
    assert "y gets −4" in coach.accessibleName()


def test_what_is_given_to_a_question(window):
    window.player.rewind()
    window.predicting.toggle_cover(("value", gate(window, "x")))
    QTest.keyClick(window.view, Qt.Key.Key_N)
    QApplication.processEvents()
    assert window.shell.side.predict._content.card.given.text().startswith("y is 5.")


def words_of_picture(window, path):
    with written() as texts:
        assert window.exports.picture_to(path)
    return [text.words for text in texts]


def test_an_exported_picture_shows_what_is_seen(window, tmp_path):
    assert "1.625" in words_of_picture(window, tmp_path / "open.svg")
    cover(window, "value", "x")
    covered = words_of_picture(window, tmp_path / "covered.svg")
    assert "1.625" not in covered
    assert "?" in covered


def test_an_exported_picture_is_as_far_as_the_single_message(window, tmp_path):
    window.predicting.toggle()
    session = window.session
    f = next(step.index for step in session.trace.steps if step.messages)
    pictures = []
    for cursor in (Cursor(f), Cursor(f, 1), Cursor(f + 1)):
        session.move_cursor(cursor)
        pictures.append(words_of_picture(window, tmp_path / "message.svg"))
    before, between, after = map(len, pictures)
    assert before < between < after
