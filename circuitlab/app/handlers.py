"""What the window's commands do: from a command's id to a call of whoever can do it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from circuitlab.app import commands
from circuitlab.app.dock.transport import fill_grains, shift_speed
from circuitlab.app.guard import guarded
from circuitlab.app.learning_handlers import learning_handlers
from circuitlab.app.lesson_handlers import lesson_handlers
from circuitlab.app.panels.entries import PANELS
from circuitlab.app.preferences import TEXT_SIZES, THEMES
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.teach import numbers
from circuitlab.teach.names import name_of

if TYPE_CHECKING:
    from types import ModuleType

    from circuitlab.app.panels.climb.climber import Climber
    from circuitlab.app.player import Player
    from circuitlab.app.session import Session
    from circuitlab.app.window import Window

MOST_LISTED = 30
"""More gates than these are no menu any more: the objective is chosen on the canvas then."""


Slots = dict[str, Callable[..., object]]


def handlers(window: "Window") -> Slots:
    """The slot of every command and submenu, by id."""
    of_circuit = _of_the_circuit(window) | _of_predicting(window)
    of_circuit |= learning_handlers(window)
    return _of_the_document(window) | _of_the_view(window) | of_circuit | lesson_handlers(window)


def _of_the_document(window: "Window") -> Slots:
    session, documents = window.session, window.documents
    return {
        "new": documents.new,
        "open": documents.ask_open,
        "fill_recent": documents.fill_recent,
        "fill_examples": documents.fill_examples,
        "save": documents.save,
        "save_as": documents.save_as,
        "export": window.exports.picture,
        "quit": window.close,
        "undo": session.undo,
        "redo": session.redo,
        "cut": lambda: _clipboard().cut(session),
        "copy": lambda: _clipboard().copy(session),
        "paste": lambda: _clipboard().paste(session),
        "copy_latex": lambda: _copies().copy_latex(session),
        "copy_picture": lambda: _copies().copy_picture(session, window.look.theme),
        "duplicate": lambda: commands.duplicate(session),
        "delete": lambda: commands.delete(session),
        "select_all": lambda: commands.select_all(session),
    }


def _of_the_view(window: "Window") -> Slots:
    view = window.view
    return {
        "zoom_in": view.zoom_in,
        "zoom_out": view.zoom_out,
        "zoom_whole": lambda: view.set_zoom(1.0),
        "fit": view.fitting.fit,
        "fill_text_size": lambda menu: _fill_text_size(menu, window),
        "fill_theme": lambda menu: _fill_theme(menu, window),
        "fill_notation": lambda menu: _fill_notation(menu, window),
        "show_palette": lambda: window.shell.show_palette(not window.shell.palette_panel.isVisible()),
        "show_step": lambda: _toggle_panel(window, "step"),
        "show_inspector": lambda: _toggle_panel(window, "inspector"),
        "show_check": lambda: _toggle_panel(window, "check"),
        "show_code": lambda: _toggle_panel(window, "code"),
        "show_modes": lambda: _toggle_panel(window, "modes"),
        "show_data": lambda: _toggle_panel(window, "data"),
        "show_train": lambda: _toggle_panel(window, "train"),
        "ghosts": window.player.frames.ghosts.toggle,
        "linear": window.promising.toggle,
        "show_paths": lambda: _toggle_panel(window, "paths"),
        "lecture": window.begin_lecture,
        "show_coach": lambda: window.shell.show_coach(not window.shell.coach.isVisible()),
    }


def _of_the_circuit(window: "Window") -> Slots:
    session, player, view = window.session, window.player, window.view
    return {
        "tidy": lambda: tidy(session, view.fitting.show_circuit),
        "edit_formula": lambda: window.shell.toolbar.formula_bar.start(),
        "find_gate": lambda: window.shell.find_gate(),
        "new_gate": window.own_gates.new,
        "edit_gate": window.own_gates.edit_selected,
        "fill_objective": lambda menu: fill_objective(menu, session),
        "set_seed": lambda: _ask_seed(window),
        "rename": lambda: _rename(window),
        "compose": lambda: _composing().ask(window, window.look, session),
        "expand": lambda: _composing().expand(session),
        "enter": lambda: commands.enter(session),
        "leave": session.leave,
        "step_forward": player.step_forward,
        "step_backward": player.step_backward,
        "rewind": player.rewind,
        "previous": window.lessons.previous,
        "next": window.lessons.next,
        "end": player.end,
        "play": player.toggle_play,
        "faster": lambda: shift_speed(player, 1),
        "slower": lambda: shift_speed(player, -1),
        "fill_grain": lambda menu: fill_grains(menu, player),
        "fill_breakpoints": lambda menu: _fill_breakpoints(menu, player),
        "check": lambda: window.shell.side.show_panel("check", True),
        "show_climb": lambda: _toggle_wide(window, "climb"),
        "pull": lambda: _pull(window),
        "flip": lambda: session.set_direction(-session.direction),
        "keys": lambda: _dialogs().KeysDialog(window).show(),
        "about": lambda: _dialogs().about(window),
    }


def _of_predicting(window: "Window") -> Slots:
    predicting = window.predicting
    return {
        "predict": predicting.toggle,
        "vote": predicting.voting.toggle,
        "new_numbers": predicting.new_numbers,
        "save_score": lambda: _score_file().ask(window),
    }


def _climber(window: "Window") -> "Climber":
    """What climbs, made when it is first asked for."""
    from circuitlab.app.panels.climb.climber import Climber

    return Climber.of(window.player)


def _pull(window: "Window") -> None:
    climber = _climber(window)
    if climber.fields.taken():
        climber.pull()
    else:
        window.shell.side.show_panel("climb", True)
        climber.fields.show_refused()


def _dialogs() -> "ModuleType":
    """The dialogs, imported when the first one opens."""
    from circuitlab.app import dialogs

    return dialogs


def _clipboard() -> "ModuleType":
    from circuitlab.app import clipboard

    return clipboard


def _copies() -> "ModuleType":
    from circuitlab.app import step_copy

    return step_copy


def _score_file() -> "ModuleType":
    from circuitlab.app import score_file

    return score_file


def _composing() -> "ModuleType":
    from circuitlab.app import composing

    return composing


def tidy(session: "Session", then: Callable[[], object]) -> None:
    """Lay the whole circuit out anew, as one step of undo."""
    from circuitlab.circuit import edits
    from circuitlab.files.store import places

    def laid_out_anew(circuit: Circuit) -> Changes:
        loose = Circuit(circuit.parts)
        loose.apply(edits.move(loose, dict.fromkeys(loose.gates, None)))
        return edits.move(circuit, places(loose))

    if session.attempt("Tidy", laid_out_anew):
        then()


def fill_objective(menu: QMenu, session: "Session") -> None:
    """The gates that can be the objective: those of the deepest level first."""
    circuit = session.circuit
    kinds = ((key, circuit.kind(gate.kind)) for key, gate in circuit.gates.items())
    computed = [key for key, kind in kinds if kind is None or not kind.is_source]
    named = sorted(computed, reverse=True)[:MOST_LISTED] or sorted(circuit.gates)[:MOST_LISTED]
    if not session.above:  # a gate of gates always says which of them is its output
        _choice(
            menu,
            "Automatic: the one gate that feeds no other",
            circuit.settings.objective is None,
            lambda: commands.set_objective(session, None),
        )
        menu.addSeparator()
    for key in named:
        text = f"{name_of(circuit, key)}  ·  {circuit.gates[key].kind}"
        _choice(menu, text, circuit.objective == key, partial(commands.set_objective, session, key))


def _fill_breakpoints(menu: QMenu, player: "Player") -> None:
    from circuitlab.app.breakpoint_menu import fill_breakpoints

    fill_breakpoints(menu, player, player.session.next_step)


def _fill_text_size(menu: QMenu, window: "Window") -> None:
    now = window.preferences.text_size
    for size in TEXT_SIZES:
        text = f"{round(size * 100)} %" + (" (lecture hall)" if size == TEXT_SIZES[-1] else "")
        _choice(menu, text, size == now, partial(window.set_text_size, size))


def _fill_theme(menu: QMenu, window: "Window") -> None:
    for theme in THEMES:
        text = "As the system" if theme == "system" else theme.capitalize()
        _choice(menu, text, window.preferences.theme == theme, partial(window.set_theme, theme))


def _fill_notation(menu: QMenu, window: "Window") -> None:
    from circuitlab.teach.notation import NOTATIONS, SHOWN

    for notation in NOTATIONS:
        chosen = window.session.notation == notation
        _choice(menu, SHOWN[notation], chosen, partial(window.set_notation, notation))


def _choice(menu: QMenu, text: str, chosen: bool, slot: Callable[[], object]) -> None:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(guarded(lambda *_: slot()))


def _toggle_panel(window: "Window", name: str) -> None:
    """Open or close it; one of the lab that is folded, as another has its room, is unfolded."""
    side = window.shell.side
    waits = PANELS[name].lab and side.panels[name].folded
    side.show_panel(name, waits or not side.is_open(name))


def _toggle_wide(window: "Window", name: str) -> None:
    """The same with a panel that takes much of the width: the palette gives way if need be."""
    _toggle_panel(window, name)
    if window.shell.side.is_open(name):
        window.shell.make_room(anew=False)


def _ask_seed(window: "Window") -> None:
    from circuitlab.circuit import edits

    def accept(text: str) -> str:
        try:
            seed = numbers.read(text)
            window.session.edit("Set the seed", lambda circuit: edits.set_seed(circuit, seed))
        except ValueError as error:  # no number, or the edit refuses it
            return str(error)
        return ""

    shown = numbers.plain(window.session.circuit.settings.seed)
    _dialogs().LineDialog(window, "Seed: the gradient that the objective starts with", shown, accept).open()


def _rename(window: "Window") -> None:
    chosen = [key for key in window.session.selection if key in window.session.circuit.gates]
    if len(chosen) == 1:
        window.controller.fields.rename(chosen[0])
    else:
        window.session.said.emit("Select one gate to rename it.")
