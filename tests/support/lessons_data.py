"""The published SVM circuit and its six points, which several tests train on."""

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.data import put
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.work import done
from circuitlab.learn.binding import bind
from circuitlab.learn.plans import plan_of
from circuitlab.learn.table import Table, kept, table
from circuitlab.learn.training import Training

SVM = "a = parameter(1)\nb = parameter(-2)\nc = parameter(-1)\nf = a * x + b * y + c"
POINTS = (
    (1.2, 0.7, 1.0),
    (-0.3, -0.5, -1.0),
    (3.0, 0.1, 1.0),
    (-0.1, -1.0, -1.0),
    (-1.0, 1.1, -1.0),
    (2.1, -3.0, 1.0),
)
AS_CSV = "x,y,label\n" + "".join(f"{x},{y},{label:g}\n" for x, y, label in POINTS)
PUBLISHED = {"loss": "svm-force", "l2": 1.0, "batch": 1, "step_size": 0.01}


def svm() -> Circuit:
    """a x + b y + c with a = 1, b = -2, c = -1."""
    return to_circuit(SVM)


def six_points() -> Table:
    """The points, and their labels."""
    return table(("x", "y", "label"), POINTS)


def training(circuit: Circuit, data: Table, test: float = 0.0, **plan: object) -> Training:
    """A training that has not begun; columns are bound by their names."""
    return Training(circuit, data, bind(circuit, data), plan_of(**plan), test)  # type: ignore[arg-type]


def trained(circuit: Circuit, data: Table, **plan: object) -> Training:
    """A training that has come to its end."""
    run = training(circuit, data, **plan)  # type: ignore[arg-type]
    done(run.running())
    return run


def with_data(circuit: Circuit, data: Table, source: str = "the guide") -> Circuit:
    """The circuit as a document that came with these data."""
    circuit.apply(put(circuit, kept(data, source)))
    return circuit
