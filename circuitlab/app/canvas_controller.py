"""The canvas at work: the view's gestures reach the tools, and these the session."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtWidgets import QMenu

from circuitlab.app.canvas.scene import CircuitScene, Hit
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.guard import guarded
from circuitlab.app.player import Player
from circuitlab.app.pointer_note import PointerNote
from circuitlab.app.predicting import Predicting
from circuitlab.app.session import Session
from circuitlab.app.shown_canvas import ShownCanvas
from circuitlab.app.tools.desk import Desk
from circuitlab.app.tools.fields import Fields
from circuitlab.app.tools.select import SelectTool

if TYPE_CHECKING:
    from circuitlab.teach.predict.questions import Label


class CanvasController(QObject):
    """`tool_changed` tells the kind that is being placed, "" when none is; `shown` is what is seen."""

    tool_changed = Signal(str)
    edit_asked = Signal(str)  # the name of an own kind
    paths_asked = Signal(int)  # from this gate

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
        self.predicting: Predicting | None = None
        """Whoever covers numbers: told of clicks on them."""
        self.note = PointerNote(view, self)
        self.fields = Fields(session, view, self.note.say, self._place, self)
        self._desk = self._make_desk()
        self._select = SelectTool(self._desk)
        view.tool = self._select
        self._listen()
        self.shown = ShownCanvas(session, player, scene, view, self)

    @guarded
    def start_placing(self, kind: str) -> None:
        """Let the next click on the canvas place a gate of this kind."""
        from circuitlab.app.tools.place import PlaceTool

        self._select.cancel()
        self.view.tool = PlaceTool(self._desk, kind)
        self.view.setFocus()
        self.tool_changed.emit(kind)

    def rest(self) -> bool:
        """Back to the select tool; what was going on is dropped. Whether anything was."""
        dropped = self._select.cancel() or self.view.tool is not self._select
        if self.view.tool is not self._select:
            if self.view.tool is not None:
                self.view.tool.leave()
            self.view.tool = self._select
            self.tool_changed.emit("")
        return dropped

    # How it hears --------------------------------------------------------------------------------

    def _make_desk(self) -> Desk:
        return Desk(
            session=self.session,
            scene=self.scene,
            say=self.note.say,
            point_with=self._point_with,
            edit_value=self.fields.edit_value,
            rename=self.fields.rename,
            quick_place=self.fields.quick_place,
            edit_kind=self.edit_asked.emit,
            cover=self._cover,
            stop_predicting=lambda: self.predicting is not None and self.predicting.stop(),
            show_paths=self.paths_asked.emit,
            done=self._done,
            fill_breakpoints=partial(_fill_breakpoints, self.player),
        )

    def _done(self) -> None:
        self.rest()

    def _point_with(self, shape: Qt.CursorShape) -> None:
        if self.view.viewport().cursor().shape() != shape:
            self.view.viewport().setCursor(shape)

    def _cover(self, hit: Hit) -> bool:
        """A click on a number covers or uncovers it, while numbers are predicted."""
        if self.predicting is None or hit.kind not in ("value", "gradient", "wire"):
            return False
        what: Label = ("message" if hit.kind == "wire" else hit.kind), hit.id
        return self.predicting.toggle_cover(what)

    def _place(self, kind: str, at: QPointF) -> None:
        from circuitlab.app.tools.place import placed

        placed(self._desk, kind, at)

    def _listen(self) -> None:
        session, view = self.session, self.view
        session.reset.connect(self._drop_all)
        session.refused.connect(self.note.refuse)
        session.undo_stack.indexChanged.connect(self._drop_gesture)
        session.preview_dropped.connect(self._drop_gesture)
        view.kind_dropped.connect(self._kind_dropped)
        view.menu_asked.connect(self._open_menu)

    @guarded
    def _drop_all(self) -> None:
        """Another circuit is shown."""
        self.rest()
        self.fields.close()

    @guarded
    def _drop_gesture(self, *_: object) -> None:
        """Undo and redo change what a gesture may be holding."""
        self._select.cancel()

    @guarded
    def _kind_dropped(self, kind: str, at: QPointF) -> None:
        self.rest()
        self._place(kind, at)

    @guarded
    def _open_menu(self, at: QPointF, where: QPoint) -> None:
        self.rest()
        from circuitlab.app.tools.menus import menu_for

        menu = menu_for(self._desk, self.scene.hit(at), at, self.view)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)


def _fill_breakpoints(player: Player, menu: QMenu, gate: int) -> None:
    from circuitlab.app.breakpoint_menu import fill_at_gate

    fill_at_gate(menu, player, gate)
