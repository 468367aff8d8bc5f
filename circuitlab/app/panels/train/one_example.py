"""One example at a time: first it is put on the inputs and pulls at the output, then the parameters move.

The pull stands in the place of the circuit's seed for as long as the canvas holds the numbers of that
example and of that step, so that the backward pass that is shown is the one that moves the parameters.
"""

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

from circuitlab.app.guard import guarded
from circuitlab.engine.cursor import end
from circuitlab.engine.passes import Pull
from circuitlab.teach import trainings
from circuitlab.teach.names import name_of
from circuitlab.teach.trainings import Told

if TYPE_CHECKING:
    from circuitlab.app.panels.train.trainer import Trainer
    from circuitlab.learn.task import Step
    from circuitlab.learn.training import Training


class OneExample:
    """`waits`, read-only to others: whether an example is shown whose step is still to be made."""

    def __init__(self, trainer: "Trainer") -> None:
        self._trainer, self._session = trainer, trainer.session
        self._step: Step | None = None
        self._made = False
        self._said = ""
        self.waits = False
        trainer.session.changed.connect(self._look)
        trainer.changed.connect(self._follow)

    def press(self) -> None:
        """Make the step of the example that is shown; else show the next one."""
        trainer = self._trainer
        if trainer.running or not trainer.fields.taken() or trainer.waiting.asked("an example"):
            return
        if trainer.run is None and trainer.ready() is None:
            return
        trainer.when_recorded(self._make if self.waits else self._show)

    def forget(self) -> None:
        """No example pulls any more, and nothing is said of one."""
        if self._step is not None and self._trainer.said == self._said:
            self._trainer.say("")
        self._step, self.waits, self._said = None, False, ""
        self._session.show_pull(None)

    def _show(self) -> None:
        """Put the next example on the inputs, and show all of what its pull comes to."""
        run, session = self._trainer.ready(), self._session
        if run is None:
            return
        if run.finished:
            run.replan(replace(run.plan, epochs=run.where.epoch + 1))
        self._step, self._made = run.next_step(1), False
        inputs = run.inputs_of(int(self._step.rows[0]))
        self._trainer.canvas.commit(f"Train: show {_called(run, self._step)}", inputs)
        self._look()
        session.move_cursor(end(session.trace), session.pinned)
        session.settled.emit()

    def _make(self) -> None:
        """Move the parameters along the pull."""
        run, step = self._trainer.ready(), self._step
        if run is None or step is None:
            return
        if run.where.step != step.number:  # others have led the run elsewhere
            self._show()
            return
        made, self._made = run.take(step), True
        self._trainer.moment = run.moment()
        self._trainer.canvas.commit(f"Train: {_called(run, made)}", dict(run.values(made.after)))
        self._look()
        self._session.settled.emit()
        self._session.nudged.emit(frozenset(run.ids))
        if run.diverged is not None:
            self._trainer.say_diverged(run.diverged)
        self._trainer.record()
        self._trainer.tell()

    # What the canvas holds -----------------------------------------------------------------------

    @guarded
    def _follow(self) -> None:
        if self._trainer.run is None and self._step is not None:
            self.forget()

    @guarded
    def _look(self, *_: object) -> None:
        """Let the example pull if the canvas holds its numbers, as after an undo; else no more."""
        run, step = self._trainer.run, self._step
        if run is None or step is None:
            return
        held = list(self._trainer.canvas.values(run.ids).values())
        inputs = run.inputs_of(int(step.rows[0]))
        before, after = held == step.before.tolist(), held == step.after.tolist()
        there = self._trainer.canvas.values(tuple(inputs)) == inputs and (before or after)
        made = after and (self._made or not before)
        self.waits = there and not made
        if not there:
            self._session.show_pull(None)
            self._say("")
            return
        output, pull = self._now(run, step) if made else (float(step.outputs[0]), float(step.pulls[0]))
        self._session.show_pull(Pull(_called(run, step), pull))
        told = self._told(run, step)
        self._say(trainings.moved(told, output, pull) if made else trainings.shown(told))

    def _now(self, run: "Training", step: "Step") -> tuple[float, float]:
        """Output and pull with what the canvas holds."""
        import numpy as np

        trace = self._session.trace
        value = None if trace.objective is None else trace.value(trace.objective)
        outputs = np.array([nan if value is None else value])
        return float(outputs[0]), -float(run.loss.gradient(outputs, run.data.targets[step.rows])[0])

    def _told(self, run: "Training", step: "Step") -> Told:
        place, goal = int(step.rows[0]), run.circuit.objective
        return Told(
            row=_row(run, step),
            inputs=run.data.points[place].tolist(),
            target=float(run.data.targets[place]),
            label=run.plan.loss.pulls,
            goal="f" if goal is None else name_of(run.circuit, goal),
            output=float(step.outputs[0]),
            pull=float(step.pulls[0]),
            moved=dict(
                zip(run.names, zip(step.before.tolist(), step.after.tolist(), strict=True), strict=True)
            ),
            l2=bool(run.plan.l2),
        )

    def _say(self, line: str) -> None:
        """Say this in the place of what was said of the example before."""
        if line == self._said and (not line or line == self._trainer.said):
            return
        if line or self._trainer.said == self._said:
            self._trainer.say(line)
        self._said = line
        self._trainer.changed.emit()


def _row(run: "Training", step: "Step") -> int:
    """Which row of the data the example of a step is, from 0."""
    return int(run.data.rows[step.rows[0]])


def _called(run: "Training", step: "Step") -> str:
    return f"example {_row(run, step) + 1}"
