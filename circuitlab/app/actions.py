"""Every command of the window, declared once: menu, name, keys, icon, tip. Menus and buttons are made of it.

Single keys do not fire in text fields: a field takes what it can type before a shortcut sees it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from circuitlab.app.chrome_style import plain_tip
from circuitlab.app.guard import guarded


@dataclass(frozen=True, slots=True)
class Command:
    """id: what it is called in the program; keys: the first one is the one that is shown."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    checkable: bool = False


@dataclass(frozen=True, slots=True)
class Submenu:
    """A menu that is filled by the handler `id` each time it opens."""

    id: str
    text: str


LINE = None
Entry = Command | Submenu | None

MENUS: Mapping[str, tuple[Entry, ...]] = {
    "&File": (
        Command("new", "&New", ("Ctrl+N",), "An empty canvas"),
        Command("open", "&Open…", ("Ctrl+O",)),
        Submenu("fill_recent", "Open &Recent"),
        Submenu("fill_examples", "&Examples"),
        Command(
            "new_template", "New from &Template…", ("Ctrl+Alt+N",), "A neuron, a classifier or a network"
        ),
        LINE,
        Command("save", "&Save", ("Ctrl+S",)),
        Command("save_as", "Save &As…", ("Ctrl+Shift+S",)),
        Command("export", "Export &Picture…", ("Ctrl+E",), "The circuit as PNG, SVG or PDF"),
        LINE,
        Command("quit", "&Quit", ("Ctrl+Q",)),
    ),
    "&Edit": (
        Command("undo", "&Undo", ("Ctrl+Z",), "Take the last edit back"),
        Command("redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "Do it again"),
        LINE,
        Command("cut", "Cu&t", ("Ctrl+X",)),
        Command("copy", "&Copy", ("Ctrl+C",)),
        Command("paste", "&Paste", ("Ctrl+V",)),
        Command("copy_latex", "Copy Step as &LaTeX", ("Ctrl+Shift+C",), "The equations of the current step"),
        Command("copy_picture", "Copy Step as P&icture", (), "Its equations, for a slide"),
        Command("duplicate", "Duplicat&e", ("Ctrl+D",)),
        Command("delete", "&Delete", ("Del", "Backspace")),
        LINE,
        Command("select_all", "Select &All", ("Ctrl+A",)),
    ),
    "&View": (
        Command("zoom_in", "&Zoom In", ("Ctrl++", "Ctrl+=")),
        Command("zoom_out", "Zoom &Out", ("Ctrl+-",)),
        Command("zoom_whole", "&100 %", ("Ctrl+0",)),
        Command("fit", "&Fit", ("F",), "Show the whole circuit"),
        LINE,
        Submenu("fill_text_size", "&Text Size"),
        Submenu("fill_theme", "T&heme"),
        Submenu("fill_notation", "&Notation of Gradients"),
        LINE,
        Command("show_palette", "&Palette", ("Ctrl+1",), "Show or hide the palette", checkable=True),
        Command(
            "show_step", "&Step", ("Ctrl+2",), "Show or hide the panel that explains a step", checkable=True
        ),
        Command("show_inspector", "&Inspector", ("Ctrl+3",), "Show or hide the inspector", checkable=True),
        Command(
            "show_check", "Gradient Chec&k", ("Ctrl+4",), "Show or hide the gradient check", checkable=True
        ),
        Command("show_code", "Cod&e", ("Ctrl+5",), "Show or hide the circuit as code", checkable=True),
        Command(
            "show_paths",
            "P&aths",
            ("Ctrl+Shift+P",),
            "Show or hide all paths from a gate to the objective",
            checkable=True,
        ),
        Command(
            "show_modes",
            "For&ward or Reverse",
            ("Ctrl+6",),
            "Show or hide both modes of differentiation, with the operations of each",
            checkable=True,
        ),
        Command(
            "ghosts",
            "Ghost of the Pre&vious Run",
            ("G",),
            "After a change of values: what each number was before, struck through beside it",
            checkable=True,
        ),
        Command(
            "linear",
            "Linea&r Prediction",
            ("L",),
            "While a value is dragged: what its gradient promised, against what is; "
            "in a lecture at the gate only",
            checkable=True,
        ),
        Command("show_data", "&Data", ("Ctrl+7",), "Show or hide the data to learn from", checkable=True),
        Command("show_train", "Trainin&g", ("Ctrl+8",), "Show or hide the training", checkable=True),
        Command("show_coach", "&Coach Line", (), "Show or hide the line under the canvas", checkable=True),
        LINE,
        Command(
            "lecture", "&Lecture", ("F11", "F5"), "The circuit alone, at a size that the last row can read"
        ),
    ),
    "&Circuit": (
        Command("tidy", "&Tidy", ("Ctrl+T",), "Lay the circuit out from left to right"),
        Command("edit_formula", "Edit &Formula", ("Ctrl+L",)),
        Command("find_gate", "Find a &Gate…", ("Ctrl+K",), "Search the palette"),
        Command(
            "new_gate", "&New Gate from Formula…", ("Ctrl+Shift+K",), "Make a gate with a rule of its own"
        ),
        Command(
            "edit_gate", "Edit Gate Form&ula…", (), "Change the rule of the selected gate and of all like it"
        ),
        LINE,
        Submenu("fill_objective", "&Objective"),
        Command("set_seed", "&Seed…", (), "The gradient that the objective starts with"),
        LINE,
        Command("rename", "&Rename…", ("F2",), "Rename the selected gate"),
        LINE,
        Command("compose", "&Make One Gate…", ("Ctrl+G",), "The selected gates become one gate"),
        Command("expand", "E&xpand Gate", ("Ctrl+Shift+G",), "The selected gate becomes its inner gates"),
        Command("enter", "&Enter Gate", ("Alt+Down", "Ctrl+Down"), "See what is inside the selected gate"),
        Command("leave", "&Leave Gate", ("Alt+Up", "Ctrl+Up"), "Back to the circuit around the gate"),
    ),
    "&Pass": (
        Command("step_forward", "Step &Forward", ("F10",), "One gate computes its value."),
        Command(
            "step_backward",
            "Step &Backward",
            ("F9",),
            "Sends the gradient one gate back. To undo a step: Previous.",
        ),
        LINE,
        Command("rewind", "&Rewind", ("Home",), "To the start: nothing is computed"),
        Command("previous", "&Previous", ("P", "PgUp"), "One step back in time: everything looks as it did"),
        Command("next", "&Next", ("N", "PgDown"), "Whichever step comes next, forward or backward"),
        Command(
            "end", "&End", ("End",), "To the end, and stay there: every edit shows all values and gradients"
        ),
        Command("play", "P&lay", ("Space",), "Play or pause"),
        LINE,
        Command("faster", "Fas&ter", ("+", "=")),
        Command("slower", "&Slower", ("-",)),
        Submenu("fill_grain", "&Grain"),
        Submenu("fill_breakpoints", "Brea&kpoints"),
        LINE,
        Command("check", "C&heck Gradients", ("F7",), "Every gradient against a difference that is measured"),
        Command("flip", "R&aise or Lower", ("R",), "Flip the direction of the pulls"),
    ),
    "&Learn": (
        Submenu("fill_lessons", "&Lessons"),
        LINE,
        Command(
            "predict",
            "&Predict",
            ("Q",),
            "Cover each new number until it is answered; Escape ends it",
            checkable=True,
        ),
        Command("vote", "Class &Vote", ("V",), "Four choices for the number that is asked for"),
        LINE,
        Command("new_numbers", "&New Numbers", ("Ctrl+Shift+N",), "Practice: other inputs, and the seed 3"),
        Command("save_score", "Save S&core…", (), "The score of this run as CSV or JSON"),
        LINE,
        Command(
            "show_climb",
            "Cl&imb",
            ("Ctrl+9",),
            "Change the inputs step by step so that the objective grows, or falls",
            checkable=True,
        ),
        Command("pull", "P&ull", ("U",), "One step of the strategy that leads the climb"),
        LINE,
        Command("open_data", "&Data…", (), "Examples to learn from: generated, from a file, or pasted"),
        Command("open_training", "&Training…", (), "The parameters learn from the data"),
        Command("train", "Tr&ain or Pause", ("Ctrl+Return",), "Train all epochs, or pause"),
        Command(
            "add_loss",
            "Loss as &Gates…",
            (),
            "A loss behind the objective, as gates that can be stepped through",
        ),
        LINE,
        Command("next_slide", "Ne&xt Slide", ("Ctrl+PgDown",), "Leave out the steps that are left here"),
        Command("previous_slide", "P&revious Slide", ("Ctrl+PgUp",)),
        Command("restore_slide", "&Back to the Slide", ("Ctrl+Home",), "The slide's circuit as it was"),
        Command("end_lesson", "&End Lesson", (), "The circuit stays"),
        LINE,
        Command("rehearse", "Re&hearse Lecture…", (), "What the last row can't read, and what does not fit"),
        LINE,
        Command("record_slide", "&Make a Lesson from This…", (), "What is on the canvas becomes a slide"),
        Command("save_lesson", "&Save Lesson As…", (), "The slides that were recorded, as a text file"),
        Command("new_lesson", "Begin an&other Lesson", (), "The next slide that is recorded is its first"),
    ),
    "&Help": (
        Command("keys", "&Keys", ("F1",)),
        Command("about", "&About circuitlab"),
    ),
}

COMMANDS = {entry.id: entry for entries in MENUS.values() for entry in entries if isinstance(entry, Command)}


def shown_keys(command: str) -> str:
    """The first key of a command, as it is printed on its cap; empty if it has none."""
    keys = COMMANDS[command].keys
    return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""


def tip(command: str) -> str:
    """The tooltip of a command's button: what it does, and its keys."""
    entry = COMMANDS[command]
    name = entry.text.replace("&", "").rstrip("…")
    keys = " or ".join(
        QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in entry.keys
    )
    what = f"{name}: {entry.tip}" if entry.tip else name
    return f"{what} ({keys})" if keys else what


def build_actions(window: QMainWindow, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The window's actions by id, in its menu bar. Submenus are filled by `slots[id](menu)` as they open."""
    actions: dict[str, QAction] = {}
    for title, entries in MENUS.items():
        menu = window.menuBar().addMenu(title)
        menu.setToolTipsVisible(True)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, Submenu):
                _add_submenu(menu, entry, slots[entry.id])
            else:
                actions[entry.id] = _add_action(window, menu, entry, slots[entry.id])
    return actions


def _add_action(window: QMainWindow, menu: QMenu, entry: Command, slot: Callable[[], object]) -> QAction:
    action = QAction(entry.text, window)
    action.setShortcuts([QKeySequence(key) for key in entry.keys])
    action.setCheckable(entry.checkable)
    action.setToolTip(plain_tip(entry.tip or entry.text.replace("&", "")))
    action.triggered.connect(guarded(lambda *_: _run(slot)))
    menu.addAction(action)
    return action


def _run(slot: Callable[[], object]) -> None:
    slot()


def _add_submenu(menu: QMenu, entry: Submenu, fill: Callable[..., object]) -> None:
    submenu = menu.addMenu(entry.text)

    @guarded
    def refill() -> None:
        submenu.clear()
        fill(submenu)

    submenu.aboutToShow.connect(refill)
