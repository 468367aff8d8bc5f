"""The panels that nobody opens by hand: a lesson's, and the one in which numbers are predicted.

Each says when it comes and goes; the side finds room for it.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.panels.panel import Panel
from circuitlab.app.predicting import Predicting
from circuitlab.app.session import Session


class CalledLesson(QObject):
    """The slide, above everything else, as long as there is a lesson."""

    came = Signal(bool)  # it is to be seen from now on; False: it goes on, or is over

    def __init__(self, look: Look, lessons: LessonSession, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._lessons, self._session = look, lessons, session
        self._shown = False
        closing = "End the lesson. The circuit stays."
        self.panel = Panel(look, "Lesson", self._make, folded=True, closing=closing)
        self.panel.closed.connect(guarded(lambda *_: lessons.end()))
        lessons.slide_changed.connect(self.call)

    def _make(self) -> QWidget:
        from circuitlab.app.panels.lesson_panel import LessonPanel

        made = LessonPanel(self._look, self._lessons, self._session)
        made.noted.connect(guarded(self.panel.set_note))
        made.refresh()
        return made

    @guarded
    def call(self) -> None:
        """A lesson begins, goes on, or is over."""
        begins = self._lessons.active and not self._shown
        self._shown = self._lessons.active
        self.came.emit(begins)


class CalledPredict(QObject):
    """Stands in the place of the step panel while numbers are predicted: that one tells them."""

    came = Signal(bool)  # it is to be seen from now on, unfolded; False: no more, or folded

    def __init__(self, look: Look, predicting: Predicting, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._predicting = look, predicting
        self._asking = False
        self._folded_by_hand = False
        closing = "Close this panel. Learn > Predict brings it back."
        self.panel = Panel(look, "Predict", self._make, folded=True, closing=closing)
        self.panel.closed.connect(guarded(lambda *_: predicting.stop()))
        self.panel.folded_changed.connect(self._remember_fold)
        predicting.switched.connect(self.came)
        predicting.changed.connect(self._show_question)

    def _make(self) -> QWidget:
        from circuitlab.app.panels.predict_panel import PredictPanel

        return PredictPanel(self._look, self._predicting)

    @property
    def wanted(self) -> bool:
        """Whether it stands in the place of the step's."""
        return self._predicting.on or self._predicting.asked is not None

    @guarded
    def call(self) -> None:
        """The look is another: what goes on goes on."""
        if self._predicting.on:
            self.came.emit(True)
        self._show_question()

    @guarded
    def _show_question(self) -> None:
        """A slide asks, or does so no more: the panel stands there only as long."""
        asked = self._predicting.asked
        asking, was_asking = asked is not None, self._asking
        self._asking = asking
        if asked is not None and asked.vote is not None and (self.panel.folded or self.panel.isHidden()):
            self.came.emit(True)  # what is voted on is to be seen
        if asking != was_asking and not self._predicting.on:
            self.came.emit(asking and not self._folded_by_hand)

    @guarded
    def _remember_fold(self, folded: bool) -> None:
        self._folded_by_hand = folded
