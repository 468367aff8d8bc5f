"""A training in the worker: while that is busy, the run is the thread's.

The window knows it by the last moment that it was handed then, and stops the worker before it asks the run
for anything else.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from circuitlab.app.guard import guarded
from circuitlab.app.panels.train.by_others import ByOthers
from circuitlab.app.panels.train.shown_run import ShownRun
from circuitlab.app.session import Session
from circuitlab.app.slices import FAILED
from circuitlab.app.worker import Worker

if TYPE_CHECKING:
    from circuitlab.learn.history import Moment, Record

STUCK = "A step took too long to be stopped: the next training starts anew, from these parameters."
INTERRUPTED = "Paused by an edit: Resume goes on."


class GoingRun(ShownRun):
    """`begun`: where the Train began that goes on, or is paused; None at rest. Read-only to others.
    `others`: what they change, and what the run is led back from."""

    def __init__(self, session: Session, worker: Worker | None = None) -> None:
        super().__init__(session)
        self.begun: Moment | None = None
        self._going = False
        self._going_on = object()  # what a pause interrupts is one step of undo, and the next Train another
        self._then: Callable[[], object] | None = None
        self._worker = worker or Worker(self)
        self.others = ByOthers(self)
        session.preview_ended.connect(self._interrupted)

    @property
    def running(self) -> bool:
        """Whether it is going on."""
        return self._going

    @property
    def paused(self) -> bool:
        """Whether it stands still on the way, and can be resumed."""
        return self.begun is not None and not self._going

    def go_on(self) -> None:
        """Let the thread train to the end of the epochs."""
        run = self.run
        if run is not None:
            self._going = True
            self._worker.begin(run.running(), self._finish, self._fail, look=run.moment, show=self.show)

    def record(self) -> None:
        """Have the history hold where the run is now."""
        if self.run is not None:
            self._worker.begin(self.run.recording(), self._settle, self._fail)

    def when_recorded(self, do: Callable[[], object]) -> None:
        """Do something once the history holds where the run is: now, or when the thread has seen to it."""
        if not self._worker.busy and self.records:
            do()
            return
        self._then = do
        if not self._worker.busy:
            self.record()

    def stop(self) -> None:
        """Stop the worker: from now on the run is the window's."""
        recording = self._worker.busy and not self._going
        self._going, self._then = False, None
        if not self._worker.stop():
            self.begun = None
            super().drop(STUCK, problem=True)
        elif recording:  # it may be done, and the word of that on its way
            self._catch_up()

    def _catch_up(self) -> None:
        """Know what the history holds by now, and which of it the canvas shows. The run is the window's."""
        if self.run is not None:
            self.moment = self.run.moment()
            self.place = max(0, self.found(self.canvas.values(self.run.ids)))

    def halt(self) -> None:
        """Stop, with what was learnt on the canvas; at rest the canvas stays as it is."""
        going = self._going
        self.stop()
        if going and self.run is not None:
            self.show(self.run.moment())

    def arrive(self, place: int) -> None:
        """The canvas shows this record; nothing is to be resumed."""
        self.begun = None
        super().arrive(place)

    def drop(self, why: str, *, problem: bool = False) -> None:
        """Stop, and no run any more: the next one begins with what the canvas shows."""
        self.run = None  # first: its parameters may be gone from the canvas
        self.stop()
        self.begun = None
        super().drop(why, problem=problem)

    @guarded
    def _finish(self, _record: "Record") -> None:
        """All epochs are done, or the numbers are out of bounds."""
        self.halt()
        self.session.release(self.label, self._going_on)
        self._going_on, self.begun = object(), None
        if self.run is not None:
            self.say_diverged(self.run.diverged)
        self.changed.emit()

    @guarded
    def _fail(self) -> None:
        """An exception ended it: what the canvas shows stays, what the run holds may be half done."""
        self.session.release(self.label)
        self.drop(FAILED, problem=True)

    @guarded
    def _settle(self, _record: "Record") -> None:
        """What a pause, or a single step, came to is part of the history now."""
        self._catch_up()
        then, self._then = self._then, None
        self.tell()
        if then is not None:
            then()

    @guarded
    def _interrupted(self) -> None:
        """The canvas keeps what it shows: the run goes back to that."""
        shown = self.moment
        if not self.running or self.canvas.mine:
            return
        self.stop()
        if self.run is not None and shown is not None:
            self.run.resume(shown)
            self.record()
            self.say(INTERRUPTED)
        self.changed.emit()
