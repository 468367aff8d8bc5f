"""The tree of a formula: three frozen node kinds, and the one loop that walks them. Imports nothing.

Trees can be hundreds of levels deep, so nothing here recurses: `fold` visits every node with its own
stack, and all that reads trees (evaluation, derivatives, printers) is written as a fold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Number:
    """A literal number."""

    value: float


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands for a value."""

    id: str


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """An operation of `formula.operations` applied to its arguments, in order."""

    operation: str
    arguments: "tuple[Expr, ...]"
    _hash: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Children know their hash already: hashing a deep tree takes no recursion.
        object.__setattr__(self, "_hash", hash((self.operation, self.arguments)))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Call) and same(self, other)


Expr: TypeAlias = Number | Name | Call


def same(one: Expr, other: Expr) -> bool:
    """Whether two trees are equal, node for node."""
    pairs: list[tuple[Expr, Expr]] = [(one, other)]
    while pairs:
        a, b = pairs.pop()
        if a is b:
            continue
        if not isinstance(a, Call) or not isinstance(b, Call):
            if a != b:
                return False
            continue
        if a._hash != b._hash or a.operation != b.operation or len(a.arguments) != len(b.arguments):
            return False
        pairs.extend(zip(a.arguments, b.arguments, strict=True))
    return True


def postorder(expr: Expr) -> list[Expr]:
    """All nodes, arguments before the call that uses them, left to right."""
    order: list[Expr] = []
    waiting = [expr]
    while waiting:
        node = waiting.pop()
        order.append(node)
        if isinstance(node, Call):
            waiting.extend(node.arguments)
    order.reverse()
    return order


def fold(expr: Expr, visit: Callable[[Expr, tuple[T, ...]], T]) -> T:
    """The result of `visit(node, results of its arguments)` at the root, computed from the leaves up."""
    results: list[T] = []
    for node in postorder(expr):
        count = len(node.arguments) if isinstance(node, Call) else 0
        first = len(results) - count
        of_arguments = tuple(results[first:])
        del results[first:]
        results.append(visit(node, of_arguments))
    return results[0]


def names(expr: Expr) -> tuple[str, ...]:
    """The names in a formula, each once, in the order of their first use."""
    return tuple(dict.fromkeys(node.id for node in postorder(expr) if isinstance(node, Name)))


def depth(expr: Expr) -> int:
    """How many levels a tree has: 1 for a number or a name."""
    return fold(expr, lambda _, below: 1 + max(below, default=0))


def substitute(
    expr: Expr,
    replacements: Mapping[str, Expr],
    call: Callable[[str, tuple[Expr, ...]], Expr] = Call,
) -> Expr:
    """The formula with each of these names replaced by a formula. `call` builds the new calls."""

    def visit(node: Expr, arguments: tuple[Expr, ...]) -> Expr:
        if isinstance(node, Name):
            return replacements.get(node.id, node)
        return call(node.operation, arguments) if isinstance(node, Call) else node

    return fold(expr, visit)
