"""Numbers as people read them: few digits, a real minus, no false integers. Pure text, no Qt.

Four significant digits by default. What is shown is never a lie: a number that is no integer does not
show as one, and where rounding would make it one after all, the text begins with "≈".
"""

import math
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from circuitlab.circuit.errors import spaced
from circuitlab.formula.reading import MINUS

DIGITS = 4
"""Significant digits on the screen."""
LECTURE_DIGITS = 3
"""In lecture mode."""
MOST_DIGITS = 6
"""How far the digits may grow until a number that is no integer stops looking like one."""
UNDEFINED = "undefined"
NOT_FINITE = ("∞", "−∞", UNDEFINED)

_shown_digits: ContextVar[int] = ContextVar("digits", default=DIGITS)
_SUPERSCRIPT = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_RAISED = re.compile(r"(?:([^·×]+?)\s*[·×]\s*)?10(?:\^(-?\d+)|(⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
_SMALL, _LARGE = 1e-4, 1e6
_OF_A_CHANGE, _MOST_OF_A_CHANGE = 4, 8
"""Digits that are shown of a change from one number to another, and of these numbers at most."""


@contextmanager
def rounded_to(digits: int) -> Iterator[None]:
    """In here, numbers show so many significant digits where nobody asks for others."""
    token = _shown_digits.set(digits)
    try:
        yield
    finally:
        _shown_digits.reset(token)


def text(value: float, digits: int | None = None) -> str:
    """The number for a label, e.g. "−0.1966", "5 · 10⁻⁶", "≈ 1", "∞", "undefined"."""
    if not math.isfinite(value):
        return _not_finite(value)
    about, mantissa, exponent = _decimal(value, digits)
    number = mantissa.replace("-", MINUS)
    if exponent is not None:
        number = f"{number} · 10{str(exponent).translate(_SUPERSCRIPT)}"
    return f"≈ {number}" if about else number


def latex(value: float, digits: int | None = None) -> str:
    """The same number for an equation; a sign for "about" is left to the equation."""
    if not math.isfinite(value):
        return r"\text{undefined}" if math.isnan(value) else r"\infty" if value > 0 else r"-\infty"
    _, mantissa, exponent = _decimal(value, digits)
    return mantissa if exponent is None else rf"{mantissa} \cdot 10^{{{exponent}}}"


def raised(value: float) -> str:
    """A step or a size as a power of ten: "10⁻⁵", "2 · 10⁻⁶"; four digits at most."""
    mantissa, exponent = f"{value:.{DIGITS - 1}e}".split("e")
    power = f"10{str(int(exponent)).translate(_SUPERSCRIPT)}"
    factor = _trimmed(mantissa).replace("-", MINUS)
    return power if factor == "1" else f"{factor} · {power}"


def counted(number: int) -> str:
    """How many there are of something: "1 024", and from a million on "about 1.07 · 10³⁰¹"."""
    if number < _LARGE:
        return spaced(number).replace(" ", "\N{NO-BREAK SPACE}")
    mantissa, exponent = f"{Decimal(number):.2E}".split("E")
    return f"about {_trimmed(mantissa)} · 10{str(int(exponent)).translate(_SUPERSCRIPT)}"


def signed(value: float) -> str:
    """A change with its sign: "+0.1", "−0.02", "0", "undefined"."""
    return f"+{text(value)}" if value > 0 else text(value)


def before_and_after(before: float, after: float) -> tuple[str, str]:
    """Two numbers with so many digits that what is between them is seen: "99", "99.0784"."""
    gap = abs(after - before)
    if not (math.isfinite(gap) and gap):
        return text(before), text(after)
    last = math.floor(math.log10(gap)) - _OF_A_CHANGE + 1

    def digits(value: float) -> int:
        needed = math.floor(math.log10(abs(value))) - last + 1 if value else 0
        return max(_shown_digits.get(), min(_MOST_OF_A_CHANGE, needed))

    return text(before, digits(before)), text(after, digits(after))


def full(value: float) -> str:
    """The whole double: the shortest decimal that reads back as the same number."""
    if not math.isfinite(value):
        return _not_finite(value)
    whole = repr(value + 0.0)  # −0 shows 0
    return whole.removesuffix(".0").replace("-", MINUS)


def plain(value: float) -> str:
    """The whole double as it is typed into a field and read back by `read`: an ASCII minus, "inf", "nan"."""
    return repr(value).removesuffix(".0")


def read(typed: str) -> float:
    """The number a person typed: −, - and a decimal comma are taken, also 1/3, 2 · 10⁻⁶, 10^-6, ∞, inf
    and nan.

    Raises ValueError with one line when it is no number.
    """
    cleaned = typed.strip().replace(MINUS, "-").replace("∞", "inf")
    power = _RAISED.fullmatch(cleaned)
    if power is not None:
        cleaned = f"{power[1] or 1}e{power[2] or power[3].translate(_PLAIN)}"
    if cleaned.count(",") == 1 and "." not in cleaned:
        cleaned = cleaned.replace(",", ".")
    numerator, slash, denominator = cleaned.partition("/")
    try:
        if "_" in cleaned:
            raise ValueError
        top = float(numerator)
        bottom = float(denominator) if slash else 1.0
    except ValueError:
        shown = typed.strip()[:40]
        raise ValueError(f"{shown!r} is not a number: expected for example −2, 0.5 or 1e-3.") from None
    if bottom == 0:
        raise ValueError(f"{typed.strip()[:40]!r} divides by zero: expected a number.")
    return top / bottom


def shown(value: float, digits: int | None = None) -> Fraction:
    """Exactly the number that `text` shows. Only for finite values."""
    _, mantissa, exponent = _decimal(value, digits)
    return Fraction(mantissa) * Fraction(10) ** (exponent or 0)


def relation(factors: Iterable[float], product: float, digits: int | None = None) -> Literal["=", "≈"]:
    """The sign between factors and product: "≈" where the numbers shown do not multiply to the one shown."""
    factors = tuple(factors)
    if not all(map(math.isfinite, (*factors, product))):
        return "="
    exact = math.prod((shown(factor, digits) for factor in factors), start=Fraction(1))
    return "=" if exact == shown(product, digits) else "≈"


def agree(left: Fraction, right: float, digits: int | None = None) -> Literal["=", "≈"]:
    """The sign between an exactly computed number and the one shown on its right."""
    return "=" if left == shown(right, digits) else "≈"


def _not_finite(value: float) -> str:
    return UNDEFINED if math.isnan(value) else "∞" if value > 0 else "−∞"


def _decimal(value: float, asked: int | None) -> tuple[bool, str, int | None]:
    """(rounded to an integer it is not, decimal text, power of ten if written apart) of a finite number."""
    digits = _shown_digits.get() if asked is None else asked
    if value == 0:
        return False, "0", None
    size = abs(value)
    if size < _SMALL or size >= _LARGE:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        return False, _trimmed(mantissa), int(exponent)
    if value == int(value):
        return False, str(int(value)), None
    for count in range(digits, max(digits, MOST_DIGITS) + 1):
        rounded = Decimal(f"{value:.{count - 1}e}")
        if rounded != rounded.to_integral_value():
            return False, _trimmed(f"{rounded:f}"), None
    return True, str(int(rounded)), None


def _trimmed(decimal: str) -> str:
    return decimal.rstrip("0").rstrip(".") if "." in decimal else decimal
