"""The training of the session: it runs in a thread, and the canvas shows what it has learnt.

Parameters move by previews while it runs, and are one step of undo at the end. What it came by is kept, so
that undo, redo and the slider can go back to any moment of it, and on from there. It outlives the panel.

While the worker is busy, the run is the thread's: the window knows it by the last moment that it was handed,
and stops the worker before it asks the run for anything else.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.panels.train.on_canvas import OnCanvas
from circuitlab.app.panels.train.wanted import Wanted, sentence
from circuitlab.app.session import Session
from circuitlab.app.slices import FAILED
from circuitlab.app.worker import Worker
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import CONSTANT, PARAMETER, Gate
from circuitlab.engine.work import done
from circuitlab.teach import numbers, trainings

if TYPE_CHECKING:
    from circuitlab.learn.divergence import Divergence
    from circuitlab.learn.history import Moment, Record
    from circuitlab.learn.task import Step
    from circuitlab.learn.training import Training

EDITED = "The circuit was changed: the next training starts anew."
BY_HAND = "A parameter was changed by hand: the next training starts from there."
OTHER_DATA = "The data were changed: the next training starts anew, from these parameters."
INTERRUPTED = "Paused by an edit: Train goes on."
PUT_BACK = "Put back: the parameters are as they were."
STUCK = "A step took too long to be stopped: the next training starts anew, from these parameters."


class Trainer(QObject):
    """Attributes, all read-only to others: `wanted`, `run` (None: none has begun; the thread's while one
    goes on, but for what never changes), `place` (which of the records the canvas shows), `said` (one line),
    `problem` (whether that line is one)."""

    changed = Signal()  # whether it runs, what it says, or what there is to rewind to
    moved = Signal()  # the parameters, and the curves
    wanted_changed = Signal()

    def __init__(self, session: Session, worker: Worker | None = None) -> None:
        super().__init__(session)
        self._session, self._desk = session, DataDesk.of(session)
        self.wanted = Wanted()
        self.run: Training | None = None
        self.place = 0
        self.said, self.problem = "", False
        self._going = False
        self._going_on = object()  # what a pause interrupts is one step of undo, and the next Train another
        self._before: Moment | None = None
        self._moment: Moment | None = None
        self._canvas = OnCanvas(session)
        self._worker = worker or Worker(self)
        session.changed.connect(self._look_at)
        session.reset.connect(self._forget)
        session.preview_ended.connect(self._interrupted)
        session.closed.connect(self._forget)
        self._desk.changed.connect(self._drop_for_data)

    @staticmethod
    def of(session: Session) -> "Trainer":
        """The one of this session, made when first asked for."""
        known: Trainer | None = session.findChild(Trainer)
        return known or Trainer(session)

    @property
    def running(self) -> bool:
        """Whether it is going on."""
        return self._going

    @property
    def records(self) -> "Sequence[Record]":
        """What there is to rewind to."""
        return () if self._moment is None else self._moment.records

    @property
    def epoch(self) -> int:
        """How many epochs are done."""
        return 0 if self._moment is None else self._moment.epoch

    # What is wanted ------------------------------------------------------------------------------

    def want(self, **fields: object) -> str:
        """Train otherwise from now on. Returns why that can't be, "" if it was taken."""
        wanted = replace(self.wanted, **fields)  # type: ignore[arg-type]
        problem = wanted.problem()
        if problem:
            return problem
        keeps, self.wanted = self.wanted.keeps(wanted), wanted
        if self.run is not None and keeps:
            self._replan()
        elif self.run is not None:
            self._drop("")
        self.wanted_changed.emit()
        self.changed.emit()
        return ""

    def _replan(self) -> None:
        """What goes on goes on by another plan."""
        going, recording = self._going, self._worker.busy
        self._stop()
        if self.run is not None:
            self.run.replan(self.wanted.plan())
            if going:
                self._go_on()
            elif recording:
                self._record()

    # Going on ------------------------------------------------------------------------------------

    @guarded
    def toggle(self) -> None:
        """Train, or pause."""
        if self.running:
            self.pause()
        else:
            self.start()

    def start(self) -> None:
        """Train to the end of the epochs that are wanted, from where the canvas stands."""
        run = self._ready()
        if run is None:
            return
        if run.where.epoch >= run.plan.epochs:
            run.replan(replace(run.plan, epochs=run.where.epoch + self.wanted.epochs))
        self._moment = self._before = run.moment()
        self._say("")
        self._go_on()
        self.changed.emit()

    def _go_on(self) -> None:
        run = self.run
        if run is not None:
            self._going = True
            self._worker.begin(run.running(), self._finish, self._fail, look=run.moment, show=self._show)

    def pause(self) -> None:
        """Stop for now; Train goes on from here."""
        self._halt()
        self._session.release(self._label, self._going_on)
        self._record()
        self.changed.emit()

    @guarded
    def cancel(self) -> None:
        """Put the parameters back to where this training began."""
        before = self._before
        if not self.running or before is None or self.run is None:
            return
        values = dict(self.run.values(before.parameters))
        self._halt()
        self._canvas.preview(values, self._label)
        self._session.release(self._label)
        self._say(PUT_BACK)
        if self.run is not None:
            self.place = self._found(values)
            if self.place < 0:  # a long history has lost it, or it was not recorded yet
                self.run.resume(before)
                self._moment, self.place = before, max(0, len(before.records) - 1)
        self.changed.emit()
        self.moved.emit()

    def step_one(self) -> None:
        """One step on the next example, which is put on the inputs of the canvas."""
        run = self._ready()
        if run is None:
            return
        if run.finished and run.diverged is None:
            run.replan(replace(run.plan, epochs=run.where.epoch + 1))
        if not self.records:
            done(run.recording())
        made = run.step(1)
        inputs = run.inputs_of(int(made.rows[0]))
        self._moment = run.moment()
        values = dict(run.values(made.after)) | inputs
        self._canvas.commit(f"Train: example {int(made.rows[0]) + 1}", values)
        self._record()
        self._tell(run, made)
        self.changed.emit()

    def start_over(self) -> None:
        """The parameters as they were when the training began, and nothing learnt."""
        if self.run is None or not self.records:
            return
        self._halt()
        run = self.run
        if run is not None:
            self._canvas.commit("Start training over", dict(run.values(self.records[0].parameters)))
            run.rewind(0)
            self._moment = run.moment()
            self._arrive(0)

    def rewind(self, place: int) -> None:
        """Show the parameters of a record; Train goes on from there."""
        if self.run is None or not 0 <= place < len(self.records) or place == self.place:
            return
        if self.running:
            self.pause()
            return
        self._stop()
        if self.run is not None:
            values = dict(self.run.values(self.records[place].parameters))
            self._canvas.commit("Rewind the training", values, run="rewind training")
            self._arrive(place)

    def _arrive(self, place: int) -> None:
        self.place = place
        self._say("")
        self.changed.emit()
        self.moved.emit()

    # One run -------------------------------------------------------------------------------------

    def _ready(self) -> "Training | None":
        """The run that goes on from where the canvas stands; None, and why is said."""
        if self.running:
            self._halt()
        self._stop()
        run = self.run
        if run is not None:
            if 0 <= self.place < len(self.records) - 1:
                run.rewind(self.place)
                self._moment = run.moment()
            if run.diverged is not None:
                self._say_diverged(run.diverged)
                self.changed.emit()
                return None
            return run
        from circuitlab.learn.table import split
        from circuitlab.learn.training import Training

        self._session.cancel_preview()
        try:
            binding, plan = self._desk.binding(), self.wanted.plan()
            data, test = self._desk.table, None
            if data is not None and self.wanted.test:
                data, test = split(data, self.wanted.test, self.wanted.seed)
            if data is None:
                return None
            circuit = Circuit(self._session.circuit.parts)  # the thread's own: the session's changes
            self.run = Training(circuit, data, binding, plan, test)
        except ValueError as error:
            self._say(sentence(str(error)), problem=True)
            self.changed.emit()
            return None
        self.place = 0
        return self.run

    @guarded
    def _finish(self, _record: "Record") -> None:
        """All epochs are done, or the numbers are out of bounds."""
        self._halt()
        self._session.release(self._label, self._going_on)
        self._going_on = object()
        run = self.run
        if run is not None:
            self._say_diverged(run.diverged)
        self.changed.emit()

    @guarded
    def _fail(self) -> None:
        """An exception ended it: what the canvas shows stays, what the run holds may be half done."""
        self._session.release(self._label)
        self._drop(FAILED, problem=True)

    def _record(self) -> None:
        """Have the history hold where the run is now."""
        if self.run is not None:
            self._worker.begin(self.run.recording(), self._settle, self._fail)

    @guarded
    def _settle(self, _record: "Record") -> None:
        """What a pause, or a single step, came to is part of the history now."""
        if self.run is not None:
            self._moment = self.run.moment()
            self.place = max(0, self._found(self._canvas.values(self.run.ids)))
        self.changed.emit()
        self.moved.emit()

    def _stop(self) -> None:
        """Stop the worker: from now on the run is the window's."""
        recording = self._worker.busy and not self._going
        self._going = False
        if not self._worker.stop():
            self.run, self._moment, self.place = None, None, 0
            self._say(STUCK, problem=True)
        elif recording and self.run is not None:
            known, self._moment = self.records, self.run.moment()
            if self.records[-1:] != known[-1:]:  # it was recorded, and the word of that is on its way
                self.place = len(self.records) - 1

    def _halt(self) -> None:
        """Stop, with what was learnt on the canvas."""
        self._stop()
        if self.run is not None:
            self._show(self.run.moment())

    @property
    def _label(self) -> str:
        return "Train" if self.run is None else f"Train: {trainings.epochs(self.epoch)}"

    # The canvas ----------------------------------------------------------------------------------

    @guarded
    def _show(self, moment: "Moment") -> None:
        """The parameters of this moment, on the canvas and on the curves."""
        if self.run is None:
            return
        self._moment = moment
        self._canvas.preview(dict(self.run.values(moment.parameters)), self._label)
        self.place = max(0, len(moment.records) - 1)
        self.moved.emit()

    @guarded
    def _look_at(self, changes: Changes) -> None:
        """Somebody else has changed the circuit."""
        if self._canvas.mine or self.run is None or not changes.touches & Touches.NUMBERS:
            return
        if changes.is_structural:
            self._drop(EDITED)
            return
        touched = [after for _, after in changes.parts.values() if isinstance(after, Gate)]
        if any(gate.kind == CONSTANT for gate in touched):
            self._drop(EDITED)
        elif any(gate.kind == PARAMETER for gate in touched):
            place = self._found(self._canvas.values(self.run.ids))
            if place < 0:
                self._drop(BY_HAND)
            else:  # an undo, a redo: a moment of the training
                self._arrive(place)

    def _found(self, values: dict[int, float]) -> int:
        """The newest record with these parameters; -1 if there is none."""
        if self.run is None:
            return -1
        wanted = [values[key] for key in self.run.ids]
        records = self.records
        places = range(len(records) - 1, -1, -1)
        return next((place for place in places if records[place].parameters.tolist() == wanted), -1)

    @guarded
    def _interrupted(self) -> None:
        """The canvas keeps what it shows: the run goes back to that."""
        shown = self._moment
        if not self.running or self._canvas.mine:
            return
        self._stop()
        if self.run is not None and shown is not None:
            self.run.resume(shown)
            self._record()
            self._say(INTERRUPTED)
        self.changed.emit()

    @guarded
    def _drop_for_data(self) -> None:
        if self.run is not None:
            self._halt_kept()
            self._drop(OTHER_DATA)

    def _halt_kept(self) -> None:
        """Stop, and keep what was learnt as a step of undo."""
        if self.running:
            self._halt()
            self._session.release(self._label)

    @guarded
    def _forget(self) -> None:
        """Another circuit."""
        if self.run is not None:
            self._drop("")

    def _drop(self, why: str, *, problem: bool = False) -> None:
        self._stop()
        self.run, self._moment, self.place = None, None, 0
        self._say(why, problem=problem)
        self.changed.emit()
        self.moved.emit()

    def _say(self, line: str, *, problem: bool = False) -> None:
        self.said, self.problem = line, problem

    def _say_diverged(self, why: "Divergence | None") -> None:
        self._say("" if why is None else why.line(numbers.text), problem=why is not None)

    def _tell(self, run: "Training", made: "Step") -> None:
        if run.diverged is not None:
            self._say_diverged(run.diverged)
            return
        row = int(made.rows[0])
        moved = {
            name: (float(before), float(after))
            for name, before, after in zip(run.names, made.before, made.after, strict=True)
        }
        inputs, target = run.data.points[row].tolist(), float(run.data.targets[row])
        pull = float(made.pulls[0])
        self._say(trainings.example(row, inputs, target, pull, moved, label=run.plan.loss.pulls))
