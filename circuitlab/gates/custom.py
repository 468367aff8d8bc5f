"""Kinds that a user makes: from a formula, or from the program of an inner circuit. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from math import isfinite, isnan, nan

from circuitlab.formula.errors import FormulaError, quoted
from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.parse import parse_formula
from circuitlab.formula.printers import to_text
from circuitlab.formula.program import Program, program_of
from circuitlab.formula.source import SEVERAL_LINES
from circuitlab.formula.tree import Call, Expr, Number, fold, names, postorder
from circuitlab.gates.computation import Computation
from circuitlab.gates.kind import OWN_FAMILY, GateKind, Shape
from circuitlab.gates.words import Words

MAX_LENGTH, MAX_NODES, MAX_DEPTH = 500, 200, 40
"""Longest formula of a gate, in characters, numbers with names and operations, and levels."""
MAX_PORTS = 64
"""The most inputs that a gate can have."""

TOLERANCE = 1e-5
"""How far the slopes of a formula may be from a central difference, relative to the larger, or to 1."""
_PLACES = (0.6, 1.3, -0.7, 2.1, -1.9, 0.2, 3.3, -0.3)
"""Where inputs are put to check the slopes; each input takes them in another order."""
_STEPS = (1e-4, 1e-6, 1e-2)
_GROWING = frozenset({"add", "subtract", "multiply", "power", "square", "exp", "sinh", "cosh"})
"""Operations that are infinite for finite numbers only because no double is so large; 0 to a power apart."""
_CHAINS = {"add": "+", "subtract": "+", "multiply": "*"}
"""Operations that are written one after the other in a row."""
MAX_SHOWN = 60
"""The most characters of a formula that an error repeats."""


def gate_formula(text: str, ports: tuple[str, ...], *, line: int | None = None) -> Expr:
    """The tree of a formula in these names. Raises FormulaError, which says what is wrong with it."""
    if len(text.strip()) > MAX_LENGTH:  # blanks in front keep its place in a line
        raise FormulaError(f"too long: expected at most {MAX_LENGTH} characters", line=line)
    deep = FormulaError(f"nested too deeply: expected at most {MAX_DEPTH} levels in a gate", line=line)
    try:
        expr = parse_formula(text, line=line)
    except FormulaError as error:
        raise deep if error.reason.endswith(SEVERAL_LINES) else error from None
    if len(postorder(expr)) > MAX_NODES:
        many = f"{MAX_NODES} numbers, names and operations"
        raise FormulaError(f"too large: expected at most {many}", line=line)
    if _levels(expr) > MAX_DEPTH:
        raise deep
    for name in names(expr):
        if name not in ports:
            listed = ", ".join(ports)
            raise FormulaError(f"{quoted(name)} is no input of the gate: expected {listed}", line=line)
    refusal = _not_finite(expr)
    if refusal is not None:
        raise FormulaError(refusal, line=line)
    return expr


def _levels(expr: Expr) -> int:
    """How many levels a formula has as it is written: all of x + y - z stands in one, as x * y * z does."""

    def visit(node: Expr, below: tuple[int, ...]) -> int:
        if not isinstance(node, Call):
            return 1
        first, chain = node.arguments[0], _CHAINS.get(node.operation)
        goes_on = chain is not None and isinstance(first, Call) and _CHAINS.get(first.operation) == chain
        return max(below[0] + (0 if goes_on else 1), *(1 + levels for levels in below[1:]), 1)

    return fold(expr, visit)


def _not_finite(expr: Expr) -> str | None:
    """What is wrong with the first part that is made of numbers alone and is none, as 9 ** 9 ** 9 is."""
    refusals: list[str] = []

    def value(node: Expr, arguments: tuple[float | None, ...]) -> float | None:
        """The number that a part always is; None if it has none, or one that is not finite."""
        if not isinstance(node, Call):
            return node.value if isinstance(node, Number) and isfinite(node.value) else None
        known = [argument for argument in arguments if argument is not None]
        if len(known) < len(arguments):
            return None
        result = OPERATIONS[node.operation].evaluate(*known)
        if isfinite(result):
            return result
        grew = node.operation in _GROWING and not isnan(result) and known[0] != 0.0
        written = to_text(node)
        written = written if len(written) <= MAX_SHOWN else written[: MAX_SHOWN - 1] + "…"
        refusals.append(f"{written} is {'too large for a double' if grew else 'not finite'}")
        return None

    fold(expr, value)
    return refusals[0] if refusals else None


def canonical(text: str, ports: tuple[str, ...], *, line: int | None = None) -> str:
    """The one spelling of a gate's formula. Raises FormulaError."""
    return to_text(gate_formula(text, ports, line=line))


@lru_cache(maxsize=512)
def custom_kind(name: str, symbol: str, ports: tuple[str, ...], formula: str) -> GateKind:
    """The kind that a formula makes. Raises FormulaError if it is none, or if its slopes are wrong."""
    expr = gate_formula(formula, ports)
    refusal = disagreement(Computation(program_of(expr, ports)))
    if refusal is not None:
        raise FormulaError(refusal)
    return _kind(name, symbol, Shape.OPERATION, ports, formula=formula)


@lru_cache(maxsize=512)
def composite_kind(name: str, symbol: str, ports: tuple[str, ...], body: Program) -> GateKind:
    """The kind that an inner circuit makes."""
    return _kind(name, symbol, Shape.COMPOSITE, ports, body=body)


@lru_cache(maxsize=512)
def unfinished_kind(name: str, symbol: str, ports: tuple[str, ...], missing: str) -> GateKind:
    """The kind of an inner circuit that can't be computed yet; what is `missing` says why."""
    nothing = Program(len(ports), (nan,), (), len(ports))
    return replace(_kind(name, symbol, Shape.COMPOSITE, ports, body=nothing), missing=missing)


def disagreement(computation: Computation) -> str | None:
    """What is wrong with the slopes of a gate, checked against central differences; None: nothing.

    Only where all is finite and smooth, and only if no step agrees: one step can't suit all formulas.
    """
    for point, _, analytic, numeric in _comparisons(computation):
        if not any(_near(analytic, other) for other in numeric):
            where = ", ".join(f"{place:g}" for place in point)
            return f"its slope at ({where}) is {numeric[0]:.4g}, not {analytic:.4g} as derived"
    return None


def compared(computation: Computation) -> tuple[int, ...]:
    """How many slopes that check compares, for each input: 0 where none is finite at any of its places."""
    counts = [0] * computation.program.inputs
    for _, port, _, _ in _comparisons(computation):
        counts[port] += 1
    return tuple(counts)


@lru_cache(maxsize=64)
def unchecked(ports: tuple[str, ...], formula: str) -> str:
    """Which of the inputs that a good formula uses have slopes that could not be compared anywhere.

    In words, "" if there are none: "not checked: …", or for some of several "not checked for x: …".
    """
    expr = gate_formula(formula, ports)
    counts = dict(zip(ports, compared(Computation(program_of(expr, ports))), strict=True))
    left = [name for name in names(expr) if not counts[name]]
    whose = "" if len(left) == len(names(expr)) else f" for {', '.join(left)}"
    return f"not checked{whose}: nowhere finite, with a single slope, at the points tried" if left else ""


def _comparisons(computation: Computation) -> Iterator[tuple[list[float], int, float, list[float]]]:
    """A point, an input, the slope in it there as derived, and as central differences of each step."""
    count = computation.program.inputs
    for first in range(len(_PLACES)):
        point = [_PLACES[(first + 3 * port) % len(_PLACES)] for port in range(count)]
        value = computation.evaluator(*point)
        if not isfinite(value) or computation.at_kink(point):
            continue
        for port, slope in enumerate(computation.slope_functions):
            analytic = slope(*point, value)
            numeric = [_difference(computation, point, port, step) for step in _STEPS]
            found = [number for number in numeric if number is not None]
            if isfinite(analytic) and len(found) == len(_STEPS):
                yield point, port, analytic, found


def _difference(computation: Computation, point: list[float], port: int, step: float) -> float | None:
    """The central difference; None where it is no slope."""
    up, down = ([*point[:port], point[port] + way, *point[port + 1 :]] for way in (step, -step))
    if computation.branch(up) != computation.branch(down):
        return None
    slope = (computation.evaluator(*up) - computation.evaluator(*down)) / (up[port] - down[port])
    return slope if isfinite(slope) else None


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= TOLERANCE * max(1.0, abs(one), abs(other))


def _kind(
    name: str,
    symbol: str,
    shape: Shape,
    ports: tuple[str, ...],
    *,
    formula: str = "",
    body: Program | None = None,
) -> GateKind:
    """The declaration. In its words the name stands for itself: a name holds no field."""
    words = Words(
        f"applies {name} to {{inputs}}",
        f"{name} brings its own slope rule, here {{slopes}}. The rest is as always: what arrives, times that "
        "slope.",
    )
    several = len(ports) > 1
    return GateKind(
        name,
        name,
        OWN_FAMILY,
        symbol or name,
        shape,
        formula,
        words,
        ports,
        len(ports),
        shows_ports=several,
        body=body,
    )
