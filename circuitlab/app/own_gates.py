"""The document's own gates at the desk: made and edited in a dialog, shown in the palette, deleted."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from circuitlab.app.guard import guarded
from circuitlab.app.own_kinds import EDIT, is_editable
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Definition

if TYPE_CHECKING:
    from circuitlab.app.chrome_style import Look
    from circuitlab.app.gate_dialog import GateDialog
    from circuitlab.app.gate_draft import Draft
    from circuitlab.app.session import Session
    from circuitlab.app.shell import Shell

DELETE = "Delete definition"
RENAME = "Rename…"


class OwnGates(QObject):
    """Keeps the palette's own group, and opens the dialog. `picked`: the kind that is to be placed."""

    picked = Signal(str)

    def __init__(self, session: "Session", window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._shell: Shell | None = None
        self._look: Look | None = None
        self._draft: Draft | None = None
        """What was typed for a new gate that was not made: it is there again the next time."""
        self.dialog: GateDialog | None = None
        session.changed.connect(self._follow)
        session.reset.connect(self._show)

    def watch(self, shell: "Shell", look: "Look") -> None:
        """From now on this is the shell whose palette shows the gates."""
        self._shell, self._look = shell, look
        shell.palette_panel.new_asked.connect(guarded(self.new))
        shell.palette_panel.menu_asked.connect(self._open_menu)
        shell.side.edit_asked.connect(guarded(self.edit))
        self._show()

    def new(self) -> None:
        """Ask for a new gate."""
        self._open(self._draft, None)

    def edit(self, name: str) -> None:
        """Ask for another formula, name or inputs of a gate of the document."""
        if is_editable(self._session.circuit, name):
            from circuitlab.app.gate_draft import draft_of

            self._open(draft_of(self._session.circuit.definitions[name]), name)

    def edit_selected(self) -> None:
        """The same, of the kind of the selected gate."""
        circuit = self._session.circuit
        kinds = {circuit.gates[key].kind for key in self._session.selection if key in circuit.gates}
        if len(kinds) == 1 and is_editable(circuit, *kinds):
            self.edit(*kinds)
        else:
            self._session.said.emit("Select a gate that was made from a formula to edit it.")

    def rename(self, name: str) -> None:
        """Ask for another name of a kind; every instance follows."""
        from circuitlab.app.dialogs import LineDialog
        from circuitlab.circuit import defining

        definition = self._session.document.definitions[name]

        def edit(circuit: Circuit, typed: str) -> Changes:
            after = replace(definition, name=typed.strip())
            defining.check_definition(after)
            return defining.redefine(circuit, name, after)

        def accept(typed: str) -> str:
            try:
                self._session.edit(f"Rename {name}", lambda circuit: edit(circuit, typed), whole=True)
            except ValueError as error:
                return str(error)
            return ""

        LineDialog(self._window, f"Another name for {name}", name, accept).open()

    def delete(self, name: str) -> None:
        """Delete a definition; while it is in use, that is refused with the reason."""
        from circuitlab.circuit import defining

        label = f"Delete definition {name}"
        self._session.attempt(label, lambda circuit: defining.undefine(circuit, name), whole=True)

    def _open(self, draft: "Draft | None", editing: str | None) -> None:
        from circuitlab.app.gate_dialog import GateDialog
        from circuitlab.app.gate_draft import Draft

        if self._look is None or self.dialog is not None:
            return
        self._session.cancel_preview()
        self.dialog = dialog = GateDialog(
            self._window, self._look, self._session.document, draft or Draft(), editing
        )
        dialog.taken.connect(guarded(lambda definition: self._take(definition, editing)))
        dialog.finished.connect(guarded(lambda result: self._closed(dialog, editing, taken=bool(result))))
        dialog.open()
        dialog.fields["name"].setFocus()

    def _take(self, definition: Definition, editing: str | None) -> None:
        from circuitlab.app.gate_draft import changes_of

        verb = "New" if editing is None else "Edit"
        label = f"{verb} gate {definition.name}"
        done = self._session.attempt(label, changes_of(definition, editing), whole=True)
        if done and self._shell is not None:
            self._shell.palette_panel.reveal_own()

    def _closed(self, dialog: "GateDialog", editing: str | None, *, taken: bool) -> None:
        if editing is None:
            self._draft = None if taken else dialog.draft
        self.dialog = None
        dialog.deleteLater()

    @guarded
    def _follow(self, changes: Changes) -> None:
        if any(isinstance(part, Definition) for pair in changes.parts.values() for part in pair):
            self._show()

    @guarded
    def _show(self) -> None:
        if self._shell is not None:
            self._shell.palette_panel.show_own(list(self._session.circuit.own_kinds.values()))

    @guarded
    def _open_menu(self, kind: str, where: QPoint) -> None:
        menu = self.menu_of(kind)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def menu_of(self, kind: str) -> QMenu:
        """What can be done with a kind in the palette."""
        menu = QMenu(self._window)
        slots: dict[str, Callable[[str], object]] = {"Place": self.picked.emit}
        if is_editable(self._session.circuit, kind):
            slots[EDIT] = self.edit
        slots[RENAME] = self.rename
        slots[DELETE] = self.delete
        for text, slot in slots.items():
            menu.addAction(text).triggered.connect(guarded(partial(_call, slot, kind)))
        return menu


def _call(slot: Callable[[str], object], kind: str, *_: object) -> None:
    slot(kind)
