"""The training of the session: it runs between the window's events, and the canvas shows what it has learnt.

Parameters move by previews while it runs, and are one step of undo at the end. What it came by is kept, so
that undo, redo and the slider can go back to any moment of it, and on from there. It outlives the panel.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.panels.train.wanted import Wanted, sentence
from circuitlab.app.session import Session
from circuitlab.app.slices import Slices
from circuitlab.circuit.changes import Changes, Touches, replacing
from circuitlab.circuit.parts import CONSTANT, PARAMETER, Gate
from circuitlab.engine.work import done
from circuitlab.teach import trainings

if TYPE_CHECKING:
    from circuitlab.learn.history import Record
    from circuitlab.learn.training import Step, Training

FRAME_MS = 33
"""Between two looks at the canvas."""
EDITED = "The circuit was changed: the next training starts anew."
BY_HAND = "A parameter was changed by hand: the next training starts from there."
OTHER_DATA = "The data were changed: the next training starts anew, from these parameters."
INTERRUPTED = "Paused by an edit: Train goes on."
PUT_BACK = "Put back: the parameters are as they were."


class Trainer(QObject):
    """Attributes, all read-only to others: `wanted`, `run` (None: none has begun), `place` (which record of
    its history the canvas shows), `said` (one line), `problem` (whether that line is one)."""

    changed = Signal()  # whether it runs, what it says, or what there is to rewind to
    moved = Signal()  # the parameters, and the curves
    wanted_changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session, self._desk = session, DataDesk.of(session)
        self.wanted = Wanted()
        self.run: Training | None = None
        self.place = 0
        self.said, self.problem = "", False
        self._mine = self._going = False
        self._going_on = object()  # what a pause interrupts is one step of undo, and the next Train another
        self._before: dict[int, float] = {}
        self._slices = Slices(self)
        self._frames = QTimer(self, interval=FRAME_MS)
        self._frames.timeout.connect(self._show)
        session.changed.connect(self._look_at)
        session.reset.connect(self._forget)
        session.preview_ended.connect(self._interrupted)
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
    def records(self) -> "list[Record]":
        """What there is to rewind to."""
        return [] if self.run is None else self.run.history.records

    # What is wanted ------------------------------------------------------------------------------

    def want(self, **fields: object) -> str:
        """Train otherwise from now on. Returns why that can't be, "" if it was taken."""
        wanted = replace(self.wanted, **fields)  # type: ignore[arg-type]
        problem = wanted.problem()
        if problem:
            return problem
        keeps, self.wanted = self.wanted.keeps(wanted), wanted
        if self.run is not None and keeps:
            self.run.replan(wanted.plan())
        elif self.run is not None:
            self._drop("")
        self.wanted_changed.emit()
        self.changed.emit()
        return ""

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
        if run.epoch >= run.plan.epochs:
            run.replan(replace(run.plan, epochs=run.epoch + self.wanted.epochs))
        self._before = dict(run.values(run.parameters))
        self._say("")
        self._going = True
        self._slices.begin(run.running(), self._finish)
        self._frames.start()
        self.changed.emit()

    def pause(self) -> None:
        """Stop for now; Train goes on from here."""
        run = self.run
        self._halt()
        self._session.release(self._label, self._going_on)
        if run is not None:
            self._slices.begin(run.recording(), self._settle)

    @guarded
    def cancel(self) -> None:
        """Put the parameters back to where this training began."""
        if not self.running or self.run is None:
            return
        self._halt()
        self._preview(self._before)
        self._session.release(self._label)
        self.place = self._found(self._before)
        self._say(PUT_BACK)
        self.changed.emit()
        self.moved.emit()

    def step_one(self) -> None:
        """One step on the next example, which is put on the inputs of the canvas."""
        run = self._ready()
        if run is None:
            return
        if run.finished and not run.diverged:
            run.replan(replace(run.plan, epochs=run.epoch + 1))
        if not self.records:
            done(run.recording())
        inputs = run.inputs_of(run.next_row)
        made = run.step(1)
        changes = self._changes(dict(run.values(made.after)) | inputs)
        row = int(made.rows[0])
        self._commit(f"Train: example {row + 1}", changes)
        self._slices.begin(run.recording(), self._settle)
        self._tell(run, made)
        self.changed.emit()

    def start_over(self) -> None:
        """The parameters as they were when the training began, and nothing learnt."""
        if self.run is not None and self.records:
            self._halt()
            self._commit(
                "Start training over", self._changes(dict(self.run.values(self.records[0].parameters)))
            )
            self.run.rewind(0)
            self._arrive(0)

    def rewind(self, place: int) -> None:
        """Show the parameters of a record; Train goes on from there."""
        if self.run is None or not 0 <= place < len(self.records) or place == self.place:
            return
        if self.running:
            self.pause()
            return
        values = dict(self.run.values(self.records[place].parameters))
        self._commit("Rewind the training", self._changes(values), run="rewind training")
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
        run = self.run
        if run is not None:
            if self.place < len(self.records) - 1:
                run.rewind(self.place)
            if run.diverged:
                self._say(run.diverged, problem=True)
                self.changed.emit()
                return None
            return run
        from circuitlab.learn.table import split
        from circuitlab.learn.training import Training

        self._session.cancel_preview()
        try:
            binding, plan = self._desk.binding(self._session), self.wanted.plan()
            data, test = self._desk.table, None
            if data is not None and self.wanted.test:
                data, test = split(data, self.wanted.test, self.wanted.seed)
            if data is None:
                return None
            self.run = Training(self._session.circuit, data, binding, plan, test)
        except ValueError as error:
            self._say(sentence(str(error)), problem=True)
            self.changed.emit()
            return None
        self.place = 0
        return self.run

    @guarded
    def _finish(self, _record: "Record") -> None:
        """All epochs are done, or the numbers are out of bounds."""
        self._stop()
        self._show()
        self._session.release(self._label, self._going_on)
        self._going_on = object()
        run = self.run
        if run is not None:
            self._say(run.diverged, problem=bool(run.diverged))
        self.changed.emit()

    @guarded
    def _settle(self, _record: "Record") -> None:
        """What a pause, or a single step, came to is part of the history now."""
        gates = self._session.circuit.gates
        if self.run is not None:
            self.place = self._found({key: gates[key].value or 0.0 for key in self.run.ids})
        self.changed.emit()
        self.moved.emit()

    def _stop(self) -> None:
        self._going = False
        self._slices.drop()
        self._frames.stop()

    def _halt(self) -> None:
        self._stop()
        self._show()

    @property
    def _label(self) -> str:
        return "Train" if self.run is None else f"Train: {trainings.epochs(self.run.epoch)}"

    # The canvas ----------------------------------------------------------------------------------

    @guarded
    def _show(self) -> None:
        """The parameters of this moment, on the canvas and on the curves."""
        if self.run is None:
            return
        self._preview(dict(self.run.values(self.run.parameters)))
        self.place = len(self.records) - 1
        self.moved.emit()

    def _preview(self, values: dict[int, float]) -> None:
        self._mine = True
        try:
            self._session.preview(self._changes(values), kept_as=self._label)
        finally:
            self._mine = False

    def _commit(self, label: str, changes: Changes, run: object = None) -> None:
        self._mine = True
        try:
            self._session.commit(label, changes, run)
        finally:
            self._mine = False

    def _changes(self, values: dict[int, float]) -> Changes:
        gates = self._session.circuit.gates
        return replacing(
            (gates[key], replace(gates[key], value=value)) for key, value in values.items() if key in gates
        )

    @guarded
    def _look_at(self, changes: Changes) -> None:
        """Somebody else has changed the circuit."""
        if self._mine or self.run is None or not changes.touches & ~Touches.LOOKS:
            return
        if changes.is_structural:
            self._drop(EDITED)
            return
        touched = [after for _, after in changes.parts.values() if isinstance(after, Gate)]
        if any(gate.kind == CONSTANT for gate in touched):
            self._drop(EDITED)
        elif any(gate.kind == PARAMETER for gate in touched):
            gates = self._session.circuit.gates
            place = self._found({key: gates[key].value or 0.0 for key in self.run.ids})
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
        if self.running and not self._mine:
            self._stop()
            if self.run is not None:
                self._slices.begin(self.run.recording(), self._settle)
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

    def _drop(self, why: str) -> None:
        self._stop()
        self.run, self.place = None, 0
        self._say(why)
        self.changed.emit()
        self.moved.emit()

    def _say(self, line: str, *, problem: bool = False) -> None:
        self.said, self.problem = line, problem

    def _tell(self, run: "Training", made: "Step") -> None:
        if run.diverged:
            self._say(run.diverged, problem=True)
            return
        row = int(made.rows[0])
        moved = {
            name: (float(before), float(after))
            for name, before, after in zip(run.names, made.before, made.after, strict=True)
        }
        inputs, target = run.data.points[row].tolist(), float(run.data.targets[row])
        pull = float(made.pulls[0])
        self._say(trainings.example(row, inputs, target, pull, moved, label=run.plan.loss.pulls))
