"""Joins session, player, scene and view: what changes is shown, and the view's gestures reach the tools."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QTimer, Signal

from circuitlab.app import commands
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.guard import guarded
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.app.tools.desk import Desk
from circuitlab.app.tools.editors import LineEditor
from circuitlab.app.tools.menus import menu_for
from circuitlab.app.tools.place import PlaceTool, placed
from circuitlab.app.tools.select import SelectTool
from circuitlab.circuit.errors import CircuitError, quoted
from circuitlab.teach.numbers import plain, read

NOTE_MS = 5000
"""How long a line at the pointer stays."""
NOTE_OFFSET = QPointF(14, 22)
FIELD = QRectF(-48, -15, 96, 30)
"""Where a field goes around a point."""


class CanvasController(QObject):
    """The canvas at work. `tool_changed` tells the kind that is being placed, "" when none is."""

    tool_changed = Signal(str)

    def __init__(
        self,
        session: Session,
        player: Player,
        scene: CircuitScene,
        view: CanvasView,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.player, self.scene, self.view = session, player, scene, view
        self.editor: LineEditor | None = None
        self._desk = Desk(session, scene, self.say, self.edit_value, self.rename, self.quick_place, self.rest)
        self._select = SelectTool(self._desk)
        self._quiet = QTimer(self, interval=NOTE_MS, singleShot=True)
        self._quiet.timeout.connect(lambda: self.say("", QPointF()))
        view.tool = self._select
        self._listen()
        self._reset()

    def start_placing(self, kind: str) -> None:
        """Let the next click on the canvas place a gate of this kind."""
        self._select.cancel()
        self.view.tool = PlaceTool(self._desk, kind)
        self.view.setFocus()
        self.tool_changed.emit(kind)

    def rest(self) -> None:
        """Back to the select tool; what was going on is dropped."""
        self._select.cancel()
        if self.view.tool is not self._select:
            if self.view.tool is not None:
                self.view.tool.leave()
            self.view.tool = self._select
            self.tool_changed.emit("")

    def say(self, text: str, at: QPointF) -> None:
        """One line at a scene point; an empty one takes it away."""
        note = (text, at + NOTE_OFFSET / max(self.view.zoom, 0.1)) if text else None
        if note != self.scene.overlay.note:
            self.scene.overlay.note = note
            self.scene.overlay_changed()
        if text:
            self._quiet.start()
        else:
            self._quiet.stop()

    def edit_value(self, gate: int, text: str | None = None) -> None:
        """Open a field for the value of a source."""
        value = self.session.circuit.gates[gate].value
        shown = text if text is not None else "" if value is None else plain(value)

        def accept(typed: str) -> str:
            try:
                commands.set_value(self.session, gate, read(typed))
            except ValueError as error:  # no number, or the edit refuses it
                return str(error)
            return ""

        self._edit(self.scene.value_rect(gate), shown, accept, select=text is None)

    def rename(self, gate: int) -> None:
        """Open a field for the name of a gate; an empty one takes the name away."""

        def accept(typed: str) -> str:
            try:
                commands.rename(self.session, gate, typed.strip() or None)
            except CircuitError as error:
                return str(error)
            return ""

        self._edit(self.scene.name_rect(gate), self.session.circuit.gates[gate].name or "", accept)

    def quick_place(self, at: QPointF) -> None:
        """Open a field for the kind of a gate to place there."""
        from circuitlab.app.tools.kinds import matching
        from circuitlab.gates.catalogue import KINDS

        def accept(typed: str) -> str:
            if typed.strip():
                kinds = matching(typed)
                if not kinds:
                    return f"No gate is called {quoted(typed.strip())}."
                placed(self._desk, kinds[0].name, at)
            return ""

        field = self._edit(FIELD.translated(at), "", accept)
        field.setPlaceholderText("multiply, exp …")
        field.suggest([kind.title for kind in KINDS.values()])

    # How it hears --------------------------------------------------------------------------------

    def _listen(self) -> None:
        session, view = self.session, self.view
        session.reset.connect(self._reset)
        session.changed.connect(guarded(self.scene.apply))
        session.selection_changed.connect(self._show_selection)
        session.refused.connect(self._show_refusal)
        session.undo_stack.indexChanged.connect(self._drop_gesture)
        self.player.frame_changed.connect(self._show_frame)
        view.kind_dropped.connect(self._kind_dropped)
        view.menu_asked.connect(self._open_menu)

    @guarded
    def _reset(self) -> None:
        self.rest()
        if self.editor is not None:
            self.editor.close_field()
        self.scene.reset(self.session.circuit)
        self._show_selection()
        self._show_frame()
        self.view.fit()

    @guarded
    def _show_frame(self) -> None:
        self.scene.show(self.player.frame)

    @guarded
    def _show_selection(self) -> None:
        self.scene.select(self.session.selection)

    @guarded
    def _show_refusal(self, text: str, at: QPointF | None) -> None:
        """Where it happened; where that is nowhere, at the pointer."""
        if at is None:
            at = self.view.mapToScene(self.view.mapFromGlobal(self.view.cursor().pos()))
        self.say(text, at)

    @guarded
    def _drop_gesture(self, _index: int) -> None:
        """Undo and redo change what a gesture may be holding."""
        self._select.cancel()

    @guarded
    def _kind_dropped(self, kind: str, at: QPointF) -> None:
        self.rest()
        placed(self._desk, kind, at)

    @guarded
    def _open_menu(self, at: QPointF, where: QPoint) -> None:
        self.rest()
        menu = menu_for(self._desk, self.scene.hit(at), at, self.view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    @guarded
    def _field_closed(self) -> None:
        self.editor = None

    def _edit(
        self, place: QRectF, text: str, accept: Callable[[str], str], *, select: bool = True
    ) -> LineEditor:
        if self.editor is not None:
            self.editor.close_field()
        rect = self.view.mapFromScene(place).boundingRect()
        below = place.bottomLeft()
        field = LineEditor(self.view.viewport(), rect, text, accept, lambda line: self.say(line, below))
        field.closed.connect(self._field_closed)
        self.editor = field
        field.start(select=select)
        return field
