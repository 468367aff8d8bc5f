"""How training is wanted to go, as the fields of the panel hold it. No widgets."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import complete

if TYPE_CHECKING:
    from circuitlab.app.data_desk import DataDesk
    from circuitlab.app.session import Session
    from circuitlab.learn.plans import Plan
    from circuitlab.learn.training import Training


@dataclass(frozen=True, slots=True)
class Wanted:
    """As in a training's plan; test: which share of the rows is kept for testing."""

    loss: str = "hinge"
    l2: float = 0.0
    step_size: float = 0.1
    schedule: str = "constant"
    epochs: int = 100
    batch: int | None = None
    order: str = "shuffled"
    seed: int = 0
    test: float = 0.0

    def plan(self) -> "Plan":
        """The plan. Raises ValueError with one line."""
        from circuitlab.learn.plans import plan_of

        return plan_of(
            loss=self.loss,
            l2=self.l2,
            step_size=self.step_size,
            schedule=self.schedule,
            epochs=self.epochs,
            batch=self.batch,
            order=self.order,
            seed=self.seed,
        )

    def problem(self, rows: int) -> str:
        """Why it can't go like that, with so many rows, as a sentence; "" if it can."""
        from circuitlab.learn.table import kept_for_testing

        try:
            kept_for_testing(rows, self.test)
            self.plan()
        except ValueError as error:
            return complete(str(error))
        return ""

    def keeps(self, other: "Wanted") -> bool:
        """Whether a run that goes on like this can go on like the other one too."""
        return self._examples() == other._examples()

    def _examples(self) -> tuple[object, ...]:
        """What decides which rows are trained on, and as what their targets are taken."""
        targets = self.loss if self.loss in ("squared", "objective") else "labels"
        return targets, self.test, self.seed if self.test else None


def made(session: "Session", desk: "DataDesk", wanted: Wanted) -> "Training | None":
    """A run of what is wanted, on the data that there are; None without any. Raises ValueError."""
    from circuitlab.learn.training import Training

    data = desk.table
    if data is None:
        return None
    circuit = Circuit(session.circuit.parts)  # the thread's own: the session's changes
    return Training(circuit, data, desk.binding(), wanted.plan(), wanted.test)
