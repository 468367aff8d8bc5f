"""The climb: what keys and mouse do with the runs, what is on the canvas meanwhile, what undo takes back."""

from math import inf

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from support.mouse import Mouse

from circuitlab.app.coach import Coach
from circuitlab.app.panels.climb.climb_panel import ClimbPanel
from circuitlab.app.panels.climb.climber import ENDED, Climber
from circuitlab.app.panels.climb.scenery import ONE_INPUT
from circuitlab.app.plots.export import KINDS
from circuitlab.app.slices import FAILED
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit

GROWING = "a = -2\nb = 3\nd = a * b\ne = a + b\nf = d * e"
"""It has no top: its numbers soon have exponents."""
HILL = "x = 3\ny = 4\nf = 100 - (x - y)**2"
FRAME_MS = 16.0


class HandClock(QObject):
    """Time that passes only when told."""

    ticked = Signal(float)

    def __init__(self):
        super().__init__()
        self.runs = False

    def start(self):
        self.runs = True

    def stop(self):
        self.runs = False


@pytest.fixture
def climb_on(window_on, qtbot):
    """Makes a window with the panel opened by its key, and a clock that is moved by hand."""

    def make(text=HILL, *, opened=True):
        window = window_on(to_circuit(text), "hill")
        climber = Climber.of(window.player)
        climber.pace.run_by(HandClock())
        qtbot.waitUntil(window.view.hasFocus)
        if opened:
            press(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
            panel = panel_of(window)
            qtbot.waitUntil(lambda: panel.history.plot is not None and panel.scenery.surface is not None)
        return window

    return make


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, as it reaches the widget that has the focus."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def panel_of(window):
    return window.shell.side.panels["climb"].findChild(ClimbPanel)


def climber_of(window):
    return Climber.of(window.player)


def click(widget, at=None):
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
    )


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def tick(window, times=1):
    """So many frames; fewer where the climb is over before."""
    climber = climber_of(window)
    for _ in range(times):
        if climber.running:
            climber.pace.clock.ticked.emit(FRAME_MS)


def values(window, names="xy"):
    return tuple(window.session.circuit.named(name).value for name in names)


def said(window):
    return window.findChild(Coach).accessibleName()


def colours(widget):
    """The colours of a widget, sampled."""
    image = widget.grab().toImage()
    places = ((x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 3))
    return {image.pixelColor(*place).name() for place in places}


def as_in_the_article(window):
    """Numerical gradient alone: forward, h = 0.0001, step 0.001, until a step gains less than 0.000005."""
    panel = panel_of(window)
    for name in ("random", "analytic"):
        click(panel.rows[name].check)
    type_into(panel.rows["numerical"].fields["step_size"], "0.001")
    type_into(panel.controls.gain, "0.000005")


# Opening -----------------------------------------------------------------------------------------


def test_it_opens_by_its_key_alone_on_the_side_and_closes_again(climb_on):
    window = climb_on()
    side = window.shell.side
    assert side.is_open("climb")
    assert not side.is_open("step")
    assert window.commands["show_climb"].isChecked()
    press(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    assert not side.is_open("climb")
    assert side.is_open("step")


def test_another_panel_that_is_asked_for_stands_beside_it(climb_on):
    window = climb_on()
    press(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.shell.side.is_open("step")
    assert window.shell.side.is_open("climb")


def test_the_header_says_which_way(climb_on, qtbot):
    window = climb_on()
    note = window.shell.side.panels["climb"]._note
    qtbot.waitUntil(lambda: note.text() == "raise f")
    press(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: note.text() == "lower f")


# The article -------------------------------------------------------------------------------------


def test_the_article_by_keys_and_mouse(climb_on, qtbot):
    window = climb_on()
    as_in_the_article(window)
    click(panel_of(window).controls.climb)
    assert climber_of(window).running
    tick(window, 1)
    assert window.session.trace.values["f"] == 99.00798399999998
    tick(window, 2000)
    assert not climber_of(window).running
    assert values(window) == (3.487488988616036, 3.512326611377091)
    assert window.session.trace.values["f"] == 99.99938309249558
    qtbot.waitUntil(lambda: "stopped after 922 steps: the last one gained less than 5 · 10⁻⁶" in said(window))


def test_a_climb_is_one_step_of_undo(climb_on):
    window = climb_on()
    as_in_the_article(window)
    climber_of(window).climb()
    tick(window, 2000)
    assert window.session.undo_stack.count() == 1
    assert window.session.undo_stack.undoText() == "Climb: 922 steps"
    window.view.setFocus()
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert values(window) == (3, 4)
    assert panel_of(window).rewinder.slider.value() == 0
    press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert values(window) == (3.487488988616036, 3.512326611377091)
    assert panel_of(window).rewinder.slider.value() == 922


def test_a_paused_climb_goes_on_as_it_would_have(climb_on):
    window = climb_on()
    as_in_the_article(window)
    button = panel_of(window).controls.climb
    click(button)
    tick(window, 30)
    assert button.text() == "Pause"
    click(button)
    assert button.text() == "Climb"
    held = climber_of(window).team.place
    tick(window, 5)
    assert climber_of(window).team.place == held
    click(button)
    tick(window, 2000)
    assert values(window) == (3.487488988616036, 3.512326611377091)


# Rewinding ---------------------------------------------------------------------------------------


def test_the_slider_shows_an_iteration_on_the_canvas(climb_on):
    window = climb_on()
    as_in_the_article(window)
    climber_of(window).climb()
    tick(window, 2000)
    slider = panel_of(window).rewinder.slider
    history = climber_of(window).leader.history
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert values(window) == history[921].values
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert values(window) == (3, 4)
    slider.setValue(500)
    assert values(window) == history[500].values
    assert window.session.trace.values["f"] == history[500].objective


def test_a_rewound_climb_goes_on_to_the_same_end(climb_on):
    window = climb_on()
    as_in_the_article(window)
    climber_of(window).climb()
    tick(window, 2000)
    panel_of(window).rewinder.slider.setValue(300)
    climber_of(window).climb()
    tick(window, 2000)
    assert values(window) == (3.487488988616036, 3.512326611377091)


def test_start_over_goes_back_and_forgets(climb_on):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 10)
    click(panel_of(window).controls.over)
    assert values(window) == (3, 4)
    assert climber_of(window).team is None
    assert not panel_of(window).controls.over.isEnabled()


# The pull ----------------------------------------------------------------------------------------


def test_a_pull_from_the_canvas_needs_no_panel_and_says_what_was_promised(climb_on, qtbot):
    window = climb_on(opened=False)
    press(window, Qt.Key.Key_U)
    # a plane would have risen by 0.01 (2² + 2²)
    qtbot.waitUntil(lambda: said(window) == "f: promised +0.08, got +0.0784.")
    assert values(window) == pytest.approx((3.02, 3.98), abs=1e-5)
    assert window.session.undo_stack.undoText() == "Pull"
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert values(window) == (3, 4)


def test_a_pull_follows_the_switch(climb_on):
    window = climb_on(opened=False)
    press(window, Qt.Key.Key_R)
    press(window, Qt.Key.Key_U)
    assert window.session.trace.values["f"] < 99


def test_a_pull_after_an_edit_starts_from_what_is_there(climb_on):
    window = climb_on(opened=False)
    press(window, Qt.Key.Key_U)
    window.session.edit("Set x", lambda circuit: edits.set_values(circuit, {"x": 10.0}))
    press(window, Qt.Key.Key_U)
    assert climber_of(window).team.place == 1
    assert values(window)[0] == pytest.approx(10 - 0.12, abs=1e-3)


def test_the_slider_of_the_step_size_makes_a_longer_pull(climb_on):
    window = climb_on()
    panel = panel_of(window)
    row = panel.rows["numerical"]
    assert row.slider.isVisible()
    assert not panel.rows["analytic"].slider.isVisible()
    row.slider.setFocus()
    for _ in range(20):  # stops a decade
        QTest.keyClick(row.slider, Qt.Key.Key_Right)
    assert climber_of(window).choice.tunings["numerical"].step_size == 0.1
    assert row.fields["step_size"].text() == "0.1"
    click(panel.controls.step)
    assert values(window) == pytest.approx((3.2, 3.8), abs=1e-3)


def test_a_tweak_that_is_no_better_is_said(climb_on, qtbot):
    window = climb_on("x = 0\ny = 0\nf = 100 - (x - y)**2")
    climber = climber_of(window)
    climber.lead("random")
    climber.pull()
    qtbot.waitUntil(lambda: "no better" in said(window))
    assert values(window) == (0, 0)


def test_nothing_to_climb_is_said_in_a_line(climb_on, qtbot):
    window = climb_on("f = sin(2)", opened=False)
    press(window, Qt.Key.Key_U)
    qtbot.waitUntil(lambda: "Nothing moves" in said(window))


# Strategies --------------------------------------------------------------------------------------


def test_several_strategies_run_side_by_side_and_the_leaders_values_are_shown(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 20)
    climber.pause()
    assert set(climber.team.runs) == {"random", "numerical", "analytic"}
    assert values(window) == climber.team.runs["numerical"].now.values
    click(panel_of(window).rows["random"].title)
    assert values(window) == climber.team.runs["random"].now.values
    assert not panel_of(window).rows["random"].check.isEnabled()
    assert panel_of(window).rows["numerical"].check.isEnabled()


def test_over_evaluations_a_measured_gradient_takes_three_times_as_long(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 20)
    climber.pause()
    panel = panel_of(window)
    panel.history.show_view("evaluations")
    steps = climber.team.place
    last = {curve.name: curve.xs[-1] for curve in panel.history.plot.curves}
    assert last == {"random": 1 + steps, "analytic": 1 + steps, "numerical": 1 + 3 * steps}


def test_more_strategies_come_from_the_menu(climb_on, qtbot):
    window = climb_on()
    panel = panel_of(window)
    assert not panel.rows["adam"].isVisible()
    menu = QMenu()
    panel.controls.rules._fill(menu)
    adam = next(action for action in menu.actions() if action.text() == "Adam")
    adam.trigger()
    assert panel.rows["adam"].isVisible()
    climber_of(window).climb()
    assert "adam" in climber_of(window).team.runs
    adam.trigger()
    assert "adam" not in climber_of(window).choice.running
    assert panel.rows["adam"].isVisible()  # to be run again


def test_the_formula_is_typeset_when_a_strategy_is_picked(climb_on, qtbot):
    window = climb_on()
    row = panel_of(window).rows["numerical"]
    click(row.title)
    qtbot.waitUntil(lambda: row.formula._ready)
    forward = row.formula.grab().toImage()
    click(row.difference)
    assert climber_of(window).choice.tunings["numerical"].difference == "central"
    assert row.difference.text() == "central"
    assert row.formula.grab().toImage() != forward


def test_the_climb_before_stays_in_the_plot_to_compare_with(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 10)
    click(panel_of(window).controls.over)
    type_into(panel_of(window).rows["numerical"].fields["step_size"], "0.05")
    climber.climb()
    tick(window, 10)
    climber.pause()
    labels = [curve.label for curve in panel_of(window).history.plot.curves]
    assert labels == ["random search", "numerical", "analytic", "numerical, 0.01"]
    click(panel_of(window).controls.over)
    climber.climb()
    tick(window, 10)
    climber.pause()
    labels = [curve.label for curve in panel_of(window).history.plot.curves]
    assert labels[3:] == ["numerical, 0.01"], "the same climb again is nothing to compare with"
    window.session.edit("Place", lambda circuit: edits.place_gate(circuit, "input", (0, 300)))
    assert climber.earlier == ()


# Fields ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["0", "-1", "nan", "inf"])
def test_a_step_size_that_leads_nowhere_is_refused_at_the_field(climb_on, typed):
    window = climb_on()
    row = panel_of(window).rows["numerical"]
    type_into(row.fields["step_size"], typed)
    assert row.problem.isVisible()
    assert row.problem.text() == "The step size must be a finite number above 0."
    assert climber_of(window).choice.tunings["numerical"].step_size == 0.01
    QTest.keyClick(row.fields["step_size"], Qt.Key.Key_Escape)
    assert not row.problem.isVisible()
    assert row.fields["step_size"].text() == "0.01"


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("gain", "-1", "The least gain must be"),
        ("most", "2.5", "expected a whole number"),
        ("most", "-3", "must be from 0"),
        ("target", "nan", "The target must be"),
        ("seed", "0.5", "Seed of random search: expected a whole number."),
        ("gain", "x", "is not a number"),
    ],
)
def test_a_rule_that_means_nothing_is_refused_at_the_field(climb_on, field, typed, says):
    window = climb_on()
    controls = panel_of(window).controls
    before = climber_of(window).choice
    click(controls.more)
    type_into(controls.gain if field == "gain" else getattr(controls.rules, field), typed)
    assert says in controls.problem.text()
    assert controls.problem.isVisible()
    assert climber_of(window).choice == before


def test_rules_can_be_taken_away_and_stop_a_climb(climb_on):
    window = climb_on()
    controls = panel_of(window).controls
    click(controls.more)
    controls.gain.setFocus()
    controls.gain.selectAll()
    QTest.keyClick(controls.gain, Qt.Key.Key_Delete)
    QTest.keyClick(controls.gain, Qt.Key.Key_Return)
    assert climber_of(window).choice.stops.min_gain is None
    type_into(controls.rules.most, "50")
    click(controls.climb)
    tick(window, 500)
    assert climber_of(window).team.place == 50
    click(controls.climb)  # as many again
    tick(window, 500)
    assert climber_of(window).team.place == 100


# What comes in between ---------------------------------------------------------------------------


def test_an_edit_in_the_middle_keeps_the_climb_and_comes_after_it(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 10)
    reached = values(window)
    window.session.edit("Set y", lambda circuit: edits.set_values(circuit, {"y": 8.0}))
    assert not climber.running
    stack = window.session.undo_stack
    assert [stack.text(index) for index in range(stack.count())] == ["Climb: 10 steps", "Set y"]
    window.session.undo()
    assert values(window) == reached


def test_a_value_dragged_on_the_canvas_in_the_middle_comes_after_the_climb(climb_on):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 10)
    reached = values(window)
    start = window.scene.value_rect(window.session.circuit.named("x").id).center()
    Mouse(window).drag(start, start + QPointF(60, 0))
    assert not climber.running
    stack = window.session.undo_stack
    assert [stack.text(index) for index in range(stack.count())] == ["Climb: 10 steps", "Set x"]
    assert values(window)[0] != reached[0]
    window.session.undo()
    assert values(window) == reached
    window.session.undo()
    assert values(window) == (3, 4)


def test_what_else_goes_by_itself_ends_before_a_climb_and_is_kept(climb_on):
    window = climb_on()
    session = window.session
    session.preview(edits.set_values(session.circuit, {"x": 2.0}), kept_as="Train: 7 epochs")
    climber_of(window).climb()
    tick(window, 5)
    climber_of(window).pause()
    stack = session.undo_stack
    assert [stack.text(index) for index in range(stack.count())] == ["Train: 7 epochs", "Climb: 5 steps"]


def test_a_structural_edit_ends_the_climb_with_one_line(climb_on, qtbot):
    window = climb_on()
    climber = climber_of(window)
    climber.climb()
    tick(window, 10)
    window.session.edit("Place", lambda circuit: edits.place_gate(circuit, "input", (0, 300)))
    assert not climber.running
    assert climber.team is None
    qtbot.waitUntil(lambda: said(window) == ENDED)


def test_another_document_ends_the_climb(climb_on):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 5)
    window.session.open(to_circuit("a = 1\nf = a * 2"))
    assert not climber_of(window).running
    assert climber_of(window).team is None


def test_what_runs_away_names_value_and_gate_and_can_be_rewound(climb_on, qtbot):
    window = climb_on("x = 3\ns = x ** 4\nf = s + 1", opened=False)
    climber = climber_of(window)
    climber.lead("analytic")
    climber.tune("analytic", "step_size", 1.0)
    climber.climb()
    tick(window, 100)
    assert window.session.trace.values["f"] == inf
    qtbot.waitUntil(lambda: "diverged after" in said(window))
    assert "at s, with x at" in said(window)
    climber.go_to(0)
    assert values(window, "x") == (3,)


def test_while_numbers_are_predicted_nothing_climbs_and_nothing_is_told(climb_on, qtbot):
    window = climb_on()
    panel = panel_of(window)
    press(window, Qt.Key.Key_Q)
    qtbot.waitUntil(panel.covered.isVisible)
    assert not panel.history.isVisible()
    assert not panel.landscape.isVisible()
    climber_of(window).pull()
    assert climber_of(window).team is None
    assert values(window) == (3, 4)
    window.predicting.stop()
    qtbot.waitUntil(panel.history.isVisible)


# What is seen ------------------------------------------------------------------------------------


def test_the_plot_has_a_curve_for_each_run_named_beside_it_those_that_are_one_together(climb_on):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 40)
    climber_of(window).pause()
    plot = panel_of(window).history.plot
    plot.draw()
    assert plot.names.shown == ["random search", "numerical = analytic"]
    place = climber_of(window).team.place
    assert [curve.here[0] for curve in plot.curves] == [place] * 3


def test_the_landscape_is_made_anew_where_an_unseen_input_moves(climb_on, qtbot):
    window = climb_on("x = 1\ny = 2\nz = 3\nf = x * y * z")
    scenery = panel_of(window).scenery
    first = scenery.surface
    window.session.edit("Set z", lambda circuit: edits.set_values(circuit, {"z": 6.0}))
    qtbot.waitUntil(lambda: scenery.surface is not first)
    assert scenery.surface.heights == pytest.approx(2 * first.heights)


def test_a_dragged_input_moves_the_point_on_the_same_landscape(climb_on, qtbot):
    window = climb_on()
    panel = panel_of(window)
    first = panel.scenery.surface
    window.session.preview(edits.set_values(window.session.circuit, {"x": 3.25}))
    qtbot.waitUntil(lambda: panel.landscape.plot.paths["here"].here == (3.25, 4.0))
    assert panel.scenery.surface is first
    window.session.cancel_preview()


def test_one_input_is_seen_along_a_line_only(window_on, qtbot):
    window = window_on(to_circuit("x = 1\nf = x ** 2"), "parabola")
    press(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.landscape.remark.text() == ONE_INPUT)
    panel.history.show_view("along")
    assert panel.history.plot.profile.slope == 2


def test_every_view_is_drawn(climb_on, qtbot):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 10)
    climber_of(window).pause()
    panel = panel_of(window)
    for box in (panel.history, panel.landscape):
        for view in box._titles:
            box.show_view(view)
            plot = box.plot
            assert plot.isVisible()
            plot.draw()
            qtbot.waitUntil(lambda plot=plot: len(colours(plot)) > 2)


@pytest.mark.parametrize("view", ["above", "surface"])
def test_the_landscape_is_seen_in_many_colours_with_numbers_at_its_sides(climb_on, qtbot, view):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 5)
    climber_of(window).pause()
    box = panel_of(window).landscape
    box.show_view(view)
    scenery = panel_of(window).scenery
    qtbot.waitUntil(lambda: box.plot.surface is not None and box.plot.surface.frame == scenery.frame)
    box.plot.draw()
    lows = [axis.get_view_interval()[0] for axis in (box.plot.axes.xaxis, box.plot.axes.yaxis)]
    assert lows == pytest.approx(scenery.frame[::2])
    assert len(colours(box.plot)) > 8
    assert sum(bool(text.get_text()) for text in box.plot.axes.get_xticklabels()) >= 2


def test_a_click_in_the_error_plot_gives_the_measured_gradient_its_step(climb_on, qtbot):
    window = climb_on()
    panel = panel_of(window)
    window.player.end()
    panel.history.show_view("error")
    plot = panel.history.plot
    qtbot.waitUntil(lambda: plot.marked is not None)
    plot.draw()
    x, y = plot.axes.transData.transform((1e-6, plot.axes.get_ylim()[0] * 10))
    at = QPointF(x, plot.height() - y)
    event = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        at,
        plot.mapToGlobal(at),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(plot, event)
    assert climber_of(window).choice.tunings["numerical"].h == pytest.approx(1e-6, rel=1.5)


def test_what_runs_away_is_seen_by_its_powers_and_the_title_says_so(climb_on):
    window = climb_on(GROWING)
    climber_of(window).tune("numerical", "step_size", 0.1)
    climber_of(window).climb()
    tick(window, 20)
    climber_of(window).pause()
    history = panel_of(window).history
    history.plot.draw()
    assert history.title.text() == "f after each step, log scale each way from 0"
    numbers = [text.get_text() for text in history.plot.axes.get_yticklabels()]
    assert numbers[0] == "0"
    assert all(number.startswith("10") for number in numbers[1:])
    history.show_view("along")
    assert history.title.text() == "f along a"
    for view in ("above", "surface"):
        panel_of(window).landscape.show_view(view)
        panel_of(window).landscape.plot.draw()


def test_a_landscape_that_fails_says_so_in_its_place_until_the_next_one(climb_on, qtbot):
    window = climb_on()
    box, scenery = panel_of(window).landscape, panel_of(window).scenery
    scenery._fail()
    assert box.remark.isVisible()
    assert box.remark.text() == FAILED
    assert not box.plot.isVisible()
    scenery.look_at(1, 0)
    qtbot.waitUntil(box.plot.isVisible)
    assert box.plot.isVisible()
    assert not box.remark.isVisible()


def test_what_was_zoomed_by_hand_stays_until_home(climb_on):
    window = climb_on()
    panel = panel_of(window)
    climber_of(window).climb()
    tick(window, 10)
    climber_of(window).pause()
    box, plot = panel.history, panel.history.plot
    tools = box._tools["curves"]
    plot.draw()
    whole = plot.axes.get_xlim()
    click(tools.buttons["zoom"])
    assert tools.buttons["zoom"].isChecked()
    area = plot.rect()
    start, end = QPoint(area.width() // 3, 30), QPoint(area.width() // 2, 70)
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(plot, end)
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    zoomed = plot.axes.get_xlim()
    assert zoomed[1] - zoomed[0] < 0.5 * (whole[1] - whole[0])
    climber_of(window).pull()
    assert plot.axes.get_xlim() == zoomed
    click(tools.buttons["home"])
    assert plot.axes.get_xlim()[1] == climber_of(window).team.place


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("view", ["above", "surface"])
def test_a_plot_is_exported_with_what_moves(climb_on, qtbot, tmp_path, kind, view):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 10)
    climber_of(window).pause()
    box = panel_of(window).landscape
    box.show_view(view)
    path = tmp_path / f"plot{kind}"
    box._tools[view].export_to(path)
    begins = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[kind]
    assert path.read_bytes().startswith(begins)
    qtbot.waitUntil(lambda: said(window) == f"Exported plot{kind}.")
    assert all(artist.get_animated() for artist in box.plot._moving)


def test_an_export_is_on_white_and_the_same_whenever_it_is_written(climb_on, qtbot, tmp_path):
    window = climb_on()
    window.set_theme("dark")
    qtbot.waitUntil(lambda: panel_of(window).history.plot is not None)
    tools, first, second = panel_of(window).history._tools["curves"], tmp_path / "1.png", tmp_path / "2.pdf"
    tools.export_to(first)
    assert QImage(str(first)).pixelColor(2, 2).name() == "#ffffff"
    tools.export_to(second)
    before = second.read_bytes()
    assert b"Inter" in before
    tools.export_to(second)
    assert second.read_bytes() == before


def test_an_export_that_fails_is_one_line(climb_on, qtbot, tmp_path):
    window = climb_on()
    box = panel_of(window).history
    box._tools["curves"].export_to(tmp_path / "none" / "plot.png")
    qtbot.waitUntil(lambda: "can't be written" in said(window))
    box._tools["curves"].export_to(tmp_path / "plot.gif")
    qtbot.waitUntil(lambda: "expected a name that ends in" in said(window))


def test_runs_and_choices_survive_another_look(climb_on, qtbot):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 20)
    climber_of(window).pause()
    place = climber_of(window).team.place
    window.set_theme("dark")
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.history.plot is not None and panel.scenery.surface is not None)
    assert panel.rewinder.slider.value() == place
    assert len(panel.history.plot.curves) == 3


def test_numbers_that_grew_in_a_climb_are_in_view_at_its_end_where_all_was(climb_on):
    window = climb_on(GROWING)
    window.view.fitting.show_circuit()
    before = window.view.zoom
    click(panel_of(window).controls.climb)
    tick(window, 2000)
    assert not climber_of(window).running
    seen = window.view.mapToScene(window.view.viewport().rect()).boundingRect()
    assert seen.contains(window.scene.extent())
    assert window.view.zoom < before


def test_a_climb_leaves_a_view_that_somebody_chose(climb_on):
    window = climb_on(GROWING)
    window.view.zoom_in()
    before = window.view.fitting.sight
    click(panel_of(window).controls.climb)
    tick(window, 2000)
    assert not climber_of(window).running
    assert window.view.fitting.sight == before
