"""`circuitlab train`: its own arguments, and its answer as JSON or as a table."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import clause
from circuitlab.cli.answer import Answer, UsageError
from circuitlab.cli.aside import tell
from circuitlab.cli.printing import dumps, table, text
from circuitlab.cli.printing import number as json_number
from circuitlab.cli.progress import Progress
from circuitlab.cli.saving import saved
from circuitlab.cli.typed import real, whole
from circuitlab.engine.work import done
from circuitlab.files import store, tables
from circuitlab.learn.binding import hints
from circuitlab.learn.history import Record
from circuitlab.learn.losses import LOWERED_NAMES
from circuitlab.learn.plans import ORDERS, Plan, plan_of
from circuitlab.learn.prediction import by_itself, fitting, remarks
from circuitlab.learn.results import Result, bound, training
from circuitlab.learn.schedules import SCHEDULES
from circuitlab.learn.table import DataError, Table
from circuitlab.learn.training import Training
from circuitlab.teach import trainings


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for. data: a CSV file, "" for the data saved with the circuit. columns: by input.
    has_loss: whether
    the plan's loss was asked for. test: a share. output: a file for the trained circuit, "" for none."""

    data: str
    plan: Plan
    has_loss: bool = True
    target: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    test: float = 0.0
    output: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes besides a circuit."""
    add = parser.add_argument
    own = "those saved with SOURCE if left out"
    add("--data", default="", metavar="D.csv", help=f"the examples: a line of names, then rows; {own}")
    add("--target", metavar="COLUMN", help="the column to be met by the output; the last one if left out")
    add("--bind", action="append", default=[], metavar="INPUT=COLUMN", help="feed an input; may be repeated")
    usual = "svm-force if left out; objective, the objective itself, where an input takes the target"
    add("--loss", choices=LOWERED_NAMES, help=usual)
    add("--l2", type=real, default=0.0, metavar="A", help="pull each weight w by -A w; 0")
    add("--batch", type=whole, metavar="N", help="examples a step takes; all of them if left out")
    add("--epochs", type=whole, default=100, metavar="N", help="how often all examples are seen; 100")
    add("--step-size", type=real, default=0.01, metavar="S", help="how far against the gradient; 0.01")
    falls = "constant; linear: to a tenth; decay: 1 %% less an epoch"
    add("--schedule", choices=SCHEDULES, default="constant", help=falls)
    drawn = "shuffled if left out; drawn: at random with returns"
    add("--order", choices=ORDERS, default="shuffled", help=drawn)
    add("--test", type=real, default=0.0, metavar="SHARE", help="keep so many rows for testing: 0.2; 0")
    add("--seed", type=whole, default=0, metavar="K", help="of the order and of the test rows; 0")
    add("-o", "--output", default="", metavar="OUT", help="write the trained circuit: OUT.circuit or OUT.txt")


def asked(found: argparse.Namespace, refuse: Callable[[str], object]) -> Asked:
    """The arguments as they were found. refuse: is told what is wrong with them."""
    output = found.output
    formats = store.CIRCUIT_SUFFIX, store.TEXT_SUFFIX
    if output and Path(output).suffix.lower() not in formats:
        refuse(f"-o {output}: expected a file name that ends in {' or '.join(formats)}")
    columns = dict[str, str]()
    for word in found.bind:
        name, equals, column = word.partition("=")
        if not equals or not name.strip():
            refuse(f"--bind: expected INPUT=COLUMN, got {word[:60]!r}")
        columns[name.strip()] = column.strip()
    names = ("loss", "step_size", "schedule", "epochs", "batch", "l2", "order", "seed")
    try:
        plan = plan_of(**{name: each for name in names if (each := getattr(found, name)) is not None})
    except ValueError as error:
        raise UsageError(str(error).removesuffix(".")) from error
    return Asked(found.data, plan, found.loss is not None, found.target, columns, found.test, output)


def answer(circuit: Circuit, asked: Asked, *, json: bool) -> Answer:
    """Train, and say what came of it; exit code 1 where the run has diverged."""
    with Progress() as progress:
        data = _read(Path(asked.data), progress) if asked.data else None
        if data is None and circuit.data is None:
            raise UsageError("no data are saved with this circuit: name a CSV file with --data D.csv")
        try:
            rows, binding = bound(circuit, data, asked.target, asked.columns)
            plan = asked.plan if asked.has_loss else fitting(asked.plan, binding)
            run = Training(circuit, rows, binding, plan, asked.test)
        except DataError as error:
            raise UsageError(str(error)) from error
        said = [by_itself(binding)] if plan is not asked.plan else []
        if plan.batch is not None and plan.batch > len(run.data):
            said.append(trainings.all_in_a_step(plan.batch, len(run.data)))
        for line in (*said, *hints(rows, binding), *remarks(circuit, binding, plan.loss, rows)):
            tell(clause(line))
        result = _trained(run, progress)
    lost = saved(result.circuit, Path(asked.output)) if asked.output else []
    code = 1 if result.diverged else 0
    if not json:
        return Answer(_for_people(result, circuit) + "".join(lost), code)
    for line in lost:
        tell(line.removesuffix("\n"))
    if result.diverged:
        tell(clause(result.diverged))
    return Answer(_for_programs(result), code)


def _read(path: Path, progress: Progress) -> Table:
    def tell(share: float) -> None:
        progress.show(f"reading {path.name}: {100 * share:.0f} %")

    return done(tables.reading(path, tell))


def _trained(run: Training, progress: Progress) -> Result:
    last: Record | None = None

    def take(record: Record) -> None:
        nonlocal last
        last = record

    def tell() -> None:
        score = "" if last is None else f", loss {last.train.loss:.6g}"
        progress.show(f"epoch {run.where.epoch} of {run.plan.epochs}{score}")

    return done(training(run, take), tell)


def _for_programs(result: Result) -> str:
    found: dict[str, object] = {
        "epochs": result.epochs,
        "loss": json_number(result.loss),
        "accuracy": json_number(result.accuracy),
        "parameters": {name: json_number(value) for name, value in result.parameters.items()},
    }
    if result.test_loss is not None:
        found |= {"test_loss": json_number(result.test_loss)}
        found |= {"test_accuracy": json_number(result.test_accuracy)}
    return dumps(found) + "\n"


def _for_people(result: Result, circuit: Circuit) -> str:
    before = {gate.name or str(gate.id): gate.value for gate in circuit.gates.values()}
    rows = [(name, text(before[name]), text(value)) for name, value in result.parameters.items()]
    said = f"{table(('parameter', 'start', 'end'), rows)}{_scores(result)}"
    return f"{said}{result.diverged}\n" if result.diverged else said


def _scores(result: Result) -> str:
    lines = [("", result.loss, result.accuracy)]
    if result.test_loss is not None:
        lines.append((" of the test rows", result.test_loss, result.test_accuracy))
    epochs = f"{result.epochs} epoch{'s' * (result.epochs != 1)}: "
    said = (
        f"loss{which} {text(loss)}" + ("" if accuracy is None else f", accuracy {100 * accuracy:.4g} %")
        for which, loss, accuracy in lines
    )
    return epochs + "; ".join(said) + "\n"
