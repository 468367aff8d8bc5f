"""What is seen of a document: the circuit that is shown, its trace, the place in it, what is selected.

The circuit that is shown is the document's, or that inside a gate which was entered. Nothing here changes it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from circuitlab.app.hidden import Hidden
from circuitlab.app.place import Place, place_in
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import SETTINGS_ID
from circuitlab.engine.cursor import Cursor

if TYPE_CHECKING:
    from circuitlab.app.levels import Level
    from circuitlab.engine.passes import Pull
    from circuitlab.engine.trace import Step, Trace
    from circuitlab.teach.notation import Notation


class Shown(QObject):
    """What is on the canvas, and what is known of it.

    Attributes, all read-only to others: `circuit` (the one that is shown), `above` (the circuits around
    it), `place`, `selection` (ids of gates and wires), `direction` (+1: pulls that raise the objective, -1:
    those that lower it), `notation` (how equations write a gradient), `hidden` (numbers that are covered),
    `pull` (of an example that is trained on, in the place of the circuit's seed; None: nothing pulls),
    `previous` (the trace before the last edit of values, or before the gesture that is going on; None after
    any other edit of the circuit, and where another circuit is shown).
    """

    reset = Signal()  # another circuit is shown: another document, or what is inside a gate, or around it
    trace_changed = Signal()  # values or structure: whatever was computed is out of date
    cursor_moved = Signal()  # also when it was only pinned or unpinned
    selection_changed = Signal()
    direction_changed = Signal()
    notation_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.circuit = Circuit()
        self.above: tuple[Level, ...] = ()
        self.place = Place()
        self.selection: frozenset[int] = frozenset()
        self.direction = 1
        self.notation: Notation = "partial"
        self.hidden = Hidden(self)
        self.pull: Pull | None = None
        self.previous: Trace | None = None
        self._trace: Trace | None = None

    # What there is -------------------------------------------------------------------------------

    @property
    def trace(self) -> "Trace":
        """The whole trace of the circuit as it is now; computed when first asked for."""
        if self._trace is None:
            from circuitlab.engine.passes import run

            self._trace = run(self.circuit, self.pull)
        return self._trace

    @property
    def document(self) -> Circuit:
        """The whole circuit, as it is saved."""
        return self.above[0].circuit if self.above else self.circuit

    @property
    def entered(self) -> tuple[int, ...]:
        """The gates that were entered, each in the circuit inside the one before."""
        return tuple(level.gate for level in self.above)

    @property
    def cursor(self) -> Cursor:
        """How much of the trace is shown as done."""
        return self.place.cursor

    @property
    def pinned(self) -> bool:
        """Live: the cursor stays at the end, whatever is edited."""
        return self.place.pinned

    @property
    def step(self) -> "Step | None":
        """The step that the cursor is in, or has just passed; None before the first one."""
        index = self.cursor.current
        return self.trace.steps[index] if 0 <= index < len(self.trace) else None

    @property
    def next_step(self) -> "Step | None":
        """The step that comes next; None at the end."""
        done = self.cursor.steps
        return self.trace.steps[done] if done < len(self.trace) else None

    # Looking at it -------------------------------------------------------------------------------

    def move_cursor(self, cursor: Cursor, pinned: bool = False) -> None:
        """Show another place of the trace; `pinned` keeps it at the end from now on."""
        place = Place(cursor, pinned)
        if place != self.place:
            self.place = place
            self.cursor_moved.emit()

    def select(self, ids: Iterable[int]) -> None:
        """Select exactly these gates and wires; ids of other things are left out."""
        known = self.circuit.gates.keys() | self.circuit.wires.keys()
        selection = frozenset(known.intersection(ids) - {SETTINGS_ID})
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit()

    def set_direction(self, direction: int) -> None:
        """Let the pulls show what raises (+1) or what lowers (-1) the objective."""
        if direction != self.direction:
            self.direction = direction
            self.direction_changed.emit()

    @property
    def shown_direction(self) -> int:
        """The direction of the pulls that are to be seen: an example says itself which way it pulls."""
        return 1 if self.pull is not None else self.direction

    def show_pull(self, pull: "Pull | None") -> None:
        """Let an example pull at the output in the place of the circuit's seed; None: no more."""
        if pull != self.pull:
            self.pull, self._trace = pull, None
            self.trace_changed.emit()
            self.direction_changed.emit()

    def set_notation(self, notation: "Notation") -> None:
        """Write gradients another way from now on."""
        if notation != self.notation:
            self.notation = notation
            self.notation_changed.emit()

    def why_fixed(self, gate: int) -> str:
        """Why a source can't be given a value: inside a gate it may be computed outside. "" if it can."""
        if not self.above:
            return ""
        from circuitlab.app.levels import why_fixed

        return why_fixed(self.above, gate)

    # Into a gate and out again -------------------------------------------------------------------

    def enter(self, gate: int) -> None:
        """Show what is inside a gate, at the same place in the passes. Raises CircuitError if nothing is."""
        from circuitlab.app import levels
        from circuitlab.engine.passes import run

        self.show_pull(None)
        inner = levels.laid_out_inside(self.circuit, gate, self.trace)
        trace = run(inner)
        place = levels.place_inside(self.trace, gate, self.place, trace)
        level = levels.Level(self.circuit, gate, self.place)
        self._show((*self.above, level), inner, place, trace=trace)

    def leave(self, depth: int | None = None) -> None:
        """Show the circuit around the gate again, as it was left; the one in so many gates with `depth`."""
        depth = len(self.above) - 1 if depth is None else depth
        if 0 <= depth < len(self.above):
            level = self.above[depth]
            known = frozenset({level.gate} & level.circuit.gates.keys())
            self._show(self.above[:depth], level.circuit, level.place, known)

    def _show(
        self,
        above: "tuple[Level, ...]",
        circuit: Circuit,
        place: Place,
        selection: frozenset[int] = frozenset(),
        trace: "Trace | None" = None,
    ) -> None:
        self.above, self.circuit, self._trace = above, circuit, trace
        self.pull = self.previous = None
        self.selection, self.place = selection, place
        if place != Place():
            self.place = place_in(self.trace, place)
        self.reset.emit()
        self.trace_changed.emit()
        self.cursor_moved.emit()
        self.selection_changed.emit()

    def go_to(self, entered: tuple[int, ...]) -> None:
        """Show the circuit inside these gates, as far as they can be entered."""
        same = [here == there for here, there in zip(self.entered, entered, strict=False)]
        common = [*same, False].index(False)
        self.leave(common)
        for gate in entered[common:]:
            self.enter(gate)
