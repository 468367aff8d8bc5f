"""How training is wanted to go, as the fields of the panel hold it. No widgets."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.learn.plans import Plan


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

    def problem(self) -> str:
        """Why it can't go like that, as a sentence; "" if it can."""
        if not 0 <= self.test < 1:
            return "The test rows must be a share of the rows from 0 to less than 1, such as 0.2."
        try:
            self.plan()
        except ValueError as error:
            return sentence(str(error))
        return ""

    def keeps(self, other: "Wanted") -> bool:
        """Whether a run that goes on like this can go on like the other one too."""
        return (self.test, self.loss == "squared") == (other.test, other.loss == "squared")


def sentence(line: str) -> str:
    """An error's line as a sentence."""
    return f"{line[:1].upper()}{line[1:].removesuffix('.')}."
