"""The lesson that is shown, and what there is to know of it: its slide, its question, how far it goes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from circuitlab.app.player import Player
from circuitlab.engine.cursor import Cursor

if TYPE_CHECKING:
    from circuitlab.teach.lessons.deck import Deck, Page
    from circuitlab.teach.lessons.fields import Piece
    from circuitlab.teach.lessons.lesson import Question
    from circuitlab.teach.lessons.shipped import Shipped
    from circuitlab.teach.lessons.walk import Walk
    from circuitlab.teach.predict.questions import Question as Sought


class Answering(Protocol):
    """Whoever asks the slides' questions."""

    def reveal(self, *, passing: bool = False) -> bool:
        """Show the number that is asked for; False where nothing is asked. passing: Next passes over it."""

    def ask(self) -> None:
        """Ask again what was put off."""

    @property
    def can_ask(self) -> bool:
        """Whether it was put off, and can be asked again."""


class LessonShown(QObject):
    """Holds a deck and the index of the slide.

    Attributes, read-only to others: `deck` (None: no lesson), `index` (of the slide, from 0), `answered`
    (the slides whose questions are done).
    """

    slide_changed = Signal()  # another slide, another lesson, or none any more
    question_changed = Signal()  # the slide's question is done, or was put off

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._session = player.session
        self.deck: Deck | None = None
        self.index = 0
        self.answered: set[int] = set()
        self.answering: Answering | None = None

    @property
    def active(self) -> bool:
        """Whether a lesson is shown."""
        return self.deck is not None

    @property
    def page(self) -> "Page | None":
        """The slide that is shown."""
        return None if self.deck is None else self.deck.pages[self.index]

    @property
    def count(self) -> int:
        """How many slides there are."""
        return 0 if self.deck is None else len(self.deck.pages)

    @property
    def title(self) -> str:
        """The slide's title."""
        return "" if self.page is None else self.page.slide.title

    @property
    def text(self) -> "Sequence[tuple[Piece, ...]]":
        """The slide's paragraphs, their numbers filled in."""
        return () if self.page is None else self.page.text

    @property
    def question(self) -> "Question | None":
        """What the slide asks, until its number is known: until the passes bring it, or it is uncovered."""
        page = self.page
        if page is None or page.slide.question is None:
            return None
        if page.first >= self.known_at:  # the number was there before the slide, and is covered
            done = self.index in self.answered
        else:
            done = self._session.cursor >= self.known_at
        return None if done else page.slide.question

    @property
    def sought(self) -> "Sought | None":
        """The slide's question in the trace of the circuit as it is now; None where no step answers it."""
        question = None if self.page is None else self.page.slide.question
        if question is None or self.astray:
            return None
        gate = self._session.circuit.names.get(question.gate)
        if gate is None:
            return None
        from circuitlab.teach.predict.questions import about

        return about(self._session.trace, question.asked, gate)

    @property
    def known_at(self) -> Cursor:
        """Where in the passes the number is known that the slide asks for; else where the slide ends."""
        sought, page = self.sought, self.page
        if sought is not None:
            from circuitlab.teach.predict.questions import known_at

            return known_at(self._session.trace, sought)
        return Cursor() if page is None else page.last

    @property
    def touched(self) -> bool:
        """Whether the circuit is no longer as the slide has it."""
        session, page = self._session, self.page
        changed = session.modified or session.path is not None
        return page is not None and (changed or session.entered != page.inside)

    @property
    def hint(self) -> str:
        """What to do next in this lesson; "" where the passes themselves say it."""
        if self.deck is None or self.astray:
            return ""
        from circuitlab.teach.lessons import words

        if self.question is not None:
            return words.to_decide(self.question)
        following = self.following
        return words.hint(self.deck, self.index, self._session.cursor, following.title if following else "")

    @property
    def following(self) -> "Shipped | None":
        """The lesson to go on with when this one is done; None before that, and after the last one."""
        page, at_last = self.page, self.index + 1 == self.count
        if self.deck is None or page is None or not at_last or self._session.cursor < page.last:
            return None
        from circuitlab.teach.lessons.shipped import after

        return after(self.deck.path)

    # Where it is ---------------------------------------------------------------------------------

    @property
    def _here(self) -> "Walk":
        from circuitlab.teach.lessons.walk import Walk

        return Walk(self.index, self._session.cursor)

    @property
    def astray(self) -> bool:
        """Whether another circuit is shown than the slide's: somebody went into a gate, or out of it."""
        return self.page is None or self._session.entered != self.page.inside

    def _further(self) -> "Walk":
        from circuitlab.teach.lessons.walk import next_place

        pages = () if self.deck is None else self.deck.pages
        return next_place(pages, self._here, self._session.trace, self._player.grain)
