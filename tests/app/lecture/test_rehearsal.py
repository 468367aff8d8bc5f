"""The rehearsal of a lecture: what it finds, that it names the place, that a click goes there."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app.lecture import composition, rehearsal, rehearsal_dialog
from circuitlab.app.lecture.rehearsal import PARTS, SIZES, Finding, Stop, rehearse
from circuitlab.app.lecture.rehearsal_dialog import RehearsalDialog
from circuitlab.app.lecture.stage import LectureStage
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.layout.layers import layered
from circuitlab.teach.lessons.deck import open_lesson, prepared
from circuitlab.teach.lessons.shipped import shipped

LESSONS = [lesson.path for lesson in shipped()]
LONG = "\n\n".join(["word " * 30] * 9)
WIDE = 5
"""Columns of gates, from which a circuit may be too large for one picture: about five fit."""


def findings(lesson):
    work = rehearse(lesson)
    while True:
        try:
            next(work)
        except StopIteration as end:
            QApplication.processEvents()
            return end.value


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_shipped_lessons_can_be_read_and_fit(qapp, no_failures, path):
    """All of every slide and step, on both sizes of projectors; large circuits are seen in parts."""
    deck = open_lesson(path)
    found = findings(deck)
    assert [str(finding) for finding in found if finding.what != PARTS] == []
    for finding in found:
        assert len(layered(deck.pages[finding.place.slide].shown).columns) >= WIDE, str(finding)


@pytest.fixture
def deck(tmp_path):
    def make(*slides):
        return prepared("\n---\n".join(slides), tmp_path)

    return make


def test_a_clean_lesson_has_no_findings(qapp, no_failures, deck):
    assert findings(deck("# A\ncircuit: one-sum\nsteps: all\n\nA sum.")) == []


def test_a_text_that_does_not_fit_is_named_with_its_slide(qapp, no_failures, deck):
    found = findings(deck("# A\ncircuit: one-sum\n\nShort.", f"# B\ncircuit: one-sum\n\n{LONG}"))
    assert [str(finding) for finding in found] == ["Slide 2: its text does not fit under the circuit"]


def test_more_equations_than_fit_are_found_at_their_step(qapp, no_failures):
    names = [f"a_rather_long_name_{k}" for k in range(6)]
    lines = "\n".join(f"{name} = {k + 1}" for k, name in enumerate(names))
    found = findings(to_circuit(f"{lines}\nf = multiply({', '.join(names)})"))
    steps = {finding.place.steps for finding in found if "equations fit" in finding.what}
    assert steps == {3}
    assert all(finding.place.slide is None for finding in found)


def test_a_name_that_is_too_long_for_its_gate_is_found_as_it_is_shown(qapp, no_failures):
    found = findings(to_circuit("learning_rate_of_the_net = 2\nf = learning_rate_of_the_net * 3"))
    cut = [finding for finding in found if finding.what.startswith("cut short: ")]
    assert "…" in cut[0].what
    assert cut[0].what.startswith("cut short: l")
    assert cut[0].sizes == SIZES


def test_sizes_are_those_that_are_painted(qapp, no_failures, monkeypatch, deck):
    """The usual numbers have 44 of 1,080 lines: were 48 the least, they and the names would be found."""
    monkeypatch.setattr(rehearsal, "LEAST", 48.0)
    (finding, *_) = findings(deck("# A\ncircuit: one-sum\n\nA sum."))
    assert finding.what.startswith("too small to be read: ")
    assert {"x", "y"} <= set(finding.what.removeprefix("too small to be read: ").split(", "))


def test_a_circuit_that_is_too_large_for_one_picture_is_said_once(qapp, no_failures):
    chain = "x0 = 1\n" + "\n".join(f"x{k + 1} = sigmoid(x{k})" for k in range(9))
    found = findings(to_circuit(chain))
    assert [(finding.place, finding.what) for finding in found] == [(Stop(None), PARTS)]


def test_a_view_of_a_slide_is_a_part_by_intention(qapp, no_failures, deck):
    chain = "x0 = 1\n" + "\n".join(f"x{k + 1} = sigmoid(x{k})" for k in range(12))
    assert findings(deck(f"# A\nview: x3\n\n```\n{chain}\n```")) == []


def test_slides_whose_gates_nobody_sees_are_found_and_said_in_one_line(qapp, no_failures, monkeypatch, deck):
    monkeypatch.setattr(composition, "_with_subject", lambda finder, about, wanted: wanted)
    monkeypatch.setattr(rehearsal, "SIZES", SIZES[:1])
    far = "circuit: one-sum\nview: 0, 9000 100 %\n\nf is x + y."
    asked = far.replace("view", "question: gradient of x\nview")
    found = findings(deck(f"# A\n{far}", f"# B\n{far}", f"# C\n{asked}", f"# D\n{far}"))
    assert [str(finding).partition(" (")[0] for finding in found] == [
        f"Slides 1–2: {rehearsal.NONE_SEEN}",
        "Slide 3: the gate that it asks for is not in the picture",
        f"Slide 4: {rehearsal.NONE_SEEN}",
    ]


def test_places_are_named_as_people_count():
    assert str(Stop(2)) == "Slide 3"
    assert str(Stop(2, 4)) == "Slide 3, step 4"
    assert str(Stop(None, 4)) == "Step 4"
    assert str(Finding(Stop(None), "x", SIZES[:1])) == "Circuit: x (at 1,920 × 1,080)"


# The dialog --------------------------------------------------------------------------------------


def opened(room, qtbot):
    room.window.commands["rehearse"].trigger()
    (dialog,) = room.window.findChildren(RehearsalDialog)
    qtbot.waitUntil(dialog.again.isEnabled, timeout=20_000)
    return dialog


def test_a_click_on_a_finding_goes_there(hall, qtbot, deck):
    room = hall()
    names = [f"a_rather_long_name_{k}" for k in range(6)]
    lines = "\n".join(f"{name} = {k + 1}" for k, name in enumerate(names))
    many = f"# B\nsteps: all\n\n```\n{lines}\nf = multiply({', '.join(names)})\n```"
    room.window.lessons.start(deck("# A\ncircuit: one-sum\n\nShort.", many))
    dialog = opened(room, qtbot)
    row = next(row for row in dialog.rows if "equations fit" in row.text())
    assert row.text().startswith("Slide 2, step 3: ")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert room.window.lessons.index == 1
    assert room.session.cursor == Cursor(3)
    assert dialog.isVisible()
    assert dialog.rows
    dialog.close()


def test_a_lesson_that_is_clean_is_said_to_be_so_and_the_window_is_as_it_was(hall, qtbot):
    room = hall()
    room.player.next()
    room.player.finish()
    before = (room.session.cursor, room.view.zoom, room.window.scene.stage.theme)
    dialog = opened(room, qtbot)
    assert dialog.summary.text() == rehearsal_dialog.CLEAN
    assert dialog.rows == []
    assert (room.session.cursor, room.view.zoom, room.window.scene.stage.theme) == before
    dialog.close()


def test_findings_about_another_document_are_gone(hall, qtbot):
    room = hall(to_circuit("learning_rate_of_the_net = 2\nf = learning_rate_of_the_net * 3"))
    dialog = opened(room, qtbot)
    assert dialog.rows
    room.session.open(to_circuit("a = 1\nb = a * 2"), title="other")
    room.settle()
    assert dialog.rows == []
    assert dialog.summary.text() == rehearsal_dialog.STALE
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.again.isEnabled, timeout=20_000)
    assert dialog.summary.text() == rehearsal_dialog.CLEAN
    dialog.close()


def test_findings_about_the_circuit_before_an_edit_are_gone(hall, qtbot):
    room = hall(to_circuit("learning_rate_of_the_net = 2\nf = learning_rate_of_the_net * 3"))
    dialog = opened(room, qtbot)
    assert dialog.rows
    key = room.session.circuit.names["learning_rate_of_the_net"]
    room.session.edit("Rename", lambda circuit: edits.rename(circuit, key, "w"))
    room.settle()
    assert dialog.rows == []
    assert dialog.summary.text() == rehearsal_dialog.STALE
    dialog.close()


def test_an_edit_in_the_middle_ends_it(hall, qtbot):
    room = hall()
    room.window.commands["rehearse"].trigger()
    (dialog,) = room.window.findChildren(RehearsalDialog)
    key = room.session.circuit.names["x"]
    room.session.edit("Set x", lambda circuit: edits.set_value(circuit, key, 7.0))
    room.settle()
    assert dialog.summary.text() == rehearsal_dialog.STALE
    assert dialog.again.isEnabled()
    dialog.close()


def test_a_failure_is_said_and_it_can_be_tried_again(hall, qtbot, no_failures, monkeypatch):
    def failing(lesson):
        yield
        raise ZeroDivisionError

    room = hall()
    with monkeypatch.context() as patched:
        patched.setattr(rehearsal_dialog, "rehearse", failing)
        dialog = opened(room, qtbot)
    assert dialog.summary.text() == rehearsal_dialog.FAILED
    assert "ZeroDivisionError" in no_failures.pop()
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.again.isEnabled, timeout=20_000)
    assert dialog.summary.text() == rehearsal_dialog.CLEAN
    dialog.close()


def test_an_edit_while_it_runs_does_no_harm(hall, qtbot):
    room = hall()
    room.window.commands["rehearse"].trigger()
    (dialog,) = room.window.findChildren(RehearsalDialog)
    q = room.session.circuit.names["q"]
    room.session.edit("Move q", lambda circuit: edits.move(circuit, {q: (216.0, -300.0)}))
    dialog.close()
    room.settle()
    assert room.session.circuit.named("q").position == (216.0, -300.0)


def test_closed_while_it_runs_it_leaves_no_stage(hall, qtbot, no_failures):
    room = hall()
    room.window.commands["rehearse"].trigger()
    (dialog,) = room.window.findChildren(RehearsalDialog)
    qtbot.waitUntil(lambda: stages() != [], timeout=20_000)
    dialog.close()
    qtbot.waitUntil(lambda: stages() == [])
    gc.collect()
    room.settle()


def stages():
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, LectureStage)]


def test_an_empty_canvas_has_nothing_to_rehearse(hall):
    room = hall(Circuit())
    room.window.commands["rehearse"].trigger()
    assert room.window.findChildren(RehearsalDialog) == []
