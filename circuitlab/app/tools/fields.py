"""Opens the fields over the canvas: for the value or the name of a gate, and for the kind of a new one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF

from circuitlab.app import commands
from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.tools.kinds import matching
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.errors import CircuitError, quoted
from circuitlab.gates.catalogue import KINDS
from circuitlab.gates.kind import GateKind
from circuitlab.teach.numbers import plain, read

if TYPE_CHECKING:
    from circuitlab.app.tools.editors import LineEditor

FIELD = QRectF(-48, -15, 96, 30)
"""Where a field goes around a point."""
_GAP = 12
"""Px between a gate and the field beside it."""


class Fields(QObject):
    """At most one field is open at a time: `editor`, or None.

    say: shows one line at a scene point. place: puts a gate of a kind there.
    """

    def __init__(
        self,
        session: Session,
        view: CanvasView,
        say: Callable[[str, QPointF], None],
        place: Callable[[str, QPointF], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor: LineEditor | None = None
        self._session, self._view, self._say, self._place = session, view, say, place
        self._gate: int | None = None
        session.changed.connect(self._changed)

    def edit_value(self, gate: int, text: str | None = None) -> None:
        """Open a field for the value of a source, with a text to start with; None: its value."""
        value = self._session.circuit.gates[gate].value
        known = value is not None and not self._session.hidden.value(gate)
        shown = text if text is not None else plain(value) if known and value is not None else ""

        def accept(typed: str) -> str:
            try:
                commands.set_value(self._session, gate, read(typed))
            except ValueError as error:  # no number, or the edit refuses it
                return str(error)
            return ""

        field = self._open(self._view.circuit_scene.value_rect(gate), shown, accept, select=text is None)
        self._gate = gate
        if self._view.circuit_scene.stage.scale.lecture:
            self._put_beside(field, gate)

    def rename(self, gate: int) -> None:
        """Open a field for the name of a gate; an empty one takes the name away."""

        def accept(typed: str) -> str:
            try:
                commands.rename(self._session, gate, typed.strip() or None)
            except CircuitError as error:
                return str(error)
            return ""

        name = self._session.circuit.gates[gate].name or ""
        self._open(self._view.circuit_scene.name_rect(gate), name, accept)
        self._gate = gate

    def quick_place(self, at: QPointF) -> None:
        """Open a field for the kind of a gate to place there."""

        def accept(typed: str) -> str:
            kinds = matching(typed, self._kinds()) if typed.strip() else []
            if typed.strip() and not kinds:
                return f"No gate is called {quoted(typed.strip())}."
            if kinds:
                self._place(kinds[0].name, at)
            return ""

        field = self._open(FIELD.translated(at), "", accept)
        field.setPlaceholderText("multiply, exp …")
        field.suggest([kind.title for kind in self._kinds()])

    def _kinds(self) -> list[GateKind]:
        return [*KINDS.values(), *self._session.circuit.own_kinds.values()]

    def _put_beside(self, field: "LineEditor", gate: int) -> None:
        """A lecture's field is as high as the gate: it stands on its left, else below it, else above it."""
        item, room = self._view.circuit_scene.stage.gates[gate], self._view.viewport().rect()
        body = self._view.mapFromScene(body_rect(item.face).translated(item.pos())).boundingRect()
        places = (
            QPoint(body.left() - _GAP - field.width(), body.center().y() - field.height() // 2),
            QPoint(body.left(), body.bottom() + _GAP),
            QPoint(body.left(), body.top() - _GAP - field.height()),
        )
        inside = (place for place in places if room.contains(QRect(place, field.size())))
        field.move(next(inside, field.pos()))

    def close(self) -> None:
        """Close the field that is open, without accepting it."""
        if self.editor is not None:
            self.editor.close_field()

    def _open(
        self, place: QRectF, text: str, accept: Callable[[str], str], *, select: bool = True
    ) -> "LineEditor":
        from circuitlab.app.tools.editors import LineEditor

        self.close()
        rect = self._view.mapFromScene(place).boundingRect()
        below = place.bottomLeft()
        field = LineEditor(self._view.viewport(), rect, text, accept, lambda line: self._say(line, below))
        field.closed.connect(self._closed)
        self.editor = field
        field.start(select=select)
        return field

    @guarded
    def _closed(self) -> None:
        self.editor = self._gate = None

    @guarded
    def _changed(self, _changes: Changes) -> None:
        """The field of a gate that is gone goes too."""
        if self._gate is not None and self._gate not in self._session.circuit.gates:
            self.close()
