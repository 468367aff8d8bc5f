"""Moves the cursor over the trace, and the animation that goes with it.

The cursor moves at once when a key is pressed; the motion after it is decoration, and can be dropped at
any time without changing what happens.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from circuitlab.app import legs
from circuitlab.app.breakpoints import Breakpoints
from circuitlab.app.clock import Clock
from circuitlab.app.frames import Frames
from circuitlab.app.guard import guarded
from circuitlab.app.legs import Leg
from circuitlab.app.projector import Projector
from circuitlab.app.session import Session
from circuitlab.app.within import Within
from circuitlab.engine.cursor import Cursor, Grain, end, next_cursor, previous_cursor

REST_MS = 500.0
SEED_REST_MS = 1200.0
SPEEDS = (0.25, 8.0)


class Span(Protocol):
    """A part of the passes that is played by itself, as a slide of a lesson."""

    @property
    def fence(self) -> Cursor | None:
        """Where Play stops by itself; None: at the end of the passes."""

    @property
    def offer(self) -> str:
        """What Play does at its end; "" where that is not reached."""

    def before_play(self) -> bool:
        """Go on to what comes after it, if it is done; True where there is nothing to play then."""


class Player(QObject):
    """The transport: what its buttons and keys do.

    Attributes, read-only to others: `playing`; `speed` (a factor, None: no animation); `grain`; `reduced`
    (reduced motion); `frames` (what is to be seen on the way).
    """

    state_changed = Signal()  # playing, paused, at rest; speed, grain; where the cursor is

    def __init__(self, session: Session, clock: Clock | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.playing = False
        self.speed: float | None = 1.0
        self.grain: Grain = "gate"
        self.reduced = False
        self.breakpoints = Breakpoints(session)
        self.held: Callable[[Leg], bool] | None = None
        """Asked before each leg: True where that goes it, now or later."""
        self.span: Span | None = None
        """Where Play stops before the end of the passes; None: nowhere."""
        self._until: Cursor | None = None
        self._moving = Within()
        self._projector = Projector(clock, self)
        self.frames = Frames(session, self._projector, self)
        self._projector.ended.connect(self._arrived)
        self._projector.rested.connect(self._next)
        session.reset.connect(self._forget)
        session.trace_changed.connect(self._interrupted)
        session.cursor_moved.connect(self._taken_over)

    # Where it is ---------------------------------------------------------------------------------

    @property
    def animating(self) -> bool:
        """Whether something is on its way, or was when it was paused."""
        return self._projector.now is not None

    @property
    def at_start(self) -> bool:
        """Whether there is nothing before."""
        return self.session.cursor == Cursor()

    @property
    def at_end(self) -> bool:
        """Whether there is nothing left to step to."""
        return self.session.cursor >= end(self.session.trace)

    # Passes --------------------------------------------------------------------------------------

    def step_forward(self) -> None:
        """The next step of the forward pass; from the pinned end, the pass starts again."""
        self._press(legs.forward(self.session.trace, self.session.place, self.grain))

    def step_backward(self) -> None:
        """The next step of the backward pass; before it, the rest of the forward pass and the seed."""
        self._press(legs.backward(self.session.trace, self.session.place, self.grain))

    def _press(self, leg: Leg | str) -> None:
        """Go there, or say why there is nowhere to go."""
        self.playing = False
        if isinstance(leg, Leg):
            self._go(leg)
        else:
            self._stop()
            self.session.said.emit(leg)

    # Time ----------------------------------------------------------------------------------------

    def next(self) -> None:
        """The next step, of whichever pass."""
        self.playing = False
        if self.at_end:
            self.finish()
        else:
            self._next()

    def previous(self) -> None:
        """The cursor goes back by one; everything looks as it did."""
        self._stop()
        self.session.move_cursor(previous_cursor(self.session.trace, self.session.cursor, self.grain))

    def rewind(self) -> None:
        """To the start: nothing is computed."""
        self._stop()
        self.session.move_cursor(Cursor())

    def end(self) -> None:
        """To the end, and stay there whatever is edited."""
        self._stop()
        self.session.move_cursor(end(self.session.trace), pinned=True)

    def toggle_play(self) -> None:
        """Play, or pause where it is; at the end, play again from the start."""
        if self.playing:
            self.playing = False
            self._projector.hold()
        elif self.animating:
            self.playing = True
            self._projector.go_on()
        elif self.span is None or not self.span.before_play():
            fence = None if self.span is None else self.span.fence
            if self.at_end and fence is None:
                self.session.move_cursor(Cursor())
            done = self.at_end or (fence is not None and self.session.cursor >= fence)
            self.playing = not done  # an empty trace is at its end even then
            if self.playing:
                self._next()
        self.state_changed.emit()

    def finish(self) -> None:
        """Drop what is on its way: its end is shown at once."""
        if self.animating:
            self._projector.show([])
            self._arrived()

    # Settings ------------------------------------------------------------------------------------

    def set_speed(self, speed: float | None) -> None:
        """A factor from 0.25 to 8; None: no animation. It never changes what happens."""
        self.speed = None if speed is None else min(max(speed, SPEEDS[0]), SPEEDS[1])
        self._projector.pace = self.speed or 1.0
        if self.speed is None:
            self.finish()
        self.state_changed.emit()

    def set_grain(self, grain: Grain) -> None:
        """How much one press does."""
        self.grain = grain
        self.state_changed.emit()

    def set_reduced(self, reduced: bool) -> None:
        """Reduced motion: short fades instead of journeys."""
        self.reduced = reduced
        self.finish()

    # How it moves --------------------------------------------------------------------------------

    @guarded
    def _next(self) -> None:
        trace, cursor = self.session.trace, self.session.cursor
        if cursor < end(trace):
            stop = next_cursor(trace, cursor, self.grain)
            self._until = self.span.fence if self.playing and self.span is not None else None
            self._go(Leg(cursor, stop if self._until is None else min(stop, self._until)))

    def _go(self, leg: Leg) -> None:
        """Go as far as the first breakpoint, unless somebody holds it back."""
        halt = self.breakpoints.halt(leg.start.steps, leg.stop.steps)
        if halt is not None and Cursor(halt) < leg.stop:
            leg = replace(leg, stop=Cursor(halt), hurry_to=None)
            self.session.said.emit(self.breakpoints.why(halt))
        if self.held is not None:
            self.playing = False
            self._projector.show([])
            if self.held(leg):
                self._tell()
                return
        self.go(leg, self.grain)

    def go(self, leg: Leg, grain: Grain) -> None:
        """Move the cursor to the end of the leg, and show the way there piece by piece."""
        hops = [] if self.speed is None else leg.hops(self.session.trace, grain, reduced=self.reduced)
        self._projector.show(hops)
        with self._moving:
            self.session.move_cursor(leg.stop)
        if hops:
            self._tell()
        else:
            self._arrived()

    def _stop(self) -> None:
        """Stop playing and drop what is on its way."""
        self.playing = False
        self._projector.show([])
        self._tell()

    @guarded
    def _arrived(self) -> None:
        """Everything is where the cursor is: stop at the end, or rest."""
        if self.at_end or (self._until is not None and self.session.cursor >= self._until):
            self.playing = False
        whole = not self.session.cursor.messages  # between two messages of a step it has been stopped at
        why = self.breakpoints.why(self.session.cursor.steps) if self.playing and whole else ""
        if why:
            self.playing = False
            self.session.said.emit(why)
        if self.playing:
            at_seed = self.session.cursor == Cursor(self.session.trace.forward_count + 1)
            self._projector.rest(SEED_REST_MS if at_seed else REST_MS)
        self._tell()

    def _tell(self) -> None:
        self.frames.changed.emit()
        self.state_changed.emit()

    # Who else changes something ------------------------------------------------------------------

    @guarded
    def _forget(self) -> None:
        """Another document: nothing of the old one may be shown, and the new one comes in a moment."""
        self.playing = False
        self._projector.show([])

    @guarded
    def _taken_over(self) -> None:
        """Somebody else moved the cursor."""
        if not self._moving:
            self._stop()

    @guarded
    def _interrupted(self) -> None:
        """Values changed under the motion: show what is."""
        self._projector.show([])
        self._arrived()
