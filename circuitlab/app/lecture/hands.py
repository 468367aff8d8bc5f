"""The keys of a lecture, wherever they are pressed: on the picture, on a blank screen, by a clicker."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from circuitlab.app.guard import guarded_or
from circuitlab.app.lecture.deeds import Deeds
from circuitlab.app.lecture.keys import DIGIT, GO, Presses, intent_of
from circuitlab.app.lecture.stage import LectureStage

_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta}
)
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
"""The second press of a double click is one more hand."""
HOLD_MS = 400.0
"""A pointer key that is held for longer shows the dot for just so long; a short press leaves it on."""


class Hands(QObject):
    """Filters the events of what it is installed on. now: the time in ms, for presses that come too soon."""

    def __init__(self, stage: LectureStage, deeds: Deeds, now: Callable[[], float], parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._deeds = stage, deeds
        self.now = now
        self._presses = Presses(lambda: self.now())
        self._pointer_since: float | None = None

    @guarded_or(lambda *_: False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """All keys are the lecture's: those of the window's commands do nothing here."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent):
            if not event.isAutoRepeat():
                if event.type() == QEvent.Type.KeyPress:
                    self._press(event)
                else:
                    self._release(event)
            event.accept()
            return True
        if watched is self._stage.blank and isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self._stage.blank.hide()
            return True
        if watched is self._stage.band and isinstance(event, QMouseEvent):
            return self._votes(event)
        return False

    def _votes(self, event: QMouseEvent) -> bool:
        """A press on a choice of the class vote counts a hand, with the right button one less."""
        if event.type() not in _PRESSES:
            return False
        choice = self._stage.band.choice_at(event.position())
        if choice is None:
            return False
        self._deeds.answering.count(choice, -1 if event.button() == Qt.MouseButton.RightButton else 1)
        return True

    def _press(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            return
        intent = intent_of(event.key(), event.modifiers())
        if self._deeds.puts_keys_away():
            self._presses.counts(intent)
            return
        if intent == GO and not self._stage.typed.digits:
            intent = "next"
        if self._stage.blank.isVisible():
            self._stage.blank.hide()
            self._presses.counts(intent)  # a second press of an impatient finger is still the same one
            return
        if self._deeds.answering.takes(event):
            return
        if not intent or not (intent.startswith(DIGIT) or self._presses.counts(intent)):
            return
        if intent == "pointer":
            self._point()
        elif intent == GO:
            self._deeds.jump()
        else:
            self._deeds.do(intent)

    def _point(self) -> None:
        """The first press shows the dot, the next one takes it away."""
        marks = self._stage.marks
        marks.show_pointer(not marks.pointer)
        self._pointer_since = self.now() if marks.pointer else None

    def _release(self, event: QKeyEvent) -> None:
        """The pointer's key: held, it shows the dot for so long."""
        if intent_of(event.key(), event.modifiers()) != "pointer" or self._pointer_since is None:
            return
        if self.now() - self._pointer_since >= HOLD_MS:
            self._stage.marks.show_pointer(False)
        self._pointer_since = None
