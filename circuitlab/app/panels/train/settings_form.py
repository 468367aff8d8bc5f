"""How to train: the loss, the step, and in which order the examples come. Two fields a row."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.choice import Choice
from circuitlab.app.panels.number_field import NumberField
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.widgets import label
from circuitlab.teach import numbers

LOSSES = {
    "svm-force": "SVM force rule",
    "hinge": "Hinge",
    "squared": "Squared error",
    "logistic": "Logistic",
    "objective": "Objective itself",
}
SCHEDULES = {"constant": "constant", "linear": "falls to 10 %", "decay": "−1 % an epoch"}
ORDERS = {"given": "as given", "shuffled": "shuffled", "drawn": "drawn"}
ALL = "all"


class SettingsForm(QWidget):
    """Fields and choices by name; `judged` tells why a number can't be."""

    judged = Signal(str)

    def __init__(self, look: Look, trainer: Trainer) -> None:
        super().__init__()
        self._look, self._trainer = look, trainer
        self.choices = {
            "loss": self._choice("loss", "Loss", "What training lowers", LOSSES),
            "schedule": self._choice("schedule", "Schedule", "How the step size changes", SCHEDULES),
            "order": self._choice("order", "Order", "Of the examples, each epoch", ORDERS),
        }
        self.fields = {
            "l2": self._field("l2", "L2", "Every weight w is pulled by −L2 · w"),
            "step_size": self._field("step_size", "Step size", "How far a step goes along the pulls"),
            "epochs": self._field("epochs", "Epochs", "How often all examples are seen", whole=True),
            "batch": self._field("batch", "Batch", "Examples a step takes: a number, or all", nothing=ALL),
            "seed": self._field("seed", "Seed", "Of the order and of the test rows", whole=True),
            "test": self._field("test", "Test rows", "Share of the rows that is only tested with: 0.2"),
        }
        self._lay_out()
        for other in (trainer.wanted_changed, trainer.loss.changed):
            other.connect(self.refresh)
        self.refresh()

    def _choice(self, name: str, title: str, tip: str, choices: dict[str, str]) -> Choice:
        choice = Choice(self._look, title, tip, choices)
        choice.chosen.connect(guarded(lambda key: self.judged.emit(self._trainer.want(**{name: key}))))
        return choice

    def _field(
        self, name: str, title: str, tip: str, *, whole: bool = False, nothing: str = ""
    ) -> NumberField:
        whole = whole or bool(nothing)

        def take(number: float) -> str:
            return self._trainer.want(**{name: int(number) if whole else number})

        def clear() -> str:
            return self._trainer.want(**{name: None})

        field = NumberField(
            self._look,
            title,
            lambda: getattr(self._trainer.wanted, name),
            take,
            whole=whole,
            clear=clear if nothing else None,
            nothing=nothing,
            tip=tip,
        )
        field.judged.connect(self.judged)
        self._trainer.fields.add(field)
        return field

    def _lay_out(self) -> None:
        look = self._look
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.px(8))
        grid.setVerticalSpacing(look.px(6))
        rows = (
            (("Loss", self.choices["loss"]), ("L2", self.fields["l2"])),
            (("Step size", self._narrow(self.fields["step_size"])), ("Epochs", self.fields["epochs"])),
            (("Schedule", self.choices["schedule"]), ("Batch", self.fields["batch"])),
            (("Order", self.choices["order"]), ("Seed", self.fields["seed"])),
            (("Test rows", self._narrow(self.fields["test"])), None),
        )
        for row, pairs in enumerate(rows):
            for place, (title, widget) in enumerate(filter(None, pairs)):
                grid.addWidget(label("fieldName", title), row, 2 * place)
                grid.addWidget(widget, row, 2 * place + 1)
        grid.setColumnStretch(1, 1)

    def _narrow(self, widget: QWidget) -> QWidget:
        """A widget that stands at the left of its place."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(widget)
        row.addStretch(1)
        return box

    @property
    def summary(self) -> str:
        """All of it in one line."""
        wanted = self._trainer.settled
        batch = "batch all" if wanted.batch is None else f"batch {numbers.counted(wanted.batch)}"
        falling = "" if wanted.schedule == "constant" else ", falling"
        l2 = f", L2 {numbers.text(wanted.l2)}" if wanted.l2 else ""
        return f"{LOSSES[wanted.loss]}{l2}, step {numbers.text(wanted.step_size)}{falling}, {batch}"

    @guarded
    def refresh(self) -> None:
        """Show what is wanted now."""
        wanted = self._trainer.settled
        for name, choice in self.choices.items():
            choice.show_choice(str(getattr(wanted, name)))
        for field in self.fields.values():
            field.refresh()
