"""What is to climb, as it is chosen: strategies, the one that leads, their numbers, the stop rules."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from circuitlab.learn.run import Stops, stops_problem
from circuitlab.learn.strategies import StrategyName, problem
from circuitlab.learn.team import Choice

Accept: TypeAlias = Callable[[float], str]
"""Takes a number that was typed; returns why it can't, as a sentence, or ""."""


class Choosing(QObject):
    """Holds the choice. `choice` is read-only to others."""

    chosen = Signal()  # another choice

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.choice = Choice()

    def choose(self, choice: Choice) -> None:
        """Run other strategies, or with other numbers."""
        if choice != self.choice:
            self.choice = choice
            self.chosen.emit()

    def tune(self, name: StrategyName, field: str, value: float) -> str:
        """Change a number of a strategy. Returns why it can't be, as a sentence, or ""."""
        said = problem(field, value)
        if not said:
            self.choose(self.choice.tuned(name, **{field: value}))
        return said

    def stop_at(self, **rules: float | None) -> str:
        """Change a stop rule. Returns why it can't be, as a sentence, or ""."""
        stops: Stops = replace(self.choice.stops, **rules)  # type: ignore[arg-type]
        said = stops_problem(stops)
        if not said:
            self.choose(replace(self.choice, stops=stops))
        return said
