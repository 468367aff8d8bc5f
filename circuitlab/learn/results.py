"""Training as one call: a circuit and data in, what came of it out. Imports NumPy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_value
from circuitlab.engine.work import Work
from circuitlab.learn.binding import Binding, bind, kept_by
from circuitlab.learn.history import Record
from circuitlab.learn.table import Table
from circuitlab.learn.training import Training


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """What a training came to.

    epochs: how many were done. loss, accuracy: of the data it was trained on, with the parameters at the
    end; accuracy None where the targets are no two classes. test_loss, test_accuracy: of the rows that were
    kept for testing; None without any. parameters: by name. history: a record an epoch (of long runs fewer),
    with the parameters in the order of `parameters`. diverged: "" or one line that names step, parameter and
    gate; the parameters are the last finite ones then.
    """

    epochs: int
    loss: float
    accuracy: float | None
    test_loss: float | None
    test_accuracy: float | None
    parameters: Mapping[str, float]
    history: Sequence[Record]
    diverged: str
    circuit: Circuit
    """As it was, but for the parameters."""


def bound(
    circuit: Circuit,
    data: Table | None,
    target: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> tuple[Table, Binding]:
    """The data that a training takes, and what feeds what. Raises DataError and CircuitError.

    data: None: those that the circuit keeps, with the columns that were chosen for them.
    """
    if data is None:
        data, kept_target, kept_columns = kept_by(circuit)
        target = kept_target if target is None else target
        columns = kept_columns | dict(columns or {})
    return data, bind(circuit, data, target, columns)


def training(run: Training, told: Callable[[Record], object] = lambda _: None) -> Work[Result]:
    """Train to the end, and put the results together."""
    last = yield from run.running(told)
    test_loss, test_accuracy = (None, None) if last.test is None else last.test
    trained = Circuit(run.circuit.parts)
    for key, value in run.values(last.parameters):
        trained.apply(set_value(trained, key, value))
    return Result(
        epochs=last.epoch,
        loss=last.train.loss,
        accuracy=last.train.accuracy,
        test_loss=test_loss,
        test_accuracy=test_accuracy,
        parameters=dict(zip(run.names, last.parameters.tolist(), strict=True)),
        history=tuple(run.history.records),
        diverged="" if run.diverged is None else run.diverged.line(),
        circuit=trained,
    )
