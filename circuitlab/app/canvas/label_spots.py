"""Which spot the numbers of each gate take, so that they cover no gate, no other number, and few wires.

At the output port, the value over and the gradient under the wire, they stand best. Where they would cover
something there, both go together under or above the gate, to the first of `SPOTS` that covers least. Below
70 % (60 % in a lecture) there is no choice: they stand in a strip under the gate, one above the other.

Chosen for the largest labels that the gates will show, and kept for all steps: a number never jumps. In a
large circuit each gate looks at its own wires alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from circuitlab.app.canvas.gate_outline import body_rect
from circuitlab.app.canvas.label_blocks import AT_PORT, BELOW, SPOTS, Spot
from circuitlab.app.canvas.label_places import PULL_INSET, Scale, is_source, room_of
from circuitlab.app.canvas.label_sizes import label_width
from circuitlab.app.canvas.wide_square import with_room
from circuitlab.gates.kind import Shape
from circuitlab.layout import metrics

if TYPE_CHECKING:
    from circuitlab.app.canvas.items import GateItem
    from circuitlab.app.canvas.routes import Routes
    from circuitlab.app.canvas.stage import Stage
    from circuitlab.engine.trace import Trace

Box = tuple[float, float, float, float]
Texts = tuple[str | None, str | None]

MANY = 240
"""From so many gates on nobody compares all labels."""
_ROUNDS = 3
_BODY, _LABEL, _NAME, _JUNCTION, _WIRE = 1000.0, 900.0, 400.0, 120.0, 30.0
"""What it costs to cover each; a later spot costs one more than the one before it."""
_DOT = 6.0
_CLEAR = 3.0
"""Beside a label: what stands under a gate clears the ground beside it too."""
_CELL = 128.0


class _Thing(NamedTuple):
    """Something that is not to be covered. owner: the gate whose labels it is, None for what stands fast."""

    box: Box
    cost: float
    owner: int | None = None


class Spots:
    """The spots of the gates of one stage, chosen anew when routes, sizes or larger numbers ask for it."""

    def __init__(self, stage: "Stage") -> None:
        self._stage = stage
        self._chosen: dict[int, Spot] = {}
        self._widths: dict[int, float] = {}
        self._known: tuple[Routes, int, Scale] | None = None
        self._trace: Trace | None = None

    def of(self, key: int) -> Spot:
        """The spot of a gate."""
        spot = self._chosen.get(key)
        if spot is not None:
            return spot
        needed = metrics.LABEL_INSET + label_width(*self._longest(key), self._stage.scale.loud)
        return BELOW if needed > self._stage.routes.room(key) else AT_PORT

    def refresh(self) -> bool:
        """Choose anew, if what they depend on is another. Whether any spot is another one now."""
        stage = self._stage
        known = stage.routes, stage.routes.revision, stage.scale
        trace = None if stage.looks is None else stage.looks.frame.trace
        if known == self._known and trace is self._trace:
            return False
        self._trace = trace
        before, texts = self._chosen, dict[int, Texts]()
        if len(stage.gates) < MANY and not stage.scale.small:
            texts = {
                key: self._longest(key)
                for key, item in stage.gates.items()
                if item.face.shape is not Shape.SQUARE
            }
        widths = {key: label_width(*each, stage.scale.loud) for key, each in texts.items()}
        fits = all(width <= self._widths.get(key, -1.0) for key, width in widths.items())
        if known == self._known and fits and widths.keys() == self._widths.keys():
            return False
        self._known, self._widths = known, widths
        self._chosen = _choose(stage, texts)
        return self._chosen != before

    def _longest(self, key: int) -> Texts:
        looks = self._stage.looks
        return looks.longest(key) if looks is not None and looks.knows(key) else (None, None)


def _choose(stage: "Stage", texts: dict[int, Texts]) -> dict[int, Spot]:
    """For every gate the spot that covers least, the others being where they are."""
    ground = _Ground(_standing(stage))
    chosen = dict.fromkeys(texts, AT_PORT)
    boxes = {key: _boxes(stage.gates[key], texts[key], stage.scale, AT_PORT) for key in texts}
    for key, taken in boxes.items():
        ground.add(_Thing(box, _LABEL, key) for box in taken)
    for _ in range(_ROUNDS):
        settled = True
        for key, each in texts.items():
            best, cost = chosen[key], ground.cost(boxes[key], key) + SPOTS.index(chosen[key])
            for rank, spot in enumerate(SPOTS):
                if rank >= cost:
                    break
                tried = _boxes(stage.gates[key], each, stage.scale, spot)
                asked = ground.cost(tried, key) + rank
                if asked < cost:
                    best, cost = spot, asked
            if best != chosen[key]:
                settled = False
                ground.remove(key, boxes[key])
                chosen[key], boxes[key] = best, _boxes(stage.gates[key], each, stage.scale, best)
                ground.add(_Thing(box, _LABEL, key) for box in boxes[key])
        if settled:
            break
    return chosen


def _boxes(item: "GateItem", texts: Texts, scale: Scale, spot: Spot) -> tuple[Box, Box]:
    places = room_of(item.face, texts, scale, spot)
    beside = 0.0 if spot.at == "port" else _CLEAR
    return _box(places.value, item.pos(), beside), _box(places.gradient, item.pos(), beside)


def _box(rect: QRectF, at: QPointF, beside: float = 0.0) -> Box:
    x, y = at.x(), at.y()
    return rect.left() + x - beside, rect.top() + y - 1, rect.right() + x + beside, rect.bottom() + y + 1


def _standing(stage: "Stage") -> Iterator[_Thing]:
    """Bodies, names, pulls, ports, the messages of branches, wires and their junctions."""
    for item in stage.gates.values():
        body, at = body_rect(with_room(item.face, stage.scale)), item.pos()
        yield _Thing(_box(body, at), _BODY)
        if is_source(item.face):
            room = item.room_of_pull()
            pull = QRectF(body.left() - room, -20, room - PULL_INSET, 40)
            yield _Thing(_box(pull, at), _NAME)
        elif item.face.name is not None:
            name = room_of(item.face, (None, None), stage.scale, AT_PORT).name
            if item.face.objective:
                name.setRight(name.right() + stage.scale.px(20))
            yield _Thing(_box(name, at), _NAME)
        if item.face.loose:
            start, end = item.stub
            yield _Thing(
                (at.x() + start.x(), at.y() + start.y() - 1, at.x() + end.x(), at.y() + end.y() + 1), _WIRE
            )
    for key, run in stage.routes.runs.items():
        for (x0, y0), (x1, y1) in pairwise(run.line):
            yield _Thing((min(x0, x1) - 1, min(y0, y1) - 1, max(x0, x1) + 1, max(y0, y1) + 1), _WIRE)
        for x, y in (*run.dots, run.points[0], run.points[-1]):
            yield _Thing((x - _DOT, y - _DOT, x + _DOT, y + _DOT), _JUNCTION)
        last = None if stage.looks is None else stage.looks.last_message(key)
        message = stage.wires[key].branch.room_of(last) if key in stage.wires else QRectF()
        if not message.isEmpty():
            yield _Thing(_box(message, QPointF()), _LABEL)


class _Ground:
    """What stands where, in cells of the plane."""

    def __init__(self, things: Iterable[_Thing]) -> None:
        self._cells: defaultdict[tuple[int, int], list[_Thing]] = defaultdict(list)
        self.add(things)

    def add(self, things: Iterable[_Thing]) -> None:
        """These are there too."""
        for thing in things:
            for cell in _cells(thing.box):
                self._cells[cell].append(thing)

    def remove(self, owner: int, boxes: Iterable[Box]) -> None:
        """The labels of a gate are elsewhere."""
        for box in boxes:
            for cell in _cells(box):
                self._cells[cell] = [thing for thing in self._cells[cell] if thing.owner != owner]

    def cost(self, boxes: Iterable[Box], owner: int) -> float:
        """What it costs to cover all that stands in these boxes and is none of this gate's own labels."""
        met = set[_Thing]()
        for box in boxes:
            left, top, right, bottom = box
            for cell in _cells(box):
                for thing in self._cells.get(cell, ()):
                    x0, y0, x1, y1 = thing.box
                    if x0 < right and left < x1 and y0 < bottom and top < y1 and thing.owner != owner:
                        met.add(thing)
        return sum(thing.cost for thing in met)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(edge // _CELL) for edge in box)
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            yield column, row
