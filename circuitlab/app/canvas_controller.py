"""Joins session, player, scene and view: what changes is shown, and the view's gestures reach the tools."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, Signal

from circuitlab.app.breakpoint_menu import fill_at_gate
from circuitlab.app.canvas.scene import CircuitScene, Hit
from circuitlab.app.canvas.sight import clear_corner, follow, with_what_feeds_it
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.guard import guarded
from circuitlab.app.player import Player
from circuitlab.app.pointer_note import PointerNote
from circuitlab.app.predicting import Predicting
from circuitlab.app.promising import Promising
from circuitlab.app.session import Session
from circuitlab.app.sights import Sights
from circuitlab.app.sweeping import Sweeping
from circuitlab.app.tools.desk import Desk
from circuitlab.app.tools.fields import Fields
from circuitlab.app.tools.place import PlaceTool, placed
from circuitlab.app.tools.select import SelectTool
from circuitlab.circuit.changes import Changes, Touches

if TYPE_CHECKING:
    from circuitlab.teach.predict.questions import Label


class CanvasController(QObject):
    """The canvas at work. `tool_changed` tells the kind that is being placed, "" when none is."""

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
        self._sights = Sights()
        self.seen_before = False
        """Whether the circuit that is shown was left by entering a gate, and is seen again as it was."""
        self.follows = True
        """Whether the view follows the steps; in lecture mode the camera does."""
        view.tool = self._select
        self._listen()
        self._reset()

    @guarded
    def start_placing(self, kind: str) -> None:
        """Let the next click on the canvas place a gate of this kind."""
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
            fill_breakpoints=lambda menu, gate: fill_at_gate(menu, self.player, gate),
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
        placed(self._desk, kind, at)

    def _listen(self) -> None:
        session, view = self.session, self.view
        session.opened.connect(guarded(self._sights.forget))
        session.reset.connect(self._reset)
        session.changed.connect(self._apply)
        session.selection_changed.connect(self._show_selection)
        session.refused.connect(self.note.refuse)
        session.undo_stack.indexChanged.connect(self._drop_gesture)
        session.preview_dropped.connect(self._drop_gesture)
        session.settled.connect(self._give_room)
        self.player.frames.changed.connect(self._show_frame)
        self.player.breakpoints.changed.connect(self._show_breakpoints)
        session.cursor_moved.connect(self._follow)
        view.kind_dropped.connect(self._kind_dropped)
        view.menu_asked.connect(self._open_menu)

    @guarded
    def _reset(self) -> None:
        self.rest()
        self.fields.close()
        fitting = self.view.fitting
        sight = self._sights.go(len(self.session.above), fitting.sight)
        self.scene.reset(self.session.circuit)
        self._show_selection()
        self._show_frame()
        self.seen_before = sight is not None
        if sight is not None:
            come_back = guarded(lambda: fitting.come_back(sight))
            QTimer.singleShot(0, self, come_back)  # when the canvas has its size again
        else:
            fitting.show_circuit()

    @guarded
    def _apply(self, changes: Changes) -> None:
        self.scene.apply(changes)
        if changes.touches == Touches.LOOKS and self.player.animating:
            self._show_frame()  # no new trace comes: what is on its way goes on from where its gates are now

    @guarded
    def _give_room(self) -> None:
        """A climb or a training has ended: its numbers may be longer than those it began with."""
        self.scene.make_room()
        self.view.fitting.take_in()

    @guarded
    def _show_breakpoints(self) -> None:
        gates = self.session.circuit.gates
        stops = frozenset(each.gate for each in self.player.breakpoints if each.gate in gates)
        self.scene.overlay.stops = frozenset(gate for gate in stops if gate is not None)
        self.scene.overlay_changed()

    @guarded
    def _show_frame(self) -> None:
        self.scene.show(self.player.frames.now)
        cards = self.scene.motion.cards_rect()
        if not cards.isEmpty():
            clear_corner(self.view, self.view.corner, cards)

    @guarded
    def _follow(self) -> None:
        """Keep the gate of the current step in view, and, where there is room, what feeds it."""
        step = self.session.step
        if step is None or self.session.pinned or not self.follows:
            return
        shown = self.view.mapToScene(self.view.viewport().rect()).boundingRect()
        follow(self.view, with_what_feeds_it(self.scene, step.gate, shown.size()))

    @guarded
    def _show_selection(self) -> None:
        self.scene.select(self.session.selection)

    def show_tangents_of(self, sweeping: Sweeping) -> None:
        """Show how far forward mode is, from now on."""

        @guarded
        def show() -> None:
            tangents, frame = self.scene.tangents, sweeping.frame
            begins_or_ends = (tangents.frame is None) != (frame is None)
            tangents.tell(frame)
            if begins_or_ends:
                self.view.fitting.refit()  # they need room below the lowest gates

        sweeping.changed.connect(show)
        sweeping.moved.connect(show)

    @guarded
    def show_promise(self) -> None:
        """What was promised of the objective is held against what it is."""
        self.scene.promise.tell(Promising.of(self.session).tag)

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
