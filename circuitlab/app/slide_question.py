"""The question of a lesson's slide: asked as in Predict mode, wherever in the passes its number is.

It stands until its number is answered, shown, or reached by the passes. Next is never blocked: it takes the
slide's steps, and the one that brings the number shows it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from circuitlab.app.guard import guarded
from circuitlab.app.legs import onward
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.predicting import Predicting

if TYPE_CHECKING:
    from circuitlab.app.asking import Asking


class SlideQuestion(QObject):
    """Opens a slide's question when it comes, and tells the lesson what has become of it.

    While every number is asked for, the slide's is asked when it comes.
    """

    def __init__(self, predicting: Predicting, lessons: LessonSession) -> None:
        super().__init__(predicting)
        self._predicting = predicting
        self._lessons = lessons
        self._deck: object = None
        self._put_off = False
        lessons.answering = self
        session = predicting.session
        lessons.slide_changed.connect(self._slide_changed)
        session.cursor_moved.connect(self._look)
        session.trace_changed.connect(self._ask_anew)
        predicting.switched.connect(self._ask_anew)
        predicting.closed.connect(self._closed)

    @property
    def _open(self) -> "Asking | None":
        """The slide's question, while it is asked."""
        asked = self._predicting.asked
        return asked if asked is not None and asked.slide is not None else None

    def reveal(self, *, passing: bool = False) -> bool:
        """Show the number that is asked for; False where nothing is asked. passing: Next passes over it."""
        if self._open is None:
            return False
        self._predicting.done("skipped" if passing else "shown")
        return True

    @property
    def can_ask(self) -> bool:
        """Whether it was put off, and can be asked again."""
        return self._put_off and not self._predicting.on and self._lessons.sought is not None

    def ask(self) -> None:
        """Ask again what was put off."""
        self._put_off = False
        self._look()
        self._lessons.question_changed.emit()

    # When to ask ---------------------------------------------------------------------------------

    @guarded
    def _slide_changed(self) -> None:
        """Another slide; with another lesson, another run."""
        deck, before = self._lessons.deck, self._deck
        self._deck = deck
        self._predicting.run.of_lesson = deck is not None
        if deck is not None and deck is not before:
            self._predicting.run.begin()
        self._put_off = False
        self._ask_anew()

    @guarded
    def _ask_anew(self, *_: object) -> None:
        """The numbers changed under the question, or it is another one."""
        made = self._made()
        if made is not None:
            self._predicting.open(made)
        elif self._open is not None:
            self._predicting.drop()

    @guarded
    def _look(self) -> None:
        """The cursor moved: to the number, past it, or back before it."""
        asked, made = self._open, self._made()
        if asked is not None and self._lessons.question is None:
            self._predicting.drop("skipped")
        elif asked is not None:
            asked.leg = onward(self._predicting.session.cursor, asked.leg.stop)
            self._predicting.tell()
        elif made is not None:
            self._predicting.open(made)

    def _made(self) -> "Asking | None":
        """The question as it is to be asked here; None where there is none."""
        lessons, predicting = self._lessons, self._predicting
        if predicting.on or self._put_off or lessons.question is None or lessons.sought is None:
            return None
        from circuitlab.app.asking import Asking

        cursor = predicting.session.cursor
        leg = onward(cursor, max(cursor, lessons.known_at))
        return Asking(lessons.sought, (), leg, slide=lessons.index + 1)

    @guarded
    def _closed(self, asked: "Asking", result: str) -> None:
        if asked.slide is None:
            return
        self._put_off = not result
        if result:
            self._lessons.answered.add(asked.slide - 1)
        self._lessons.question_changed.emit()
