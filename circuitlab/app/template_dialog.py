"""File > New from Template: which one, how large, which activation, which seed."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.choice import Choice
from circuitlab.app.text_field import TextField
from circuitlab.app.widgets import dress_anew, label
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import complete
from circuitlab.learn.losses import LOSSES
from circuitlab.learn.objectives import add_loss, loss_gates
from circuitlab.learn.table import DataError
from circuitlab.learn.templates import ACTIVATIONS, TEMPLATES, gate_count, template
from circuitlab.teach.numbers import counted

WIDTH = 460
NO_LOSS = ""
SIZES = {1: "inputs", 2: "inputs, units"}
MANY_SIZES = "inputs, units …, outputs"


class Wanted(NamedTuple):
    """A template as it is asked for: it is made when that is accepted, not with every key. loss: or ""."""

    name: str
    sizes: tuple[int, ...]
    activation: str | None
    seed: int
    loss: str

    @property
    def gates(self) -> int:
        """How many it has. Raises DataError for what can't be made."""
        behind = loss_gates(self.loss) if self.loss else 0
        return gate_count(self.name, self.sizes, self.activation, self.seed) + behind

    def circuit(self) -> Circuit:
        """It is made."""
        circuit = template(self.name, self.sizes, self.activation, self.seed)
        if self.loss:
            circuit.apply(add_loss(circuit, self.loss))
        return circuit


class TemplateDialog(QDialog):
    """`taken` tells the circuit, its title, and whether its objective is a loss."""

    taken = Signal(object, str, bool)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self.setWindowTitle("New from template")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = "svm"
        self.choices = {
            "template": Choice(look, "Template", "What is made", {k: t.title for k, t in TEMPLATES.items()}),
            "activation": Choice(look, "Activation", "Of its units", {each: each for each in ACTIVATIONS}),
            "loss": Choice(
                look,
                "Loss",
                "As gates behind it, with the label as an input",
                {NO_LOSS: "none"} | {k: each.title for k, each in LOSSES.items()},
            ),
        }
        self.fields = {"sizes": TextField(""), "seed": TextField("0")}
        self.summary, self.line = label("fieldName"), label("fieldName")
        self._wanted: Wanted | None = None
        self.choices["activation"].show_choice(ACTIVATIONS[0])
        self.choices["loss"].show_choice(NO_LOSS)
        self.choices["activation"].chosen.connect(guarded(lambda key: self._choose("activation", key)))
        self.choices["loss"].chosen.connect(guarded(lambda key: self._choose("loss", key)))
        self.choices["template"].chosen.connect(self.choose)
        self._lay_out()
        self.choose(self.name)

    def _lay_out(self) -> None:
        look = self._look
        self.setFixedWidth(look.px(WIDTH))
        self.sizes_name = label("fieldName", "Sizes")
        rows = QGridLayout()
        rows.setHorizontalSpacing(look.px(16))
        rows.setVerticalSpacing(look.px(8))
        self._activation_name = label("fieldName", "Activation")
        pairs: tuple[tuple[QWidget, QWidget], ...] = (
            (label("fieldName", "Template"), self.choices["template"]),
            (self.sizes_name, self.fields["sizes"]),
            (self._activation_name, self.choices["activation"]),
            (label("fieldName", "Seed of the weights"), self.fields["seed"]),
            (label("fieldName", "Loss as gates"), self.choices["loss"]),
        )
        for row, (title, widget) in enumerate(pairs):
            rows.addWidget(title, row, 0)
            rows.addWidget(widget, row, 1)
        rows.setColumnStretch(1, 1)
        for name, field in self.fields.items():
            field.setAccessibleName("Sizes" if name == "sizes" else "Seed of the weights")
            field.setFont(look.font(14))
            field.textChanged.connect(self._judge)
        for text in (self.summary, self.line):
            text.setWordWrap(True)
        self.line.setMinimumHeight(look.px(36))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(12))
        column.addLayout(rows)
        column.addWidget(self.summary)
        column.addWidget(self.line)
        column.addWidget(buttons)

    @guarded
    def choose(self, name: str) -> None:
        """Another template, with the sizes that are usual for it."""
        known = TEMPLATES[name]
        self.name = name
        self.choices["template"].show_choice(name)
        self.sizes_name.setText(f"Sizes: {SIZES.get(known.layers or 0, MANY_SIZES)}")
        for part in (self._activation_name, self.choices["activation"]):
            part.setEnabled(bool(known.activation))
        if known.activation:
            self.choices["activation"].show_choice(known.activation)
        self.summary.setText(known.summary)
        self.fields["sizes"].setText(", ".join(map(str, known.sizes)))
        self._judge()

    def _choose(self, choice: str, key: str) -> None:
        self.choices[choice].show_choice(key)
        self._judge()

    @guarded
    def _judge(self, *_: object) -> None:
        """What would come of it, or why it can't be."""
        self._wanted, said = None, ""
        try:
            wanted = self._read()
            said, self._wanted = f"{counted(wanted.gates)} gates.", wanted
        except DataError as error:
            said = complete(str(error))
        wrong = self._wanted is None
        self.ok.setEnabled(not wrong)
        self.line.setText(said)
        self.line.setObjectName("lineError" if wrong else "fieldName")
        dress_anew(self.line)

    def _read(self) -> Wanted:
        """What the fields ask for. Raises DataError."""
        words = self.fields["sizes"].text().replace(",", " ").split()
        sizes = _whole(words, "sizes: expected whole numbers, such as 2, 16, 1")
        (seed,) = _whole([self.fields["seed"].text()], "the seed: expected a whole number, such as 0")
        activation = self.choices["activation"].key if TEMPLATES[self.name].activation else None
        return Wanted(self.name, sizes, activation, seed, self.choices["loss"].key)

    @guarded
    def accept(self) -> None:
        """Only what can be made: Return in a field asks here, too."""
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            super().accept()
            self.taken.emit(wanted.circuit(), TEMPLATES[wanted.name].title, bool(wanted.loss))


def _whole(words: list[str], expected: str) -> tuple[int, ...]:
    """The whole numbers that these are. Raises DataError, which says what was expected where."""
    try:
        return tuple(int(word) for word in words)
    except ValueError:
        shown = " ".join(words)[:30]
        raise DataError(f"{expected}, got {shown!r}") from None
