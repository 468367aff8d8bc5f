"""Operations as lines of Python source: what the generated engines are written with.

Generated source holds only names that were made here and float literals, never text from a user.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeAlias

from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.program import Program, slopes

RAISED = (ArithmeticError, TypeError, ValueError)
"""What Python raises where IEEE has an answer: such a point is computed again by the exact engine."""

Assignment: TypeAlias = tuple[str, str]
"""A name of the source, and the expression that it stands for."""

LONGEST = 300
"""Most characters of an expression that is written inside another: Python nests only so deep."""

_COMPUTED = re.compile(r"\b[vg]\d+\b")

ONE, MINUS_ONE, ZERO = "1.0", "(-1.0)", "0.0"


def value(operation: str, arguments: Sequence[str]) -> str:
    """An operation on these names and numbers, as an expression."""
    return OPERATIONS[operation].inlined(arguments) or f"{operation}_({', '.join(arguments)})"


def slope(operation: str, port: int, arguments: Sequence[str], out: str) -> str:
    """The slope of an operation in one of its arguments: a name, a number, or something in parentheses."""
    return _nested(slopes(operation, len(arguments))[port], [*arguments, out])


def product(upstream: str, local: str) -> str:
    """The message along one wire; multiplying by 1 is left out, as it changes no double.

    But not where the local gradient may be an integer that somebody gave: every message is a float.
    """
    if local == ONE:
        return upstream
    if upstream == ONE and local in (ZERO, MINUS_ONE):
        return local
    return f"-{upstream}" if local == MINUS_ONE else f"{upstream} * {local}"


def folded(assignments: Sequence[Assignment], last: str) -> Iterator[str]:
    """The lines of a function that ends with `last`; what is used only once is written where it is used.

    Such a value costs no local variable, and none of it changes: the operations and their order stay.
    """
    uses = Counter(name for _, text in [*assignments, ("", last)] for name in _COMPUTED.findall(text))
    waiting = dict[str, str]()

    def filled(text: str) -> str:
        return _COMPUTED.sub(lambda found: waiting.pop(found[0], found[0]), text)

    for name, text in assignments:
        whole = filled(text)
        if uses[name] == 1 and len(whole) <= LONGEST:
            waiting[name] = f"({whole})"
        else:
            yield f"{name} = {whole}"
    yield filled(last)


def number(literal: float) -> str:
    """A double as a name or a literal of the source."""
    if math.isfinite(literal):
        return repr(literal) if literal >= 0 and math.copysign(1.0, literal) > 0 else f"({literal!r})"
    return "nan" if math.isnan(literal) else "inf" if literal > 0 else "(-inf)"


@cache
def names() -> Mapping[str, Any]:
    """What the source may refer to: the math module's functions, and operations that must be called."""
    functions = {f"{name}_": operation.evaluate for name, operation in OPERATIONS.items()}
    known = {name: getattr(math, name) for name in dir(math) if not name.startswith("_")}
    return known | functions | {"abs": abs, "float": float, "RAISED": RAISED, "__builtins__": {}}


def compiled(source: str, name: str) -> Any:
    """What a generated source calls by this name."""
    scope = dict(names())
    exec(compile(source, "<generated>", "exec"), scope)  # noqa: S102  Only text that was made here.
    return scope[name]


def _nested(program: Program, arguments: Sequence[str]) -> str:
    texts = [*arguments, *map(number, program.literals)]
    for operation, operands in program.steps:
        texts.append(f"({value(operation, [texts[operand] for operand in operands])})")
    return texts[program.output]
