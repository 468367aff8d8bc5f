"""The objective along one input, for what is on the canvas: computed in slices, one profile at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.scenery import Scenery
from circuitlab.app.slices import FAILED, Slices
from circuitlab.learn.hill import Hill, Values

if TYPE_CHECKING:
    from circuitlab.learn.landscape import Profile


class AlongInput(QObject):
    """Attributes, read-only to others: `profile`; where it is None and not on its way, `problem` says why."""

    computed = Signal()  # another profile, or none

    def __init__(self, scenery: Scenery) -> None:
        super().__init__(scenery)
        self._scenery = scenery
        self.profile: Profile | None = None
        self.problem = ""
        self._asked: tuple[Hill, Values, int, float, float] | None = None
        self._slices = Slices(self)

    def refresh(self) -> None:
        """Compute what is to be seen now, unless it is there already; what is begun is ended first."""
        from circuitlab.learn.landscape import overlooking, profiling

        scenery = self._scenery
        hill, values, place = scenery.known_hill(), scenery.here(), scenery.along
        if hill is None or values is None:
            self._slices.drop()
            self._asked = self.profile = None
            self.problem = scenery.problem
        elif not self._slices.isActive():
            led, others = ([(each[place], 0.0) for each in way] for way in scenery.visited())
            left, right, *_ = overlooking([(values[place], 0.0), *led], others)
            asked = hill, values, place, left, right
            if asked != self._asked:
                self._asked = asked
                self._slices.begin(profiling(*asked), self._take, self._fail)

    @guarded
    def _take(self, profile: "Profile") -> None:
        self.profile, self.problem = profile, ""
        self.computed.emit()  # which asks for what has changed meanwhile

    @guarded
    def _fail(self) -> None:
        self.profile, self.problem = None, FAILED
        self.computed.emit()
