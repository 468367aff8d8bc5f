"""The training panel: the canvas learns live, one commit, back to any moment, and what interrupts it."""

import sys

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.at_once import PAUSES, worker_at_once
from support.lessons_data import SVM, six_points, with_data

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.panels.train.by_others import EDITED, OTHER_PARAMETERS
from circuitlab.app.panels.train.going_run import INTERRUPTED
from circuitlab.app.panels.train.train_panel import TrainPanel
from circuitlab.app.panels.train.trainer import OTHER_DATA, PUT_BACK, Trainer
from circuitlab.app.slices import FAILED
from circuitlab.app.worker import Job
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import end
from circuitlab.learn.datasets import generate
from circuitlab.learn.table import of_columns
from circuitlab.teach.numbers import counted

GUIDE = {"loss": "svm-force", "l2": 1.0, "batch": 1, "step_size": 0.01, "order": "given"}


@pytest.fixture
def opened(window_on, qtbot):
    """A window on the SVM circuit and the six points, with the training panel opened by its key."""
    return opened_on(window_on, qtbot, SVM, six_points())


def opened_on(window_on, qtbot, text, data):
    window = window_on(with_data(to_circuit(text, default=1.0), data), "svm")
    Trainer(window.session, worker_at_once(window.session))
    QTest.keyClick(window.view, Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel_of(window) is not None and panel_of(window).plots is not None)
    trainer_of(window).want(**GUIDE)
    return window


def panel_of(window):
    return window.shell.side.panels["train"].findChild(TrainPanel)


def trainer_of(window):
    return Trainer.of(window.session)


def held(window):
    circuit = window.session.circuit
    return [circuit.named(name).value for name in "abc"]


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def train(window, qtbot):
    """Press Train and wait for the end."""
    click(panel_of(window).controls.train)
    qtbot.waitUntil(lambda: not trainer_of(window).running, timeout=30_000)


def endless(window):
    """A training that goes on until it is stopped."""
    assert trainer_of(window).want(epochs=1_000_000) == ""
    click(panel_of(window).controls.train)


def learnt(window, qtbot, epochs=3):
    """Wait until the canvas has seen some epochs of a training that goes on."""
    trainer = trainer_of(window)
    qtbot.waitUntil(lambda: trainer.epoch >= epochs and trainer.place >= epochs, timeout=30_000)


# Training ----------------------------------------------------------------------------------------


def test_the_published_numbers_are_on_the_canvas(opened, qtbot):
    panel = panel_of(opened)
    type_into(panel.form.fields["epochs"], "1")
    train(opened, qtbot)
    assert held(opened) == [0.9567539180297999, -1.8616993884027002, -1.01]
    assert opened.session.undo_stack.undoText() == "Train: 1 epoch"
    assert panel.controls.far.text() == "epoch 1 of 1"
    assert "accuracy 66.67 %" in panel.controls.score.text()


def test_a_hundred_epochs_are_one_step_of_undo(opened, qtbot):
    before = held(opened)
    train(opened, qtbot)
    assert held(opened)[:2] == [0.6369910977673935, -0.14978309325540778]
    assert opened.session.undo_stack.count() == 1
    assert opened.session.undo_stack.undoText() == "Train: 100 epochs"
    opened.session.undo()
    assert held(opened) == before
    assert trainer_of(opened).place == 0


def test_the_canvas_learns_while_it_runs_and_the_window_answers(opened, qtbot):
    seen = []
    opened.session.changed.connect(lambda _: seen.append(held(opened)))
    endless(opened)
    learnt(opened, qtbot)
    assert seen
    assert opened.session.undo_stack.count() == 0
    QTest.keyClick(opened.view, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)  # it is not blocked
    click(panel_of(opened).controls.train)
    assert not trainer_of(opened).running
    assert panel_of(opened).controls.train.text() == "Resume"


def test_while_it_runs_values_count_more_than_gradients(opened, qtbot):
    """Where there is room for one of them only, as seen from far."""
    a, stage = opened.session.circuit.names["a"], opened.scene.stage
    opened.player.end()
    assert stage.state(a).partner == "backward"
    endless(opened)
    learnt(opened, qtbot)
    assert stage.state(a).partner == "forward"
    click(panel_of(opened).controls.train)
    assert stage.state(a).partner == "backward"


def test_paused_it_goes_on_and_stays_one_step_of_undo(opened, qtbot):
    before = held(opened)
    endless(opened)
    learnt(opened, qtbot)
    click(panel_of(opened).controls.train)
    qtbot.waitUntil(lambda: not trainer_of(opened).running)
    epoch = trainer_of(opened).epoch
    click(panel_of(opened).controls.train)
    learnt(opened, qtbot, epoch + 2)
    click(panel_of(opened).controls.train)
    assert opened.session.undo_stack.count() == 1
    assert opened.session.undo_stack.undoText() == f"Train: {trainer_of(opened).epoch} epochs"
    opened.session.undo()
    assert held(opened) == before


def test_what_was_learnt_when_it_is_paused_is_work_to_be_saved(opened, qtbot):
    endless(opened)
    learnt(opened, qtbot)
    click(panel_of(opened).controls.train)
    assert opened.session.modified


def test_a_window_is_not_left_in_the_middle_of_a_training_without_a_question(opened, qtbot, monkeypatch):
    from circuitlab.app import dialogs

    asked = []
    monkeypatch.setattr(dialogs, "ask_to_save", lambda _, name: asked.append(name) or "cancel")
    endless(opened)
    learnt(opened, qtbot)
    opened.close()
    assert asked == ["svm"]
    assert opened.isVisible()
    assert not trainer_of(opened).running


def test_training_on_after_the_end_is_another_step_of_undo(opened, qtbot):
    trainer_of(opened).want(epochs=2)
    train(opened, qtbot)
    train(opened, qtbot)
    assert [opened.session.undo_stack.text(at) for at in range(2)] == ["Train: 2 epochs", "Train: 4 epochs"]


def test_cancel_puts_the_parameters_back(opened, qtbot):
    before, controls = held(opened), panel_of(opened).controls
    assert controls.cancel.isHidden()
    endless(opened)
    learnt(opened, qtbot)
    assert controls.over.isHidden()
    click(controls.cancel)
    assert not trainer_of(opened).running
    assert held(opened) == before
    assert opened.session.undo_stack.count() == 0
    assert controls.said.text() == PUT_BACK
    assert controls.cancel.isHidden()
    assert controls.train.text() == "Train"


def test_escape_cancels(opened, qtbot):
    before = held(opened)
    endless(opened)
    learnt(opened, qtbot)
    QTest.keyClick(QApplication.focusWidget() or opened, Qt.Key.Key_Escape)
    assert not trainer_of(opened).running
    assert held(opened) == before


def test_a_paused_training_is_cancelled_too_and_undo_brings_it_back(opened, qtbot):
    before, controls = held(opened), panel_of(opened).controls
    endless(opened)
    learnt(opened, qtbot)
    click(controls.train)
    qtbot.waitUntil(lambda: not trainer_of(opened)._worker.busy)
    learned = held(opened)
    click(controls.cancel)
    assert (held(opened), controls.train.text()) == (before, "Train")
    opened.session.undo()
    assert held(opened) == learned


def test_the_menu_s_key_trains(opened, qtbot):
    trainer_of(opened).want(epochs=2)
    QTest.keyClick(opened.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: trainer_of(opened).run is not None and not trainer_of(opened).running)
    assert trainer_of(opened).epoch == 2


def test_without_data_it_says_where_they_are_made(window_on, qtbot):
    window = window_on(to_circuit(SVM, default=1.0), "svm")
    window.commands["open_training"].trigger()
    assert panel_of(window).controls.said.text() == "There are no data yet: Learn > Data makes some."
    assert not panel_of(window).controls.train.isEnabled()


def test_a_circuit_without_parameters_says_so(window_on, qtbot):
    window = opened_on(window_on, qtbot, "f = x + y", six_points())
    click(panel_of(window).controls.train)
    assert panel_of(window).controls.said.text().startswith("There is no parameter to train")
    assert not trainer_of(window).running


# One example -------------------------------------------------------------------------------------


def one(window, qtbot, presses=1):
    """Press the button that shows an example, and moves along its pull."""
    trainer = trainer_of(window)
    for _ in range(presses):
        click(panel_of(window).controls.one)
        qtbot.waitUntil(lambda: not trainer._worker.busy)


def pulls(window):
    """The arrows beside the sources on the canvas."""
    stage = window.scene.stage
    found = {name: stage.state(key).pull for name, key in window.session.circuit.names.items()}
    return {name: pull for name, pull in found.items() if pull is not None}


def test_an_example_that_is_shown_pulls_and_everybody_says_the_same(opened, qtbot):
    one(opened, qtbot, 3)  # the second one, before its step
    session, panel = opened.session, panel_of(opened)
    trace = session.trace
    assert (session.circuit.named("x").value, session.circuit.named("y").value) == (-0.3, -0.5)
    assert panel.controls.one.text() == "Move"
    assert panel.controls.said.text().startswith("Example 2 (−0.3, −0.5), label −1: f = ")
    assert "pull −1. Move takes a 1.002 → 0.995" in panel.controls.said.text()
    assert (trace.seed, trace.pulled_by, session.circuit.settings.seed) == (-1.0, "example 2", 1.0)
    assert pulls(opened) == {"a": 0.3, "b": 0.5, "c": -1.0}  # the inputs hold what the example gives them
    assert session.cursor == end(trace)
    opened.shell.coach.refresh()
    said = "Example 2 pulls f down, by 1: a and b go up, c goes down."
    assert opened.shell.coach.accessibleName() == said
    assert opened.shell.coach._button.isHidden()  # nothing is to be nudged meanwhile
    assert opened.shell.legend._pull.text() == "pull of example 2 on f"
    assert not opened.shell.legend._switch.isVisible()
    opened.player.rewind()
    opened.player.end()
    assert opened.session.trace.gradients["c"] == -1.0


def test_its_step_moves_the_parameters_and_says_how_it_pulls_then(opened, qtbot):
    one(opened, qtbot, 4)
    said = panel_of(opened).controls.said.text()
    assert said.startswith("Example 2 (−0.3, −0.5), label −1: pull −1; ")
    assert "a 1.002 → 0.995" in said
    assert said.endswith(" now, pull −1.")
    assert panel_of(opened).controls.one.text() == "One example"
    assert opened.session.undo_stack.undoText() == "Train: example 2"
    assert opened.session.undo_stack.count() == 4
    assert opened.session.trace.seed == -1.0
    stage, names = opened.scene.stage, opened.session.circuit.names
    held_before = {name: stage.state(key).old_value_text for name, key in names.items()}
    assert held_before == {"a": "1.002", "b": "−1.973", "c": "−0.99", "x": None, "y": None, "f": None}


def test_six_examples_are_an_epoch(opened, qtbot):
    one(opened, qtbot, 12)
    assert held(opened) == [0.9567539180297999, -1.8616993884027002, -1.01]
    assert trainer_of(opened).epoch == 1


def test_undo_and_redo_lead_from_one_example_to_the_other(opened, qtbot):
    before = held(opened)
    one(opened, qtbot, 2)
    controls, session = panel_of(opened).controls, opened.session
    after, moved = held(opened), controls.said.text()
    session.undo()
    assert (held(opened), session.pull) == (before, ("example 1", 1.0))
    assert "Move takes a " in controls.said.text()
    assert controls.one.text() == "Move"
    session.undo()
    assert session.pull is None
    assert controls.said.text() == ""
    session.redo()
    session.redo()
    assert (held(opened), controls.said.text()) == (after, moved)
    session.undo()
    one(opened, qtbot)
    assert held(opened) == after
    assert controls.said.text() == moved


def test_an_example_that_does_not_pull_says_so_until_it_is_undone(opened, qtbot):
    opened.session.edit("Set b", lambda c: edits.set_value(c, c.names["b"], 0.0))
    trainer_of(opened).want(l2=0.0)
    one(opened, qtbot, 5)
    said = panel_of(opened).controls.said
    assert said.text() == "Example 3 (3, 0.1), label +1: f = 2.047, no pull: nothing will move."
    assert set(pulls(opened).values()) == {0.0}
    one(opened, qtbot)
    assert said.text() == "Example 3 (3, 0.1), label +1: no pull, and nothing moves."
    opened.session.undo()
    assert said.text() == ""


@pytest.mark.parametrize(
    "end_it",
    [
        lambda window: window.session.edit("Set x", lambda c: edits.set_value(c, c.names["x"], 9.0)),
        lambda window: window.session.edit("Set a", lambda c: edits.set_value(c, c.names["a"], 9.0)),
        lambda window: window.session.edit("Delete c", lambda c: edits.delete(c, [c.names["c"]])),
        lambda window: DataDesk.of(window.session).put(six_points(), "others"),
        lambda window: window.session.open(to_circuit("f = x"), title="other"),
        lambda window: trainer_of(window).want(step_size=0.5),
        endless,
    ],
    ids=["another input", "another parameter", "structure", "data", "document", "plan", "training"],
)
def test_what_ends_its_pull(opened, qtbot, end_it):
    one(opened, qtbot)
    assert opened.session.pull is not None
    end_it(opened)
    assert opened.session.pull is None
    assert opened.session.trace.seed == 1.0
    assert "Example" not in panel_of(opened).controls.said.text()
    trainer_of(opened)._worker.stop()


# Back to any moment ------------------------------------------------------------------------------


def test_the_slider_rewinds_and_training_goes_on_from_there(opened, qtbot):
    trainer_of(opened).want(epochs=5)
    train(opened, qtbot)
    end, slider = held(opened), panel_of(opened).controls.slider
    for _ in range(4):
        QTest.keyClick(slider, Qt.Key.Key_Left)
    assert held(opened) == [0.9567539180297999, -1.8616993884027002, -1.01]
    assert panel_of(opened).controls.far.text() == "epoch 1 of 5"
    assert opened.session.undo_stack.count() == 2  # all moves of the slider are one
    train(opened, qtbot)
    assert held(opened) == end


def test_undo_and_redo_are_moments_of_the_training(opened, qtbot):
    trainer_of(opened).want(epochs=3)
    train(opened, qtbot)
    end = held(opened)
    opened.session.undo()
    assert trainer_of(opened).place == 0
    opened.session.redo()
    assert (held(opened), trainer_of(opened).place) == (end, 3)


def test_start_over(opened, qtbot):
    before = held(opened)
    trainer_of(opened).want(epochs=3)
    train(opened, qtbot)
    click(panel_of(opened).controls.over)
    assert held(opened) == before
    assert len(trainer_of(opened).records) == 1


# What interrupts it ------------------------------------------------------------------------------


def test_an_edit_pauses_it_and_keeps_what_was_learnt(opened, qtbot):
    endless(opened)
    opened.session.edit("Set x", lambda c: edits.set_value(c, c.names["x"], 5.0))  # nothing was learnt yet
    assert not trainer_of(opened).running
    click(panel_of(opened).controls.train)
    learnt(opened, qtbot)
    before = held(opened)
    opened.session.edit("Move", lambda c: edits.move(c, {c.names["a"]: (0.0, 0.0)}))
    assert not trainer_of(opened).running
    assert panel_of(opened).controls.said.text() == INTERRUPTED
    assert held(opened) == before
    assert opened.session.undo_stack.count() == 3


def test_a_structural_edit_drops_it_with_one_line(opened, qtbot):
    endless(opened)
    learnt(opened, qtbot)
    opened.session.edit("Delete c", lambda c: edits.delete(c, [c.names["c"]]))
    assert not trainer_of(opened).running
    assert trainer_of(opened).run is None
    assert panel_of(opened).controls.said.text() == EDITED


def test_a_parameter_that_is_set_by_hand_is_where_the_next_one_starts(opened, qtbot):
    trainer_of(opened).want(epochs=1)
    train(opened, qtbot)
    opened.session.edit("Set a", lambda c: edits.set_value(c, c.names["a"], 5.0))
    assert panel_of(opened).controls.said.text() == OTHER_PARAMETERS
    train(opened, qtbot)
    assert trainer_of(opened).records[0].parameters.tolist()[0] == 5.0


def test_inputs_may_change_while_it_trains(opened, qtbot):
    trainer_of(opened).want(epochs=1)
    train(opened, qtbot)
    opened.session.edit("Set x", lambda c: edits.set_value(c, c.names["x"], 5.0))
    assert trainer_of(opened).run is not None


def test_other_data_begin_another_training(opened, qtbot):
    endless(opened)
    learnt(opened, qtbot)
    DataDesk.of(opened.session).put(generate("blobs", 20, 0.1, 0), "blobs")
    assert trainer_of(opened).run is None
    assert panel_of(opened).controls.said.text() == OTHER_DATA
    stack = opened.session.undo_stack
    assert [stack.text(place).partition(":")[0] for place in range(stack.count())] == ["Train", "Import data"]


def test_another_circuit_ends_it(opened, qtbot):
    endless(opened)
    learnt(opened, qtbot)
    opened.session.open(to_circuit("f = x"), title="other")
    assert trainer_of(opened).run is None
    assert not trainer_of(opened).running


def test_a_run_that_diverges_stops_says_why_and_is_rewound(window_on, qtbot):
    window = opened_on(window_on, qtbot, "w = parameter(1)\nf = w * x + y", six_points())
    assert trainer_of(window).want(loss="squared", step_size=1e20) == ""
    train(window, qtbot)
    controls, w = panel_of(window).controls, window.session.circuit.named("w").id
    said, steps = controls.said.text(), [record.step for record in trainer_of(window).records]
    assert said.startswith(f"Stopped at step {steps[-1] + 1}, epoch 2, example ")
    assert ": with w at " in said
    assert " · 10" in said
    assert "numbers stop being finite at f: " in said
    assert controls.said.objectName() == "lineError"
    assert steps == list(range(len(steps)))  # an epoch is six steps; each of the last ones is there
    last = window.session.circuit.gates[w].value
    assert np.isfinite(last)
    assert controls.far.text() == f"epoch 1 of 100, step {steps[-1]}"
    for _ in steps:
        QTest.keyClick(controls.slider, Qt.Key.Key_Left)
    assert window.session.circuit.gates[w].value == 1.0
    for _ in steps:
        QTest.keyClick(controls.slider, Qt.Key.Key_Right)
    assert window.session.circuit.gates[w].value == last


# Fields ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("step_size", "0", "The step size must be a finite number above 0, not 0."),
        ("step_size", "nan", "The step size must be a finite number above 0, not nan."),
        ("step_size", "fast", "'fast' is not a number"),
        ("epochs", "0", "Epochs: expected a whole number from 1"),
        ("epochs", "1.5", "Epochs: expected a whole number."),
        ("batch", "0", "The batch: expected a whole number from 1"),
        ("l2", "-1", "L2: expected a finite number from 0"),
        ("test", "1", "The share of test rows must be at least 0 and less than 1"),
        ("test", "0.01", "The share of test rows: 0.01 of 6 rows is no row; one is 0.17."),
        ("seed", "-1", "The seed: expected a whole number from 0"),
    ],
)
def test_fields_refuse_with_a_sentence_what_can_not_be(opened, field, typed, says):
    panel, before = panel_of(opened), trainer_of(opened).wanted
    type_into(panel.form.fields[field], typed)
    assert panel.problem.text().startswith(says)
    assert panel.problem.isVisible()
    assert trainer_of(opened).wanted == before
    QTest.keyClick(panel.form.fields[field], Qt.Key.Key_Escape)
    assert not panel.problem.isVisible()


def test_fields_and_choices_change_the_plan(opened):
    panel = panel_of(opened)
    type_into(panel.form.fields["batch"], "all")
    type_into(panel.form.fields["step_size"], "0,5")
    panel.form.choices["loss"].chosen.emit("logistic")
    wanted = trainer_of(opened).wanted
    assert (wanted.batch, wanted.step_size, wanted.loss) == (None, 0.5, "logistic")
    assert panel.form.choices["loss"].text() == "Logistic"


def test_the_step_size_can_change_on_the_way(opened, qtbot):
    trainer_of(opened).want(epochs=2)
    train(opened, qtbot)
    type_into(panel_of(opened).form.fields["step_size"], "0.1")
    train(opened, qtbot)
    assert trainer_of(opened).epoch == 4
    assert len(trainer_of(opened).records) == 5


def test_the_fields_fold_into_a_line_when_it_begins(opened, qtbot):
    panel = panel_of(opened)
    assert panel.form.isVisible()
    one(opened, qtbot)
    assert not panel.form.isVisible()
    assert panel.how.text() == "SVM force rule, L2 1, step 0.01, batch 1"
    click(panel.how)
    assert panel.form.isVisible()


# Plots -------------------------------------------------------------------------------------------


def test_the_plane_follows_the_parameters(opened, qtbot):
    boundary = panel_of(opened).boundary
    qtbot.waitUntil(lambda: boundary.field is not None and not boundary.busy)
    first = boundary.field
    assert boundary.axes == ("x", "y")
    assert first.values.shape == (100, 100)
    a, b, c = held(opened)
    assert first.values[0, 0] == pytest.approx(a * first.left + b * first.bottom + c)
    assert first.values[-1, 0] == pytest.approx(a * first.left + b * first.top + c)
    opened.session.edit("Set a", lambda circuit: edits.set_value(circuit, circuit.names["a"], 3.0))
    qtbot.waitUntil(lambda: boundary.field is not first and not boundary.busy)
    assert boundary.field.values[0, 0] == pytest.approx(3 * first.left + b * first.bottom + c)


def test_the_plane_is_spanned_by_the_inputs_that_are_chosen(window_on, qtbot):
    rows = {"u": [0.0, 1.0], "v": [0.0, 2.0], "w": [4.0, 6.0], "label": [1.0, -1.0]}
    window = opened_on(window_on, qtbot, "p = parameter(1)\nf = p * u + v * w", of_columns(rows))
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.boundary.field is not None and not panel.boundary.busy)
    assert all(choice.isVisible() for choice in panel.plots.axes)
    panel.plots.axes[0].chosen.emit("w")
    qtbot.waitUntil(lambda: panel.boundary.field is not None and not panel.boundary.busy)
    assert panel.boundary.axes == ("w", "v")
    field = panel.boundary.field
    assert field.values[0, 0] == pytest.approx(0.5 + field.left * field.bottom)


def test_of_many_rows_some_are_drawn_of_both_classes_and_it_says_how_many(opened, qtbot):
    """Every other row is of the other class: each so-many-th could be of one."""
    rows = np.random.default_rng(0).uniform(-1, 1, (6000, 2))
    labels = np.where(np.arange(6000) % 2, 1.0, -1.0)
    columns = {"x": rows[:, 0], "y": rows[:, 1], "label": labels}
    DataDesk.of(opened.session).put(of_columns(columns), "many")
    plots, boundary = panel_of(opened).plots, panel_of(opened).boundary
    qtbot.waitUntil(lambda: boundary.field is not None and not boundary.busy)
    assert plots.head.text() == f"{counted(1500)} of {counted(6000)} rows"
    points = [line for line in plots.plane.axes.get_lines() if line.get_marker() == "o"]
    counts = [len(line.get_xdata()) for line in points]
    assert sum(counts) == 1500
    assert min(counts) > 600


@pytest.mark.parametrize(
    ("loss", "labels", "says"),
    [
        ("hinge", (1.0, -1.0), ["1", "−1", "output 0", "margins ±1"]),
        ("logistic", (1.0, 0.0), ["1", "0", "output 0", "margins ±1"]),
        ("squared", (1.0, 0.0), ["1", "0", "output 0.5", "margins 0 and 1"]),
        ("squared", (2.0, 4.0), ["above 3", "below 3", "output 3"]),
    ],
)
def test_the_plane_has_a_key_for_points_colours_and_lines(opened, qtbot, loss, labels, says):
    trainer_of(opened).want(loss=loss)
    columns = {"x": [0.0, 1.0], "y": [0.0, 2.0], "label": list(labels)}
    DataDesk.of(opened.session).put(of_columns(columns), "two")
    plots, boundary = panel_of(opened).plots, panel_of(opened).boundary
    qtbot.waitUntil(lambda: boundary.field is not None and not boundary.busy)
    assert [text.get_text() for text in plots.plane.axes.get_legend().get_texts()] == says
    assert plots.head.text() == "Decision boundary"


def test_a_plane_that_fails_says_so_until_the_next_one(opened, qtbot):
    plots, boundary = panel_of(opened).plots, panel_of(opened).boundary
    qtbot.waitUntil(lambda: boundary.field is not None and not boundary.busy)
    boundary._fail()
    assert FAILED in {text.get_text().replace("\n", " ") for text in plots.plane.axes.texts}
    opened.session.edit("Set a", lambda circuit: edits.set_value(circuit, circuit.names["a"], 3.0))
    qtbot.waitUntil(lambda: boundary.field is not None and not boundary.busy)
    assert plots.plane.axes.get_legend() is not None


def test_one_input_spans_no_plane(window_on, qtbot):
    window = opened_on(window_on, qtbot, "p = parameter(1)\nf = p * x", six_points())
    assert panel_of(window).boundary.why.startswith("There is no plane to show")


def test_the_axis_of_the_curves_goes_no_further_than_a_round_number_of_epochs(opened, qtbot):
    trainer, curves = trainer_of(opened), panel_of(opened).plots.curves
    trainer.want(epochs=60)
    train(opened, qtbot)
    for wanted, reaches in ((60, 60), (60_000, 100)):
        curves.show_records(trainer.records, trainer.place, 6, wanted)
        assert curves.axes.get_xlim() == (0, reaches)
    curves.show_records((), -1, 6, 60_000)
    assert curves.axes.get_xlim() == (0, 60_000)


def test_a_click_on_the_curves_rewinds(opened, qtbot):
    trainer_of(opened).want(epochs=4)
    train(opened, qtbot)
    curves = panel_of(opened).plots.curves
    qtbot.waitUntil(lambda: len(curves._times) == 5)
    curves.draw()
    x, _ = curves.axes.transData.transform((1.1, 0.0))
    at = curves.rect().center()
    at.setX(round(x / curves.device_pixel_ratio))
    QTest.mouseClick(curves, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert trainer_of(opened).place == 1


def zoomed(plot, tools, fractions):
    """Drag a rectangle with the zoom tool, from and to these places of the axes."""
    click(tools.buttons["zoom"])
    plot.draw()
    box, ratio = plot.axes.bbox, plot.device_pixel_ratio
    ends = [
        QPoint(
            round((box.x0 + x * box.width) / ratio), round(plot.height() - (box.y0 + y * box.height) / ratio)
        )
        for x, y in fractions
    ]
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, ends[0])
    QTest.mouseMove(plot, ends[1])
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, ends[1])
    click(tools.buttons["zoom"])


@pytest.mark.parametrize("place", [0, 1], ids=["curves", "plane"])
def test_a_plot_that_was_zoomed_into_stays_so_until_all_of_it_is_wanted(opened, qtbot, place):
    trainer_of(opened).want(epochs=4)
    train(opened, qtbot)
    plots, boundary = panel_of(opened).plots, panel_of(opened).boundary
    qtbot.waitUntil(lambda: boundary.field is not None and not boundary.busy)
    plot, tools = (plots.curves, plots.plane)[place], plots.tools[place]
    whole, at = plot.axes.get_xlim(), trainer_of(opened).place
    zoomed(plot, tools, [(0.25, 0.25), (0.75, 0.75)])
    assert trainer_of(opened).place == at  # with a tool in hand a click rewinds nothing
    near = plot.axes.get_xlim()
    assert whole[0] < near[0] < near[1] < whole[1]
    train(opened, qtbot)
    qtbot.waitUntil(lambda: not boundary.busy)
    plots._draw_curves()
    assert plot.axes.get_xlim() == near
    click(tools.buttons["home"])
    assert plot.axes.get_xlim()[0] == whole[0]
    assert plot.axes.get_xlim()[1] == (8 if place == 0 else whole[1])


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_both_plots_are_exported(opened, qtbot, tmp_path, kind):
    trainer_of(opened).want(epochs=2)
    train(opened, qtbot)
    said = []
    opened.session.said.connect(said.append)
    begins = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind]
    for number, tools in enumerate(panel_of(opened).plots.tools):
        path = tmp_path / f"plot-{number}.{kind}"
        tools.export_to(path)
        assert path.read_bytes().startswith(begins)
    assert said == [f"Exported plot-0.{kind}.", f"Exported plot-1.{kind}."]


def test_test_rows_have_curves_of_their_own(opened, qtbot):
    DataDesk.of(opened.session).put(generate("blobs", 40, 0.1, 0), "blobs")
    trainer_of(opened).want(test=0.25, epochs=2)
    train(opened, qtbot)
    assert all(record.test is not None for record in trainer_of(opened).records)
    assert "test rows loss" in panel_of(opened).controls.score.text().lower()


def test_in_another_look_it_goes_on(opened, qtbot):
    endless(opened)
    learnt(opened, qtbot)
    opened.set_theme("dark")
    assert trainer_of(opened).running
    qtbot.waitUntil(lambda: panel_of(opened).plots is not None)
    click(panel_of(opened).controls.train)
    assert not trainer_of(opened).running


def test_a_turn_of_training_is_short(opened, qtbot, monkeypatch):
    """However many rows there are, the window is asked again and again."""
    monkeypatch.setattr("circuitlab.learn.task.PIECE", 1)
    DataDesk.of(opened.session).put(generate("moons", 5_000, 0.1, 0), "moons")
    trainer_of(opened).want(batch=None, epochs=1)
    turns, advance = [], Job.advance
    monkeypatch.setattr(Job, "advance", lambda job: turns.append(1) or advance(job))
    click(panel_of(opened).controls.train)
    qtbot.waitUntil(lambda: not trainer_of(opened).running)
    assert len(turns) > 3 * 5_000 // 256 // PAUSES


def test_matplotlib_and_numpy_are_imported_only_when_the_panels_open():
    import subprocess

    script = """
import sys, tempfile, time
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from circuitlab.app.preferences import Preferences
from circuitlab.app.window import Window, prepare

app = QApplication([])
prepare(app)
folder = tempfile.mkdtemp()
window = Window(Preferences(QSettings(folder + "/a.ini", QSettings.Format.IniFormat)))
window.show()
app.processEvents()
late = {"matplotlib", "numpy"}
assert not late & set(sys.modules), sorted(sys.modules)
window.shell.side.show_panel("train", True)
deadline = time.monotonic() + 40
while not late <= set(sys.modules) and time.monotonic() < deadline:
    app.processEvents()
assert late <= set(sys.modules), sorted(sys.modules)
"""
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
