"""The inspector: everything about the selected gate, or about the document when nothing is selected."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.panels.form import Form
from circuitlab.app.panels.inspected import inspected
from circuitlab.app.panels.inspector_forms import document_form, gate_form
from circuitlab.app.session import Session
from circuitlab.app.widgets import bring_into_view
from circuitlab.circuit.parts import Gate


class Inspector(QScrollArea):
    """A form that is made anew for another selection, and filled anew after every change."""

    edit_asked = Signal(str)  # the name of an own kind

    def __init__(self, look: Look, session: Session, fill_objective: Callable[[QMenu], object]) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self._session = session
        self._fill_objective = fill_objective
        self._form: Form | None = None
        self._made_for: object = None
        self.setSizeAdjustPolicy(QScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        signals = (session.changed, session.reset, session.selection_changed, session.cursor_moved)
        Late(self, self.refresh, *signals, session.hidden.changed)
        self.refresh()

    @guarded
    def refresh(self) -> None:
        """Show what is selected now, as it is now."""
        gate, circuit = inspected(self._session), self._session.circuit
        shape = (circuit, None if gate is None else (gate.id, gate.kind))
        if self._form is None or shape != self._made_for:
            self._made_for = shape
            self._form = self._make(gate)
            self._form.judged.connect(self._show_field)
            self.setWidget(self._form)
            self.updateGeometry()
        self._form.fill()

    @guarded
    def _show_field(self, field: QWidget) -> None:
        """A field has a line under it now, or has none any more: both are to be seen."""
        bring_into_view(self, field)

    def _make(self, gate: Gate | None) -> Form:
        if gate is None:
            return document_form(self._look, self._session, self._fill_objective)
        return gate_form(self._look, self._session, gate.id, self.edit_asked.emit)
