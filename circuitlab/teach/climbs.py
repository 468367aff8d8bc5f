"""What a run came to, in a student's words. Pure."""

from collections.abc import Iterable

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import short
from circuitlab.learn.pull import Pull
from circuitlab.learn.run import PATIENCE, Run, Stopped
from circuitlab.learn.trouble import Trouble
from circuitlab.teach.names import name_of
from circuitlab.teach.numbers import signed, text

EVALUATIONS = "evaluations"


def count(number: int, what: str) -> str:
    """ "1 step", "2 767 evaluations"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}".replace(",", "\N{NO-BREAK SPACE}")


def ending(circuit: Circuit, run: Run, stopped: Stopped, trouble: Trouble | None) -> str:
    """Why a run stopped: "Stopped after 922 steps: the last one gained less than 5 · 10⁻⁶."."""
    steps = f"after {count(run.now.number, 'step')}"
    if trouble is not None:
        return f"Diverged {steps}{astray(circuit, trouble)}"
    if stopped == "target":
        return f"Stopped {steps}: the target {text(run.stops.target or 0.0)} is reached."
    if stopped == "gain":
        late = f"the last {PATIENCE} together" if run.strategy.rule is None else "the last one"
        return f"Stopped {steps}: {late} gained less than {text(run.stops.min_gain or 0.0)}."
    return f"Stopped {steps}, as many as were asked for."


def astray(circuit: Circuit, trouble: Trouble) -> str:
    """Where a run has diverged, and why: behind what says that it did."""
    name = short(trouble.name)
    if trouble.gate is None:
        return f": the step of {name} was longer than a double can hold."
    where = name_of(circuit, trouble.gate)
    value = "" if name == where else f", with {name} at {text(trouble.value)}"
    return f" at {where}{value}: {trouble.reason}."


def pulled(goal: str, pull: Pull) -> str:
    """What one step promised, and what it brought: "f: promised +0.1, got +0.0871."."""
    if pull.promised is None:
        return f"{goal}: the seed is 0, so nothing pulls."
    if pull.got == 0 and pull.promised == 0:
        return f"{goal} stays where it is: nothing pulls here."
    return f"{goal}: promised {signed(pull.promised)}, got {signed(pull.got)}."


def rejected(goal: str) -> str:
    """A random tweak that was no better."""
    return f"{goal}: this tweak was no better, so it is taken back."


# The panel's words -------------------------------------------------------------------------------


def heading(run: Run) -> str:
    """Over the numbers of a run: "Numerical gradient, step 922"."""
    return f"{run.strategy.title}, step {run.now.number}"


def numbers_of(run: Run, goal: str, most: int) -> list[tuple[str, str]]:
    """What a run holds, as rows of a name and a number: the values that move, the objective, what it cost."""
    hill, now = run.hill, run.now
    shown = hill.moving if len(hill.moving) <= most else hill.moving[: most - 1]
    rows = [(short(hill.inputs[place]), text(now.values[place])) for place in shown]
    if len(shown) < len(hill.moving):
        rows.append((f"and {len(hill.moving) - len(shown)} more", "…"))
    return [*rows, (goal, text(now.objective)), (EVALUATIONS, str(now.evaluations))]


def outcomes(runs: Iterable[Run]) -> list[tuple[str, str]]:
    """What others have reached, and what that cost, as rows: "random search", "99.89 / 1001"."""
    return [(run.strategy.short, f"{text(run.now.objective)} / {run.now.evaluations}") for run in runs]


def beginning(run: Run, goal: str) -> str:
    """Where a run began: "(3, 4), f = 99"."""
    first = run.history[0]
    values = [text(first.values[place]) for place in run.hill.moving[:3]]
    more = ", …" if len(run.hill.moving) > 3 else ""
    return f"({', '.join(values)}{more}), {goal} = {text(first.objective)}"
