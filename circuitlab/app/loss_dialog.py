"""Learn > Loss as Gates: which loss, and how hard L2 pulls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.choice import Choice
from circuitlab.app.session import Session
from circuitlab.app.text_field import TextField
from circuitlab.app.widgets import dress_anew, label
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.errors import label as called
from circuitlab.learn.losses import LOSSES, loss_of
from circuitlab.learn.objectives import add_loss, said
from circuitlab.teach import numbers

WIDTH = 420


class LossDialog(QDialog):
    """Adds the gates when it is accepted."""

    def __init__(self, parent: QWidget, look: Look, session: Session) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Loss as gates")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.loss = Choice(
            look, "Loss", "What is computed", {key: each.title for key, each in LOSSES.items()}
        )
        self.l2 = TextField("0")
        self.l2.setAccessibleName("L2")
        self.line = label("fieldName")
        self.line.setWordWrap(True)
        self.line.setMinimumHeight(look.px(36))
        self._changes: Changes | None = None
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.setFixedWidth(look.px(WIDTH))
        rows = QGridLayout()
        rows.setHorizontalSpacing(look.px(16))
        rows.setVerticalSpacing(look.px(8))
        rows.addWidget(label("fieldName", "Loss"), 0, 0)
        rows.addWidget(self.loss, 0, 1)
        rows.addWidget(label("fieldName", "L2"), 1, 0)
        rows.addWidget(self.l2, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.px(16),) * 4)
        column.setSpacing(look.px(12))
        column.addLayout(rows)
        column.addWidget(self.line)
        column.addWidget(buttons)
        self.loss.chosen.connect(self.choose)
        self.l2.textChanged.connect(self._judge)
        self.choose("hinge")

    @guarded
    def choose(self, loss: str) -> None:
        """Another loss."""
        self.loss.show_choice(loss)
        self._judge()

    @guarded
    def _judge(self, *_: object) -> None:
        """What would come of it, or why it can't be."""
        self._changes, wrong, circuit = None, "", self._session.circuit
        try:
            self._changes = add_loss(circuit, self.loss.key, numbers.read(self.l2.text()))
        except ValueError as error:
            wrong = str(error)
        self.ok.setEnabled(self._changes is not None)
        objective = circuit.objective
        output = "the output" if objective is None else called(circuit, objective)
        formula = loss_of(self.loss.key).formula
        self.line.setText(wrong or f"{formula}, with f = {output} and t the new input target.")
        self.line.setObjectName("lineError" if wrong else "fieldName")
        dress_anew(self.line)

    @guarded
    def accept(self) -> None:
        """Only what can be: Return in a field asks here, too."""
        if self._changes is not None:
            self._session.commit(said(self._session.circuit, self.loss.key), self._changes)
            self._session.set_direction(-1)  # a loss is there to be lowered
            super().accept()
