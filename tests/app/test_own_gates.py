"""A gate of one's own, from the dialog to the canvas: made, placed, wired, stepped, changed and deleted."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox
from support.mouse import Mouse
from support.pictures import HandClock

from circuitlab.app.buttons import Button
from circuitlab.app.canvas.scene import Hit
from circuitlab.app.dialogs import LineDialog
from circuitlab.app.panels.tile import Tile
from circuitlab.app.tools.menus import menu_for
from circuitlab.circuit.text import to_circuit
from circuitlab.files import store

FORMULA = "100 - (x - y)**2"


@pytest.fixture
def window(make_window):
    window = make_window(HandClock())
    window.show()
    return window


@pytest.fixture
def mouse(window):
    return Mouse(window)


@pytest.fixture
def hills(window):
    """Two hills in a row, each with both of its inputs wired."""
    window.session.open(
        to_circuit(f"gate hill(x, y) = {FORMULA}\nu = 3\nv = 4\np = hill(u, v)\nf = hill(p, u)")
    )
    return window


def typed(dialog, **texts):
    """Type into fields of the dialog, over what stands there."""
    for name, text in texts.items():
        field = dialog.fields[name]
        field.setFocus()
        field.selectAll()
        if text:
            QTest.keyClicks(field, text)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)


def press(dialog, which):
    QTest.mouseClick(dialog.findChild(QDialogButtonBox).button(which), Qt.MouseButton.LeftButton)


def ask(window, mouse):
    """Open the dialog by the palette's button."""
    palette = window.shell.palette_panel
    button = next(b for b in palette.findChildren(Button) if b.accessibleName() == "New gate from formula")
    mouse.click(button, button.rect().center())
    return window.own_gates.dialog


def make(window, mouse, **texts):
    dialog = ask(window, mouse)
    typed(dialog, **texts)
    press(dialog, QDialogButtonBox.StandardButton.Ok)


def own_tiles(window):
    palette = window.shell.palette_panel
    own = (tile for tile in palette.findChildren(Tile) if tile.kind.family == "Own gates")
    return [tile.kind.name for tile in own if tile.isVisibleTo(palette)]


def gate(window, kind):
    return next(each.id for each in window.session.circuit.gates.values() if each.kind == kind)


def ids(window, name):
    return window.session.circuit.named(name).id


def entries(window, key):
    menu = menu_for(window.controller._desk, Hit("gate", key), QPointF(), window.view)
    return {action.text(): action for action in menu.actions()}


def face(window, key):
    return window.scene.stage.gates[key].face


def test_the_article_s_hill_is_made_placed_wired_stepped_undone_and_saved(window, mouse, tmp_path):
    make(window, mouse, name="hill", formula=FORMULA)
    session = window.session
    assert session.undo_stack.undoText() == "New gate hill"
    assert session.circuit.definitions["hill"].ports == ("x", "y")
    assert own_tiles(window) == ["hill"]

    for at in ((60, 100), (60, 260)):
        mouse.place("input", at)
    mouse.place("hill", (320, 180))
    hill = gate(window, "hill")
    for name, value, port in (("x", "3", 0), ("y", "4", 1)):
        mouse.wire(ids(window, name), hill, port)
        mouse.type_onto(ids(window, name), value)
    mouse.press_button("step_forward")
    window.player.finish()
    for _ in range(2):
        mouse.press_button("step_backward")
        window.player.finish()
    items = window.scene.stage.gates
    assert items[hill].state.value_text == "99"
    assert items[ids(window, "x")].state.gradient_text == "2"
    assert items[ids(window, "y")].state.gradient_text == "−2"

    done = session.circuit.parts
    while session.undo_stack.canUndo():
        session.undo()
    assert not session.circuit.gates
    assert not session.circuit.definitions
    assert own_tiles(window) == []
    while session.undo_stack.canRedo():
        session.redo()
    assert session.circuit.parts == done
    assert own_tiles(window) == ["hill"]

    session.save(tmp_path / "hill.circuit")
    window.documents.new()
    assert own_tiles(window) == []
    window.documents.open(tmp_path / "hill.circuit")
    assert session.circuit.parts == done
    assert own_tiles(window) == ["hill"]
    assert store.read(tmp_path / "hill.circuit").definitions["hill"].formula == "100 - (x - y) ** 2"


def test_the_inputs_follow_the_formula_until_somebody_types_them(window, mouse):
    dialog = ask(window, mouse)
    typed(dialog, formula="b * a")
    assert dialog.draft.inputs == "b, a"
    typed(dialog, formula="b * a + c")
    assert dialog.draft.inputs == "b, a, c"
    typed(dialog, inputs="a, b")
    typed(dialog, formula="b * a + d")
    assert dialog.draft.inputs == "a, b"
    assert "'d'" in dialog.lines["formula"].text()
    dialog.reject()


def test_ok_waits_for_a_whole_gate_and_says_at_the_field_what_is_wrong(window, mouse):
    dialog = ask(window, mouse)
    assert not dialog.ok.isEnabled()
    typed(dialog, name="exp", formula="__import__('os')", inputs="x")
    assert not dialog.ok.isEnabled()
    assert "gate already" in dialog.lines["name"].text()
    assert "column" in dialog.lines["formula"].text()
    QTest.keyClick(dialog.fields["formula"], Qt.Key.Key_Return)
    assert window.own_gates.dialog is dialog
    typed(dialog, name="hill", formula="x**2")
    assert dialog.ok.isEnabled()
    QTest.keyClick(dialog.fields["formula"], Qt.Key.Key_Return)
    assert window.session.circuit.definitions["hill"].formula == "x ** 2"
    assert window.session.undo_stack.count() == 1


def test_what_was_typed_for_a_gate_that_was_not_made_is_there_the_next_time(window, mouse):
    dialog = ask(window, mouse)
    typed(dialog, name="hill", formula="x +")
    press(dialog, QDialogButtonBox.StandardButton.Cancel)
    assert not window.session.undo_stack.canUndo()
    dialog = ask(window, mouse)
    assert dialog.draft.formula == "x +"
    dialog.reject()


def test_inputs_that_nobody_typed_follow_the_formula_the_next_time_too(window, mouse):
    dialog = ask(window, mouse)
    typed(dialog, name="box0", formula="x*2")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    dialog = ask(window, mouse)
    typed(dialog, formula="y*2")
    assert dialog.draft.inputs == "y"
    typed(dialog, inputs="z, y")
    dialog.reject()
    dialog = ask(window, mouse)
    typed(dialog, formula="u*2")
    assert dialog.draft.inputs == "z, y"
    dialog.reject()


def test_the_rule_is_typeset_while_it_is_good(window, mouse, qtbot):
    from circuitlab.app.panels.step_card import Card

    def said():
        card = dialog.findChild(Card)
        return "" if card is None else card.accessibleName()

    dialog = ask(window, mouse)
    typed(dialog, name="edge", formula="relu(x) * y")
    qtbot.waitUntil(lambda: r"\begin{cases} y & \text{if } x > 0" in said())
    typed(dialog, formula="relu(x) *")
    qtbot.waitUntil(lambda: not said())
    dialog.reject()


def test_renaming_ports_and_gate_is_one_step_that_all_instances_follow(hills):
    session = hills.session
    session.select([ids(hills, "f")])
    hills.commands["edit_gate"].trigger()
    dialog = hills.own_gates.dialog
    assert dialog.draft.formula == "100 - (x - y) ** 2"
    typed(dialog, name="valley", formula="(a - y)**2 + b", inputs="a, y, b", symbol="V")
    assert dialog._result.text() == "2 gates follow, 2 wires go."
    press(dialog, QDialogButtonBox.StandardButton.Ok)
    for name in ("p", "f"):
        shown = face(hills, ids(hills, name))
        assert (shown.kind, shown.inputs, shown.symbol, shown.ports) == ("valley", 3, "V", ("a", "y", "b"))
    assert len(session.circuit.wires) == len(hills.scene.stage.wires) == 2
    assert {wire.port for wire in session.circuit.wires.values()} == {1}
    session.undo()
    assert face(hills, ids(hills, "f")).symbol == "hill"
    assert len(hills.scene.stage.wires) == 4
    assert own_tiles(hills) == ["hill"]
    assert not session.undo_stack.canUndo()


def test_another_symbol_alone_is_seen_on_the_canvas_too(hills):
    hills.own_gates.edit("hill")
    typed(hills.own_gates.dialog, symbol="H")
    press(hills.own_gates.dialog, QDialogButtonBox.StandardButton.Ok)
    assert face(hills, ids(hills, "f")).symbol == "H"
    assert len(hills.scene.stage.wires) == 4


def test_the_context_menu_and_the_inspector_ask_for_the_formula(hills):
    entries(hills, ids(hills, "p"))["Edit gate formula…"].trigger()
    assert hills.own_gates.dialog.windowTitle() == "Edit gate hill"
    hills.own_gates.dialog.reject()
    assert "Edit gate formula…" not in entries(hills, ids(hills, "u"))

    hills.session.select([ids(hills, "p")])
    hills.shell.side.show_panel("inspector", True)
    buttons = hills.shell.side.panels["inspector"].findChildren(Button)
    next(button for button in buttons if button.text() == "Edit gate formula…").click()
    assert hills.own_gates.dialog is not None
    hills.own_gates.dialog.reject()


def test_a_definition_in_use_is_not_deleted_and_says_why(hills):
    refusals = []
    hills.session.refused.connect(lambda line, _at: refusals.append(line))
    delete = {action.text(): action for action in hills.own_gates.menu_of("hill").actions()}[
        "Delete definition"
    ]
    delete.trigger()
    assert "in use" in refusals[0]
    for name in ("f", "p"):
        hills.session.select([ids(hills, name)])
        hills.commands["delete"].trigger()
    delete.trigger()
    assert not hills.session.circuit.definitions
    assert own_tiles(hills) == []
    hills.session.undo()
    assert own_tiles(hills) == ["hill"]


def test_a_kind_gets_another_name_and_its_gates_follow(hills, mouse):
    menu = {action.text(): action for action in hills.own_gates.menu_of("hill").actions()}
    menu["Rename…"].trigger()
    dialog = hills.findChild(LineDialog)
    dialog.field.selectAll()
    QTest.keyClicks(dialog.field, "exp")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert "is a gate already" in dialog.problem.text()
    dialog.field.selectAll()
    QTest.keyClicks(dialog.field, "mountain")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    kinds = [gate.kind for gate in hills.session.circuit.gates.values() if gate.inputs]
    assert kinds == ["mountain", "mountain"]
    assert own_tiles(hills) == ["mountain"]
    hills.session.undo()
    assert own_tiles(hills) == ["hill"]


def test_own_gates_are_found_by_search_by_double_click_and_in_the_menu_of_the_ground(hills, mouse):
    palette = hills.shell.palette_panel
    QTest.keyClicks(palette.search, "hil")
    QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert hills.view.tool.kind == "hill"
    hills.controller.rest()

    hills.controller.fields.quick_place(QPointF(400, 400))
    QTest.keyClicks(hills.controller.fields.editor, "hill")
    QTest.keyClick(hills.controller.fields.editor, Qt.Key.Key_Return)
    assert sum(each.kind == "hill" for each in hills.session.circuit.gates.values()) == 3

    ground = menu_for(hills.controller._desk, Hit(), QPointF(), hills.view)
    own = next(action.menu() for action in ground.actions() if action.text() == "Own gates")
    assert [action.text() for action in own.actions()] == ["hill"]


def test_the_ghost_of_an_own_gate_wears_its_symbol_and_ports(hills):
    from circuitlab.app.canvas.overlay import ghost_face

    ghost = ghost_face(hills.session.circuit, "hill")
    assert (ghost.symbol, ghost.ports, ghost.inputs) == ("hill", ("x", "y"), 2)


def test_the_groups_stay_after_another_theme(hills):
    hills.set_theme("dark" if hills.look.theme.name == "light" else "light")
    assert own_tiles(hills) == ["hill"]


def test_the_card_shows_the_rule_and_the_sentence_its_slopes(hills):
    from circuitlab.teach.equations import forward_rows
    from circuitlab.teach.sentences import sentence

    circuit, trace = hills.session.circuit, hills.session.trace
    p = ids(hills, "p")
    forward = next(step for step in trace.steps if step.gate == p)
    backward = [step for step in trace.steps if step.gate == p][-1]
    assert forward_rows(circuit, forward, done=True)[0].latex == r"p = 100 - \left(u - v\right)^{2}"
    assert "hill brings its own slope rule, here 2 and −2." in sentence(circuit, trace, backward)
