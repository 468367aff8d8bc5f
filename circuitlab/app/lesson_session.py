"""The lesson that is shown: which slide, and what Next and Previous do on it.

Without a lesson it is idle, and Next and Previous are the player's own. Lecture mode and panels ask it for
the slide's title and text, and hear from `slide_changed`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded
from circuitlab.app.player import Player
from circuitlab.engine.cursor import next_cursor, previous_cursor

if TYPE_CHECKING:
    from circuitlab.teach.lessons.deck import Deck, Page
    from circuitlab.teach.lessons.fields import Piece
    from circuitlab.teach.lessons.lesson import Question
    from circuitlab.teach.lessons.shipped import Shipped
    from circuitlab.teach.lessons.walk import Walk


class LessonSession(QObject):
    """Holds a deck and the index of the slide. Every slide is a document of its own, a copy to play with.

    Attributes, read-only to others: `deck` (None: no lesson), `index` (of the slide, from 0).
    """

    slide_changed = Signal()  # another slide, another lesson, or none any more
    lesson_asked = Signal(Path)  # a lesson to go on with
    view_asked = Signal(object)  # the View of the slide that came, or None: the whole circuit

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._session = player.session
        self._opening = False
        self.deck: Deck | None = None
        self.index = 0
        self._session.opened.connect(self._other_document)

    # What is shown -------------------------------------------------------------------------------

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
        """What the slide asks, until the answer is on the canvas."""
        page = self.page
        return None if page is None or self._session.cursor >= page.last else page.slide.question

    @property
    def touched(self) -> bool:
        """Whether the circuit is no longer as the slide has it."""
        session, page = self._session, self.page
        changed = session.modified or session.path is not None
        return page is not None and (changed or session.entered != page.inside)

    @property
    def hint(self) -> str:
        """What to do next in this lesson; "" where the passes themselves say it."""
        if self.deck is None or self._astray:
            return ""
        from circuitlab.teach.lessons import words

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

    @property
    def can_next(self) -> bool:
        """Whether Next has anything to do."""
        if self.deck is None or self._astray:
            return self._player.animating or not self._player.at_end or self.index + 1 < self.count
        return self._player.animating or self._further() != self._here

    @property
    def can_previous(self) -> bool:
        """Whether there is anything before."""
        page = self.page
        if page is None or self._astray:
            return not self._player.at_start or self.index > 0
        return self.index > 0 or self._session.cursor > page.first

    # Lessons -------------------------------------------------------------------------------------

    def start(self, deck: "Deck") -> None:
        """Show a lesson from its first slide; whoever calls has asked whether the document may go."""
        from circuitlab.teach.lessons.walk import begin

        self.deck, self.index = deck, 0
        self._open_page()
        self._arrive(begin(deck.pages, 0), anew=True)

    def end(self) -> None:
        """End the lesson; the circuit stays, as a document like any other."""
        if self.deck is not None:
            self.deck, self.index = None, 0
            self.slide_changed.emit()
            self._player.state_changed.emit()

    def go_on(self) -> None:
        """Ask for the lesson after this one."""
        if self.following is not None:
            self.lesson_asked.emit(self.following.path)

    @guarded
    def _other_document(self) -> None:
        """Somebody else opened a document: the lesson is over."""
        if not self._opening:
            self.end()

    # Slides --------------------------------------------------------------------------------------

    def next(self) -> None:
        """The next step on the slide; when it is done, the next slide."""
        player = self._player
        if self.deck is None or (self._astray and not player.at_end):
            player.next()
            return
        if self._astray:
            self.go_to(self.index + 1)
            return
        here, there = self._here, self._further()
        natural = next_cursor(self._session.trace, here.cursor, player.grain)
        if there == here or (there.slide == here.slide and there.cursor == natural):
            player.next()
        else:
            self._show(there)

    def previous(self) -> None:
        """A step back in time; from the slide's beginning, the end of the slide before."""
        from circuitlab.teach.lessons.walk import previous_place

        player = self._player
        if self.deck is None or (self._astray and not player.at_start):
            player.previous()
            return
        if self._astray:
            self.go_to(self.index)
            return
        here = self._here
        there = previous_place(self.deck.pages, here, self._session.trace, player.grain)
        natural = previous_cursor(self._session.trace, here.cursor, player.grain)
        if there.slide == here.slide and there.cursor == natural:
            player.previous()
        elif there != here:
            self._show(there)

    def go_to(self, index: int) -> None:
        """Show the beginning of a slide, if there is one of this index."""
        from circuitlab.teach.lessons.walk import begin

        if self.deck is not None and 0 <= index < self.count:
            self._show(begin(self.deck.pages, index))

    def restore(self) -> None:
        """The slide as it came: its circuit, its place in the passes, its view."""
        if self.deck is not None:
            from circuitlab.teach.lessons.walk import begin

            self._open_page()
            self._arrive(begin(self.deck.pages, self.index), anew=True)

    def reveal(self) -> None:
        """Answer the slide's question: step as far as the slide goes."""
        page = self.page
        if page is None:
            return
        if self._session.cursor.steps + 1 >= page.last.steps:
            self.next()
        else:
            self._session.move_cursor(page.last)

    # How it moves --------------------------------------------------------------------------------

    @property
    def _here(self) -> "Walk":
        from circuitlab.teach.lessons.walk import Walk

        return Walk(self.index, self._session.cursor)

    @property
    def _astray(self) -> bool:
        """Whether another circuit is shown than the slide's: somebody went into a gate, or out of it."""
        return self.page is None or self._session.entered != self.page.inside

    def _further(self) -> "Walk":
        from circuitlab.teach.lessons.walk import next_place

        pages = () if self.deck is None else self.deck.pages
        return next_place(pages, self._here, self._session.trace, self._player.grain)

    def _show(self, there: "Walk") -> None:
        """Go to a place; the same circuit, untouched, is not opened anew."""
        before, was_touched, was_modified = self.page, self.touched, self._session.modified
        self._player.finish()
        self.index = there.slide
        page = self.page
        if page is None or before is None:
            return
        same = before.circuit is page.circuit and before.inside == page.inside and not was_touched
        if not same:
            self._open_page()
        self._arrive(there, anew=not same or before.slide.view != page.slide.view)
        if was_modified and page is not before:
            self._session.said.emit(f"What was changed on “{before.slide.title}” was a copy, and is gone.")

    def _open_page(self) -> None:
        from circuitlab.circuit.circuit import Circuit

        page = self.page
        if page is None or self.deck is None:
            return
        self._opening = True
        try:
            self._session.open(Circuit(page.circuit.parts), title=self.deck.title)
            for gate in page.inside:
                self._session.enter(gate)
        finally:
            self._opening = False

    def _arrive(self, there: "Walk", *, anew: bool) -> None:
        page = self.page
        if page is None:
            return
        self._session.move_cursor(there.cursor, pinned=page.live)
        self.slide_changed.emit()
        self._player.state_changed.emit()
        if anew:
            self.view_asked.emit(page.slide.view)
