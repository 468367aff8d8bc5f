"""The training panel: how to train, the controls, and, when it is seen, the plots."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.panels.seen_panel import SeenPanel
from circuitlab.app.panels.train.boundary import Boundary
from circuitlab.app.panels.train.controls import Controls
from circuitlab.app.panels.train.settings_form import SettingsForm
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.plots.coming import Coming
from circuitlab.app.session import Session
from circuitlab.app.widgets import bring_into_view, label

if TYPE_CHECKING:
    from circuitlab.app.panels.train.plots import Plots

INSET, GAP = 16, 6
LOW = 500
"""A panel that is less high asks for lower plots, as with large text."""


class TrainPanel(SeenPanel):
    """The content of the panel."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(look)
        self._session, self._desk = session, DataDesk.of(session)
        self.trainer = trainer = Trainer.of(session)
        known: Boundary | None = trainer.findChild(Boundary)
        self.boundary = known or Boundary(session, trainer)
        self.form = SettingsForm(look, trainer)
        self.controls = Controls(look, trainer, self._desk)
        self.problem = label("lineError")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self.note = label("fieldName")
        """What should be known of the loss."""
        self.note.setWordWrap(True)
        self.form.judged.connect(self._judge)
        trainer.fields.refused.connect(self._show_field)
        self.how = Button(look, face=Face.PLAIN, icon="chevron-down", height=28)
        self.how.text_px = 13.0
        self.how.clicked.connect(guarded(lambda *_: self.unfold(self.form.isHidden())))
        for other in (trainer.wanted_changed, trainer.loss.changed):
            other.connect(self._refresh)
        self._begun, self._running = trainer.run is not None, False
        self._following = False  # whether the plots are scrolled to whatever comes and goes above them
        self.verticalScrollBar().rangeChanged.connect(self._follow)
        self.verticalScrollBar().actionTriggered.connect(self._scrolled_by_hand)
        self.plots: Plots | None = None
        self.coming = Coming(look)
        self.coming.come.connect(self._make_plots)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(guarded(lambda: trainer.cancel()))
        trainer.changed.connect(self._refresh)
        self._lay_out()
        self.unfold(not self._begun)
        self._refresh()

    def _lay_out(self) -> None:
        look, inset = self._look, self._look.px(INSET)
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(inset, look.px(6), inset, look.px(6))
        column.setSpacing(look.px(GAP))
        head = QHBoxLayout()
        head.setContentsMargins(-look.px(6), 0, 0, 0)
        head.addWidget(self.how)
        head.addStretch(1)
        column.addLayout(head)
        for widget in (self.form, self.note, self.problem, self.controls, self.coming):
            column.addWidget(widget)
        column.addStretch(0)
        self.setWidget(inside)

    @guarded
    def _judge(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    @guarded
    def _refresh(self) -> None:
        self._escape.setEnabled(self.trainer.running)
        begun = self.trainer.run is not None
        if self.trainer.running and not self._running:
            self._show_plots()
        self._running = self.trainer.running
        if begun and not self._begun and not self.problem.text():
            self.unfold(False)  # the plots have its room
        self._begun = begun
        self.note.setText(self.trainer.loss.note)
        self.note.setVisible(bool(self.note.text()))
        self.how.setText("How to train" if not self.form.isHidden() else self.form.summary)
        self.how.updateGeometry()

    def unfold(self, shown: bool) -> None:
        """Show the fields, or fold them into one line."""
        self._following = self._following and not shown
        self.form.setVisible(shown)
        self.how.set_icon("chevron-down" if shown else "chevron-right")
        self.how.explain("Fold the fields into one line" if shown else "Show the fields", "How to train")
        self.how.setText("How to train" if shown else self.form.summary)
        self.how.updateGeometry()

    def watch(self, on: bool) -> None:
        """It is to be seen, or no more."""
        self.boundary.watch(on)

    def want_plots(self) -> None:
        """Make the plots, unless they are there."""
        if self.plots is None:
            self.coming.ask()

    @guarded
    def _make_plots(self) -> None:
        if self.plots is None:
            from circuitlab.app.panels.train.plots import Plots

            self.plots = Plots(self._look, self.trainer, self.boundary)
            self.plots.said.connect(self._session.said)
            self._column.insertWidget(self._column.count() - 1, self.plots, 1)
            self.coming.hide()
            self._fit_plots()
            if self.trainer.running:
                self._show_plots()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_plots()

    def _fit_plots(self) -> None:
        if self.plots is not None:
            self.plots.set_low(self.viewport().height() < self._look.px(LOW))

    def _show_plots(self) -> None:
        """They are to be seen from now on, until somebody scrolls; the buttons, too, if there is room."""
        self._following = True
        QTimer.singleShot(0, self, self._follow)

    @guarded
    def _follow(self, *_: object) -> None:
        if self._following and self.plots is not None:
            first = self.plots if self.plots.low else self.controls
            self.verticalScrollBar().setValue(first.y())

    @guarded
    def _scrolled_by_hand(self, *_: object) -> None:
        self._following = False

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._following = False
        super().wheelEvent(event)

    @guarded
    def _show_field(self, field: QWidget) -> None:
        """A field is refused: it is to be seen, and why."""
        self.unfold(True)
        bring_into_view(self, self.problem, field)
