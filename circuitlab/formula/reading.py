"""A formula on one line as one reads it, not as one types it: 100 − (3 − 4)². Pure."""

from collections.abc import Mapping, Sequence
from math import isfinite

from circuitlab.formula.operations import ATOM, OPERATIONS, POWER, PRODUCT, SIGN
from circuitlab.formula.printers import Printed
from circuitlab.formula.tree import Expr, Name, Number, fold

MINUS = "−"
_SIGNS = {"+": "+", "-": MINUS, "*": "×", "/": "÷"}
_SUPERSCRIPT = str.maketrans("0123456789" + MINUS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_CALLED = {"log": "ln"}


def to_reading(expr: Expr, texts: Mapping[str, str]) -> str:
    """The formula with these texts for its names: names or numbers, with a real minus where they have one."""

    def visit(node: Expr, arguments: tuple[Printed, ...]) -> Printed:
        if isinstance(node, Name):
            return _given(texts.get(node.id, node.id))
        if isinstance(node, Number):
            number = f"{node.value!r}".removesuffix(".0") if isfinite(node.value) else f"{node.value}"
            return _given(number.replace("-", MINUS).replace("inf", "∞"))
        return _call(node.operation, arguments)

    return fold(expr, visit).text


def _given(text: str) -> Printed:
    """5 · 10⁻⁶ is a product, −3 has a sign."""
    return Printed(text, PRODUCT if " · " in text else SIGN if text.startswith(MINUS) else ATOM)


def _call(name: str, arguments: Sequence[Printed]) -> Printed:
    operation = OPERATIONS.get(name)
    first = arguments[0]
    if name in ("power", "square"):
        return _power(first, "2" if name == "square" else arguments[1].text, arguments[1:])
    if name == "identity":
        return first
    if name == "reciprocal":
        return _call("divide", (Printed("1"), first))
    if name == "abs":
        return Printed(f"|{first.text}|")
    if operation is None or not operation.infix:
        return Printed(f"{_CALLED.get(name, name)}({', '.join(each.text for each in arguments)})")
    own = operation.precedence
    if len(arguments) == 1:
        return Printed(MINUS + first.within(PRODUCT if not first.text.startswith(MINUS) else ATOM), own)
    # Sums and products may be regrouped; differences and quotients may not.
    inner = own + (operation.infix in "-/")
    rest = (each.within(ATOM if each.text.startswith(MINUS) else inner) for each in arguments[1:])
    return Printed(f" {_SIGNS[operation.infix]} ".join((first.within(own), *rest)), own)


def _power(base: Printed, exponent: str, written: Sequence[Printed]) -> Printed:
    """Whole numbers are raised; anything else follows a ^."""
    if exponent.removeprefix(MINUS).isdecimal():
        return Printed(base.within(ATOM) + exponent.translate(_SUPERSCRIPT), POWER)
    return Printed(f"{base.within(ATOM)}^{written[0].within(ATOM)}", POWER)
