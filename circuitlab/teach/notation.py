"""How gradients are written in equations: as partial derivatives, as in micrograd, or as in code. Pure."""

from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from circuitlab.circuit.circuit import Circuit
from circuitlab.teach import numbers
from circuitlab.teach.names import latex_of, name_of

if TYPE_CHECKING:
    from circuitlab.engine.trace import Trace

Notation: TypeAlias = Literal["partial", "grad", "d"]
NOTATIONS: tuple[Notation, ...] = get_args(Notation)
SHOWN: dict[Notation, str] = {"partial": "∂f/∂x", "grad": "x.grad", "d": "dx"}
"""Each as a menu shows it."""
_TOGETHER = "\u2060"
"""No line is broken here."""


def gradient_latex(circuit: Circuit, trace: "Trace", gate: int, notation: Notation = "partial") -> str:
    """The gradient of a gate. A partial derivative is multiplied by the seed; the others contain it."""
    name = latex_of(circuit, gate)
    if notation == "grad":
        return rf"{name}\mathrm{{.grad}}"
    if notation == "d":
        return rf"\mathrm{{d}}{name}"
    objective = gate if trace.objective is None else trace.objective
    factor = "" if trace.seed == 1 else rf"{numbers.latex(trace.seed)}\,"
    return factor + partial_latex(latex_of(circuit, objective), name)


def gradient_text(circuit: Circuit, trace: "Trace", gate: int, notation: Notation = "partial") -> str:
    """The same in a line of text: "∂f/∂x", "3 · ∂f/∂x", "x.grad", "dx"."""
    name = name_of(circuit, gate)
    if notation == "grad":
        return f"{name}.grad"
    if notation == "d":
        return f"d{name}"
    objective = gate if trace.objective is None else trace.objective
    factor = "" if trace.seed == 1 else f"{numbers.text(trace.seed)} · "
    return f"{factor}∂{name_of(circuit, objective)}/{_TOGETHER}∂{name}"


def partial_latex(above: str, below: str) -> str:
    """A partial derivative."""
    return rf"\frac{{{{\partial}}{above}}}{{{{\partial}}{below}}}"
