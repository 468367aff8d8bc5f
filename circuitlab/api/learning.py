"""What `import circuitlab` offers for learning from data: examples, templates, training. No Qt."""

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from circuitlab.api.given import checked
from circuitlab.circuit.circuit import Circuit

if TYPE_CHECKING:
    from circuitlab.learn.losses import LossName, LoweredName
    from circuitlab.learn.plans import Order
    from circuitlab.learn.results import Result
    from circuitlab.learn.schedules import ScheduleName
    from circuitlab.learn.table import Table
    from circuitlab.learn.templates import Activation


def train(
    circuit: Circuit,
    data: "Table | str | PathLike[str] | Mapping[str, Sequence[float]] | None" = None,
    *,
    target: str | None = None,
    bind: "Mapping[str, str] | None" = None,
    loss: "LoweredName | None" = None,
    l2: float = 0.0,
    batch: int | None = None,
    epochs: int = 100,
    step_size: float = 0.01,
    schedule: "ScheduleName" = "constant",
    order: "Order" = "shuffled",
    test: float = 0.0,
    seed: int = 0,
) -> "Result":
    """Train the parameters of a circuit by examples; `circuit` is not changed.

    data: a table, the path of a CSV file, or columns by name; None: the data that are saved with the circuit,
        and the columns that were chosen for them. Inputs are fed by the columns of their names,
        or, where no name fits, in order; `bind` (input: column) wins over both. target: the column that the
        output is to meet; the last one if None. It holds labels, 1 and -1 (or 0), for "squared" any number.
    loss: "svm-force" (each example pulls by +1 or -1), "hinge", "squared" or "logistic"; "objective": the
        circuit's objective is itself the loss. None: that where an input is called target, or bound to the
        target (there no other can be taken), else "svm-force". A sigmoid's output is the chance of the upper
        class, decided at 0.5.
    l2: every weight w is pulled by -l2 w; weights are the parameters that the output depends on and that are
        not only added or subtracted.
    batch: examples a step takes; None: all. order: "given", "shuffled", or "drawn" at random with returns.
    schedule: "constant", "linear" (in epoch k: step_size (1 - 0.9 k / epochs)) or "decay" (x 0.99 an epoch).
    test: which share of the rows is kept for testing.

    The result has `epochs`, `loss`, `accuracy`, `parameters` by name, `history`, and `circuit`, the trained
    one; where it diverged, `diverged` is a line that names step, parameter and gate. The same arguments give
    the same run to the last bit.

    Raises ValueError with one line, which names row and column where the data are wrong.
    """
    from circuitlab.engine.work import done
    from circuitlab.learn.plans import plan_of
    from circuitlab.learn.prediction import fitting
    from circuitlab.learn.results import bound, training
    from circuitlab.learn.training import Training

    plan = plan_of(
        loss=loss or "svm-force",
        step_size=step_size,
        schedule=schedule,
        epochs=epochs,
        batch=batch,
        l2=l2,
        order=order,
        seed=seed,
    )
    owner = checked(circuit)
    rows, binding = bound(owner, None if data is None else _table(data), target, bind)
    chosen = fitting(plan, binding) if loss is None else plan
    return done(training(Training(owner, rows, binding, chosen, test)))


def _table(data: "Table | str | PathLike[str] | Mapping[str, Sequence[float]]") -> "Table":
    """Data as a table, whatever they are given as."""
    from circuitlab.files import tables
    from circuitlab.learn.table import Table, of_columns

    if isinstance(data, Table):
        return data
    return of_columns(data) if isinstance(data, Mapping) else tables.read(Path(data))


def dataset(kind: str, points: int = 100, noise: float = 0.1, seed: int = 0) -> "Table":
    """Examples of two classes in the plane, with the columns x, y and label (1 or -1), half of each.

    kind: "moons", "circles", "xor", "spiral", "blobs" or "linear". The same seed gives the same points.
    `rows` of the table is an array, `columns` are the names. Raises ValueError.
    """
    from circuitlab.learn.datasets import generate

    return generate(kind, points, noise, seed)


def template(
    name: str,
    sizes: "Sequence[int] | None" = None,
    *,
    activation: "Activation | None" = None,
    seed: int = 0,
    loss: "LossName | None" = None,
    l2: float = 0.0,
) -> Circuit:
    """A new circuit of scalar gates, laid out: "neuron", "svm", "logistic", "network" or "mlp".

    sizes: the inputs first: (2,) for the first three, (2, 4) for a network of 4 units, (2, 16, 16, 1) for an
        MLP. activation: "relu", "tanh" or "sigmoid". Weights are uniform in [-1, 1], biases 0.
    loss: that of one example stands behind it as gates and is the objective; the label is the input target.
        With l2, the penalty l2 / 2 x the sum of w ** 2 is added.

    Raises ValueError.
    """
    from circuitlab.learn.objectives import add_loss
    from circuitlab.learn.templates import template

    circuit = template(name, sizes, activation, seed)
    if loss is not None:
        circuit.apply(add_loss(circuit, loss, l2))
    return circuit
