"""What session and player have, shown on the canvas: the circuit, the frame, and where to look."""

from PySide6.QtCore import QObject, QTimer

from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.sight import clear_corner, follow, with_what_feeds_it
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.guard import guarded
from circuitlab.app.player import Player
from circuitlab.app.promising import Promising
from circuitlab.app.session import Session
from circuitlab.app.sights import Sights
from circuitlab.app.sweeping import Sweeping
from circuitlab.circuit.changes import Changes, Touches


class ShownCanvas(QObject):
    """The scene keeps up with the session, and the view with the steps."""

    def __init__(
        self, session: Session, player: Player, scene: CircuitScene, view: CanvasView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._player, self._scene, self._view = session, player, scene, view
        self._sights = Sights()
        self.seen_before = False
        """Whether the circuit that is shown was left by entering a gate, and is seen again as it was."""
        self.follows = True
        """Whether the view follows the steps; in lecture mode the camera does."""
        session.opened.connect(guarded(self._sights.forget))
        session.reset.connect(self._reset)
        session.changed.connect(self._apply)
        session.selection_changed.connect(self._show_selection)
        session.settled.connect(self._give_room)
        player.frames.changed.connect(self._show_frame)
        player.breakpoints.changed.connect(self._show_breakpoints)
        session.cursor_moved.connect(self._follow)
        self._reset()

    @guarded
    def _reset(self) -> None:
        fitting = self._view.fitting
        sight = self._sights.go(len(self._session.above), fitting.sight)
        self._scene.reset(self._session.circuit)
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
        self._scene.apply(changes)
        if changes.touches == Touches.LOOKS and self._player.animating:
            self._show_frame()  # no new trace comes: what is on its way goes on from where its gates are now

    @guarded
    def _give_room(self) -> None:
        """A climb or a training has ended: its numbers may be longer than those it began with."""
        self._scene.make_room()
        self._view.fitting.take_in()

    @guarded
    def _show_breakpoints(self) -> None:
        gates = self._session.circuit.gates
        stops = frozenset(each.gate for each in self._player.breakpoints if each.gate in gates)
        self._scene.overlay.stops = frozenset(gate for gate in stops if gate is not None)
        self._scene.overlay_changed()

    @guarded
    def _show_frame(self) -> None:
        self._scene.show(self._player.frames.now)
        cards = self._scene.motion.cards_rect()
        if not cards.isEmpty():
            clear_corner(self._view, self._view.corner, cards)

    @guarded
    def _follow(self) -> None:
        """Keep the gate of the current step in view, and, where there is room, what feeds it."""
        step = self._session.step
        if step is None or self._session.pinned or not self.follows:
            return
        shown = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        follow(self._view, with_what_feeds_it(self._scene, step.gate, shown.size()))

    @guarded
    def _show_selection(self) -> None:
        self._scene.select(self._session.selection)

    def show_tangents_of(self, sweeping: Sweeping) -> None:
        """Show how far forward mode is, from now on."""

        @guarded
        def show() -> None:
            tangents, frame = self._scene.tangents, sweeping.frame
            begins_or_ends = (tangents.frame is None) != (frame is None)
            tangents.tell(frame)
            if begins_or_ends:
                self._view.fitting.refit()  # they need room below the lowest gates

        sweeping.changed.connect(show)
        sweeping.moved.connect(show)

    def show_promise_of(self, promising: Promising) -> None:
        """Show what was promised of the objective beside what it is, from now on."""
        promising.changed.connect(guarded(lambda: self._scene.promise.tell(promising.tag)))
