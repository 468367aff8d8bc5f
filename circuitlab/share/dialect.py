"""What a dialect declares: its style, its imports, and how it writes sources and gradients."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.formula.code import Style

if TYPE_CHECKING:
    from circuitlab.share.scope import Scope
    from circuitlab.share.sheet import Sheet


@dataclass(frozen=True, eq=False)
class Dialect:
    """One way to write a circuit.

    name: what the command line calls it. title: what people do.
    passes: writes both passes. by_hand: whether it writes the backward pass out, a line a message.
    imports: lines, by the name that they bring; they are printed where it is used.
    setting: a line behind the imports.
    source, constant: what stands for the `{number}` of an input or parameter, and of a named constant.
    accumulate: how `{m}` is added to the gradient `{g}`.
    value, gradient: the number of a `{name}` and of its gradient, where the library knows it.
    own: builtins that the source uses, so that no gate can have their names.
    seeded: the call of the backward pass from `{f}` with a `{seed}`.
    """

    name: str
    title: str
    style: Style
    passes: Callable[["Sheet"], None]
    imports: Mapping[str, str]
    setting: str = ""
    source: str = "{number}"
    constant: str = "{number}"
    by_hand: bool = False
    accumulate: str = "{g} += {m}"
    value: str = "{name}"
    gradient: str = ""
    seeded: str = ""
    own: frozenset[str] = frozenset()

    def source_line(self, scope: "Scope", slot: int, number: str) -> str:
        """The line that gives a source its number."""
        template = self.constant if slot in scope.plain else self.source
        return f"{scope.names[slot]} = {template.format(number=number)}"
