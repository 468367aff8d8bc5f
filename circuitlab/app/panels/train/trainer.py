"""The training of the session: it runs in a thread, and the canvas shows what it has learnt.

Parameters move by previews while it runs, and are one step of undo at the end. What it came by is kept, so
that undo, redo and the slider can go back to any moment of it, and on from there. It outlives the panel.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.panels.fields import FieldGroup
from circuitlab.app.panels.train.chosen_loss import ChosenLoss
from circuitlab.app.panels.train.going_run import GoingRun
from circuitlab.app.panels.train.one_example import OneExample
from circuitlab.app.panels.train.waiting import Waiting
from circuitlab.app.panels.train.wanted import Wanted, made
from circuitlab.app.session import Session
from circuitlab.app.worker import Worker
from circuitlab.circuit.errors import complete

if TYPE_CHECKING:
    from circuitlab.learn.training import Training

OTHER_DATA = "The data were changed: the next training starts anew, from these parameters."
CANCEL = "Cancel training"
PUT_BACK = "Cancelled: the parameters are as they were before this training."


class Trainer(GoingRun):
    """What can be asked for. `wanted` is read-only to others; `one`: what steps on single examples;
    `waiting`: for numbers that are covered; `loss`: which one is lowered; `fields`: those that it goes by."""

    wanted_changed = Signal()

    def __init__(self, session: Session, worker: Worker | None = None) -> None:
        super().__init__(session, worker)
        self._desk = DataDesk.of(session)
        self.wanted, self.fields = Wanted(), FieldGroup(self)
        self.loss = ChosenLoss(self)
        self.one, self.waiting = OneExample(self), Waiting(self)
        for ends in (session.opened, session.reset, session.closed):
            ends.connect(self._forget)
        self._desk.changed.connect(self._drop_for_data)

    @staticmethod
    def of(session: Session) -> "Trainer":
        """The one of this session, made when first asked for."""
        known: Trainer | None = session.findChild(Trainer)
        return known or Trainer(session)

    @property
    def settled(self) -> Wanted:
        """What is wanted, with the loss that fits the circuit."""
        return replace(self.wanted, loss=self.loss.name)

    def want(self, **fields: object) -> str:
        """Train otherwise from now on. Returns why that can't be, "" if it was taken."""
        if "loss" in fields and self.loss.is_given:  # what is chosen for outputs stays as it is
            problem = self.loss.problem(str(fields.pop("loss")))
            if problem:
                return problem
        wanted = replace(self.wanted, **fields)  # type: ignore[arg-type]
        problem = wanted.problem(0 if self._desk.table is None else len(self._desk.table))
        if problem:
            return problem
        before, self.wanted = self.settled, wanted
        self.loss.forget()
        if self.run is not None and before.keeps(self.settled):
            self._replan(longer=before.epochs == wanted.epochs)
        elif self.run is not None:
            self.drop("")
        self.wanted_changed.emit()
        self.changed.emit()
        return ""

    def _replan(self, *, longer: bool) -> None:
        """What goes on goes on by another plan. longer: for the epochs that Train has added by now."""
        going, recording = self.running, self._worker.busy
        self.stop()
        if self.run is not None:
            plan = self.settled.plan()
            self.run.replan(replace(plan, epochs=self.run.plan.epochs) if longer else plan)
            self.one.forget()  # its step was by the other plan
            if going:
                self.go_on()
            elif recording or self.run.out_of_date:
                self.record()

    @guarded
    def toggle(self) -> None:
        """Train, or pause."""
        if self.running:
            self.pause()
        elif self.fields.taken():
            self.start()

    def start(self) -> None:
        """Train to the end of the epochs that are wanted, from where the canvas stands."""
        before = self.begun
        run = None if self.waiting.asked("a training") else self.ready()
        if run is None:
            return
        self.one.forget()
        if run.where.epoch >= run.plan.epochs:
            run.replan(replace(run.plan, epochs=run.where.epoch + self.wanted.epochs))
        self.moment = run.moment()
        self.begun = before or self.moment
        self.say("")
        self.session.begin(self.label)
        self.go_on()
        self.changed.emit()

    def pause(self) -> None:
        """Stop for now; Resume goes on from here."""
        self.halt()
        self.session.release(self.label, self._going_on)
        self.record()
        self.changed.emit()

    @guarded
    def cancel(self) -> None:
        """Stop, and put the parameters back to where this training began; while paused, by a step of undo."""
        before, going = self.begun, self.running
        if before is None or self.run is None:
            return
        values = dict(self.run.values(before.parameters))
        self.halt()
        self.one.forget()
        if going:
            self.canvas.preview(values, CANCEL)
            self.session.release(CANCEL, self._going_on)
        else:
            self.session.release(self.label)
            self.canvas.commit(CANCEL, values)
        self._going_on, self.begun = object(), None
        self.say(PUT_BACK)
        if self.run is not None:
            self.place = self.found(values)
            if self.place < 0:  # a long history has lost it, or it was not recorded yet
                self.run.resume(before)
                self.moment, self.place = before, max(0, len(before.records) - 1)
        self.tell()

    def start_over(self) -> None:
        """The parameters as they were when the training began, and nothing learnt."""
        if self.run is None or not self.records:
            return
        self.halt()
        run = self.run
        if run is not None:
            self.one.forget()
            self.others.keep()
            self.canvas.commit("Start training over", dict(run.values(self.records[0].parameters)))
            run.rewind(0)
            self.moment = run.moment()
            self.arrive(0)

    def rewind(self, place: int) -> None:
        """Show the parameters of a record; Train goes on from there."""
        if not 0 <= place < len(self.records) or (place == self.place and not self.running):
            return
        record = self.records[place]
        if self.running:
            self.pause()
        self.stop()
        if self.run is not None and record in self.records:  # a long history may have dropped it by now
            self.canvas.commit(
                "Rewind the training", dict(self.run.values(record.parameters)), run="rewind training"
            )
            self.arrive(self.records.index(record))

    def ready(self) -> "Training | None":
        """The run that goes on from where the canvas stands; None, and why is said."""
        if self.running:
            self.halt()
        self.stop()
        run = self.run
        if run is not None:
            self._lead_to_canvas(run)
        else:
            self.session.cancel_preview()
            try:
                run = self.run = made(self.session, self._desk, self.settled)
            except ValueError as error:
                self.say(complete(str(error)), problem=True)
            self.place = 0
        if run is not None and run.diverged is not None:
            self.say_diverged(run.diverged)
            run = None
        if run is None:
            self.changed.emit()
        return run

    def _lead_to_canvas(self, run: "Training") -> None:
        """Back to the record that is shown, unless the canvas shows where the run stands."""
        there = dict(run.values(run.where.parameters)) == self.canvas.values(run.ids)
        if self.place < len(self.records) - 1 or not there:
            self.others.keep()
            run.rewind(self.place)
            self.moment = run.moment()

    @guarded
    def _drop_for_data(self) -> None:
        if self.run is not None:
            self.drop(OTHER_DATA)

    @guarded
    def _forget(self) -> None:
        """Another circuit. `opened` comes before its data do: nobody has changed any."""
        if self.run is not None or self.said:
            self.drop("")
