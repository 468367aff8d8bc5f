"""Every primitive operation, declared once: value, slopes, pieces, and how it is written.

The slopes (`partials`) are formulas in the port names a, b, … h, and in `out`, the operation's own value.
Operations marked internal occur only in slopes; formulas that people write can't call them.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import abs as absolute
from operator import add, mul, neg, pos, sub
from typing import Any

from circuitlab.formula import pieces, scalar
from circuitlab.formula.operation import (
    ATOM,
    PORTS,
    POWER,
    PRODUCT,
    SIGN,
    SUM,
    Operation,
    Partials,
    Spelling,
)

__all__ = ["ATOM", "FUNCTION_NAMES", "OPERATIONS", "PORTS", "POWER", "PRODUCT", "SIGN", "SUM", "Operation"]


def _ones(count: int) -> tuple[str, ...]:
    return ("1",) * count


def _others_multiplied(count: int) -> tuple[str, ...]:
    ports = PORTS[:count]
    return tuple(_call("multiply", ports.replace(port, "")) for port in ports)


def _call(operation: str, ports: str) -> str:
    return ports if operation == "multiply" and len(ports) == 1 else f"{operation}({', '.join(ports)})"


def _shares(operation: str) -> Callable[[int], tuple[str, ...]]:
    def shares(count: int) -> tuple[str, ...]:
        ports = PORTS[:count]
        return tuple(_call(operation, port + ports.replace(port, "")) for port in ports)

    return shares


def _unary(name: str, evaluate: Callable[[float], float], slope: str, **more: Any) -> Operation:
    return Operation(name, evaluate, 1, 1, (slope,), **more)


def _internal(name: str, evaluate: Callable[..., float], partials: Partials, **more: Any) -> Operation:
    least, most = (2, 8) if callable(partials) else (len(partials), len(partials))
    return Operation(name, evaluate, least, most, partials, internal=True, **more)


def _zeros(count: int) -> tuple[str, ...]:
    return ("0",) * count


def _spelled(two: str, more: str) -> Spelling:
    return lambda count: two if count == 2 else more.replace("{count}", str(count))


def _nested(function: str) -> Callable[[int], str]:
    """A function of two arguments for more of them: the maximum of a maximum."""

    def nested(count: int) -> str:
        return reduce(lambda one, port: f"{function}({one}, {{{port}}})", PORTS[1:count], "{a}")

    return nested


_LARGER = "1.0 if {a} > {b} else 0.5 if {a} == {b} else 0.0"
_PYTHON_SHARE = "({a} == {lead}) / [{all}].count({lead})"
_NUMPY_SHARE = _spelled(
    "np.where({a} == {b}, 0.5, {a} == {lead})",
    "({a} == {lead}) / sum(1.0 * (each == {lead}) for each in ({all}))",
)

_DECLARATIONS = (
    # Arithmetic
    Operation("add", scalar.add, 2, 8, _ones, add, "+", SUM),
    Operation("subtract", sub, 2, 2, ("1", "-1"), infix="-", precedence=SUM),
    Operation("multiply", scalar.multiply, 2, 8, _others_multiplied, mul, "*", PRODUCT),
    # -out / b rather than -a / b**2: the square of b can overflow, or vanish, where the slope does not.
    Operation(
        "divide",
        scalar.divide,
        2,
        2,
        ("1 / b", "-out / b"),
        infix="/",
        precedence=PRODUCT,
        latex=r"\frac{{{a}}}{{{b}}}",
        latex_precedence=PRODUCT,
        why=pieces.why_divide,
        piece=pieces.divide_side,
    ),
    Operation(
        "power",
        scalar.power,
        2,
        2,
        ("power_base_slope(a, b)", "power_exponent_slope(a, b)"),
        infix="**",
        precedence=POWER,
        latex="{A}^{{{b}}}",
        latex_precedence=POWER,
        why=pieces.why_power,
        piece=pieces.power_side,
        inline="pow({a}, {b})",
    ),
    _unary("negate", neg, "-1", infix="-", precedence=SIGN),
    _unary(
        "identity",
        pos,
        "1",
        latex="{A}",
        python="{a}",
        numpy="{a}",
        torch="{a}",
        jax="{a}",
        micrograd="{a} * 1.0",
        inline="{a}",
    ),
    _unary(
        "reciprocal",
        scalar.reciprocal,
        "-out * out",
        latex=r"\frac{{1}}{{{a}}}",
        latex_precedence=PRODUCT,
        python="1.0 / {a}",
        numpy="1.0 / {a}",
        torch="1.0 / {a}",
        jax="1.0 / {a}",
        micrograd="1.0 / {a}",
        why=pieces.why_reciprocal,
        piece=scalar.sign,
        inline="1.0 / {a}",
    ),
    # Functions
    _unary(
        "sigmoid",
        scalar.sigmoid,
        "out * (1 - out)",
        latex=r"\sigma\left({a}\right)",
        python="1.0 / (1.0 + math.exp(-{a}))",
        numpy="1.0 / (1.0 + np.exp(-{a}))",
        jax="jax.nn.sigmoid",
        inline="1.0 / (1.0 + exp(-{a}))",
    ),
    _unary("tanh", scalar.tanh, "1 - out * out", latex=r"\tanh\left({a}\right)", inline="tanh({a})"),
    _unary(
        "relu",
        scalar.relu,
        "step(a)",
        latex=r"\operatorname{{relu}}\left({a}\right)",
        python="max({a}, 0.0)",
        numpy="np.maximum({a}, 0.0)",
        jax="jax.nn.relu",
        micrograd="{a}.relu()",
        piece=scalar.sign,
        kink=pieces.is_zero,
        inline="0.0 if {a} <= 0.0 else {a}",
    ),
    _unary("exp", scalar.exp, "out", latex="e^{{{a}}}", latex_precedence=POWER, inline="exp({a})"),
    _unary("log", scalar.log, "1 / a", latex=r"\ln\left({a}\right)", why=pieces.why_log, inline="log({a})"),
    _unary(
        "softplus",
        scalar.softplus,
        "sigmoid(a)",
        latex=r"\ln\left(1 + e^{{{a}}}\right)",
        python="math.log1p(math.exp({a}))",
        numpy="np.logaddexp(0.0, {a})",
        torch="torch.logaddexp({a}, torch.zeros_like({a}))",
        jax="jax.nn.softplus",
        inline="log1p(exp({a}))",
    ),
    _unary(
        "square",
        scalar.square,
        "2 * a",
        latex="{A}^{{2}}",
        latex_precedence=POWER,
        python="{a} ** 2",
        numpy="{a} ** 2",
        torch="{a} ** 2",
        jax="{a} ** 2",
        micrograd="{a} ** 2",
        inline="{a} * {a}",
    ),
    _unary(
        "sqrt", scalar.sqrt, "1 / (2 * out)", latex=r"\sqrt{{{a}}}", why=pieces.why_sqrt, inline="sqrt({a})"
    ),
    _unary("sin", scalar.sin, "cos(a)", latex=r"\sin\left({a}\right)", inline="sin({a})"),
    _unary("cos", scalar.cos, "-sin(a)", latex=r"\cos\left({a}\right)", inline="cos({a})"),
    _unary(
        "tan",
        scalar.tan,
        "1 + out * out",
        latex=r"\tan\left({a}\right)",
        piece=pieces.tan_period,
        inline="tan({a})",
    ),
    _unary(
        "arcsin",
        scalar.arcsin,
        "1 / sqrt(1 - a * a)",
        latex=r"\arcsin\left({a}\right)",
        python="math.asin",
        why=pieces.why_arcsin,
        inline="asin({a})",
    ),
    _unary(
        "arccos",
        scalar.arccos,
        "-1 / sqrt(1 - a * a)",
        latex=r"\arccos\left({a}\right)",
        python="math.acos",
        why=pieces.why_arcsin,
        inline="acos({a})",
    ),
    _unary(
        "arctan",
        scalar.arctan,
        "1 / (1 + a * a)",
        latex=r"\arctan\left({a}\right)",
        python="math.atan",
        inline="atan({a})",
    ),
    _unary("sinh", scalar.sinh, "cosh(a)", latex=r"\sinh\left({a}\right)", inline="sinh({a})"),
    _unary("cosh", scalar.cosh, "sinh(a)", latex=r"\cosh\left({a}\right)", inline="cosh({a})"),
    # Compare
    Operation(
        "max",
        scalar.maximum,
        2,
        8,
        _shares("max_share"),
        latex=r"\max\left({all}\right)",
        python="max",
        numpy=_nested("np.maximum"),
        torch=_spelled("torch.maximum", "torch.stack([{all}]).amax(0)"),
        jax=_spelled("jnp.maximum", "jnp.stack([{all}]).max(0)"),
        micrograd=_spelled("max_", "max{count}"),
        piece=pieces.max_leaders,
        kink=pieces.is_max_tie,
        inline="{a} if {a} >= {b} else {b} if {b} > {a} else nan",
        inline_most=2,
    ),
    Operation(
        "min",
        scalar.minimum,
        2,
        8,
        _shares("min_share"),
        latex=r"\min\left({all}\right)",
        python="min",
        numpy=_nested("np.minimum"),
        torch=_spelled("torch.minimum", "torch.stack([{all}]).amin(0)"),
        jax=_spelled("jnp.minimum", "jnp.stack([{all}]).min(0)"),
        micrograd=_spelled("min_", "min{count}"),
        piece=pieces.min_leaders,
        kink=pieces.is_min_tie,
        inline="{a} if {a} <= {b} else {b} if {b} < {a} else nan",
        inline_most=2,
    ),
    _unary(
        "abs",
        absolute,
        "sign(a)",
        latex=r"\left|{a}\right|",
        python="abs",
        jax="jnp.maximum({a}, -{a})",  # the slope of jnp.abs is 1 at 0
        micrograd="abs_",
        piece=scalar.sign,
        kink=pieces.is_zero,
        inline="abs({a})",
    ),
    # Only in slopes
    _internal(
        "sign",
        scalar.sign,
        ("0",),
        latex=r"\operatorname{{sign}}\left({a}\right)",
        python="float(({a} > 0) - ({a} < 0))",
        inline="1.0 if {a} > 0.0 else -1.0 if {a} < 0.0 else 0.0 if {a} == 0.0 else nan",
    ),
    _internal(
        "step",
        scalar.step,
        ("0",),
        latex=r"\left[{a} > 0\right]",
        python="float({a} > 0)",
        numpy="np.where({a} > 0, 1.0, 0.0)",
        inline="1.0 if {a} > 0.0 else 0.0 if {a} <= 0.0 else nan",
    ),
    _internal(
        "max_share",
        scalar.max_share,
        _zeros,
        latex=r"\left[{a} = \max\left({all}\right)\right]",
        python=_spelled(_LARGER, _PYTHON_SHARE),
        numpy=_NUMPY_SHARE,
        lead="max",
        inline="1.0 if {a} > {b} else 0.0 if {a} < {b} else 0.5 if {a} == {b} else nan",
        inline_most=2,
    ),
    _internal(
        "min_share",
        scalar.min_share,
        _zeros,
        latex=r"\left[{a} = \min\left({all}\right)\right]",
        python=_spelled(_LARGER.replace(">", "<"), _PYTHON_SHARE),
        numpy=_NUMPY_SHARE,
        lead="min",
        inline="1.0 if {a} < {b} else 0.0 if {a} > {b} else 0.5 if {a} == {b} else nan",
        inline_most=2,
    ),
    _internal(
        "power_base_slope",
        scalar.power_base_slope,
        ("b * power_base_slope(a, b - 1)", "power(a, b - 1) + b * power_exponent_slope(a, b - 1)"),
        latex="{B} {A}^{{{B} - 1}}",
        latex_precedence=PRODUCT,
        python="{b} * {a} ** ({b} - 1.0) if {b} else 0.0",
        numpy="np.where({b} == 0.0, 0.0, {b} * {a} ** ({b} - 1.0))",
        inline="{b} * pow({a}, {b} - 1.0) if {b} else 0.0",
        why=pieces.why_power_base_slope,
    ),
    _internal(
        "power_exponent_slope",
        scalar.power_exponent_slope,
        ("power(a, b - 1) + b * power_exponent_slope(a, b - 1)", "log(a) * power_exponent_slope(a, b)"),
        latex=r"{A}^{{{b}}} \ln\left({a}\right)",
        latex_precedence=PRODUCT,
        why=pieces.why_power_exponent_slope,
        python="0.0 if {a} == 0.0 and {b} >= 0.0 else {a} ** {b} * math.log({a})",
        numpy="np.where(({a} == 0.0) & ({b} >= 0.0), 0.0, {a} ** {b} * np.log({a}))",
    ),
)

OPERATIONS: Mapping[str, Operation] = {operation.name: operation for operation in _DECLARATIONS}
"""Every primitive by its name, which is also the name of its gate kind."""

FUNCTION_NAMES: dict[str, str] = {
    name: name for name, operation in OPERATIONS.items() if not operation.internal
} | {"ln": "log"}
"""What formulas may call: function name to operation."""
