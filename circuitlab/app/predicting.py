"""Predict, then reveal: holds back each new number until it is answered, shown, or passed over.

What is asked, and what an answer is told, is decided in `teach.predict`; fields and panels show this object.
"""

import random
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.canvas.frame import OPEN, Covers
from circuitlab.app.guard import guarded
from circuitlab.app.legs import Leg
from circuitlab.app.player import Player
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor, next_cursor
from circuitlab.teach import numbers
from circuitlab.teach.predict.score import Result, Score

if TYPE_CHECKING:
    from circuitlab.app.asking import Asking
    from circuitlab.teach.predict.questions import Label, Question

NOTHING_ASKED = "Nothing is asked yet: Next (N) asks for the next number."

VOTING = "The class votes: keys A to D count hands, Return goes on, Escape ends the vote."


class Predicting(QObject):
    """Whether numbers are predicted, and the question that is open.

    Attributes, read-only to others: `on`, `asked` (None: no question is open), `score`, `outcome` (what the
    last question came to, one line).
    """

    switched = Signal(bool)
    changed = Signal()  # the question, its hints, the score, what is covered
    typed = Signal(str)  # the answer as far as it is typed
    left = Signal()  # no question is open any more: the keys are the canvas's again
    save_asked = Signal()  # the score is to become a file

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self.session = player.session
        self.on = False
        self.asked: Asking | None = None
        self.score = Score()
        self.outcome = ""
        self.panel_shown = False
        """Whether hints are to be seen in the panel; whoever shows it says so."""
        self._covered: frozenset[Label] = frozenset()
        self._going = False
        self._drawn = 0
        self.session.cursor_moved.connect(self._moved)
        self.session.trace_changed.connect(self._close)
        self.session.reset.connect(self._forget)

    # On and off ----------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Predict from now on, or no more."""
        if self.on:
            self.stop()
        else:
            self.start()

    def start(self) -> None:
        """Cover each new number from now on."""
        if self.on:
            return
        self.on = True
        self.player.held = self._hold
        self._begin_run()
        self.switched.emit(True)
        self._tell()

    def stop(self) -> bool:
        """Predict no more: nothing is covered. False if nothing was going on."""
        if not self.on:
            return False
        self.on = False
        self.player.held = None
        self._covered = frozenset()
        self.asked = None
        self.switched.emit(False)
        self.left.emit()
        self._tell()
        return True

    # A question ----------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Somebody types the answer, into whichever field."""
        if self.asked is not None and text != self.asked.text:
            self.asked.text, self.asked.problem = text, ""
            self.typed.emit(text)

    def answer(self) -> None:
        """Check what is typed."""
        if self.asked is None:
            return
        if self.asked.answer(self.session.circuit, self.session.trace):
            self._done("right")
        else:
            self._tell()

    def hint(self) -> None:
        """Show one hint more."""
        if self.asked is not None:
            self.asked.hint(self.session.circuit, self.session.trace)
            self._tell()

    def show(self) -> None:
        """Show the number that is asked for."""
        if self.asked is not None:
            self._done("shown")

    @property
    def line(self) -> str:
        """What to do with the question that is open, or what is wrong; "" while there is none."""
        asked = self.asked
        if asked is None:
            return ""
        if not self.panel_shown and (asked.problem or asked.hint_text):
            return asked.problem or asked.hint_text
        if asked.vote is not None:
            return VOTING
        then = next(iter((*asked.then, *self._rest())), None)
        from circuitlab.teach.predict import asking

        return asking.call(self.session.circuit, self.session.trace, asked.question, then)

    def _rest(self) -> "tuple[Question, ...]":
        """What the step asks after the leg that the open question belongs to."""
        from circuitlab.teach.predict.questions import of_step

        stop = Cursor() if self.asked is None else self.asked.leg.stop
        return of_step(self.session.trace, stop.steps, stop.messages) if stop.messages else ()

    def type_into_box(self, box: int, text: str) -> None:
        """Somebody types one of the two parts of the answer."""
        if self.asked is not None:
            self.asked.boxes[box] = text
            self.changed.emit()

    def _hold(self, leg: Leg) -> bool:
        """A leg of the trace is to be gone: ask for its first number instead, or pass over what is asked."""
        from circuitlab.app.asking import Asking
        from circuitlab.teach.predict.questions import after

        if self.asked is not None:
            self._record("skipped")
            self._go(self.asked.leg)
            return True
        trace, start = self.session.trace, leg.start
        if start != self.session.cursor:
            self._move(start)
        if start == Cursor() and self.score.entries:
            self._begin_run()
        piece = Leg(start, next_cursor(trace, start, "message"))
        questions = after(trace, start)
        if not questions:
            self._go(piece)
            return True
        self.asked = Asking(questions[0], questions[1:], piece)
        self.typed.emit("")
        self._tell()
        return True

    def _done(self, result: Result) -> None:
        """The question has its answer: the next one of this leg, or go it."""
        from circuitlab.app.asking import Asking

        asked = self.asked
        if asked is None:
            return
        self._record(result)
        right = "Right: " if result == "right" else ""
        self.outcome = right + self._said(asked.question)
        if not asked.then:
            self._go(asked.leg)
            return
        told = asked.question.wire if asked.question.label[0] == "message" else None
        self.asked = Asking(asked.then[0], asked.then[1:], asked.leg, told)
        self.typed.emit("")
        self._tell()

    def _said(self, question: "Question") -> str:
        """The answer, in a sentence."""
        from circuitlab.teach.predict import asking

        trace, circuit = self.session.trace, self.session.circuit
        return f"{asking.told(circuit, trace, question)} {numbers.text(question.right)}."

    def _record(self, result: Result) -> None:
        if self.asked is not None:
            circuit, trace = self.session.circuit, self.session.trace
            self.score = self.score.plus(self.asked.entry(circuit, trace, result))

    def _go(self, leg: Leg) -> None:
        self.asked = None
        self._going = True
        self.player.covers = self._covers(leg.stop)  # not for a moment may what comes next be seen
        self.player.go(leg, "message")
        self._going = False
        self.left.emit()
        self._tell()

    def _move(self, cursor: Cursor) -> None:
        self._going = True
        self.session.move_cursor(cursor)
        self._going = False

    # What is covered -----------------------------------------------------------------------------

    def toggle_cover(self, label: "Label") -> bool:
        """Cover a number that is to be seen, or uncover one that was covered so; False: there is none."""
        if not self.on or not self._is_seen(label):
            return False
        self._covered = self._covered ^ {label}
        self._tell()
        return True

    def _is_seen(self, label: "Label") -> bool:
        what, key = label
        trace, cursor = self.session.trace, self.session.cursor
        if what == "message":
            return trace.message_at(key, cursor) is not None
        if what == "value":
            return trace.value_at(key, cursor) is not None
        return trace.gradient_at(key, cursor).arrived > 0

    def _covers(self, cursor: Cursor) -> Covers:
        if not self.on:
            return OPEN
        trace, asked = self.session.trace, self.asked
        waiting: list[Question] = []
        if (asked is not None or cursor.messages) and cursor.steps < len(trace):
            from circuitlab.teach.predict.questions import of_step

            waiting = [q for q in of_step(trace, cursor.steps, cursor.messages) if q.sort != "total"]
        labels = {question.label for question in waiting}
        if asked is None:
            return Covers(self._covered | labels)
        label, step = asked.question.label, trace.steps[asked.question.step]
        labels -= {("message", asked.told)}
        wires: tuple[int, ...] = ()
        if label[0] != "message":
            labels -= {label}
        if asked.question.sort == "value":
            wires = tuple(wire.id for wire in self.session.circuit.incoming(step.gate))
        elif asked.question.wire is not None:
            wires = (asked.question.wire,)
        return Covers(self._covered | labels, step.index, wires, asked.told)

    # Vote, practice, score -----------------------------------------------------------------------

    def vote(self) -> None:
        """Begin a class vote on the question, or drop the one that is going on."""
        if self.asked is None:
            self.session.said.emit(NOTHING_ASKED)
            return
        from circuitlab.teach.predict.vote import vote_on

        vote = vote_on(self.session.circuit, self.session.trace, self.asked.question)
        self.asked.vote = vote if self.asked.vote is None else None
        self._tell()

    def count(self, choice: int, by: int = 1) -> None:
        """A hand more, or less, for a choice."""
        if self.asked is not None and self.asked.vote is not None:
            self.asked.vote = self.asked.vote.counted(choice, by)
            self.changed.emit()

    def go_on_voting(self) -> None:
        """From the first round to the discussion, the second round, the answer, and on."""
        if self.asked is None or self.asked.vote is None:
            return
        if self.asked.vote.phase == "revealed":
            self._done("shown")
        else:
            self.asked.vote = self.asked.vote.next()
            self._tell()

    def new_numbers(self) -> None:
        """Give the inputs other numbers, for which the classic mistakes differ, and begin a new run."""
        from circuitlab.teach.predict import practice

        self._drawn += 1
        draw = random.Random(self._drawn)  # noqa: S311
        session = self.session

        def edit(circuit: Circuit) -> Changes:
            settable = frozenset(key for key in circuit.gates if not session.why_fixed(key))
            return practice.new_numbers(circuit, draw, settable)

        if session.attempt("New numbers", edit):
            session.move_cursor(Cursor())
            self._begin_run()
            self._tell()

    def _begin_run(self) -> None:
        self.score = Score(self.session.name)
        self.outcome = ""

    # Who else changes something ------------------------------------------------------------------

    @guarded
    def _moved(self) -> None:
        if not self._going:
            self._close()

    @guarded
    def _close(self) -> None:
        """Somebody went elsewhere, or changed the numbers: the question is asked no more."""
        if self.on:
            was_asked = self.asked is not None
            self.asked, self.outcome = None, ""
            if was_asked:
                self.left.emit()
            self._tell()

    @guarded
    def _forget(self) -> None:
        """Another circuit is shown."""
        self._covered = frozenset()
        self._begin_run()
        self._close()

    def _tell(self) -> None:
        covers = self._covers(self.session.cursor)
        if covers != self.player.covers:
            self.player.covers = covers
            self.player.frame_changed.emit()
        self.changed.emit()
