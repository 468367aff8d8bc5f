"""The context menus of the canvas: what can be done with a gate, a wire, or the ground."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from circuitlab.app import clipboard, commands, composing
from circuitlab.app.canvas.scene import Hit
from circuitlab.app.guard import guarded
from circuitlab.app.own_kinds import EDIT, ENTER, is_editable
from circuitlab.app.tools.desk import Desk
from circuitlab.app.tools.place import placed
from circuitlab.app.tools.select import is_source
from circuitlab.circuit.kinds import is_composite
from circuitlab.gates.catalogue import families
from circuitlab.gates.kind import OWN_FAMILY
from circuitlab.teach.names import name_of


def menu_for(desk: Desk, hit: Hit, at: QPointF, parent: QWidget) -> QMenu:
    """The menu for what was clicked; a gate or a wire is selected first, unless it is already."""
    menu = QMenu(parent)
    if hit.kind == "nothing":
        _ground(menu, desk, at)
        return menu
    if hit.id not in desk.session.selection:
        desk.session.select([hit.id])
    if hit.kind == "wire":
        _add(menu, "Delete wire", lambda: commands.delete(desk.session))
    else:
        _gate(menu, desk, hit.id)
    return menu


def _gate(menu: QMenu, desk: Desk, gate: int) -> None:
    session = desk.session
    if is_source(session.circuit, gate):
        _add(menu, "Edit value…", lambda: desk.edit_value(gate, None))
    _add(menu, "Rename…", lambda: desk.rename(gate))
    kind = session.circuit.gates[gate].kind
    if is_editable(session.circuit, kind):
        _add(menu, EDIT, lambda: desk.edit_kind(kind))
    if is_composite(session.circuit.definitions, kind):
        _add(menu, ENTER, lambda: commands.enter(session, gate))
        _add(menu, "Expand gate", lambda: composing.expand(session))
    _objective(menu, desk, gate)
    _paths(menu, desk, gate)
    _inputs(menu, desk, gate)
    if not is_source(session.circuit, gate):
        desk.fill_breakpoints(menu, gate)
    menu.addSeparator()
    _add(menu, "Cut", lambda: clipboard.cut(session))
    _add(menu, "Copy", lambda: clipboard.copy(session))
    _add(menu, "Duplicate", lambda: commands.duplicate(session))
    _add(menu, "Delete", lambda: commands.delete(session))


def _objective(menu: QMenu, desk: Desk, gate: int) -> None:
    session = desk.session
    if session.circuit.settings.objective == gate and not session.above:
        _add(menu, "No longer the objective", lambda: commands.set_objective(session, None))
    else:
        _add(menu, "Make objective", lambda: commands.set_objective(session, gate))


def _paths(menu: QMenu, desk: Desk, gate: int) -> None:
    """For a gate that the objective depends on."""
    circuit, trace = desk.session.circuit, desk.session.trace
    goal = trace.objective
    if goal not in (None, gate) and trace.gradient(gate) is not None and trace.is_ancestor(gate):
        _add(menu, f"Paths to {name_of(circuit, goal)}", lambda: desk.show_paths(gate))


def _inputs(menu: QMenu, desk: Desk, gate: int) -> None:
    """One input more or less, for the kinds that can have more than they need."""
    part = desk.session.circuit.gates[gate]
    kind = desk.session.circuit.kind(part.kind)
    if kind is None or kind.most == len(kind.ports):
        return
    more, fewer = part.inputs + 1, part.inputs - 1
    add = _add(menu, "Add an input", lambda: commands.set_inputs(desk.session, gate, more))
    drop = _add(menu, "Remove an input", lambda: commands.set_inputs(desk.session, gate, fewer))
    add.setEnabled(more <= kind.most)
    drop.setEnabled(fewer >= len(kind.ports))


def _ground(menu: QMenu, desk: Desk, at: QPointF) -> None:
    own = tuple(desk.session.circuit.own_kinds.values())
    for family, kinds in {**families(), **({OWN_FAMILY: own} if own else {})}.items():
        under = menu.addMenu(family)
        for kind in kinds:
            _add(under, kind.title, partial(placed, desk, kind.name, at))
    menu.addSeparator()
    _add(menu, "Paste", lambda: clipboard.paste(desk.session))
    _add(menu, "Select all", lambda: commands.select_all(desk.session))


def _add(menu: QMenu, text: str, slot: Callable[[], object]) -> QAction:
    @guarded
    def run(*_: object) -> None:
        slot()

    action = menu.addAction(text)
    action.triggered.connect(run)
    return action
