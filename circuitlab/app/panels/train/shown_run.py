"""What the window knows of a training, and what the canvas shows of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.panels.train.on_canvas import OnCanvas
from circuitlab.app.session import Session
from circuitlab.teach import numbers, trainings

if TYPE_CHECKING:
    from circuitlab.learn.divergence import Divergence
    from circuitlab.learn.history import Moment, Record
    from circuitlab.learn.training import Training


class ShownRun(QObject):
    """Attributes, all read-only to others: `run` (None: none has begun; the thread's while one goes on, but
    for what never changes), `moment` (where it is, as far as the window knows), `place` (which of the records
    the canvas shows), `said` (one line), `problem` (whether that line is one)."""

    changed = Signal()  # whether it runs, what it says, or what there is to rewind to
    moved = Signal()  # the parameters, and the curves

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.session = session
        self.canvas = OnCanvas(session)
        self.run: Training | None = None
        self.place = 0
        self.said, self.problem = "", False
        self.moment: Moment | None = None

    @property
    def records(self) -> "Sequence[Record]":
        """What there is to rewind to."""
        return () if self.moment is None else self.moment.records

    @property
    def epoch(self) -> int:
        """How many epochs are done."""
        return 0 if self.moment is None else self.moment.epoch

    @property
    def label(self) -> str:
        """What a step of undo is called that keeps what was learnt."""
        return "Train" if self.run is None else f"Train: {trainings.epochs(self.epoch)}"

    def say(self, line: str, *, problem: bool = False) -> None:
        """Say this from now on; whoever does tells `changed` when all is done."""
        self.said, self.problem = line, problem

    def say_diverged(self, why: "Divergence | None") -> None:
        """Say why it has stopped; nothing where it has not."""
        self.say("" if why is None else why.line(numbers.text), problem=why is not None)

    def tell(self) -> None:
        """The parameters, the curves, and what is said are others now."""
        self.changed.emit()
        self.moved.emit()

    @guarded
    def show(self, moment: "Moment") -> None:
        """The parameters of this moment, on the canvas and on the curves."""
        if self.run is None:
            return
        self.moment = moment
        self.canvas.preview(dict(self.run.values(moment.parameters)), self.label)
        self.place = max(0, len(moment.records) - 1)
        self.moved.emit()

    def arrive(self, place: int) -> None:
        """The canvas shows this record."""
        self.place = place
        self.say("")
        self.tell()

    def found(self, values: dict[int, float], moment: "Moment | None" = None) -> int:
        """The newest record with these parameters, of a moment, or of now; the last one where the run stands
        there, recorded or not; -1 if there is none."""
        moment = moment or self.moment
        if self.run is None or moment is None:
            return -1
        wanted = [values[key] for key in self.run.ids]
        records = moment.records
        if moment.parameters.tolist() == wanted:
            return len(records) - 1
        places = range(len(records) - 1, -1, -1)
        return next((place for place in places if records[place].parameters.tolist() == wanted), -1)

    def drop(self, why: str, *, problem: bool = False) -> None:
        """No run any more: the next one begins with what the canvas shows."""
        self.run, self.moment, self.place = None, None, 0
        self.say(why, problem=problem)
        self.tell()
