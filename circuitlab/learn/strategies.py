"""The strategies that climb: each declared once, with its title, its formula and the numbers it needs.

A strategy that follows a gradient is one pure function: gradient and memory in, step and memory out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from math import isfinite, sqrt
from typing import Literal, TypeAlias, get_args

from circuitlab.circuit.errors import quoted

StrategyName: TypeAlias = Literal["random", "numerical", "analytic", "momentum", "rmsprop", "adam"]
Difference: TypeAlias = Literal["forward", "central"]
DIFFERENCES: tuple[Difference, ...] = get_args(Difference)
Memory: TypeAlias = tuple[tuple[float, ...], ...]
"""What a strategy remembers: rows of one number for each value that moves."""
Numbers: TypeAlias = Sequence[float]


@dataclass(frozen=True, slots=True)
class Tuning:
    """The numbers that a strategy is tuned by; each takes those it needs.

    step_size: how far along the gradient. tweak: how far at most each value is moved at random. difference,
    h: how a slope is measured. beta: how much of what was there before stays: of the velocity, of the mean
    gradient. beta2: of the mean square. epsilon: keeps a division from being by 0.
    """

    step_size: float = 0.01
    tweak: float = 0.01
    difference: Difference = "forward"
    h: float = 1e-4
    beta: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8


Rule: TypeAlias = Callable[[Numbers, Memory, Tuning, int], tuple[list[float], Memory]]
"""Uphill gradient, memory, tuning, number of this step from 1 -> how far each value goes, memory after."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """One declaration.

    name: in commands and files. title: for people. short: beside a curve. latex: its formula, line by line;
    g is the gradient, s the step size. needs: fields of the tuning. rows: of its memory. rule: None for the
    one that follows no gradient. measures: whether its gradient is a difference quotient.
    """

    name: StrategyName
    title: str
    short: str
    latex: tuple[str, ...]
    needs: tuple[str, ...]
    rule: Rule | None
    rows: int = 0
    measures: bool = False

    def called(self, field: str) -> str:
        """What a number of the tuning is called: β is β₁ where the formula has a second one."""
        return "β₁" if field == "beta" and "beta2" in self.needs else CALLED[field]

    def memory(self, count: int) -> Memory:
        """What it remembers at the start, for so many values."""
        return ((0.0,) * count,) * self.rows


def _plain(gradient: Numbers, memory: Memory, tuning: Tuning, _: int) -> tuple[list[float], Memory]:
    return [tuning.step_size * slope for slope in gradient], memory


def _momentum(gradient: Numbers, memory: Memory, tuning: Tuning, _: int) -> tuple[list[float], Memory]:
    velocity = tuple(tuning.beta * v + g for v, g in zip(memory[0], gradient, strict=True))
    return [tuning.step_size * v for v in velocity], (velocity,)


def _rmsprop(gradient: Numbers, memory: Memory, tuning: Tuning, _: int) -> tuple[list[float], Memory]:
    beta = tuning.beta
    square = tuple(beta * r + (1.0 - beta) * g * g for r, g in zip(memory[0], gradient, strict=True))
    moves = zip(gradient, square, strict=True)
    return [tuning.step_size * g / (sqrt(r) + tuning.epsilon) for g, r in moves], (square,)


def _adam(gradient: Numbers, memory: Memory, tuning: Tuning, number: int) -> tuple[list[float], Memory]:
    beta, beta2 = tuning.beta, tuning.beta2
    mean = tuple(beta * m + (1.0 - beta) * g for m, g in zip(memory[0], gradient, strict=True))
    square = tuple(beta2 * r + (1.0 - beta2) * g * g for r, g in zip(memory[1], gradient, strict=True))
    first, second = 1.0 - beta**number, 1.0 - beta2**number
    moves = [
        tuning.step_size * (m / first) / (sqrt(r / second) + tuning.epsilon)
        for m, r in zip(mean, square, strict=True)
    ]
    return moves, (mean, square)


_X, _LOWERED = r"x \leftarrow x + ", r"x \leftarrow x - "
_DECLARED = (
    Strategy(
        "random",
        "Random local search",
        "random search",
        (
            r"x' = x + \text{tweak} \cdot u,\ u \text{ from } -1 \text{ to } 1",
            r"x \leftarrow x' \text{ if better}",
        ),
        ("tweak",),
        None,
    ),
    Strategy(
        "numerical",
        "Numerical gradient",
        "numerical",
        (r"g \approx \frac{f(x + h) - f(x)}{h}", rf"{_X} s \, g"),
        ("step_size", "h", "difference"),
        _plain,
        measures=True,
    ),
    Strategy(
        "analytic",
        "Analytic gradient",
        "analytic",
        (r"g = \frac{\partial f}{\partial x}", rf"{_X} s \, g"),
        ("step_size",),
        _plain,
    ),
    Strategy(
        "momentum",
        "Momentum",
        "momentum",
        (r"v \leftarrow \beta v + g", rf"{_X} s \, v"),
        ("step_size", "beta"),
        _momentum,
        rows=1,
    ),
    Strategy(
        "rmsprop",
        "RMSProp",
        "RMSProp",
        (r"r \leftarrow \beta r + (1 - \beta) g^2", rf"{_X} \frac{{s \, g}}{{\sqrt{{r}} + \varepsilon}}"),
        ("step_size", "beta"),
        _rmsprop,
        rows=1,
    ),
    Strategy(
        "adam",
        "Adam",
        "Adam",
        (
            r"m \leftarrow \beta_1 m + (1 - \beta_1) g",
            r"r \leftarrow \beta_2 r + (1 - \beta_2) g^2",
            rf"{_X} s \, \frac{{m / (1 - \beta_1^t)}}{{\sqrt{{r / (1 - \beta_2^t)}} + \varepsilon}}",
        ),
        ("step_size", "beta", "beta2"),
        _adam,
        rows=2,
    ),
)
STRATEGIES: Mapping[StrategyName, Strategy] = {strategy.name: strategy for strategy in _DECLARED}


def strategy_named(name: str) -> Strategy:
    """The strategy of this name. Raises ValueError, with one line that lists the names."""
    for strategy in _DECLARED:
        if strategy.name == name:
            return strategy
    raise ValueError(f"no strategy is called {quoted(name)}: expected {', '.join(STRATEGIES)}")


CENTRAL = r"g \approx \frac{f(x + h) - f(x - h)}{2h}"
"""Stands in the place of a measured gradient's first line where the difference is central."""


def formula(strategy: Strategy, tuning: Tuning, direction: int = 1) -> tuple[str, ...]:
    """The formula of a strategy as it is tuned. direction: +1 raises the objective, -1 lowers it."""
    lines = strategy.latex
    if strategy.measures and tuning.difference == "central":
        lines = CENTRAL, *lines[1:]
    return lines if direction > 0 else tuple(line.replace(_X, _LOWERED) for line in lines)


# What the numbers may be -------------------------------------------------------------------------

CALLED = {
    "step_size": "step size",
    "tweak": "tweak",
    "h": "step h",
    "beta": "β",
    "beta2": "β₂",
    "epsilon": "ε",
}
_BELOW_ONE = ("beta", "beta2")


def problem(field: str, value: float, called: str = "") -> str:
    """Why a number can't be one of the tuning, as a sentence; "" if it can. called: by its strategy."""
    called = called or CALLED[field]
    if field in _BELOW_ONE:
        return "" if 0 <= value < 1 else f"{called} must be from 0 up to, but not, 1."
    return "" if isfinite(value) and value > 0 else f"The {called} must be a finite number above 0."


def checked(tuning: Tuning) -> Tuning:
    """The tuning itself. Raises ValueError for numbers that it can't have."""
    for each in fields(tuning):
        if each.name in CALLED:
            said = problem(each.name, getattr(tuning, each.name))
            if said:
                raise ValueError(said)
    if tuning.difference not in DIFFERENCES:
        raise ValueError(f"The difference must be {' or '.join(DIFFERENCES)}.")
    return tuning
