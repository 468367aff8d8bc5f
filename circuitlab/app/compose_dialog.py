"""The dialog in which a selection becomes one gate: its name and symbol, and which sources stay outside."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.text_field import TextField
from circuitlab.app.widgets import column_of, dress_anew, label
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.composing import compose
from circuitlab.circuit.errors import CircuitError, short
from circuitlab.circuit.naming import FreeNames
from circuitlab.circuit.parts import SETTABLE, Definition

WIDTH = 420
_SOURCES_HEIGHT = 168
_FIRST_NAME = "block"
"""What a new gate is called, if nobody gives it a name."""
_ROWS = (("name", "Name", ""), ("symbol", "Symbol", "its name, or a shorter sign for it"))


class ComposeDialog(QDialog):
    """Asks how these gates become one. `taken` gives its name and the changes that make it."""

    taken = Signal(str, object)

    def __init__(self, parent: QWidget, look: Look, circuit: Circuit, chosen: Iterable[int]) -> None:
        super().__init__(parent)
        self._look, self._circuit = look, circuit
        self._chosen = frozenset(chosen)
        self.setWindowTitle("Make one gate of the selection")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        free = FreeNames([*circuit.definitions, *circuit.names]).take(_FIRST_NAME)
        self.fields = {"name": TextField(free), "symbol": TextField("")}
        self.fields["name"].selectAll()
        self.outside = self._make_boxes()
        """By source of the selection, whether it stays outside."""
        self.line = label("fieldName")
        self._changes: Changes | None = None
        self._lay_out()
        self._judge()

    def _make_boxes(self) -> dict[int, QCheckBox]:
        gates = self._circuit.gates
        sources = [key for key in sorted(self._chosen & gates.keys()) if gates[key].kind in SETTABLE]
        boxes = {}
        for key in sources:
            box = QCheckBox(f"{short(gates[key].name or str(key))}  ·  {gates[key].kind}".replace("&", "&&"))
            box.setChecked(True)
            box.toggled.connect(self._judge)
            boxes[key] = box
        return boxes

    def _lay_out(self) -> None:
        look = self._look
        self.setFixedWidth(look.px(WIDTH))
        rows = QGridLayout()
        rows.setHorizontalSpacing(look.px(16))
        rows.setVerticalSpacing(look.px(8))
        for row, (name, title, hint) in enumerate(_ROWS):
            field = self.fields[name]
            field.setAccessibleName(title)
            field.setPlaceholderText(hint)
            field.setFont(look.font(14))
            field.textChanged.connect(self._judge)
            rows.addWidget(label("fieldName", title), row, 0)
            rows.addWidget(field, row, 1)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.line.setWordWrap(True)
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.line.setMinimumHeight(look.px(38))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(12))
        column.addLayout(rows)
        if self.outside:
            column.addWidget(label("fieldName", "Stay outside, and feed the gate through a port:"))
            column.addWidget(self._source_list())
        column.addWidget(self.line)
        column.addWidget(buttons)

    def _source_list(self) -> QWidget:
        inside = QWidget()
        column = column_of(inside)
        column.setSpacing(self._look.px(6))
        for box in self.outside.values():
            column.addWidget(box)
        column.addStretch(1)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(inside)
        most = self._look.px(_SOURCES_HEIGHT)
        area.setFixedHeight(min(most, inside.sizeHint().height() + self._look.px(4)))
        return area

    @guarded
    def _judge(self, *_: object) -> None:
        """What would come of it, or why it can't be."""
        name, symbol = (self.fields[field].text().strip() for field in ("name", "symbol"))
        inside = {key for key, box in self.outside.items() if not box.isChecked()}
        self._changes, wrong = None, ""
        try:
            self._changes = compose(self._circuit, self._chosen, name, symbol=symbol, inside=inside)
        except CircuitError as error:
            wrong = str(error)
        self.ok.setEnabled(self._changes is not None)
        self.line.setText(wrong if self._changes is None else _outcome(self._changes))
        self.line.setObjectName("lineError" if wrong else "fieldName")
        dress_anew(self.line)

    @guarded
    def accept(self) -> None:
        """Only of what can be a gate: Return in a field asks here, too."""
        if self._changes is not None:
            self.taken.emit(self.fields["name"].text().strip(), self._changes)
            super().accept()


def _outcome(changes: Changes) -> str:
    """The gate that comes of it: "squash(x, w, b), made of 5 gates."."""
    (made,) = (after for _, after in changes.parts.values() if isinstance(after, Definition))
    inner = sum(hasattr(part, "kind") for part in made.body) - len(made.ports)
    ports = ", ".join(map(short, made.ports))
    return f"{short(made.name)}({ports}), made of {inner} {'gate' if inner == 1 else 'gates'}."
