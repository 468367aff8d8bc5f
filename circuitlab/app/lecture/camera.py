"""The camera: the whole circuit where it is readable so, else the part of it where the current step is.

It moves with the one clock; where it goes is a function of the circuit, the step and the size of the view.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from circuitlab.app.canvas.far import FAR
from circuitlab.app.canvas.frame import ease_in_out
from circuitlab.app.canvas.label_places import LECTURE_STRIP_BELOW
from circuitlab.app.canvas.surface import DETAILS_FROM
from circuitlab.app.canvas.view import CanvasView
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.app.lecture.subject import subject
from circuitlab.app.lesson_shown import LessonShown
from circuitlab.app.lesson_view import show_view
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.layout.ground import Point

if TYPE_CHECKING:
    from circuitlab.app.lecture.stage import LectureStage
    from circuitlab.teach.lessons.lesson import View

PAN_MS = 600.0
MARGIN, NARROW_MARGIN = 28.0, 14.0
"""At 1,080 lines, between the edge of the picture and what stands nearest to it.

The narrow one is better than a part of the circuit.
"""
FOLLOW_ZOOM = 0.8
"""Where the whole is too much, a part is shown at this zoom."""
PART_ZOOMS = (FOLLOW_ZOOM, 0.7, LECTURE_STRIP_BELOW)
"""On a slide, the first one at which all that it is about is in the picture."""
_NEARLY = 0.6
"""A slide about the whole circuit has it whole, down to this share of the zoom that it asks for."""
_SHARES = (1.0, 0.9, 0.8, 0.7)
"""Of a slide's zoom: the picture over a band is lower than a window's, and shows the same from farther."""
LABELS, AROUND = 58.0, 14.0
"""What a large gradient and the value under it need above each other: at a zoom of 1, and at any zoom."""
Closer: TypeAlias = tuple[float, dict[int, Point]]
"""The distance of rows, and places."""
MOST_CLOSER = 60
"""More gates than these don't fit into one picture anyway."""
_ROUNDS = 6


class Camera(QObject):
    """Where the view of a lecture looks.

    whole: whether all of the circuit is in the picture. overview: that was asked for.
    """

    moved = Signal()

    def __init__(self, view: CanvasView, player: Player, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._view, self._player, self._clock = view, player, clock
        self.whole, self.overview = True, False
        self._unit = 1.0
        self._about: tuple[int, ...] = ()
        self._came = Cursor()
        self._way: tuple[QPointF, QPointF] | None = None
        self._ms = 0.0
        clock.ticked.connect(self._tick)

    def shows(self, gate: int) -> bool:
        """Whether a gate with its numbers is in the picture as a whole."""
        return self._inner(0.0).contains(self._view.circuit_scene.rect_of(gate))

    @property
    def session(self) -> Session:
        """Where the step is that it follows."""
        return self._player.session

    @property
    def moving(self) -> bool:
        """Whether it is on its way."""
        return self._way is not None

    def fit(
        self,
        unit: float,
        wanted: "View | None" = None,
        closer: Sequence[Closer] = (),
        about: tuple[int, ...] = (),
    ) -> None:
        """Show the whole circuit, or as much of it as can be read, on a screen of `unit` x 1,080 lines.

        wanted: what a slide wants to be seen. closer: places with which more lines are left for each gate;
        the first are taken with which the labels have room enough, else those in which the whole is seen.
        about: gates that are in the picture if there is room for them, the first ones above all.
        """
        self._about, self._came, self.overview = about, self._player.session.cursor, False
        offered = closer if wanted is None else ()
        if not self._stand_with_room(unit, offered):
            self._stand(unit, {}, wanted)
            if not self.whole and not self._stand_whole(unit, offered):
                self._stand(unit, {}, wanted)
        self.moved.emit()

    def show_all(self) -> None:
        """Show the whole circuit, however small it is then."""
        self._arrive_at(None)
        self.whole = self.overview = True
        self._look_at_all(self._fitting_zoom(NARROW_MARGIN, least=0.0))
        self.moved.emit()

    def _stand_with_room(self, unit: float, closer: Sequence[Closer]) -> bool:
        """Let the gates stand so that all of them are seen with their numbers at their ports."""
        for row, places in closer:
            self._stand(unit, places)
            if self.whole and self._view.zoom * (row - AROUND) >= LABELS:
                return True
        return False

    def _stand_whole(self, unit: float, closer: Sequence[Closer]) -> bool:
        """Let them stand so that all of them are seen, wherever their numbers have to go then."""
        for _, places in reversed(closer):
            self._stand(unit, places)
            if self.whole:
                return True
        return False

    def _stand(self, unit: float, places: dict[int, Point], wanted: "View | None" = None) -> None:
        self._view.circuit_scene.stand(places)
        self._fit(unit, wanted)

    def _fit(self, unit: float, wanted: "View | None") -> None:
        self._unit = unit
        self._arrive_at(None)
        if wanted is not None:
            self._show_wanted(wanted)
            return
        self.whole = not self._is_far_too_large()
        if self.whole:
            self._view.set_zoom(1.0)
            self._view.circuit_scene.make_room()  # with the room that its labels need now
            fitting = self._fitting_zoom(MARGIN)
            if fitting < LECTURE_STRIP_BELOW:
                self._view.set_zoom(1.0)
                self._view.circuit_scene.make_room()
                fitting = self._fitting_zoom(NARROW_MARGIN)
            self.whole = fitting >= LECTURE_STRIP_BELOW
        if self.whole:
            self._look_at_all(fitting)
        else:
            self._show_part()

    def _show_wanted(self, wanted: "View") -> None:
        """What a slide wants to be seen: as large as it says, and never between the gates that it is about.

        Where not even a window has room for numbers, it is about the circuit as a whole.
        """
        if wanted.zoom < DETAILS_FROM:
            fitting = self._fitting_zoom(NARROW_MARGIN, least=0.0)
            self.whole = fitting >= max(FAR, wanted.zoom * _NEARLY)
            if self.whole:
                self._look_at_all(fitting)
                return
        self.whole = False
        show_view(self._view, self._player.session.circuit, wanted)
        centre = self._centre()
        least = min(wanted.zoom, DETAILS_FROM)
        self._take_first((max(least, wanted.zoom * share) for share in _SHARES), wanted.zoom)
        self._view.centerOn(self._with_subject(centre))

    def _take_first(self, zooms: Iterable[float], otherwise: float) -> None:
        """The first zoom with room for all of the subject, else another one."""
        for zoom in (*zooms, otherwise):
            self._view.set_zoom(zoom)
            self._view.circuit_scene.make_room()
            if self._has_room(self._union(self._about)):
                return

    def _look_at_all(self, zoom: float) -> None:
        scene = self._view.circuit_scene
        self._view.set_zoom(zoom)
        scene.make_room()
        self._view.centerOn(scene.extent().center())

    def _show_part(self) -> None:
        """The step, and as much as there is room for of what a slide is about."""
        self._take_first(PART_ZOOMS, PART_ZOOMS[-1] if self._about else FOLLOW_ZOOM)
        target = self._target(anew=True)
        self._view.centerOn(self._with_subject(target) if self._about else target)

    def _with_subject(self, wanted: QPointF) -> QPointF:
        """The place nearest to this one where as much of the subject as there is room for is in the picture.

        Where there is no subject, the nearest gate is.
        """
        scene, region = self._view.circuit_scene, QRectF()
        for gate in self._about:
            grown = region.united(scene.rect_of(gate))
            if region.isEmpty() or self._has_room(grown):
                region = grown
        if region.isEmpty():
            rects = map(scene.rect_of, scene.stage.gates)
            region = min(rects, key=lambda rect: _distance(rect.center(), wanted), default=region)
        inner = self._inner(MARGIN / 2)
        return QPointF(
            _showing(wanted.x(), region.left(), region.right(), inner.width()),
            _showing(wanted.y(), region.top(), region.bottom(), inner.height()),
        )

    def _union(self, gates: Sequence[int]) -> QRectF:
        around = QRectF()
        for gate in gates:
            around = around.united(self._view.circuit_scene.rect_of(gate))
        return around

    def _has_room(self, rect: QRectF) -> bool:
        room = self._inner(MARGIN / 2).size()
        return rect.width() <= room.width() and rect.height() <= room.height()

    def _is_far_too_large(self) -> bool:
        """Whether nobody has to try how its labels would stand."""
        view, extent = self._view, self._view.circuit_scene.extent()
        width, height = view.viewport().width(), view.viewport().height()
        least = view.text_scale * LECTURE_STRIP_BELOW / 2
        return extent.width() * least > width or extent.height() * least > height

    def _fitting_zoom(self, margin: float, least: float = LECTURE_STRIP_BELOW) -> float:
        """The largest zoom up to 1 at which all of it is in the picture; under the least one if none is."""
        view, zoom = self._view, 1.0
        view.set_zoom(zoom)
        margin *= 2 * self._unit
        width, height = view.viewport().width() - margin, view.viewport().height() - margin
        for _ in range(_ROUNDS):  # its text keeps its size, so that it does not shrink as much as its gates
            extent = view.circuit_scene.extent()
            if extent.isEmpty():
                return 1.0
            fitting = min(width / extent.width(), height / extent.height()) / view.text_scale
            if fitting >= zoom or zoom < least:
                break
            zoom = fitting
            view.set_zoom(zoom)
        return zoom

    # Following -----------------------------------------------------------------------------------

    @guarded
    def track(self) -> None:
        """Pan to the current step, if it is not in the picture; a slide shows what it is about until one."""
        player = self._player
        asked = player.frames.now.asked
        on_slide = bool(self._about) and player.session.cursor == self._came and asked is None
        if self.whole or on_slide:
            return
        target = self._target(anew=False)
        here = self._centre()
        if target == here:
            return
        if self._player.reduced or self._player.speed is None:
            self._arrive_at(target)
            return
        self._way, self._ms = (here, target), 0.0
        self._clock.start()

    def finish(self) -> None:
        """Be where it was going."""
        if self._way is not None:
            self._arrive_at(self._way[1])

    def around(self) -> QRectF:
        """The gate of the step asked about, else of the current one, with what feeds it if that fits."""
        step = self._player.frames.now.asked or self._player.session.step
        scene = self._view.circuit_scene
        if step is None or step.gate not in scene.stage.gates:
            return QRectF()
        gate = scene.rect_of(step.gate)
        around = gate
        for wire in self._player.session.circuit.incoming(step.gate):
            around = around.united(scene.rect_of(wire.source))
        room = self._inner().size()
        fits = around.width() <= room.width() and around.height() <= room.height()
        return around if fits else gate

    def _target(self, *, anew: bool) -> QPointF:
        """Where to look: where it looks now, if the step is in the picture there."""
        around = self.around()
        extent, inner = self._view.circuit_scene.extent(), self._inner()
        if not anew and not around.isEmpty() and self._inner(MARGIN / 2).contains(around):
            return self._centre()
        wanted = around.center()
        if around.isEmpty():  # before the first step: the beginning
            wanted = QPointF(extent.left(), extent.center().y())
        return QPointF(
            _inside(wanted.x(), extent.left(), extent.right(), inner.width()),
            _inside(wanted.y(), extent.top(), extent.bottom(), inner.height()),
        )

    def _inner(self, margin: float = MARGIN) -> QRectF:
        """What is seen of the scene, without the margins."""
        view = self._view
        margin *= self._unit / view.transform().m11()
        seen = view.mapToScene(view.viewport().rect()).boundingRect()
        return seen.adjusted(margin, margin, -margin, -margin)

    def _centre(self) -> QPointF:
        view = self._view
        return view.mapToScene(view.viewport().rect().center())

    # Moving --------------------------------------------------------------------------------------

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
    wanted = None if page is None else page.slide.view
    stage.lay_out_for(lambda: camera.fit(stage.unit, wanted, closer, about), lambda: camera.whole)


def closer_places(circuit: Circuit) -> list[Closer]:
    """Where the gates of a small circuit stand closer above each other; empty where somebody placed them."""
    from circuitlab.files.store import places_closer

    return places_closer(circuit) if len(circuit.gates) <= MOST_CLOSER else []


def _distance(one: QPointF, other: QPointF) -> float:
    apart = one - other
    return QPointF.dotProduct(apart, apart)


def _showing(wanted: float, first: float, last: float, room: float) -> float:
    """The place nearest to the wanted one from which a stretch is seen whole; its middle if it is longer."""
    low, high = sorted((last - room / 2, first + room / 2))
    return (first + last) / 2 if last - first > room else min(max(wanted, low), high)


def _inside(wanted: float, low: float, high: float, room: float) -> float:
    """The place nearest to the wanted one from which no more than there is is seen of a stretch."""
    if high - low <= room:
        return (low + high) / 2
    return min(max(wanted, low + room / 2), high - room / 2)
