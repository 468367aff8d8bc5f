"""The paths from a gate to the objective as they are looked at: which gate, what is found, what is told.

It outlives the panel that shows it, and works only while it is seen. Until the backward pass is over it tells
no products unless it is asked to, and nothing while numbers are predicted: no answer is given away.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from circuitlab.app.canvas.frame import Lit
from circuitlab.app.clock import Clock
from circuitlab.app.guard import guarded
from circuitlab.app.late import Late
from circuitlab.app.panels.inspected import inspected
from circuitlab.app.path_choice import PathChoice
from circuitlab.app.player import Player
from circuitlab.app.slices import Slices
from circuitlab.circuit.changes import Changes, Touches
from circuitlab.engine.cursor import end
from circuitlab.teach import nudges, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circuitlab.engine.paths import Path, Paths
    from circuitlab.engine.trace import Trace

MOST_FACTORS = 60
"""A longer path is lit without what its gates multiply by."""
MOST_ASIDE = 1_500
"""Where there are more gates, they don't step back one by one: the path is thick enough to be seen."""

Told = Literal["names", "slopes", "all"]


class Pathing(QObject):
    """Attributes, read-only to others: `gate`, `found` (None: not there yet), `failed`, `choice` (which of
    them is lit).
    """

    changed = Signal()  # another gate, other paths, or more or less to tell of them

    def __init__(self, player: Player, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self.session = session = player.session
        self.gate: int | None = None
        self.found: Paths | None = None
        self.failed = False
        self._trace: Trace | None = None  # that `found` is about, or will be
        self._asked_to_tell = False
        self._watchers: set[QObject] = set()
        self.choice = PathChoice(self, player, clock)
        self.choice.played.connect(self.changed)
        self._slices = Slices(self)
        self._last_told: tuple[Told, bool] = "names", False
        signals = (session.changed, session.reset, session.trace_changed, session.selection_changed)
        Late(self, self._catch_up, *signals, session.notation_changed)
        Late(self, self._tell_again, session.cursor_moved, session.hidden.changed)
        session.changed.connect(self._look_at)
        session.trace_changed.connect(self._drop)
        session.reset.connect(self._forget)

    # Who wants to see it -------------------------------------------------------------------------

    def watch(self, watcher: QObject) -> None:
        """Somebody shows it from now on."""
        self._watchers.add(watcher)
        self._catch_up()

    def leave(self, watcher: QObject) -> None:
        """Somebody shows it no more; without watchers nothing is lit, and nothing runs."""
        self._watchers.discard(watcher)
        if not self._watchers:
            self.choice.stop()
            self._slices.drop()
            self._trace = None
            self._player.frames.light(None)

    # What there is -------------------------------------------------------------------------------

    @property
    def told(self) -> Told:
        """How much may be told: the gates of the paths, their local gradients too, or products and sum."""
        session = self.session
        over = session.cursor >= end(session.trace)
        if self.predicting:
            return "all" if over and not session.hidden.labels else "names"
        if over or self._asked_to_tell:
            return "all"
        return "slopes" if session.cursor.steps >= session.trace.forward_count else "names"

    @property
    def predicting(self) -> bool:
        """Whether numbers are predicted, or asked for."""
        return self.session.hidden.covers_any or self._player.held is not None

    def sources(self) -> list[int]:
        """Inputs and parameters that the objective depends on, oldest first."""
        trace = self.session.trace
        known = (gate for gate in nudges.sources(self.session.circuit) if gate in trace.plan.slots)
        return [gate for gate in known if trace.is_ancestor(gate)]

    # What can be asked for -----------------------------------------------------------------------

    def show(self, gate: int) -> None:
        """Show the paths of this gate, and select it."""
        self.session.select([gate])
        self._begin(gate)

    def tell(self) -> None:
        """Show the numbers, though the backward pass has not brought them yet."""
        self._asked_to_tell = True
        self._show()

    # Keeping up ----------------------------------------------------------------------------------

    @guarded
    def _look_at(self, changes: Changes) -> None:
        """Gates and wires come and go: paths along them are no more."""
        if Touches.STRUCTURE in changes.touches and self.found is not None:
            self._drop()
            self.found = None
            self.choice.drop()
            self.changed.emit()

    @guarded
    def _tell_again(self) -> None:
        """The passes have come farther, or numbers were covered or uncovered."""
        if self._watchers and (self.told, self.predicting) != self._last_told:
            self._show()

    @guarded
    def _drop(self) -> None:
        """Other numbers, or another structure: at once, for what runs on would look for what is gone."""
        self._slices.drop()
        self._trace = None

    @guarded
    def _forget(self) -> None:
        """Another circuit is shown."""
        self._drop()
        self.gate = self.found = None
        self.choice.forget()
        self._asked_to_tell = False

    @guarded
    def _catch_up(self) -> None:
        if not self._watchers:
            return
        session = self.session
        selected = inspected(session)
        gate = self.gate if selected is None else selected.id
        if gate is None or gate not in session.circuit.gates:
            gate = next(iter(self.sources()), None)
        self._begin(gate)

    def _begin(self, gate: int | None) -> None:
        """Find the paths of a gate, unless they are there or on their way."""
        trace = self.session.trace
        if gate == self.gate and trace is self._trace:
            self._show()
            return
        if gate != self.gate:
            self.found = None
            self.choice.forget()
            self._asked_to_tell = False
        self.gate, self._trace = gate, trace
        self._slices.drop()
        if gate is None or gate not in trace.plan.slots:
            self.found = None
            self.changed.emit()
            return
        from circuitlab.engine.paths import finding

        self.failed = False
        self._slices.begin(finding(trace, gate), self._take, self._fail)
        self._show()

    def _fail(self) -> None:
        self.found, self.failed = None, True
        self._show()

    @guarded
    def _take(self, found: "Paths") -> None:
        self.found = found
        self.choice.find_again(found.paths)
        self._show()
        self.choice.changed.emit()

    def _show(self) -> None:
        self._last_told = self.told, self.predicting
        self.choice.light()
        self.changed.emit()

    # What is lit ---------------------------------------------------------------------------------

    @property
    def paths(self) -> "Sequence[Path]":
        """Those that can be lit; none while nobody looks."""
        found = self.found
        return () if found is None or found.gate != self.gate or not self._watchers else found.paths

    @property
    def is_current(self) -> bool:
        """Whether the paths are those of the circuit as it is."""
        return self._trace is self.session.trace and not self._slices.isActive()

    def lit(self, path: "Path") -> Lit:
        """A path as it is lit, with what its gates multiply by where that may be told."""
        lit = Lit(path.gates, path.wires, alone=len(self.session.circuit.gates) <= MOST_ASIDE)
        if self.told == "names" or len(path.locals) > MOST_FACTORS:
            return lit
        factors = zip(path.gates[1:], path.locals, strict=True)
        return replace(lit, factors=tuple((gate, f"× {numbers.text(local)}") for gate, local in factors))
