"""A source while it is written: its lines in order, and which steps of the trace each belongs to."""

from dataclasses import dataclass

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import SETTABLE
from circuitlab.engine.cursor import Cursor
from circuitlab.engine.trace import Trace
from circuitlab.share.dialect import Dialect
from circuitlab.share.gate_code import heard
from circuitlab.share.scope import Scope

LISTED = 8
"""Names in a comment."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source.

    steps: the first and the last step of the trace that it does, or does a part of; None: it does none.
    after: the place in the trace when it has run; None with `steps`.
    """

    text: str
    steps: tuple[int, int] | None = None
    after: Cursor | None = None


class Sheet:
    """Collects lines. Its methods write what all dialects have in common.

    values, gradients: by gate, the expression that has its value or gradient when all has run.
    """

    def __init__(self, circuit: Circuit, trace: Trace, dialect: Dialect, scope: Scope) -> None:
        self.circuit = circuit
        self.trace = trace
        self.dialect = dialect
        self.scope = scope
        self.lines: list[Line] = []
        self.values: dict[int, str] = {}
        self.gradients: dict[int, str] = {}

    def add(self, text: str, first: int | None = None, last: int | None = None) -> None:
        """A line that does step `first`, or all from there to `last`."""
        if first is None:
            self.lines.append(Line(text))
            return
        last = first if last is None else last
        self.lines.append(Line(text, (first, last), Cursor(last + 1)))

    def add_message(self, text: str, step: int, number: int, of: int) -> None:
        """A line that sends message `number` of the `of` messages of a step."""
        after = Cursor(step, number + 1) if number + 1 < of else Cursor(step + 1)
        self.lines.append(Line(text, (step, step), after))

    # What there is to write ----------------------------------------------------------------------

    @property
    def settable(self) -> list[int]:
        """The slots of the inputs and parameters that have a number, the oldest first."""
        trace, gates = self.trace, self.circuit.gates
        slots = [slot for slot in trace.plan.sources if slot not in trace.tape.missing]
        return [slot for slot in slots if gates[trace.plan.ids[slot]].kind in SETTABLE]

    @property
    def moving(self) -> list[int]:
        """Those of them that the objective is computed from."""
        plan = self.trace.plan
        used = {plan.objective}
        for slot in plan.sweep:
            kind, operands = plan.kinds[slot], plan.operands[slot]
            if slot in used and kind is not None:
                used.update(operands[port] for port in heard(kind, len(operands)))
        return [slot for slot in self.settable if slot in used]

    def sources(self) -> None:
        """A line for each source with a number; those without are named in a comment."""
        for slot, number in self.scope.sources():
            self.add(self.dialect.source_line(self.scope, slot, number))
            self._has_value(slot)
        missing = self.trace.tape.missing
        plan = self.trace.plan
        self._comment("no value yet: ", [slot for slot in plan.sources if slot in missing])

    def forward(self, indent: str = "") -> None:
        """A line for each step of the forward pass."""
        trace = self.trace
        for step, slot in enumerate(trace.tape.forward):
            self.add(indent + self.scope.forward(slot), step)
            if not indent:
                self._has_value(slot)
        missing = trace.tape.missing
        self._comment(
            "not computed: ", [slot for slot in trace.plan.operations if slot in missing], indent=indent
        )

    def _has_value(self, slot: int) -> None:
        name = self.scope.names[slot]
        template = "{name}" if slot in self.scope.plain else self.dialect.value
        self.values[self.trace.plan.ids[slot]] = template.format(name=name)

    def _comment(self, what: str, slots: list[int], indent: str = "") -> None:
        if slots:
            listed = ", ".join(self.scope.names[slot] for slot in slots[:LISTED])
            self.add(f"{indent}# {what}{listed}{', …' if len(slots) > LISTED else ''}")

    def title(self, text: str) -> None:
        """A blank line and a comment above what follows."""
        if self.lines:
            self.add("")
        self.add(f"# {text}")

    def prints(self) -> None:
        """Print the value of the objective, and the gradients of what can be set."""
        trace = self.trace
        if trace.objective is None or trace.objective not in self.values:
            return
        wanted = [self.values[trace.objective]]
        ids = [trace.plan.ids[slot] for slot in self.settable]
        wanted += [self.gradients[key] for key in ids if key in self.gradients]
        self.add("")
        for expression in wanted:
            called = expression.removesuffix(".item()").removesuffix(".data")
            self.add(f'print("{called} =", {expression})')
