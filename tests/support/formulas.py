"""Random formulas, and floats that find the edges of IEEE arithmetic."""

import struct

from hypothesis import strategies as st

from circuitlab.formula.operations import OPERATIONS
from circuitlab.formula.tree import Call, Expr, Name, Number

EDGES = (
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    2.0,
    1e-320,
    1e308,
    -1e308,
    710.0,
    -800.0,
    float("inf"),
    float("-inf"),
    float("nan"),
)

any_float = st.one_of(st.sampled_from(EDGES), st.floats())
PUBLIC = tuple(operation for operation in OPERATIONS.values() if not operation.internal)


def same_number(one: float, other: float) -> bool:
    """Equal to the last bit; all nans are one."""
    return struct.pack("d", one) == struct.pack("d", other) or (one != one and other != other)


def _calls(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    def arguments(operation):
        counts = st.lists(inner, min_size=operation.least, max_size=min(operation.most, 4))
        return counts.map(lambda parts: Call(operation.name, tuple(parts)))

    return st.sampled_from(PUBLIC).flatmap(arguments)


def expressions(numbers=None) -> st.SearchStrategy[Expr]:
    """Formulas of any operations in the names x, y and z."""
    numbers = st.floats(allow_nan=False) if numbers is None else numbers
    leaves = st.one_of(st.sampled_from("xyz").map(Name), numbers.map(Number))
    return st.recursive(leaves, _calls, max_leaves=12)
