"""The toolbar: undo, redo, tidy, fit, the formula bar, the objective chooser, Predict, and the lecture."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from circuitlab.app.actions import shown_keys, tip
from circuitlab.app.buttons import Button, Face, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.formula_bar import FormulaBar
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.widgets import named
from circuitlab.teach.names import name_of

HEIGHT = 48


class Toolbar(QWidget):
    """A row of 48 px under the menu bar."""

    def __init__(
        self,
        look: Look,
        session: Session,
        actions: Mapping[str, QAction],
        fill_objective: Callable[[QMenu], object],
    ) -> None:
        super().__init__()
        named(self, "toolbar")
        self._look = look
        self._session = session
        self._actions = actions
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look.px(HEIGHT))
        self._buttons = {name: self._button(name) for name in ("undo", "redo", "tidy", "fit")}
        self.formula_bar = FormulaBar(look, session)
        self.objective = Button(look, "f", icon="flag", height=32)
        self.objective.trailing = "chevron-down"
        self.objective.clicked.connect(guarded(lambda *_: popped(self.objective, fill_objective)))
        self.predict = self._predict_button()
        self.lecture = self._worded("lecture", "Lecture")
        self._lay_out()
        for signal in (session.changed, session.reset):
            signal.connect(self.refresh)
        self.refresh()

    def _button(self, command: str) -> Button:
        button = Button(self._look, icon=command, face=Face.PLAIN, height=32).explain(tip(command))
        action = self._actions[command]
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        button.setEnabled(action.isEnabled())
        return button

    def _predict_button(self) -> Button:
        action = self._actions["predict"]
        button = Button(self._look, "Predict", icon="predict", face=Face.PLAIN, height=32)
        button.explain(tip("predict"), "Predict")
        button.setCheckable(True)
        button.setChecked(action.isChecked())
        button.clicked.connect(action.trigger)
        action.toggled.connect(self._show_predicting)
        return button

    @guarded
    def _show_predicting(self, on: bool) -> None:
        """A method, so that it goes with the toolbar: the action outlives it."""
        self.predict.setChecked(on)

    def _worded(self, command: str, text: str) -> Button:
        """A button for an action, with its name and its first key."""
        button = Button(
            self._look, text, icon=command, keys=shown_keys(command), face=Face.PLAIN, height=32
        ).explain(tip(command))
        button.clicked.connect(self._actions[command].trigger)
        return button

    def _lay_out(self) -> None:
        look = self._look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), 0, look.px(16), 1)
        row.setSpacing(look.px(8))
        for name, button in self._buttons.items():
            row.addWidget(button)
            if name in ("redo", "fit"):
                row.addSpacing(look.px(4))
                row.addWidget(separator(look))
                row.addSpacing(look.px(4))
        row.addWidget(self.formula_bar, 1)
        row.addWidget(self.objective)
        row.addSpacing(look.px(4))
        row.addWidget(separator(look))
        row.addSpacing(look.px(4))
        row.addWidget(self.predict)
        row.addWidget(self.lecture)

    @guarded
    def refresh(self, *_: object) -> None:
        """Show the objective."""
        circuit = self._session.circuit
        chosen = circuit.objective
        name = "no objective" if chosen is None else name_of(circuit, chosen)
        self.objective.setText(name if len(name) <= 16 else f"{name[:15]}…")
        what = "The objective: the gate whose gradients are computed"
        self.objective.explain(what, f"Objective: {name}")
        self.objective.updateGeometry()


def separator(look: Look) -> QFrame:
    """A thin upright line between groups."""
    line = named(QFrame(), "separator")
    line.setFixedSize(1, look.px(24))
    return line
