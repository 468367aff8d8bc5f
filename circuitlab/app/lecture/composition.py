"""What the picture of a lecture shows: the whole circuit where it is readable so, what a slide wants, or the
part of it where the current step is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app.canvas.far import FAR
from circuitlab.app.canvas.label_places import LECTURE_STRIP_BELOW
from circuitlab.app.canvas.sight import with_what_feeds_it
from circuitlab.app.canvas.surface import DETAILS_FROM
from circuitlab.app.lecture.viewfinder import MARGIN, NARROW_MARGIN, Viewfinder
from circuitlab.app.lesson_view import show_view
from circuitlab.circuit.circuit import Circuit
from circuitlab.layout.ground import Point

if TYPE_CHECKING:
    from circuitlab.teach.lessons.lesson import View

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


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be in the picture.

    step: the gate of the step that is followed. view: what a slide wants to be seen. closer: places with
    which more lines are left for each gate; the first are taken with which the labels have room enough,
    else those in which the whole is seen. about: gates that are in the picture if there is room for them,
    the first ones above all.
    """

    step: int | None
    view: "View | None" = None
    closer: Sequence[Closer] = ()
    about: tuple[int, ...] = ()


def compose(finder: Viewfinder, wish: Wish) -> bool:
    """Show the whole circuit, or as much of it as can be read. Whether all of it is in the picture."""
    if wish.view is not None:
        finder.scene.stand({})
        return _show_view(finder, wish, wish.view)
    if _show_all(finder, wish.closer):
        return True
    _show_part(finder, wish)
    return False


def closer_places(circuit: Circuit) -> list[Closer]:
    """Where the gates of a small circuit stand closer above each other; empty where somebody placed them."""
    from circuitlab.files.store import places_closer

    return places_closer(circuit) if len(circuit.gates) <= MOST_CLOSER else []


def around_step(finder: Viewfinder, step: int | None) -> QRectF:
    """The gate of a step, with what feeds it if that fits."""
    if step is None or step not in finder.scene.stage.gates:
        return QRectF()
    return with_what_feeds_it(finder.scene, step, finder.seen().size())


def centre_of_step(finder: Viewfinder, step: int | None) -> QPointF:
    """Where to look for a step to be in the middle, as far as there is something around it."""
    around, extent, seen = around_step(finder, step), finder.scene.extent(), finder.seen()
    wanted = around.center()
    if around.isEmpty():  # before the first step: the beginning
        wanted = QPointF(extent.left(), extent.center().y())
    return QPointF(
        inside(wanted.x(), extent.left(), extent.right(), seen.width()),
        inside(wanted.y(), extent.top(), extent.bottom(), seen.height()),
    )


# Where its gates stand -------------------------------------------------------------------------------


def _show_all(finder: Viewfinder, closer: Sequence[Closer]) -> bool:
    """Let the gates stand so that all of them are seen: with their numbers at their ports if that can be,
    else where the circuit has them, else closer, wherever their numbers have to go then. Whether they are.
    """
    seen = list[dict[int, Point]]()
    for row, places in closer:
        if _stand(finder, places):
            if finder.view.zoom * (row - AROUND) >= LABELS:
                return True
            seen.append(places)
    return _stand(finder, {}) or (bool(seen) and _stand(finder, seen[-1]))


def _stand(finder: Viewfinder, places: dict[int, Point]) -> bool:
    """Let them stand there, and look at them. Whether all of them are seen."""
    finder.scene.stand(places)
    return _show_whole(finder)


# Where to look ---------------------------------------------------------------------------------------


def _show_whole(finder: Viewfinder) -> bool:
    """Show the whole circuit, if it can be read then. Whether it can."""
    if finder.is_far_too_small():
        return False
    for margin in (MARGIN, NARROW_MARGIN):
        finder.set_zoom(1.0)  # with the room that its labels need now
        fitting = finder.zoom_to_fit(margin)
        if fitting >= LECTURE_STRIP_BELOW:
            finder.look_at_all(fitting)
            return True
    return False


def _show_view(finder: Viewfinder, wish: Wish, view: "View") -> bool:
    """What a slide wants to be seen: as large as it says, and never between the gates that it is about.

    Where not even a window has room for numbers, it is about the circuit as a whole.
    """
    if view.zoom < DETAILS_FROM:
        fitting = finder.zoom_to_fit(NARROW_MARGIN, least=0.0)
        if fitting >= max(FAR, view.zoom * _NEARLY):
            finder.look_at_all(fitting)
            return True
    show_view(finder.view, finder.scene.stage.circuit, view)
    centre = finder.centre
    least = min(view.zoom, DETAILS_FROM)
    _take_first(finder, wish.about, (max(least, view.zoom * share) for share in _SHARES), view.zoom)
    finder.view.centerOn(_with_subject(finder, wish.about, centre))
    return False


def _show_part(finder: Viewfinder, wish: Wish) -> None:
    """The step, and as much as there is room for of what a slide is about."""
    _take_first(finder, wish.about, PART_ZOOMS, PART_ZOOMS[-1] if wish.about else FOLLOW_ZOOM)
    centre = centre_of_step(finder, wish.step)
    finder.view.centerOn(_with_subject(finder, wish.about, centre) if wish.about else centre)


def _take_first(finder: Viewfinder, about: tuple[int, ...], zooms: Iterable[float], otherwise: float) -> None:
    """The first zoom with room for all of the subject, else another one."""
    for zoom in (*zooms, otherwise):
        finder.set_zoom(zoom)
        if finder.has_room(finder.around(about)):
            return


def _with_subject(finder: Viewfinder, about: tuple[int, ...], wanted: QPointF) -> QPointF:
    """The place nearest to this one where as much of the subject as there is room for is in the picture.

    Where there is no subject, the nearest gate is.
    """
    scene, region = finder.scene, QRectF()
    for gate in about:
        grown = region.united(scene.rect_of(gate))
        if region.isEmpty() or finder.has_room(grown):
            region = grown
    if region.isEmpty():
        rects = map(scene.rect_of, scene.stage.gates)
        region = min(rects, key=lambda rect: _distance(rect.center(), wanted), default=region)
    seen = finder.seen(MARGIN / 2)
    return QPointF(
        _showing(wanted.x(), region.left(), region.right(), seen.width()),
        _showing(wanted.y(), region.top(), region.bottom(), seen.height()),
    )


def _distance(one: QPointF, other: QPointF) -> float:
    apart = one - other
    return QPointF.dotProduct(apart, apart)


def _showing(wanted: float, first: float, last: float, room: float) -> float:
    """The place nearest to the wanted one from which a stretch is seen whole; its middle if it is longer."""
    low, high = sorted((last - room / 2, first + room / 2))
    return (first + last) / 2 if last - first > room else min(max(wanted, low), high)


def inside(wanted: float, low: float, high: float, room: float) -> float:
    """The place nearest to the wanted one from which no more than there is is seen of a stretch."""
    if high - low <= room:
        return (low + high) / 2
    return min(max(wanted, low + room / 2), high - room / 2)
