"""The dialog in which a gate is made from a formula, or changed: its fields, what is wrong, its rule."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from circuitlab.app import equations
from circuitlab.app.chrome_style import Look
from circuitlab.app.gate_draft import Draft, Judged, consequence, judged, names_in
from circuitlab.app.guard import guarded
from circuitlab.app.panels.step_card import Card, Line
from circuitlab.app.panels.typesetter import EQUATION, SMALLEST
from circuitlab.app.text_field import TextField
from circuitlab.app.widgets import column_of, dress_anew, label
from circuitlab.circuit.circuit import Circuit
from circuitlab.gates.kind import GateKind

WIDTH, PREVIEW = 640, 240
LINE, LONG_LINE = 20, 38
"""Room under a field, whether there is anything to say or not: the fields keep their places."""
SETTLE_MS = 120
"""The rule is typeset when the typing has rested for so long."""
MOST_SLOPES = 6
MOST_LATEX = 700
"""Longer LaTeX takes too long to set, and nobody could read it."""
_ROWS = (
    ("name", "Name", "hill"),
    ("formula", "Formula", "100 - (x - y)**2"),
    ("inputs", "Inputs", "x, y"),
    ("symbol", "Symbol", "its name, or a shorter sign for it"),
)
_TOO_LONG = r"\text{too long to be shown}"


class GateDialog(QDialog):
    """Asks for a gate. `taken` gives the definition; what was typed stays in `draft`.

    editing: the definition that it is to replace.
    """

    taken = Signal(object)

    def __init__(
        self, parent: QWidget, look: Look, circuit: Circuit, draft: Draft, editing: str | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._circuit, self._editing = look, circuit, editing
        self.setWindowTitle("New gate from formula" if editing is None else f"Edit gate {editing}")
        self.fields = {name: TextField(getattr(draft, name)) for name, _, _ in _ROWS}
        self.lines = {name: label("fieldName") for name, _, _ in _ROWS}
        self._follows = draft.follows or not draft.inputs.strip()
        self.judged = Judged()
        self._result = label("fieldName")
        self._area = QScrollArea(widgetResizable=True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._late = QTimer(self, singleShot=True, interval=SETTLE_MS)
        equations.load()
        self._lay_out(parent.width())
        self._listen()
        self._judge()
        self._show_rule()

    @property
    def draft(self) -> Draft:
        """What stands in the fields."""
        texts = {name: field.text() for name, field in self.fields.items()}
        return Draft(**texts, follows=self._follows)

    def _lay_out(self, widest: int) -> None:
        look = self._look
        self.setFixedWidth(min(look.px(WIDTH), widest))
        rows = QGridLayout()
        rows.setHorizontalSpacing(look.px(16))
        rows.setVerticalSpacing(look.px(4))
        for row, (name, title, example) in enumerate(_ROWS):
            field, line = self.fields[name], self.lines[name]
            field.setAccessibleName(title)
            field.setPlaceholderText(example)
            field.setFont(look.font(14))
            line.setWordWrap(True)
            line.setAlignment(Qt.AlignmentFlag.AlignTop)
            line.setFixedHeight(look.px(LONG_LINE if name == "formula" else LINE))
            rows.addWidget(label("fieldName", title), 2 * row, 0)
            rows.addWidget(field, 2 * row, 1)
            rows.addWidget(line, 2 * row + 1, 1)
        self._area.setFixedHeight(look.px(PREVIEW))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(10))
        column.addLayout(rows)
        column.addWidget(self._area)
        column.addWidget(self._result)
        column.addWidget(self._buttons)

    def _listen(self) -> None:
        self._late.timeout.connect(self._show_rule)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.fields["inputs"].textEdited.connect(self._inputs_typed)
        self.fields["formula"].textEdited.connect(self._formula_typed)
        for field in self.fields.values():
            field.textChanged.connect(self._judge)

    @guarded
    def _inputs_typed(self, text: str) -> None:
        self._follows = not text.strip()

    @guarded
    def _formula_typed(self, text: str) -> None:
        """The inputs are the names in the formula, in order of appearance, until somebody types others."""
        found = names_in(text) if self._follows else None
        if found:
            self.fields["inputs"].setText(", ".join(found))

    @guarded
    def _judge(self, *_: object) -> None:
        self.judged = judged(self._circuit, self.draft, self._editing)
        for name, line in self.lines.items():
            wrong = self.judged.wrong.get(name, "")
            remark = self.judged.remark if name == "formula" else ""
            _say(line, wrong or self.judged.missing.get(name, remark), wrong=bool(wrong))
            self.fields[name].setAccessibleDescription(line.text())
        definition = self.judged.definition
        self.ok.setEnabled(definition is not None)
        self._result.setText(
            "" if definition is None else consequence(self._circuit, definition, self._editing)
        )
        self._result.setVisible(self._editing is not None)
        self._late.start()

    @guarded
    def _show_rule(self) -> None:
        """Typeset what is good so far."""
        kind = self.judged.kind
        self._area.setWidget(QWidget() if kind is None else self._card(kind))

    def _card(self, kind: GateKind) -> QWidget:
        from circuitlab.gates.rules import rule_latex, slope_latex

        ports = kind.ports[:MOST_SLOPES]
        lines = [Line("Value", (self._fitting(rule_latex(kind)),))]
        for port, name in enumerate(ports):
            lines.append(Line(f"Slope for {name}", (self._fitting(slope_latex(kind, port)),)))
        inside = QWidget()
        column = column_of(inside)
        column.addWidget(Card(self._look, "value", lines))
        if len(kind.ports) > len(ports):
            column.addWidget(label("fieldName", f"and {len(kind.ports) - len(ports)} more slopes"))
        column.addStretch(1)
        return inside

    def _fitting(self, latex: str) -> str:
        """The equation, unless it would be wider than the card even when it is shrunk."""
        look = self._look
        if len(latex) > MOST_LATEX:
            return _TOO_LONG
        drawn = equations.equation(latex, look.theme, EQUATION * look.scale, self.devicePixelRatioF())
        room = self.width() - look.px(80)
        return latex if drawn.width * SMALLEST <= room else _TOO_LONG

    @guarded
    def accept(self) -> None:
        """Only of a whole gate: Return in a field asks here, too."""
        if self.judged.definition is not None:
            self.taken.emit(self.judged.definition)
            super().accept()


def _say(line: QLabel, text: str, *, wrong: bool) -> None:
    line.setText(text)
    name = "lineError" if wrong else "fieldName"
    if line.objectName() != name:
        line.setObjectName(name)
        dress_anew(line)
