"""What is to climb, as it is chosen: strategies, the one that leads, their numbers, the stop rules."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from circuitlab.app.panels.fields import FieldGroup
from circuitlab.learn.run import Stops, seed_problem, stops_problem
from circuitlab.learn.strategies import STRATEGIES, StrategyName, problem
from circuitlab.learn.team import Choice


class Choosing(QObject):
    """Holds the choice. `choice` is read-only to others; `fields`: those that it is typed into.

    What takes a number returns why it can't be, as a sentence, or "".
    """

    chosen = Signal()  # another choice

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choice, self.fields = Choice(), FieldGroup(self)

    def choose(self, choice: Choice) -> None:
        """Run other strategies, or with other numbers."""
        if choice != self.choice:
            self.choice = choice
            self.chosen.emit()

    def switch(self, name: StrategyName, on: bool) -> None:
        """Run a strategy beside the others, or not."""
        names = {*self.choice.names, name} if on else {*self.choice.names} - {name}
        self.choose(replace(self.choice, names=tuple(each for each in STRATEGIES if each in names)))

    def tune(self, name: StrategyName, field: str, value: float) -> str:
        """Change a number of a strategy."""
        said = problem(field, value, STRATEGIES[name].called(field))
        if not said:
            self.choose(self.choice.tuned(name, **{field: value}))
        return said

    def stop_at(self, **rules: float | None) -> str:
        """Change a stop rule."""
        stops: Stops = replace(self.choice.stops, **rules)  # type: ignore[arg-type]
        said = stops_problem(stops)
        if not said:
            self.choose(replace(self.choice, stops=stops))
        return said

    def seed_with(self, seed: int) -> str:
        """Draw other random numbers."""
        said = seed_problem(seed)
        if not said:
            self.choose(replace(self.choice, seed=seed))
        return said
