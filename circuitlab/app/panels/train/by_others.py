"""What others change on the canvas makes of a run: an edit ends it, and undo and redo lead it to and fro.

A run that is led back, as by Start over, forgets what came later. That is kept here for a while, for an undo
that comes to it.
"""

from collections import deque
from typing import TYPE_CHECKING

from circuitlab.app.guard import guarded
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.parts import CONSTANT, PARAMETER, Gate

if TYPE_CHECKING:
    from circuitlab.app.panels.train.going_run import GoingRun
    from circuitlab.learn.history import Moment

EDITED = "The circuit was changed: the next training starts anew."
OTHER_PARAMETERS = "The parameters were changed: the next training starts from there."
MOST = 8
"""So many moments are kept that a run was led back from."""


class ByOthers:
    """Looks at every change of the circuit that the run did not make itself."""

    def __init__(self, going: "GoingRun") -> None:
        self._going = going
        self._left: deque[Moment] = deque(maxlen=MOST)
        going.session.changed.connect(self._look)
        going.changed.connect(self._follow)

    def keep(self) -> None:
        """The run, the window's, is about to be led back: an undo may want what it has come by."""
        if self._going.run is not None:
            self._left.appendleft(self._going.run.moment())

    @guarded
    def _follow(self) -> None:
        if self._going.run is None:
            self._left.clear()

    @guarded
    def _look(self, changes: Changes) -> None:
        """Somebody else has changed the circuit."""
        going = self._going
        if going.canvas.mine or going.run is None or not changes.touches & Touches.NUMBERS:
            return
        touched = [after for _, after in changes.parts.values() if isinstance(after, Gate)]
        if changes.is_structural or any(gate.kind == CONSTANT for gate in touched):
            going.drop(EDITED)
        elif any(gate.kind == PARAMETER for gate in touched):
            self._lead(going.canvas.values(going.run.ids))

    def _lead(self, values: dict[int, float]) -> None:
        """To the record of these parameters, as after an undo; without one, the run ends."""
        going = self._going
        place = going.found(values)
        if place >= 0:
            going.arrive(place)
            return
        left = next((moment for moment in self._left if going.found(values, moment) >= 0), None)
        if left is None:
            going.drop(OTHER_PARAMETERS)
        else:
            self._bring_back(left, going.found(values, left))

    def _bring_back(self, left: "Moment", place: int) -> None:
        """The run is again what it was when it was left; what it is now can be brought back in turn."""
        going = self._going
        going.stop()
        if going.run is None:  # it could not be stopped, and that is said
            return
        self._left.remove(left)
        self.keep()
        going.run.resume(left)
        going.moment = left
        going.arrive(place)
        if going.run.out_of_date:
            going.record()
