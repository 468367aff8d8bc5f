"""What can be set at a step or a gate: the entries of the timeline's and the canvas' menus, and of Pass."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from circuitlab.app.guard import guarded
from circuitlab.engine.breakpoints import Breakpoint
from circuitlab.teach.names import name_of

if TYPE_CHECKING:
    from circuitlab.app.player import Player
    from circuitlab.engine.steps import Step

STOP_WHEN = "Stop When…"
TITLE = "Stop when a number is so, e.g. gradient of q < 0 or |value| > 100"
_PASSES = {"forward": "forward step", "seed": "seed", "backward": "backward step"}


def fill_breakpoints(menu: QMenu, player: "Player", step: "Step | None") -> None:
    """Breakpoints at this step and its gate, by condition, and away with all. No step: without the first."""
    if step is not None:
        name = name_of(player.session.circuit, step.gate)
        at_step = Breakpoint(step.gate, step.pass_)
        what = f"the {_PASSES[step.pass_]}" if step.pass_ == "seed" else f"{name}: its {_PASSES[step.pass_]}"
        _toggle(menu, player, f"Stop before {what}", at_step)
        _add_gate_toggle(menu, player, step.gate)
    fill_common(menu, player)


def fill_at_gate(menu: QMenu, player: "Player", gate: int) -> None:
    """A breakpoint before every step of a gate, and one where a number of it is so."""
    _add_gate_toggle(menu, player, gate)
    name = player.session.circuit.gates[gate].name
    proposed = "" if name is None else f"gradient of {name} < 0"
    _add(menu, STOP_WHEN, lambda: ask_condition(_window(menu), player, proposed))


def _add_gate_toggle(menu: QMenu, player: "Player", gate: int) -> None:
    name = name_of(player.session.circuit, gate)
    _toggle(menu, player, f"Stop before every step of {name}", Breakpoint(gate))


def fill_common(menu: QMenu, player: "Player") -> None:
    """Conditions, each to be taken away, and all at once."""
    menu.addSeparator()
    for each in player.breakpoints:
        if each.condition is not None:
            _toggle(menu, player, f"Stop when {player.breakpoints.condition_text(each)}", each)
    _add(menu, STOP_WHEN, lambda: ask_condition(_window(menu), player))
    _add(menu, "Remove all breakpoints", player.breakpoints.clear).setEnabled(any(player.breakpoints))


def ask_condition(parent: QWidget, player: "Player", proposed: str = "") -> None:
    """Ask for a condition, and stop where it holds from now on."""
    from circuitlab.app.dialogs import LineDialog

    def accept(text: str) -> str:
        try:
            player.breakpoints.add_condition(text)
        except ValueError as error:
            return str(error)
        return ""

    LineDialog(parent, TITLE, proposed, accept).open()


def _window(menu: QMenu) -> QWidget:
    """The window that a menu belongs to. The menu is one itself, and gone when its entry does something."""
    widget: QWidget = menu
    while isinstance(widget, QMenu) and (above := widget.parentWidget()) is not None:
        widget = above
    return widget.window()


def _toggle(menu: QMenu, player: "Player", text: str, breakpoint_: Breakpoint) -> None:
    action = _add(menu, text, lambda: player.breakpoints.toggle(breakpoint_))
    action.setCheckable(True)
    action.setChecked(breakpoint_ in player.breakpoints)


def _add(menu: QMenu, text: str, slot: Callable[[], object]) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.triggered.connect(guarded(lambda *_: slot()))
    return action
