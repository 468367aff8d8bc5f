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
    from circuitlab.api.circuits import from_micrograd, load, parse, save
    from circuitlab.api.learning import dataset, template, train
    from circuitlab.api.own_gates import compose, define, expand, inside, partials
    from circuitlab.api.running import check, code, paths, prepare, run, tangents
    from circuitlab.api.searching import optimize
    from circuitlab.circuit.circuit import Circuit
    from circuitlab.engine.trace import Trace

__version__ = "0.1.0"

_NAMES = {
    "circuitlab.api.circuits": ("from_micrograd", "load", "parse", "save"),
    "circuitlab.api.own_gates": ("compose", "define", "expand", "inside", "partials"),
    "circuitlab.api.running": ("check", "code", "paths", "prepare", "run", "tangents"),
    "circuitlab.api.searching": ("optimize",),
    "circuitlab.circuit.circuit": ("Circuit",),
    "circuitlab.engine.trace": ("Trace",),
    "circuitlab.api.learning": ("dataset", "template", "train"),
}
_HOMES = {name: home for home, names in _NAMES.items() for name in names}
__all__ = [
    "Circuit",
    "Trace",
    "__version__",
    "check",
    "code",
    "compose",
    "dataset",
    "define",
    "expand",
    "from_micrograd",
    "inside",
    "load",
    "optimize",
    "parse",
    "partials",
    "paths",
    "prepare",
    "run",
    "save",
    "tangents",
    "template",
    "train",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    _show_in_notebooks()
    globals()[name] = value
    return value


def _show_in_notebooks() -> None:
    """Circuits draw themselves in Jupyter. Attached from here, because only this may know the app as well."""
    circuit = import_module("circuitlab.circuit.circuit").Circuit
    circuit._repr_svg_ = _repr_svg


def _repr_svg(circuit: "Circuit") -> str | None:
    """A circuit after both passes as SVG; None, where Jupyter takes the `repr`, if Qt can't draw."""
    try:
        render = import_module("circuitlab.app.render")
    except ImportError:  # no Qt here, or a system library that it needs is missing
        return None
    drawn: str | None = render.notebook_svg(circuit)
    return drawn


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
