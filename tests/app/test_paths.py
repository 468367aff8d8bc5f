"""The path view: a row a path, lit on the canvas, and told only as far as the passes have come."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.pictures import HandClock

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.panels.paths_panel import NOT_COMPUTED, NOT_REACHED, PREDICTING, PathsPanel
from circuitlab.app.path_choice import DWELL_MS
from circuitlab.app.pathing import MOST_ASIDE
from circuitlab.app.slices import FAILED
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit

FAN_OUT = "x = 2\ny = -3\na = x * y\nf = a * x + x"
"""f = x²y + x: three paths, with the products −6, −6 and 1."""
WAYS = ("x → a → a·x → f", "x → a·x → f", "x → f")
OPEN_KEY = (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)


@pytest.fixture
def window_at(make_window, qtbot):
    """Makes a window on a circuit that has the keyboard, with time that passes only when told."""

    def make(text):
        window = make_window(HandClock())
        window.session.open(to_circuit(text), title="paths")
        window.player.set_speed(None)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.view.setFocus()
        qtbot.waitUntil(window.view.hasFocus)
        return window

    return make


@pytest.fixture
def paths_on(window_at, qtbot):
    """The same at the end of the passes, with x selected and the panel opened by its key."""

    def make(text=FAN_OUT, *, ended=True):
        window = window_at(text)
        if ended:
            press(Qt.Key.Key_End)
        window.session.select([window.session.circuit.names["x"]])
        press(*OPEN_KEY)
        settled(window, qtbot)
        return window

    return make


def press(key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def panel_of(window):
    return window.shell.side.panels["paths"].findChild(PathsPanel)


def settled(window, qtbot):
    """All paths are there, and everything has been told of them."""
    qtbot.waitUntil(lambda: window.pathing.found is not None and window.pathing.is_current)
    QApplication.processEvents()


def row(window, place):
    return panel_of(window).rows.parts(place)


def lit(window):
    """The names of the gates of the path that is lit on the canvas."""
    shown = window.scene.stage.lit
    names = {key: name for name, key in window.session.circuit.names.items()}
    return None if shown is None else [names.get(gate, "·") for gate in shown.gates]


def point_at(window, place):
    """Move the mouse onto a row."""
    view = panel_of(window).list
    at = QPointF(view.visualRect(view.model().index(place)).center())
    away = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, view.viewport().mapToGlobal(at), away, away, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), event)


def click(window, place):
    view = panel_of(window).list
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=view.visualRect(view.model().index(place)).center(),
    )


def test_a_row_is_a_path_its_slopes_and_their_product(paths_on):
    window = paths_on()
    panel = panel_of(window)
    assert [row(window, place) for place in range(3)] == [
        (WAYS[0], "−3 · 2 · 1", "= −6"),
        (WAYS[1], "−6 · 1", "= −6"),
        (WAYS[2], "1", "= 1"),
    ]
    assert panel.head.text() == "x to f: 3 paths"
    assert panel.total.text().replace("\u2060", "") == "−6 + (−6) + 1 = −11 = ∂f/∂x"
    assert panel.why.text().startswith("x works in 3 places.")
    assert "6 multiplications, for this gate alone" in panel.cost.text()


def test_a_row_that_is_pointed_at_is_lit_and_all_else_steps_back(paths_on):
    window = paths_on()
    assert lit(window) is None
    point_at(window, 1)
    assert lit(window) == ["x", "·", "f"]
    names, stage = window.session.circuit.names, window.scene.stage
    assert [stage.gates[names[name]].state.aside for name in "xfay"] == [False, False, True, True]
    wires = window.session.circuit.wires.values()
    lit_wires = {wire.id for wire in wires if not stage.wires[wire.id].state.aside}
    assert lit_wires == set(stage.lit.wires)
    assert [text for _, text in stage.lit.factors] == ["× −6", "× 1"]
    QApplication.sendEvent(panel_of(window).list, QEvent(QEvent.Type.Leave))
    assert lit(window) is None
    assert not any(item.state.aside for item in stage.gates.values())


def test_the_arrow_keys_go_from_path_to_path_and_escape_puts_the_light_out(paths_on):
    window = paths_on()
    panel_of(window).list.setFocus(Qt.FocusReason.TabFocusReason)
    assert lit(window) == ["x", "a", "·", "f"], "the first one, as soon as the list has the keyboard"
    press(Qt.Key.Key_Down)
    assert lit(window) == ["x", "·", "f"]
    press(Qt.Key.Key_Down)
    assert lit(window) == ["x", "f"]
    press(Qt.Key.Key_Escape)
    assert lit(window) is None
    press(Qt.Key.Key_Escape)
    assert window.view.hasFocus()


def test_a_click_keeps_a_path_lit_while_others_are_pointed_at(paths_on):
    window = paths_on()
    click(window, 2)
    point_at(window, 0)
    assert lit(window) == ["x", "a", "·", "f"]
    QApplication.sendEvent(panel_of(window).list, QEvent(QEvent.Type.Leave))
    assert lit(window) == ["x", "f"]


def test_a_long_path_is_told_whole_in_its_tip_and_to_who_can_not_see_it(paths_on):
    names = "bcdfghjklmnpqrstvwz"
    chain = "".join(f"\n{name} = sin({before})" for before, name in pairwise(names))
    window = paths_on(f"x = 1\nb = x + 1{chain}\ny = z * 2")
    rows = panel_of(window).rows
    whole = " → ".join(f"x{names}y")
    assert rows.index(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith(f"{whole}  ")
    tip = rows.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert " ".join(tip.split()).startswith(whole)
    assert max(map(len, tip.split("\n"))) <= 72


def test_played_the_paths_are_lit_one_after_the_other(paths_on):
    window = paths_on()
    clock, panel = window.pathing.choice._clock._clock, panel_of(window)
    QTest.mouseClick(panel.play, Qt.MouseButton.LeftButton)
    seen = [lit(window)]
    for _ in range(2):
        clock.ticked.emit(DWELL_MS)
        seen.append(lit(window))
    assert seen == [["x", "a", "·", "f"], ["x", "·", "f"], ["x", "f"]]
    assert window.pathing.choice.playing
    clock.ticked.emit(DWELL_MS)
    assert not window.pathing.choice.playing
    assert lit(window) == ["x", "f"], "the last one stays"
    assert panel.list.currentIndex().row() == 2


def test_before_the_backward_pass_the_numbers_come_only_when_asked_for(paths_on):
    window = paths_on(ended=False)
    panel = panel_of(window)
    assert (row(window, 0), panel.hint.text()) == ((WAYS[0], "", ""), NOT_COMPUTED)
    click(window, 0)
    assert window.scene.stage.lit.factors == ()
    window.view.setFocus()
    for _ in range(3):
        press(Qt.Key.Key_F10)
    QApplication.processEvents()
    assert (row(window, 0), panel.hint.text()) == ((WAYS[0], "−3 · 2 · 1", ""), NOT_REACHED)
    assert panel.total.isHidden()
    assert [text for _, text in window.scene.stage.lit.factors] == ["× −3", "× 2", "× 1"]
    QTest.mouseClick(panel.tell, Qt.MouseButton.LeftButton)
    assert row(window, 0)[2] == "= −6"
    assert panel.total.isVisible()
    assert panel.tell.isHidden()


def test_stepping_to_the_end_tells_them_too(paths_on):
    window = paths_on(ended=False)
    window.view.setFocus()
    for _ in range(7):
        press(Qt.Key.Key_N)
    QApplication.processEvents()
    assert panel_of(window).total.isVisible()
    press(Qt.Key.Key_P)
    QApplication.processEvents()
    assert panel_of(window).total.isHidden()


def test_what_is_to_be_predicted_is_not_given_away(paths_on):
    window = paths_on(ended=False)
    panel = panel_of(window)
    window.view.setFocus()
    press(Qt.Key.Key_Q)
    press(Qt.Key.Key_N)
    QApplication.processEvents()
    assert (row(window, 0), panel.hint.text()) == ((WAYS[0], "", ""), PREDICTING)
    assert panel.tell.isHidden()
    window.predicting.stop()
    QApplication.processEvents()
    assert panel.tell.isVisible()


def test_a_covered_number_is_not_given_away_at_the_end_either(paths_on):
    window = paths_on(ended=False)
    window.view.setFocus()
    press(Qt.Key.Key_Q)
    press(Qt.Key.Key_End)
    QApplication.processEvents()
    assert panel_of(window).total.isVisible()
    window.predicting.toggle_cover(("gradient", window.session.circuit.names["x"]))
    QApplication.processEvents()
    assert panel_of(window).total.isHidden()


def test_the_menu_of_a_gate_opens_its_paths(window_at, qtbot):
    window = window_at(FAN_OUT)
    gate = window.session.circuit.names["a"]
    from circuitlab.app.canvas.scene import Hit
    from circuitlab.app.tools.menus import menu_for

    def entry(key):
        menu = menu_for(window.controller._desk, Hit("gate", key), QPointF(), window.view)
        return next((action for action in menu.actions() if action.text() == "Paths to f"), None)

    entry(gate).trigger()
    settled(window, qtbot)
    assert panel_of(window).head.text() == "a to f: 1 path"
    assert entry(window.session.circuit.names["f"]) is None, "the objective is there already"


def test_another_gate_is_chosen_on_the_canvas_or_in_the_menu(paths_on, qtbot):
    window = paths_on()
    click(window, 0)
    gate = window.session.circuit.named("y")
    at = window.view.mapFromScene(QPointF(*gate.position))
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()
    settled(window, qtbot)
    panel = panel_of(window)
    assert panel.head.text() == "y to f: 1 path"
    assert lit(window) is None
    from PySide6.QtWidgets import QMenu

    menu = QMenu(panel)
    panel.fill(menu)
    assert [action.text() for action in menu.actions()] == ["x", "y"]
    menu.actions()[0].trigger()
    settled(window, qtbot)
    assert panel.head.text() == "x to f: 3 paths"


def test_the_lit_path_stays_lit_when_a_value_changes_and_goes_with_its_wires(paths_on, qtbot):
    window = paths_on()
    session = window.session
    click(window, 2)
    session.edit("Set y", lambda circuit: edits.set_value(circuit, circuit.names["y"], 0.125))
    settled(window, qtbot)
    assert lit(window) == ["x", "f"]
    assert window.pathing.choice.chosen == 0, "1 is the largest product now"
    wire = window.scene.stage.lit.wires[0]
    session.edit("Delete wire", lambda circuit: edits.delete(circuit, [wire]))
    assert lit(window) is None
    session.undo()
    settled(window, qtbot)
    assert panel_of(window).head.text() == "x to f: 3 paths"


def test_nothing_stays_lit_when_the_panel_goes_or_another_circuit_comes(paths_on, qtbot):
    window = paths_on()
    click(window, 0)
    press(*OPEN_KEY)
    assert lit(window) is None
    assert not window.shell.side.is_open("paths")
    press(*OPEN_KEY)
    settled(window, qtbot)
    assert lit(window) == ["x", "a", "·", "f"], "the row is still chosen"
    window.session.open(to_circuit("f = sin(z)\n"), title="other")
    assert lit(window) is None


def test_what_is_found_stays_while_the_window_is_put_aside(paths_on):
    window = paths_on()
    click(window, 1)
    found = window.pathing.found
    window.showMinimized()
    QApplication.processEvents()
    assert window.pathing.is_current
    assert window.pathing.found is found


def test_inside_a_gate_the_paths_are_its_own(paths_on, qtbot):
    import circuitlab

    circuit = to_circuit("x = 2\ny = 3\nq = x * y\nr = q + x\nf = r * r")
    circuitlab.compose(circuit, ["q", "r"], "both")
    window = paths_on()
    window.session.open(circuit, title="both")
    press(Qt.Key.Key_End)
    window.session.enter(circuit.names["r"])
    settled(window, qtbot)
    assert panel_of(window).head.text() == "x to r: 2 paths"
    assert [path.product for path in window.pathing.found.paths] == [48.0, 16.0]


def test_of_too_many_paths_the_largest_are_shown_and_their_share(paths_on):
    chain = "\n".join(f"a{place} = a{place - 1} * a{place - 1}" for place in range(1, 40))
    window = paths_on(f"x = 1\na0 = x * x\n{chain}")
    panel = panel_of(window)
    assert panel.head.text() == "x to a₃₉: about 1.1 · 10¹² paths"
    assert panel.rows.rowCount() == 200
    assert panel.left_out.text() == (
        "The 200 largest add up to 200; their sizes are less than 0.1 % of the sum of all |products|."
    )
    assert panel.cost.text().endswith("sends on one sum: 80 multiplications, for all gates.")


@pytest.mark.parametrize("zoom", [1.0, 0.6])
def test_what_a_gate_multiplies_by_covers_no_number_and_no_gate(paths_on, zoom):
    window = paths_on()
    window.view.set_zoom(zoom)
    click(window, 0)
    stage = window.scene.stage
    chips = [rect for rect, _ in window.scene._lit[1]._chips()]
    assert len(chips) == 3
    for item in stage.gates.values():
        places = item.places
        for part in (places.value, places.gradient, places.name, body_rect(item.face)):
            assert not any(chip.intersects(part.translated(item.pos())) for chip in chips)
    for wire in stage.wires.values():
        assert not any(chip.intersects(wire.branch.rect) for chip in chips if not wire.branch.rect.isEmpty())


def test_of_very_many_gates_none_steps_back_one_by_one(paths_on):
    lines = [f"s{place} = sin(x)" for place in range(MOST_ASIDE)]
    window = paths_on("x = 1\n" + "\n".join(lines) + "\nf = s0 * x")
    click(window, 0)
    assert lit(window) == ["x", "f"]
    assert not window.scene.stage.looks.frame.lit.alone


@pytest.mark.parametrize(
    ("text", "head", "why"),
    [
        (
            "x = 1\ny = 2\ng = sin(x)\nf = y * y",
            "x to f: no path",
            "Nudge x as you like: f does not hear of it.",
        ),
        (
            "x = constant(2)\ny = 2\nf = x * y",
            "x to f: no path",
            "x is a constant: nothing moves it, and nothing is sent to it.",
        ),
    ],
)
def test_a_gate_without_a_way_says_so(paths_on, text, head, why):
    window = paths_on(text)
    panel = panel_of(window)
    assert (panel.head.text(), panel.why.text()) == (head, why)
    assert panel.list.isHidden()
    assert panel.play.isHidden()


def test_what_keeps_the_objective_from_being_computed_is_said(paths_on, qtbot):
    window = paths_on()
    session = window.session
    wire = next(iter(session.circuit.incoming(session.circuit.names["f"]))).id
    session.edit("Delete wire", lambda circuit: edits.delete(circuit, [wire]))
    qtbot.waitUntil(lambda: panel_of(window).head.text() == "No paths yet: f waits for its first input.")
    assert panel_of(window).list.isHidden()


def test_everything_can_be_reached_by_keyboard_and_has_a_name(paths_on):
    panel = panel_of(paths_on())
    for part in (panel.source, panel.play, panel.tell, panel.list):
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert part.accessibleName() or part.text()
    assert panel.viewport().rect().contains(panel.play.mapTo(panel.viewport(), QPoint()))


def test_a_failure_is_said_and_the_next_edit_looks_again(window_at, no_failures, monkeypatch, qtbot):
    def failing(*_):
        yield
        raise ZeroDivisionError

    window = window_at(FAN_OUT)
    window.session.select([window.session.circuit.names["x"]])
    with monkeypatch.context() as patched:
        patched.setattr("circuitlab.engine.paths.finding", failing)
        press(*OPEN_KEY)
        qtbot.waitUntil(lambda: panel_of(window).head.text() == FAILED)
    assert "ZeroDivisionError" in no_failures.pop()
    window.session.edit("Set y", lambda c: edits.set_value(c, c.names["y"], 4.0))
    settled(window, qtbot)
    assert panel_of(window).head.text() != FAILED
