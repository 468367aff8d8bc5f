"""The panel of the gradient check: what it says, what the step does, how rows and canvas belong together."""

import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from circuitlab.app import commands, slices
from circuitlab.app.guard import guarded
from circuitlab.app.panels.check.check_panel import CheckPanel
from circuitlab.app.panels.check.checker import STEPS, STOPS, Checker
from circuitlab.app.panels.check.rows import ANALYTIC, ERROR, GATE, NUMERIC, VERDICT
from circuitlab.app.panels.check.step_row import nearest_stop
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.trace import Trace
from circuitlab.teach.numbers import counted

EXP = "x = 1\ny = 2\nq = exp(x)\nf = q * y"
KINKS = "x = 0\ny = 2\nz = 2\np = relu(x)\nm = max(y, z)\nf = p * 3 + exp(m)"


@pytest.fixture
def active_on(window_on, qtbot):
    """Makes a window on a circuit that has the keyboard."""

    def make(text):
        window = window_on(to_circuit(text), "checked")
        qtbot.waitUntil(window.view.hasFocus)
        return window

    return make


@pytest.fixture
def check_on(active_on, qtbot):
    """The same with the gradient check opened by its key, when all is computed."""

    def make(text):
        window = active_on(text)
        press(window, Qt.Key.Key_F7)
        settled(window, qtbot)
        return window

    return make


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    """A key, as it reaches the widget that has the focus."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)


def panel_of(window):
    """The content of the panel in the shell that stands now."""
    return window.shell.side.panels["check"].findChild(CheckPanel)


def settled(window, qtbot):
    checker = Checker.of(window.session)
    qtbot.waitUntil(lambda: panel_of(window).plot is not None and not checker.busy)


def cell(window, name, column):
    rows = panel_of(window).rows
    gate = window.session.circuit.named(name).id
    return rows.index(rows.place_of(gate), column).data()


def slide(window, qtbot, h):
    """Move the slider with the keys until it stands at a step."""
    slider = panel_of(window).step.slider
    way = STOPS.index(h) - slider.value()
    for _ in range(abs(way)):
        QTest.keyClick(slider, Qt.Key.Key_Right if way > 0 else Qt.Key.Key_Left)
    settled(window, qtbot)


def type_step(window, text):
    field = panel_of(window).step.field
    field.setFocus()
    field.selectAll()
    if text.isascii():
        QTest.keyClicks(field, text)
    else:  # what QTest has no key for
        field.insert(text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def select(window, qtbot, *names):
    window.session.select([window.session.circuit.named(name).id for name in names])
    settled(window, qtbot)


# Opening and closing -----------------------------------------------------------------------------


def test_it_is_closed_at_first_and_opens_by_its_key(active_on, qtbot):
    window = active_on(EXP)
    assert not window.shell.side.is_open("check")
    assert panel_of(window) is None
    assert not window.commands["show_check"].isChecked()
    press(window, Qt.Key.Key_F7)
    settled(window, qtbot)
    assert panel_of(window).isVisible()
    assert window.commands["show_check"].isChecked()
    assert panel_of(window).summary.text() == "All 4 gradients agree."
    press(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert not panel_of(window).isVisible()
    assert not window.preferences.flag("check", True)


def test_matplotlib_is_imported_only_when_the_panel_opens():
    import subprocess

    script = """
import sys, tempfile
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from circuitlab.app.main import open_first
from circuitlab.app.preferences import Preferences
from circuitlab.app.window import Window, prepare
app = QApplication([])
prepare(app)
folder = Path(tempfile.mkdtemp())
settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
window = Window(Preferences(settings), recovery_folder=folder)
open_first(window, None, None)
window.show()
for _ in range(20):
    app.processEvents()
print("matplotlib" in sys.modules, "circuitlab.app.panels.check.check_panel" in sys.modules)
window.commands["check"].trigger()
while window.shell.side.panels["check"]._content.plot is None:
    app.processEvents()
print("matplotlib" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False", "True"]


def test_in_a_low_window_the_other_panels_make_room_and_come_back(check_on):
    window = check_on(EXP)
    side = window.shell.side
    assert side.is_open("step")
    assert side.panels["step"].folded
    window.commands["show_check"].trigger()
    assert not side.panels["step"].folded
    assert side.panels["inspector"].folded, "that one had been folded by hand"


def test_nothing_is_computed_while_it_is_closed_and_opening_catches_up(check_on, qtbot):
    window = check_on(EXP)
    window.commands["show_check"].trigger()
    checker = Checker.of(window.session)
    commands.set_value(window.session, window.session.circuit.named("y").id, 5.0)
    QApplication.processEvents()
    QApplication.processEvents()
    assert checker.report is None
    assert not checker.busy
    window.commands["check"].trigger()
    settled(window, qtbot)
    assert cell(window, "q", ANALYTIC) == "5"


# What it says ------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_every_gate_as_computed_but_the_constants(check_on):
    window = check_on("x = 2\nf = x ** 3")
    rows = panel_of(window).rows
    assert [rows.index(place, GATE).data() for place in range(rows.rowCount())] == ["x", "f"]
    assert [cell(window, "x", column) for column in (ANALYTIC, VERDICT)] == ["12", "ok"]


def test_kinks_are_reported_as_such_in_words_and_the_curve_does_not_fall(check_on, qtbot):
    window = check_on(KINKS)
    panel = panel_of(window)
    assert panel.summary.text() == "5 of 8 gradients agree. 3 sit on a kink: x, y and z."
    assert [cell(window, name, VERDICT) for name in "xyzpm"] == ["kink", "kink", "kink", "ok", "ok"]
    assert [cell(window, "x", column) for column in (ANALYTIC, NUMERIC, ERROR)] == ["0", "1.5", "1.5"]
    assert Checker.of(window.session).plotted == window.session.circuit.named("x").id, "the worst"
    assert "no step brings the error down" in panel.remark.text()
    assert panel.plot.marked == (1e-5, pytest.approx(1.5))
    assert not list(panel.plot.axes.texts), "neither rounding nor truncation rules here"
    select(window, qtbot, "y")
    assert "no single slope" in panel.remark.text()


def test_a_kink_within_reach_is_one_only_for_the_larger_steps(check_on, qtbot):
    window = check_on("x = 1e-6\nf = relu(x)")
    assert cell(window, "x", VERDICT) == "kink"
    assert "within h of x" in panel_of(window).remark.text()
    slide(window, qtbot, 5e-7)
    assert cell(window, "x", VERDICT) == "ok"
    assert panel_of(window).summary.text() == "All 2 gradients agree."


def test_a_wrong_gradient_is_named(check_on, qtbot):
    window = check_on(EXP)
    session = window.session
    trace, slot = session.trace, session.trace.plan.slots[session.circuit.named("q").id]
    wrong = [gradient + (at == slot) for at, gradient in enumerate(trace.tape.gradients)]
    tape = replace(trace.tape, gradients=wrong)
    session._trace = Trace(trace.plan, tape, session.circuit.gates, trace.revision)
    session.trace_changed.emit()
    settled(window, qtbot)
    panel = panel_of(window)
    assert panel.summary.text() == "1 of 4 disagrees: q."
    assert cell(window, "q", VERDICT) == "mismatch"
    assert Checker.of(session).plotted == session.circuit.named("q").id
    assert "slope rule" in panel.remark.text()


@pytest.mark.parametrize(
    ("circuit", "said"),
    [
        (Circuit(), "the canvas is empty"),
        ("a = 1\nb = sin(a)\nc = b + d", "c waits for d"),
        ("k = constant(2)", "every gate is a constant"),
    ],
)
def test_what_stands_in_the_way_is_said(check_on, qtbot, circuit, said):
    window = check_on(EXP)
    window.session.open(to_circuit(circuit) if isinstance(circuit, str) else circuit)
    settled(window, qtbot)
    panel = panel_of(window)
    assert said in panel.summary.text()
    assert not panel.table.isVisible()
    window.session.open(to_circuit(EXP))
    settled(window, qtbot)
    assert panel.table.isVisible()
    assert panel.summary.text() == "All 4 gradients agree."


def test_without_an_objective_it_asks_for_one(check_on, qtbot):
    window = check_on("a = 1\nb = sin(a)\nc = cos(a)")
    commands.set_objective(window.session, None)
    settled(window, qtbot)
    assert "choose the objective" in panel_of(window).summary.text()
    commands.set_objective(window.session, window.session.circuit.named("b").id)
    settled(window, qtbot)
    assert panel_of(window).summary.text() == "All 3 gradients agree."
    select(window, qtbot, "c")
    assert panel_of(window).remark.text() == "c has no way to b: both gradients are exactly 0."


def test_what_is_not_finite_has_no_error_and_no_point(check_on, qtbot):
    window = check_on("x = 0\nf = log(x)")
    assert cell(window, "x", VERDICT) == "undefined"
    select(window, qtbot, "x")
    assert "not finite" in panel_of(window).remark.text()
    assert panel_of(window).plot.marked is None


def test_names_are_plain_text(check_on):
    window = check_on(EXP)
    for label in panel_of(window).findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


# The step ----------------------------------------------------------------------------------------


def test_the_slider_changes_the_numbers_and_the_point_on_the_curve(check_on, qtbot):
    """exp' at 1 is off by e h²/6 for large steps, and by rounding for tiny ones."""
    window = check_on(EXP)
    select(window, qtbot, "x")
    panel, found = panel_of(window), {}
    for h in (1e-5, 1e-1, 1e-13):
        slide(window, qtbot, h)
        assert panel.plot.marked[0] == h
        found[h] = panel.plot.marked[1]
        assert cell(window, "x", VERDICT) == "ok", "the verdict stays careful"
    assert found[1e-1] == pytest.approx(2 * 2.71828 * 1e-2 / 6, rel=0.01)
    assert cell(window, "x", ERROR) != "0"
    assert found[1e-5] < 1e-3 * found[1e-1]
    assert found[1e-5] < 1e-3 * found[1e-13]


def test_numeric_and_error_are_those_of_exactly_this_step(check_on, qtbot):
    window = check_on("x = 2\nf = x ** 3")
    slide(window, qtbot, 1e-1)
    assert [cell(window, "x", column) for column in (ANALYTIC, NUMERIC, ERROR)] == ["12", "12.01", "0.01"]
    assert cell(window, "x", VERDICT) == "ok"


def test_a_step_is_typed_in_any_spelling_and_shown_as_a_power(check_on, qtbot):
    window = check_on(EXP)
    panel = panel_of(window)
    assert panel.step.field.text() == "10⁻⁵"
    for typed, shown, h in (
        ("1e-3", "10⁻³", 1e-3),
        ("10⁻⁷", "10⁻⁷", 1e-7),
        ("2 · 10⁻⁶", "2 · 10⁻⁶", 2e-6),
        ("10^-4", "10⁻⁴", 1e-4),
        ("0,004", "4 · 10⁻³", 4e-3),
    ):
        type_step(window, typed)
        settled(window, qtbot)
        assert panel.step.field.text() == shown
        assert Checker.of(window.session).h == h
        assert panel.plot.marked[0] == h
        assert panel.step.slider.value() == nearest_stop(h)


@pytest.mark.parametrize("typed", ["0", "nan", "inf", "-1e-5", "1", "1e-20", "small", ""])
def test_what_is_no_step_is_refused_at_the_field_in_one_line(check_on, qtbot, typed):
    window = check_on(EXP)
    step = panel_of(window).step
    if typed:
        type_step(window, typed)
    else:
        step.field.clear()
        QTest.keyClick(step.field, Qt.Key.Key_Return)
    assert Checker.of(window.session).h == 1e-5
    assert step.problem.isVisible()
    assert step.problem.text()
    assert "\n" not in step.problem.text()
    assert step.field.text() == typed
    QTest.keyClick(step.field, Qt.Key.Key_Escape)
    assert not step.problem.isVisible()
    assert step.field.text() == "10⁻⁵"


def test_the_slider_takes_away_what_was_refused(check_on, qtbot):
    window = check_on(EXP)
    type_step(window, "0")
    slide(window, qtbot, 2e-5)
    step = panel_of(window).step
    assert step.field.text() == "2 · 10⁻⁵"
    assert not step.problem.isVisible()


def test_a_click_into_the_plot_chooses_the_step_there(check_on, qtbot):
    window = check_on(EXP)
    panel = panel_of(window)
    plot = panel.plot
    x, y = plot.axes.transData.transform((1e-9, plot.axes.get_ylim()[0] * 10))
    place = QPoint(round(x), plot.height() - round(y))
    QTest.mouseClick(plot, Qt.MouseButton.LeftButton, pos=place)
    settled(window, qtbot)
    assert Checker.of(window.session).h == 1e-9
    assert panel.step.field.text() == "10⁻⁹"


def test_the_stops_are_one_two_and_five_in_every_decade():
    assert STOPS[:4] == (1e-14, 2e-14, 5e-14, 1e-13)
    assert STOPS[-2:] == (5e-2, 1e-1)
    assert len(STOPS) == 40
    assert set(STOPS) < set(STEPS)
    assert [nearest_stop(h) for h in (1e-14, 1e-1, 3e-1, 1e-20)] == [0, 39, 39, 0]
    assert STOPS[nearest_stop(1.3e-5)] == 1e-5
    assert STOPS[nearest_stop(1.6e-5)] == 2e-5


# Rows and canvas ---------------------------------------------------------------------------------


def test_a_row_that_is_clicked_selects_its_gate_and_shows_its_curve(check_on, qtbot):
    window = check_on(EXP)
    panel, session = panel_of(window), window.session
    y = session.circuit.named("y").id
    place = panel.rows.place_of(y)
    where = panel.table.visualRect(panel.rows.index(place, NUMERIC)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    settled(window, qtbot)
    assert session.selection == {y}
    assert panel.head.text().startswith("y: error")
    assert window.view.hasFocus(), "the keys still step"
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    settled(window, qtbot)
    assert session.selection == {session.circuit.named("q").id}
    assert panel.head.text().startswith("q: ")


def test_the_selected_gate_has_its_row_marked(check_on, qtbot):
    window = check_on(EXP)
    panel = panel_of(window)
    for name in ("q", "x"):
        select(window, qtbot, name)
        (index,) = panel.table.selectionModel().selectedRows()
        assert index.data() == name
    select(window, qtbot, "q", "x")
    assert panel.table.selectionModel().selectedRows() == []


# Keeping up --------------------------------------------------------------------------------------


def test_it_follows_edits_undo_names_and_the_objective(check_on, qtbot):
    window = check_on(EXP)
    session, panel = window.session, panel_of(window)
    commands.set_value(session, session.circuit.named("y").id, 5.0)
    settled(window, qtbot)
    assert cell(window, "q", ANALYTIC) == "5"
    session.undo()
    settled(window, qtbot)
    assert cell(window, "q", ANALYTIC) == "2"
    q = session.circuit.named("q").id
    session.attempt("Rename", lambda circuit: edits.rename(circuit, q, "growth"))
    settled(window, qtbot)
    assert cell(window, "growth", GATE) == "growth"
    commands.set_objective(session, q)
    settled(window, qtbot)
    assert cell(window, "growth", ANALYTIC) == "1"
    commands.set_objective(session, None)
    commands.delete(session, [session.circuit.named("f").id])
    settled(window, qtbot)
    assert "choose the objective" in panel.summary.text(), "y and growth both feed nothing now"


def test_another_look_keeps_step_selection_and_what_was_computed(check_on, qtbot):
    window = check_on(EXP)
    slide(window, qtbot, 1e-3)
    select(window, qtbot, "y")
    report = Checker.of(window.session).report
    old = panel_of(window)
    window.set_theme("dark")
    window.set_text_size(1.25)
    settled(window, qtbot)
    panel = panel_of(window)
    assert panel is not old
    assert panel.isVisible()
    assert panel.step.field.text() == "10⁻³"
    assert panel.head.text().startswith("y: error")
    assert Checker.of(window.session).report is report
    assert panel.plot.figure.get_facecolor() != old.plot.figure.get_facecolor()
    slide(window, qtbot, 1e-2)
    assert panel.plot.marked[0] == 1e-2


def test_a_large_circuit_never_holds_the_window_up(check_on, qtbot, monkeypatch):
    """The check goes on in pieces: other events come between them, and a new step drops it."""
    monkeypatch.setattr(slices, "BUDGET", 0.0)
    lines = ["a0 = 0.5", *(f"a{i + 1} = sin(a{i})" for i in range(1000))]
    window = check_on("\n".join(lines))
    assert panel_of(window).summary.text() == f"All {counted(1001)} gradients agree."
    assert panel_of(window).rows.rowCount() == 1001
    checker = Checker.of(window.session)
    checker.set_step(1e-3)
    turns = 0
    while checker.busy and turns < 3:
        QApplication.processEvents()
        turns += 1
    assert turns == 3
    checker.set_step(1e-5)
    settled(window, qtbot)
    assert checker.report.ok


@pytest.mark.parametrize("slices_before", range(6))
def test_an_edit_drops_at_once_what_is_half_computed(check_on, qtbot, monkeypatch, slices_before):
    """Of the gate that is deleted nothing is asked any more, however far the check has come."""
    monkeypatch.setattr(slices, "BUDGET", 0.0)
    window = check_on("x = 1\ny = 2\nf = x * y + x")
    session, checker = window.session, Checker.of(window.session)
    commands.set_value(session, session.circuit.named("x").id, 3.0)
    checker._late.stop()
    checker._catch_up()
    for _ in range(slices_before):
        checker._check._go_on()
    commands.delete(session, [session.circuit.named("x").id])
    assert not checker._check.isActive()
    assert not checker._plot.isActive()
    checker._check._go_on()
    settled(window, qtbot)
    assert "waits for" in panel_of(window).summary.text()
    session.undo()
    settled(window, qtbot)
    assert panel_of(window).summary.text() == "All 4 gradients agree."


def test_a_panel_that_is_made_right_after_a_change_names_no_gate_that_is_gone(check_on, qtbot):
    window = check_on(KINKS)
    assert "sit on a kink: x, y and z." in panel_of(window).summary.text()
    window.session.open(to_circuit("a = 1\nb = sin(a)"))
    window.set_theme("dark")
    assert panel_of(window).summary.text() == "Checking…"
    settled(window, qtbot)
    assert panel_of(window).summary.text() == "All 2 gradients agree."


def test_a_new_name_lets_the_check_go_on(check_on):
    window = check_on(EXP)
    checker, session = Checker.of(window.session), window.session
    report, q = checker.report, session.circuit.named("q").id
    session.attempt("Rename", lambda circuit: edits.rename(circuit, q, "growth"))
    assert checker.report is report


# The plot ----------------------------------------------------------------------------------------


def test_errors_of_exactly_0_stand_on_the_bottom_line(check_on, qtbot):
    window = check_on("x = 2\ny = 4\nf = x + y")
    select(window, qtbot, "f")
    panel = panel_of(window)
    assert panel.plot.marked is not None
    bottom, top = panel.plot.axes.get_ylim()
    zero = [h for h, error in zip(*curve_of(window), strict=True) if error == 0]
    assert zero
    (hollow,) = (line for line in panel.plot.axes.get_lines() if line.get_linestyle() == "None")
    assert list(hollow.get_xdata()) == zero
    assert set(hollow.get_ydata()) == {bottom}
    assert 0 < bottom < top


def curve_of(window):
    curve = Checker.of(window.session).curve
    return curve.hs, curve.errors


def test_the_regimes_are_named_where_they_rule(check_on, qtbot):
    window = check_on(EXP)
    select(window, qtbot, "x")
    plot = panel_of(window).plot
    words = [text.get_text() for text in plot.axes.texts]
    assert [word.split(",")[0] for word in words] == ["← rounding", "truncation"]
    assert plot.axes.texts[0].get_ha() == "left"
    select(window, qtbot, "y")
    assert [text.get_text().split(",")[0] for text in plot.axes.texts] == ["← rounding"]
    assert "no more than a parabola" in panel_of(window).remark.text()


def test_a_guide_of_rounding_runs_through_the_points(check_on, qtbot):
    window = check_on("x = 100000\nf = sin(x)**2 * 1e8")
    select(window, qtbot, "x")
    panel = panel_of(window)
    guide = next(line for line in panel.plot.axes.get_lines() if line.get_linestyle() == "--")
    (first, _), (high, low) = guide.get_data()
    apart = [
        error * h / (high * first)
        for h, error in zip(*curve_of(window), strict=True)
        if error > 0 and first <= h < 1e-6
    ]
    assert 0.3 < sorted(apart)[len(apart) // 2] < 3
    assert first == 1e-11, "where the first point is"
    assert low < high
    assert "Below 10⁻¹¹ steps are too small to move x." in panel.remark.text()


@pytest.mark.parametrize(
    ("text", "name"), [("x = 0\nf = log(x)", "x"), ("a = 1\nf = sin(a)\nb = cos(a)", "b")]
)
def test_a_plot_without_points_says_why_where_numbers_would_stand(check_on, qtbot, text, name):
    window = check_on(text)
    commands.set_objective(window.session, window.session.circuit.named("f").id)
    select(window, qtbot, name)
    settled(window, qtbot)
    axes = panel_of(window).plot.axes
    assert [word.get_text().split(":")[0] for word in axes.texts] == ["No error to plot"]
    assert list(axes.get_yticks()) == []


def test_slider_and_axes_stand_one_above_the_other(check_on):
    window = check_on(EXP)
    panel = panel_of(window)
    plot, slider = panel.plot, panel.step.slider
    box = plot.axes.get_window_extent()
    handle = 6 + 2
    left = slider.mapTo(panel, QPoint(0, 0)).x() + handle - plot.mapTo(panel, QPoint(0, 0)).x()
    assert box.x0 == pytest.approx(left, abs=2)
    assert box.x1 == pytest.approx(left + slider.width() - 2 * handle, abs=2)


def test_all_of_matplotlibs_answers_to_qt_are_guarded(check_on):
    from circuitlab.app.plots.plot import Plot

    guard = guarded(lambda: None).__code__
    qt = [base for base in Plot.__mro__ if base.__module__.startswith("PySide6.")]
    foreign = [base for base in Plot.__mro__ if base.__module__.startswith("matplotlib.")]
    overridden = {
        name
        for base in foreign
        for name, member in vars(base).items()
        if callable(member) and not name.startswith("_") and any(hasattr(each, name) for each in qt)
    }
    assert {"paintEvent", "resizeEvent", "mousePressEvent", "eventFilter"} <= overridden
    assert {name for name in overridden if getattr(Plot, name).__code__ is not guard} == set()


def test_the_wheel_over_the_plot_scrolls_the_panel(check_on, qtbot):
    from PySide6.QtGui import QWheelEvent

    window = check_on(EXP)
    plot, middle = panel_of(window).plot, QPointF(50, 50)
    wheel = QWheelEvent(
        middle,
        QPointF(plot.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot, wheel)
    assert not wheel.isAccepted()


def test_a_drag_in_the_plot_takes_the_step_along(check_on, qtbot):
    window = check_on(EXP)
    plot = panel_of(window).plot
    axes, middle = plot.axes, plot.height() / 2
    for kind, h, button in (
        (QEvent.Type.MouseButtonPress, 1e-12, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseMove, 1e-3, Qt.MouseButton.NoButton),
    ):
        place = QPointF(axes.transData.transform((h, axes.get_ylim()[0]))[0], middle)
        where = QPointF(plot.mapToGlobal(place.toPoint()))
        held = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, place, where, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(plot, event)
        settled(window, qtbot)
        assert Checker.of(window.session).h == h


def test_a_failure_is_said_and_the_next_edit_checks_again(active_on, no_failures, monkeypatch, qtbot):
    def failing(*_):
        yield
        raise ZeroDivisionError

    window = active_on(EXP)
    with monkeypatch.context() as patched:
        patched.setattr("circuitlab.app.panels.check.checker.checking", failing)
        press(window, Qt.Key.Key_F7)
        qtbot.waitUntil(lambda: panel_of(window).summary.text() == slices.FAILED)
    assert "ZeroDivisionError" in no_failures.pop()
    commands.nudge(window.session, window.session.circuit.names["x"])
    settled(window, qtbot)
    assert panel_of(window).checker.report is not None
