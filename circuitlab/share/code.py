"""The circuit as source code: Python, micrograd, NumPy, PyTorch or JAX. What is shown is what is exported.

The code computes what the passes compute, kinks and ties included, wherever they are finite. It raises where
Python does (a division by zero, exp(710)), and Python makes complex numbers of fractional powers of negative
ones; NumPy, PyTorch and JAX have inf and nan there, JAX also in the slopes of 0 to the power of a variable
that is 0. The code holds numbers, names that are identifiers, and nothing else that comes from a user.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.cursor import Cursor
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Trace
from circuitlab.share.dialect import Dialect
from circuitlab.share.dialects import DIALECTS, reserved
from circuitlab.share.functions import Functions, micrograd_functions
from circuitlab.share.scope import Scope
from circuitlab.share.sheet import Line, Sheet

__all__ = ["DIALECTS", "Code", "Dialect", "Line", "code_of", "dialect_named"]

RECURSION_FROM = 200
"""micrograd walks its graph by recursion: from so many operations on, Python is told to let it."""


@dataclass(frozen=True)
class Code:
    """A whole source.

    values, gradients: by gate, the expression that has its value or gradient when all has run.
    value_names, gradient_names: the variables that hold values, and those that hold gradients.
    """

    dialect: Dialect
    lines: tuple[Line, ...]
    values: Mapping[int, str]
    gradients: Mapping[int, str]
    value_names: frozenset[str]
    gradient_names: frozenset[str]

    @cached_property
    def text(self) -> str:
        """All of it, with a line end after every line."""
        return "".join(f"{line.text}\n" for line in self.lines)

    def current(self, cursor: Cursor) -> Sequence[int]:
        """The lines that do the step at the cursor, as far as it is done; none before the first step."""
        step = cursor.current
        lines = self._lines_of.get(step, ())
        done = [line for line in lines if (self.lines[line].after or cursor) <= cursor]
        return done or [line for line, first, last in self._spans if first <= step <= last]

    @cached_property
    def _lines_of(self) -> Mapping[int, Sequence[int]]:
        found: dict[int, list[int]] = {}
        for number, line in enumerate(self.lines):
            if line.steps is not None and line.steps[0] == line.steps[1]:
                found.setdefault(line.steps[0], []).append(number)
        return found

    @cached_property
    def _spans(self) -> Sequence[tuple[int, int, int]]:
        steps = ((number, line.steps) for number, line in enumerate(self.lines))
        return [(number, *pair) for number, pair in steps if pair is not None and pair[0] != pair[1]]


def dialect_named(name: str) -> Dialect:
    """The dialect of this name. Raises ValueError with one line that lists the names."""
    dialect = DIALECTS.get(name)
    if dialect is None:
        raise ValueError(f"dialect: expected one of {', '.join(DIALECTS)}")
    return dialect


def code_of(circuit: Circuit, trace: Trace | None = None, dialect: str = "python") -> Code:
    """The source of a circuit with the numbers that it holds now.

    trace: of this circuit as it is, if there is one already. Gates that wait for a wire or a value are left
    out, and a comment names them. Raises ValueError for a dialect that there is not.
    """
    chosen = dialect_named(dialect)
    trace = run(circuit) if trace is None else trace
    taken = reserved(chosen)
    functions = Functions(circuit, chosen, taken)
    scope = Scope(
        circuit,
        trace.plan,
        chosen.style,
        {*taken, *functions.names.values()},
        lambda kind, _: functions.names[kind.name],
        by_hand=chosen.by_hand,
    )
    sheet = Sheet(circuit, trace, chosen, scope)
    chosen.passes(sheet)
    defined = functions.lines()
    defined = [*micrograd_functions([*functions.calls, *scope.calls]), *defined]
    head = _head(chosen, [*defined, *(line.text for line in sheet.lines)], _operations(trace))
    lines = (*map(Line, [*head, *defined]), *sheet.lines)
    values, gradients = scope.value_names, frozenset(scope.gradients.values())
    return Code(
        chosen,
        lines,
        sheet.values,
        sheet.gradients,
        values | functions.value_names - gradients,
        gradients | functions.gradient_names - values - functions.value_names,
    )


def _operations(trace: Trace) -> int:
    """How many operations the forward pass does, those inside of gates included."""
    plan = trace.plan
    kinds = ((plan.kinds[slot], len(plan.operands[slot])) for slot in trace.tape.forward)
    return sum(len(kind.computation(count).program.steps) for kind, count in kinds if kind is not None)


def _head(dialect: Dialect, body: Sequence[str], operations: int) -> list[str]:
    """The imports that the body needs, and what else has to be said before it."""
    text = "\n".join([dialect.setting, *body])
    used = [line for name, line in dialect.imports.items() if re.search(rf"\b{name}\b", text)]
    settings = [dialect.setting] if dialect.setting else []
    if "Value" in dialect.imports and operations > RECURSION_FROM:
        used.insert(0, "import sys")
        settings.append(f"sys.setrecursionlimit({1000 + 20 * operations})")
    return [*used, *([""] if used else []), *settings, *([""] if settings else [])]
