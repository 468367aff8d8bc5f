"""The lesson that goes on: what Next and Previous do on its slides.

Without a lesson it is idle, and Next and Previous are the player's own. Lecture mode and panels ask it for
the slide's title and text, and hear from `slide_changed`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.guard import guarded, log
from circuitlab.app.legs import onward
from circuitlab.app.lesson_shown import LessonShown
from circuitlab.app.lesson_span import SlideSpan
from circuitlab.app.player import Player
from circuitlab.engine.cursor import next_cursor, previous_cursor

if TYPE_CHECKING:
    from circuitlab.teach.lessons.deck import Deck
    from circuitlab.teach.lessons.walk import Walk


class LessonSession(LessonShown):
    """Walks over the slides of a deck. Every slide is a document of its own, a copy to play with."""

    lesson_asked = Signal(Path)  # a lesson to go on with
    view_asked = Signal(object)  # the View of the slide that came, or None: the whole circuit

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(player, parent)
        self._opening = False
        player.span = SlideSpan(self, player)
        self._session.opened.connect(self._other_document)

    # Lessons -------------------------------------------------------------------------------------

    def start(self, deck: "Deck") -> None:
        """Show a lesson from its first slide; whoever calls has asked whether the document may go."""
        from circuitlab.teach.lessons.walk import begin
        from circuitlab.teach.lessons.words import left_out

        for line in left_out(deck):
            log.warning("%s", line)
        self.deck, self.index, self.answered = deck, 0, set()
        self._open_page()
        self._arrive(begin(deck.pages, 0), anew=True)

    def end(self) -> None:
        """End the lesson; the circuit stays, as a document like any other."""
        if self.deck is not None:
            self.deck, self.index = None, 0
            self._player.frames.speak_of((), self._session.cursor)
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
        """The next step on the slide; when it is done, what it asks, and then the next slide."""
        player = self._player
        if self.deck is None or (self.astray and not player.at_end):
            player.next()
            return
        if self.astray:
            self.go_to(self.index + 1)
            return
        here, there = self._here, self._further()
        natural = next_cursor(self._session.trace, here.cursor, player.grain)
        if self.question is not None and (there == here or there.slide != here.slide):
            self.reveal(passing=True)
        elif there == here or (there.slide == here.slide and there.cursor == natural):
            player.next()
        else:
            self._show(there)

    def previous(self) -> None:
        """A step back in time; from the slide's beginning, the end of the slide before."""
        from circuitlab.teach.lessons.walk import previous_place

        player = self._player
        if self.deck is None or (self.astray and not player.at_start):
            player.previous()
            return
        if self.astray:
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

    def reveal(self, *, passing: bool = False) -> None:
        """Answer the slide's question: go to where its number is known. passing: Next passes over it."""
        if self.question is None or (self.answering is not None and self.answering.reveal(passing=passing)):
            return
        here, there = self._session.cursor, self.known_at
        if here < there:
            self._player.go(onward(here, there), "gate")
        else:
            self.answered.add(self.index)
            self.question_changed.emit()

    # What there is to go to ----------------------------------------------------------------------

    @property
    def can_next(self) -> bool:
        """Whether Next has anything to do."""
        if self.deck is None or self.astray:
            return self._player.animating or not self._player.at_end or self.index + 1 < self.count
        return self._player.animating or self.question is not None or self._further() != self._here

    @property
    def can_previous(self) -> bool:
        """Whether there is anything before."""
        page = self.page
        if page is None or self.astray:
            return not self._player.at_start or self.index > 0
        return self.index > 0 or self._session.cursor > page.first

    # How it moves --------------------------------------------------------------------------------

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
        from circuitlab.app.lecture.subject import named

        self._player.frames.speak_of(named(page, self._session.circuit), page.first)
        self._session.move_cursor(there.cursor, pinned=page.live)
        self.slide_changed.emit()
        self._player.state_changed.emit()
        if anew:
            self.view_asked.emit(page.slide.view)
