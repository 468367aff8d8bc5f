"""The camera: has the circuit in the picture, or follows the steps through a part of it.

It moves with the one clock; where it goes is a function of the circuit, the step and the size of the view.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from circuitlab.app.canvas.frame import ease_in_out
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.app.lecture.composition import Closer, Wish, around_step, centre_of_step, compose
from circuitlab.app.lecture.subject import subject
from circuitlab.app.lecture.viewfinder import MARGIN, NARROW_MARGIN, Viewfinder
from circuitlab.app.lesson_shown import LessonShown
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.engine.cursor import Cursor

if TYPE_CHECKING:
    from circuitlab.app.lecture.stage import LectureStage

PAN_MS = 600.0


class Camera(QObject):
    """Where the view of a lecture looks.

    whole: whether all of the circuit is in the picture. overview: that was asked for.
    """

    moved = Signal()

    def __init__(self, view: CanvasView, player: Player, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._player, self._clock = view, player, clock
        self._finder = Viewfinder(view, 1.0)
        self.whole, self.overview = True, False
        self._about: tuple[int, ...] = ()
        self._came = Cursor()
        self._way: tuple[QPointF, QPointF] | None = None
        self._ms = 0.0
        clock.ticked.connect(self._tick)

    @property
    def session(self) -> Session:
        """Where the step is that it follows."""
        return self._player.session

    @property
    def moving(self) -> bool:
        """Whether it is on its way."""
        return self._way is not None

    @property
    def cut(self) -> bool:
        """Whether a circuit that was in the picture as a whole is so no longer."""
        finder = self._finder
        return self.whole and not self.overview and not finder.seen(0.0).contains(finder.scene.extent())

    @property
    def step(self) -> int | None:
        """The gate of the step asked about, else of the current one."""
        step = self._player.frames.now.asked or self._player.session.step
        return None if step is None else step.gate

    def shows(self, gate: int) -> bool:
        """Whether a gate with its numbers is in the picture as a whole."""
        return self._finder.seen(0.0).contains(self._finder.around([gate]))

    def around(self) -> QRectF:
        """The part of the scene that the step takes, with what feeds it if that fits."""
        return around_step(self._finder, self.step)

    def fit(self, unit: float, wish: Wish) -> bool:
        """Show what is wished for, on a screen of `unit` x 1,080 lines. Whether all is seen then."""
        self._begin(Viewfinder(self._view, unit), overview=False)
        self._about, self._came = wish.about, self._player.session.cursor
        self.whole = compose(self._finder, wish)
        self.moved.emit()
        return self.whole

    def show_all(self) -> None:
        """Show the whole circuit, however small it is then."""
        self._begin(self._finder, overview=True)
        self.whole = True
        self._finder.look_at_all(self._finder.zoom_to_fit(NARROW_MARGIN, least=0.0))
        self.moved.emit()

    def _begin(self, finder: Viewfinder, *, overview: bool) -> None:
        """It looks anew, and is not on its way any more."""
        self._arrive_at(None)
        self._finder, self.overview = finder, overview

    # Following -----------------------------------------------------------------------------------

    @guarded
    def track(self) -> None:
        """Pan to the current step, if it is not in the picture; a slide shows what it is about until one."""
        player, finder = self._player, self._finder
        asked = player.frames.now.asked
        on_slide = bool(self._about) and player.session.cursor == self._came and asked is None
        if self.whole or on_slide:
            return
        around = self.around()
        if not around.isEmpty() and finder.seen(MARGIN / 2).contains(around):
            return
        here, target = finder.centre, centre_of_step(finder, self.step)
        if target == here:
            return
        if player.reduced or player.speed is None:
            self._arrive_at(target)
            return
        self._way, self._ms = (here, target), 0.0
        self._clock.start()

    def finish(self) -> None:
        """Be where it was going."""
        if self._way is not None:
            self._arrive_at(self._way[1])

    def _arrive_at(self, target: QPointF | None) -> None:
        self._way = None
        self._clock.stop()
        if target is not None:
            self._view.centerOn(target)
            self.moved.emit()

    @guarded
    def _tick(self, ms: float) -> None:
        if self._way is None:
            return
        self._ms += ms
        start, end = self._way
        if self._ms >= PAN_MS:
            self._arrive_at(end)
        else:
            self._view.centerOn(start + (end - start) * ease_in_out(self._ms / PAN_MS))
            self.moved.emit()


def show_circuit(
    stage: "LectureStage", camera: Camera, lessons: LessonShown, closer: Sequence[Closer]
) -> None:
    """What the slide wants to be seen, or the whole circuit, over its band."""
    page = lessons.page
    about = subject(camera.session, lessons)
    wish = Wish(camera.step, None if page is None else page.slide.view, closer, about)
    stage.lay_out_for(lambda: camera.fit(stage.unit, wish))
