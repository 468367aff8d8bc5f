"""The tangents of a sweep in forward mode, over the circuit: those that arrived, and those on their way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsScene

from circuitlab.app.canvas.frame import ease_in_out
from circuitlab.app.canvas.label_painter import paint_tangent
from circuitlab.app.canvas.label_places import tangent_rect
from circuitlab.app.canvas.label_sizes import PILL_HEIGHT
from circuitlab.app.canvas.motion_items import PulseItem, moving
from circuitlab.app.canvas.pulses import Pulse
from circuitlab.app.canvas.stage import Stage
from circuitlab.app.canvas.stage_item import StageItem
from circuitlab.app.canvas.surface import DETAILS_FROM, Surface
from circuitlab.app.canvas.tangent_rings import TangentRings
from circuitlab.teach import numbers

if TYPE_CHECKING:
    from circuitlab.engine.forward_mode import Sweep, TangentStep

_BELOW = 4.0
ARRIVED = 0.55
"""For this part of its time what a step takes in is on its way, then what it gives."""


@dataclass(frozen=True, slots=True)
class TangentFrame:
    """One moment of a sweep. done: its steps so far. share: how much of the time of the last of them is over,
    from 0 to 1; None: all is still. Everything to be seen is a function of these.
    """

    sweep: "Sweep"
    done: int
    share: float | None = None

    @property
    def moving(self) -> "TangentStep | None":
        """The step that is on its way."""
        return None if self.share is None or not self.done else self.sweep[self.done - 1]

    def pills(self, gates: Iterable[int]) -> "list[Pill]":
        """Those of these gates that a tangent has arrived at."""
        landed = self.done if self.moving is None else self.done - 1
        last = self.sweep[landed - 1].gate if landed else self.sweep.source
        pairs = ((gate, self.sweep.tangent_at(gate, landed)) for gate in gates)
        return [Pill(gate, numbers.text(found), gate == last) for gate, found in pairs if found is not None]

    def pulses(self) -> list[Pulse]:
        """What is on its way: into the gate along its wires, then out of it to where it will stand."""
        step = self.moving
        if step is None or self.share is None:
            return []
        if self.share >= ARRIVED:
            along = ease_in_out((self.share - ARRIVED) / (1 - ARRIVED))
            return [Pulse("tangent", numbers.text(step.tangent), along, gate=step.gate)]
        along = ease_in_out(self.share / ARRIVED)
        return [Pulse("tangent", numbers.text(came.tangent), along, wire=came.wire) for came in step.arrivals]


class Pill(NamedTuple):
    """A tangent that has arrived at a gate; last: it was the last to arrive."""

    gate: int
    text: str
    last: bool


class PillItem(StageItem):
    """One tangent that stands at its gate."""

    def __init__(self, owner: Stage) -> None:
        super().__init__(owner)
        self.setZValue(10.5)  # over the cards of the gates that act
        self.shown: Pill | None = None

    def tell(self, shown: Pill) -> None:
        """Show this from now on, where its gate is now."""
        bounds = self.rect(shown).adjusted(-2, -2, 2, 2)
        if shown != self.shown or bounds != self._bounds:
            self.shown = shown
            self._claim(bounds)

    def rect(self, shown: Pill) -> QRectF:
        """Where it stands."""
        item = self._owner.gates[shown.gate]
        return tangent_rect(item.places, shown.text).translated(item.pos())

    def paint_on(self, surface: Surface) -> None:
        """The pill."""
        shown = self.shown
        if shown is None or shown.gate not in self._owner.gates:
            return
        scale = self._owner.gates[shown.gate].places.gradient_scale
        paint_tangent(surface, self.rect(shown), shown.text, scale, thick=shown.last)


class TangentLayer:
    """Adds to the scene as many items as are ever needed at once."""

    def __init__(self, stage: Stage, scene: QGraphicsScene) -> None:
        self._stage = stage
        self._scene = scene
        self._pills: list[PillItem] = []
        self._pulses: list[PulseItem] = []
        self._rings = TangentRings(stage)
        scene.addItem(self._rings)
        self.frame: TangentFrame | None = None
        self._standing: tuple[object, int] | None = None

    def tell(self, frame: TangentFrame | None) -> None:
        """Show this moment; None: nothing."""
        self.frame = frame
        landed = None if frame is None else (frame.sweep, frame.done - (frame.moving is not None))
        if landed != self._standing:
            self._standing = landed
            self.refresh()
        self._show_pulses()

    def refresh(self) -> None:
        """Gates or labels may stand elsewhere."""
        frame, shown = self.frame, list[Pill]()
        if frame is not None:
            shown = frame.pills(self._stage.gates)
        far = self._stage.scale.zoom < DETAILS_FROM
        self._rings.tell([pill.gate for pill in sorted(shown, key=lambda pill: pill.last)] if far else ())
        if far:
            shown = []
        while len(self._pills) < len(shown):
            self._pills.append(PillItem(self._stage))
            self._scene.addItem(self._pills[-1])
        for pill, what in zip(self._pills, shown, strict=False):
            pill.tell(what)
        for place, pill in enumerate(self._pills):
            pill.setVisible(place < len(shown))

    def _show_pulses(self) -> None:
        far = self._stage.scale.zoom < DETAILS_FROM
        shown = [] if self.frame is None or far else self.frame.pulses()
        travelling = moving(self._stage, shown)
        while len(self._pulses) < len(travelling):
            self._pulses.append(PulseItem(self._stage))
            self._scene.addItem(self._pulses[-1])
        for item, each in zip(self._pulses, travelling, strict=False):
            item.tell(each)
        for place, item in enumerate(self._pulses):
            item.setVisible(place < len(travelling))

    @property
    def room(self) -> float:
        """What they need below the labels of the lowest gates."""
        return 0.0 if self.frame is None else (PILL_HEIGHT + 2 * _BELOW) * self._stage.scale.number

    @property
    def ringed(self) -> list[int]:
        """From far, the gates that a tangent has reached, the last one at the end."""
        return list(self._rings.gates)

    @property
    def shown(self) -> list[Pill]:
        """The tangents that stand at their gates."""
        return [pill.shown for pill in self._pills if pill.isVisible() and pill.shown is not None]
