"""Predict, then reveal: holds back a number until it is answered, shown, or passed over.

What is asked, and what an answer is told, is decided in `teach.predict`; fields and panels show this object.
Either every new number is asked for, or a slide of a lesson asks for one.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.ask_first import AskFirst
from circuitlab.app.covering import Covering
from circuitlab.app.guard import guarded
from circuitlab.app.player import Player
from circuitlab.app.run import Run
from circuitlab.app.voting import Voting
from circuitlab.teach.predict.score import Result

if TYPE_CHECKING:
    from circuitlab.app.asking import Asking
    from circuitlab.teach.predict.questions import Label


class Predicting(QObject):
    """Whether numbers are predicted, and the question that is open.

    Attributes, read-only to others: `on` (every number is asked for), `asked` (None: no question is open),
    `run` (with the score), `voting`, `covering`.
    """

    switched = Signal(bool)
    changed = Signal()  # the question, its hints, the score, what is covered
    typed = Signal(str)  # the answer as far as it is typed
    closed = Signal(object, str)  # the Asking that was open, and its Result; "" where it was put off
    left = Signal()  # no question is open any more: the keys are the canvas's again
    save_asked = Signal()  # the score is to become a file

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self.session = player.session
        self.on = False
        self.asked: Asking | None = None
        self.run = Run(self.session)
        self.voting = Voting(self)
        self.panel_shown = False
        """Whether hints are to be seen in the panel; whoever shows it says so."""
        self.covering = Covering(self.session)
        self._first = AskFirst(self)
        self.session.cursor_moved.connect(self._elsewhere)
        self.session.trace_changed.connect(self._elsewhere)
        self.session.reset.connect(self._forget)

    # On and off ----------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Ask for every number from now on, or no more."""
        if self.on:
            self.stop()
        else:
            self.on = True
            self.asked = None
            self.player.held = self._first.hold
            if not self.run.of_lesson:
                self.run.begin()
            self.switched.emit(True)
            self.tell()

    def stop(self) -> bool:
        """Ask no more: nothing is covered. False if nothing was going on."""
        asked, self.asked = self.asked, None
        if not self.on and asked is None:
            return False
        was_on, self.on = self.on, False
        self.player.held = None
        self.covering.forget()
        if was_on:
            self.switched.emit(False)
        if asked is not None:
            self.closed.emit(asked, "")
        self.left.emit()
        self.tell()
        return True

    # A question ----------------------------------------------------------------------------------

    def open(self, asking: "Asking") -> None:
        """Ask this."""
        self.asked = asking
        self.typed.emit("")
        self.tell()

    def type(self, text: str, box: int | None = None) -> None:
        """Somebody types the answer, into whichever field; or one of its two parts, into its box."""
        if self.asked is None:
            return
        if box is not None:
            self.asked.boxes[box] = text
            self.changed.emit()
        elif text != self.asked.text:
            self.asked.text, self.asked.problem = text, ""
            self.typed.emit(text)

    def answer(self) -> None:
        """Check what is typed."""
        if self.asked is None:
            return
        if self.asked.answer(self.session.circuit, self.session.trace):
            self.done("right")
        else:
            self.tell()

    def hint(self) -> None:
        """Show one hint more."""
        if self.asked is not None:
            self.asked.hint(self.session.circuit, self.session.trace)
            self.tell()

    def show(self) -> None:
        """Show the number that is asked for."""
        self.done("shown")

    def done(self, result: Result) -> None:
        """The question has its answer: the next one of this leg, or go it. Passed over, all of it is."""
        asked = self.asked
        if asked is None:
            return
        self.run.add(asked, result)
        then = None if result == "skipped" else asked.following()
        if then is None:
            self.asked = None
            self._first.go(asked.leg, "message" if asked.slide is None else "gate")
        else:
            self.open(then)
        self.closed.emit(asked, result)

    def drop(self, result: Result | None = None) -> None:
        """The question is asked no more; with a result where its number came without an answer."""
        asked, self.asked = self.asked, None
        if asked is not None and result is not None:
            self.run.add(asked, result)
        elif self.on or asked is not None:
            self.run.outcome = ""
        if asked is not None:
            if result is not None:
                self.closed.emit(asked, result)
            self.left.emit()
        if self.on or asked is not None:
            self.tell()

    def toggle_cover(self, label: "Label") -> bool:
        """A click on a number: cover or uncover it. False where there is none, or nothing is predicted."""
        if not self.on or not self.covering.toggle(label):
            return False
        self.tell()
        return True

    def new_numbers(self) -> None:
        """Other inputs, and another run."""
        if self.run.new_numbers():
            self.tell()

    # Who else changes something ------------------------------------------------------------------

    @guarded
    def _elsewhere(self) -> None:
        """Somebody went elsewhere, or changed the numbers. A slide's question stands: who asked it looks."""
        if not self._first.going and (self.asked is None or self.asked.slide is None):
            self.drop()

    @guarded
    def _forget(self) -> None:
        """Another circuit is shown."""
        self.covering.forget()
        if not self.run.of_lesson:
            self.run.begin()
        self.drop()

    def tell(self) -> None:
        """Something of this changed: what is covered goes to the player, and whoever shows it hears of it."""
        covers = self.covering.covers(self.session.cursor, self.asked, on=self.on)
        if covers != self.player.frames.covers:
            self.player.frames.covers = covers
            self.player.frames.changed.emit()
        asked = frozenset() if covers.asked is None else frozenset({covers.asked})
        self.session.hidden.hide(covers.labels | asked, asking=self.on)
        self.changed.emit()
