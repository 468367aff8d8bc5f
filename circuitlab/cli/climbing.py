"""`circuitlab optimize`: its own arguments, and its answer as JSON, a table, and a trajectory in CSV."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import clause
from circuitlab.cli.answer import Answer
from circuitlab.cli.aside import tell
from circuitlab.cli.printing import dumps, table, text
from circuitlab.cli.printing import number as json_number
from circuitlab.cli.progress import Progress
from circuitlab.cli.typed import real, seed, whole
from circuitlab.files.disk import write_bytes
from circuitlab.learn.outcome import Outcome, outcome
from circuitlab.learn.run import Run, Stops, stops_problem
from circuitlab.learn.strategies import DIFFERENCES, STRATEGIES, Tuning, problem
from circuitlab.teach import climbs

CSV = ".csv"
_SLICE = 64


@dataclass(frozen=True, slots=True)
class Climbing:
    """What was asked for. trajectory: a file, "" for none."""

    strategy: str
    tuning: Tuning
    stops: Stops
    direction: int
    seed: int
    trajectory: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes besides a circuit."""
    add, usual, rules = parser.add_argument, Tuning(), Stops()
    names = list(STRATEGIES)
    add("--strategy", choices=names, default="analytic", help="analytic if left out")
    add("--minimize", action="store_true", help="lower the objective instead of raising it")
    for field, what in (
        ("step_size", "how far along the gradient"),
        ("h", "step of a numerical gradient"),
        ("tweak", "how far at most random search moves a value"),
    ):
        default = getattr(usual, field)
        option = f"--{field.replace('_', '-')}"
        letter = option[2].upper()
        add(option, type=_tuned(field), default=default, metavar=letter, help=f"{what}; {default:g}")
    add(
        "--difference", choices=DIFFERENCES, default=usual.difference, help="of a numerical gradient; forward"
    )
    steps = f"stop after so many steps; {rules.max_steps}"
    add("--max-steps", type=whole, default=rules.max_steps, metavar="N", help=steps)
    add("--min-gain", type=real, metavar="G", help="stop at the first step that gains less, which is taken")
    add("--target", type=real, metavar="V", help="stop when the objective has reached V")
    add("--seed", type=seed, default=0, metavar="K", help="of random search; 0")
    add("--trajectory", default="", metavar="OUT.csv", help="write every iteration to a file")


def climbing(found: argparse.Namespace, refuse: Callable[[str], object]) -> Climbing:
    """The arguments as they were found. refuse: is told what is wrong with them together."""
    stops = Stops(found.max_steps, found.min_gain, found.target)
    if said := stops_problem(stops):
        refuse(clause(said))
    if found.trajectory and Path(found.trajectory).suffix.lower() != CSV:
        refuse(f"--trajectory {found.trajectory}: expected a file name that ends in {CSV}")
    tuning = Tuning(found.step_size, found.tweak, found.difference, found.h)
    direction = -1 if found.minimize else 1
    return Climbing(found.strategy, tuning, stops, direction, found.seed, found.trajectory)


def answer(circuit: Circuit, asked: Climbing, *, json: bool) -> Answer:
    """Climb, and say what came of it; exit code 1 where the run has diverged."""
    run = Run(
        circuit,
        asked.strategy,
        asked.tuning,
        stops=asked.stops,
        direction=asked.direction,
        seed=asked.seed,
    )
    with Progress() as progress:
        while (stopped := run.stopped) is None:
            run.step()
            if run.place % _SLICE == 0:
                progress.show(f"step {run.place} of {asked.stops.max_steps}: {text(run.now.objective)}")
    found = outcome(run, stopped)
    if asked.trajectory:
        write_bytes(Path(asked.trajectory), _trajectory(found).encode())
    ending = climbs.ending(circuit, run)
    said = "" if ending is None else ending.sentence
    code = 1 if stopped == "diverged" else 0
    if not json:
        return Answer(_for_people(circuit, found, said), code)
    if found.trouble is not None:
        tell(clause(said))
    return Answer(_for_programs(found), code)


def _for_programs(found: Outcome) -> str:
    answer = {
        "steps": found.steps,
        "stopped": found.stopped,
        "evaluations": found.evaluations,
        "objective": json_number(found.objective),
        "values": {name: json_number(value) for name, value in found.values.items()},
    }
    return dumps(answer) + "\n"


def _for_people(circuit: Circuit, found: Outcome, said: str) -> str:
    from circuitlab.teach.names import name_of

    start, end = found.trajectory[0], found.trajectory[-1]
    rows = [
        (name, text(before), text(after))
        for name, before, after in zip(found.inputs, start.values, end.values, strict=True)
    ]
    goal = "" if circuit.objective is None else name_of(circuit, circuit.objective)
    rows.append((goal, text(start.objective), text(end.objective)))
    cost = climbs.count(found.evaluations, "evaluation")
    return f"{table(('name', 'start', 'end'), rows)}{said} {cost} of the circuit.\n"


def _trajectory(found: Outcome) -> str:
    """Every iteration, with whole doubles."""
    from circuitlab.learn.csv_text import written

    rows = ((each.number, each.evaluations, each.objective, *each.values) for each in found.trajectory)
    return written(("step", "evaluations", "objective", *found.inputs), rows)


def _tuned(field: str) -> Callable[[str], float]:
    """Reads a number of the tuning."""

    def read(word: str) -> float:
        value = real(word)
        if said := problem(field, value):
            raise argparse.ArgumentTypeError(f"{clause(said)}, got {word[:40]!r}")
        return value

    return read
