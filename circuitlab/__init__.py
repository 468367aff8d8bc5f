"""circuitlab, a circuit simulator for teaching backpropagation, as a library.

>>> import circuitlab
>>> circuit = circuitlab.parse("f = (x + y) * z", x=-2, y=5, z=-4)
>>> trace = circuitlab.run(circuit)
>>> trace.values["f"], trace.gradients["x"]
(-12.0, -4.0)

What is behind a name is imported when the name is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circuitlab.api import check, load, parse, prepare, run, save
    from circuitlab.circuit.circuit import Circuit
    from circuitlab.engine.trace import Trace

__version__ = "0.1.0"
__all__ = ["Circuit", "Trace", "__version__", "check", "load", "parse", "prepare", "run", "save"]

_HOMES = {
    "Circuit": "circuitlab.circuit.circuit",
    "Trace": "circuitlab.engine.trace",
    **dict.fromkeys(("check", "load", "parse", "prepare", "run", "save"), "circuitlab.api"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
