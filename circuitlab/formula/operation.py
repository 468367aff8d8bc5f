"""What one primitive operation declares. Imports NumPy only when arrays are asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

PORTS = "abcdefgh"
"""What the arguments of an operation are called in its slopes and its LaTeX, one letter each."""

SUM, PRODUCT, SIGN, POWER, ATOM = range(1, 6)
"""How tightly an operation binds, loosest first. A call in function notation is an atom."""

Partials = tuple[str, ...] | Callable[[int], tuple[str, ...]]
Spelling = str | Callable[[int], str]
"""The name of a function, or a template whose arguments are put in parentheses where they need them; or a
function from the number of arguments to either. In a template `{a}` is an argument, `{all}` joins all."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One primitive.

    evaluate: its value on floats; never raises, inf or nan instead.
    least, most: the number of arguments it takes.
    partials: its slopes, one formula an argument, or a function from the number of arguments to them.
    pair: a quicker `evaluate` for exactly two arguments.
    infix, precedence: its sign in formula text, and how tightly that binds; no sign: function notation.
    latex, latex_precedence: a template, and how tightly what it makes binds. `{a}` is an argument inside
        brackets or braces, `{A}` the same in parentheses where it needs them; `{all}` joins all with commas.
    python, numpy, torch, jax, micrograd: how it is spelled there; "": a function of its own name.
    inline: the value as a Python expression of generated source, which may use the functions of the math
        module and `nan`. Its arguments are names and numbers. It may raise where IEEE has an answer (1/0),
        but what it gives is right. With `inline_most` it is for that many arguments at the most; "": none.
    why: a short reason why the result is not finite though the arguments are; None: too large.
    piece: number of the smooth piece that the arguments are in; None: it has just one.
    kink: whether there is no single slope at these arguments.
    internal: occurs in slopes only.
    lead: the operation on the same arguments whose value its spellings call `{lead}`.
    """

    name: str
    evaluate: Callable[..., float]
    least: int
    most: int
    partials: Partials
    pair: Callable[[float, float], float] | None = None
    infix: str = ""
    precedence: int = ATOM
    latex: str = ""
    latex_precedence: int = ATOM
    python: Spelling = ""
    numpy: Spelling = ""
    torch: Spelling = ""
    jax: Spelling = ""
    micrograd: Spelling = ""
    inline: str = ""
    inline_most: int = 8
    why: Callable[..., str | None] | None = None
    piece: Callable[..., float] | None = None
    kink: Callable[..., bool] | None = None
    internal: bool = False
    lead: str = ""

    def on_floats(self, count: int) -> Callable[..., float]:
        """The quickest function for this many floats."""
        return self.pair if count == 2 and self.pair is not None else self.evaluate

    def on_arrays(self, *arrays: Any) -> Any:
        """The value on NumPy arrays, element by element (shapes broadcast)."""
        from circuitlab.formula.arrays import VALUES

        return VALUES[self.name](*arrays)

    def piece_on_arrays(self, *arrays: Any) -> Any:
        """As `piece`, on NumPy arrays."""
        from circuitlab.formula.arrays import PIECES

        return PIECES[self.name](*arrays)

    def inlined(self, arguments: Sequence[str]) -> str | None:
        """The value as a Python expression in these names and numbers; None if it must be called."""
        if self.infix and not self.inline:
            return (self.infix if len(arguments) == 1 else "") + f" {self.infix} ".join(arguments)
        if not self.inline or len(arguments) > self.inline_most:
            return None
        return self.inline.format(**dict(zip(PORTS, arguments, strict=False)))

    def slopes(self, count: int) -> tuple[str, ...]:
        """The slope formulas for this many arguments."""
        return self.partials if isinstance(self.partials, tuple) else self.partials(count)
