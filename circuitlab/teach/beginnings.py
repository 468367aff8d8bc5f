"""Where a number that is not finite began, and why, in a few words. Pure."""

import math
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.teach.names import name_of

if TYPE_CHECKING:
    from circuitlab.engine.cursor import Cursor
    from circuitlab.engine.trace import Trace


def origin_at(trace: "Trace", gate: int, cursor: "Cursor") -> int | None:
    """Where what a gate shows at this place stopped being finite: its value, else its gradient."""
    value = trace.value_at(gate, cursor)
    if value is not None and not math.isfinite(value):
        return trace.value_origin(gate)
    gradient = trace.gradient_at(gate, cursor).total
    if gradient is not None and not math.isfinite(gradient):
        return trace.gradient_origin(gate)
    return None


def began(circuit: Circuit, trace: "Trace", gate: int, cursor: "Cursor") -> str:
    """ "began at q: log of 0", or "began here: …"; "" where all is finite."""
    origin = origin_at(trace, gate, cursor)
    if origin is None:
        return ""
    place = "here" if origin == gate else f"at {name_of(circuit, origin)}"
    return f"began {place}: {trace.why(origin)}"


def short_why(trace: "Trace", origin: int) -> str:
    """Why it began there, without what is in brackets: it stands under the gate."""
    return trace.why(origin).split(" (")[0]
