"""How an answer is read, and when it is right. Pure.

A decimal says how exact it is meant: half of its last digit. A fraction is exact.
"""

import math
import re
from dataclasses import dataclass

from circuitlab.formula.reading import MINUS

SHARE = 0.005
"""How far an answer may be off, as a part of the right one."""
LEAST_DIGITS = 2
"""Fewer significant digits are enough only where they are exact."""
_EXACT = 1e-9
_LONGEST = 40
_DECIMAL = re.compile(r"([+-]?)(\d*)(?:[.,](\d*))?(?:e([+-]?\d{1,3}))?", re.IGNORECASE | re.ASCII)
_POWER = re.compile(r"\s*[·×*]\s*10\s*\^?\s*(?=[+-]?\d)")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(frozen=True, slots=True)
class Answer:
    """A number as somebody typed it.

    half: half of its last digit, 0 for a fraction. digits: how many of its digits are significant; None for
    a fraction.
    """

    value: float
    half: float = 0.0
    digits: int | None = None

    def is_near(self, number: float) -> bool:
        """Whether it means this number, as far as it was written out."""
        return math.isfinite(number) and abs(self.value - number) <= max(self.half, SHARE * abs(number))

    def means(self, number: float) -> bool:
        """Whether it is this number: near it with two significant digits, or exactly."""
        if math.isclose(self.value, number, rel_tol=_EXACT, abs_tol=1e-300):
            return True
        return self.is_near(number) and (self.digits is None or self.digits >= LEAST_DIGITS)


def read(typed: str) -> Answer:
    """The answer that was typed: with − or -, a decimal point or comma, as 1/3, 2e-5 or 2 · 10⁻⁵.

    Raises ValueError with one line when it is no finite number.
    """
    quoted = repr(typed.strip()[:_LONGEST])
    text = _POWER.sub("e", typed.strip().replace(MINUS, "-").translate(_RAISED)).replace(" ", "")
    top, slash, bottom = text.partition("/")
    answer = _decimal(top)
    divisor = _decimal(bottom) if slash else Answer(1.0)
    if answer is None or divisor is None:
        raise ValueError(f"{quoted} is not a number: expected for example −2, 0.5 or 1/3.")
    if divisor.value == 0:
        raise ValueError(f"{quoted} divides by zero: expected a number.")
    if slash:
        answer = Answer(answer.value / divisor.value)
    if not math.isfinite(answer.value):
        raise ValueError(f"{quoted} is too large: expected a number.")
    return answer


def as_written(typed: str) -> str:
    """An answer as it reads in a sentence, with a real minus."""
    return typed.replace("-", MINUS)


def _decimal(text: str) -> Answer | None:
    match = _DECIMAL.fullmatch(text)
    if match is None or len(text) > _LONGEST or not (match[2] or match[3]):
        return None
    sign, whole, places, power = match[1], match[2], match[3] or "", match[4] or "0"
    value = float(f"{sign}{whole or '0'}.{places or '0'}e{power}")
    half = 0.5 * 10.0 ** max(-323, min(int(power) - len(places), 308))
    return Answer(value, half, len((whole + places).lstrip("0")))
