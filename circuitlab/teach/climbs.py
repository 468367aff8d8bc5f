"""What a run came to, in a student's words. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import short
from circuitlab.learn.pull import Pull
from circuitlab.learn.run import PATIENCE, Run
from circuitlab.learn.trouble import Trouble, lost_step, trouble
from circuitlab.teach.names import name_of
from circuitlab.teach.numbers import counted, full, signed, text


class Ending(NamedTuple):
    """Why a run goes no further than its record. brief: beside its name. sentence: all of it."""

    brief: str
    sentence: str


def count(number: int, what: str) -> str:
    """ "1 step", "2 767 evaluations"."""
    return f"{counted(number)} {what}{'' if number == 1 else 's'}"


def ending(circuit: Circuit, run: Run) -> Ending | None:
    """Why a run ended: "Stopped after 922 steps: the last one gained less than 1."; None: it goes on."""
    stopped, stops, taken = run.ended, run.stops, count(run.last, "step")
    found = trouble(run)
    if found is not None:
        return _diverged(circuit, found, taken)
    if stopped == "target":
        reached = f"Stopped after {taken}: the target {text(stops.target or 0.0)} is reached."
        return Ending("target reached", reached)
    if stopped == "gain" and (lost := lost_step(run)) is not None:
        name, value, h = short(lost[0]), text(lost[1]), text(lost[2])
        why = f"h = {h} is too small for {name} = {value}: the difference is 0."
        return Ending(f"h too small for {name}", f"Stopped after {taken}: {why}")
    if stopped == "gain":
        least = text(stops.min_gain or 0.0)
        late = f"the last {PATIENCE} together" if run.strategy.rule is None else "the last one"
        return Ending(f"gain < {least}", f"Stopped after {taken}: {late} gained less than {least}.")
    if stopped == "steps":
        return Ending(taken, f"Stopped after {taken}, as many as were asked for.")
    return None


def _diverged(circuit: Circuit, found: Trouble, taken: str) -> Ending:
    name = short(found.name)
    if found.gate is None and not found.iteration:
        brief = f"{name} is {text(found.value)}"
        return Ending(brief, f"Diverged at the start: {brief}.")
    if found.gate is None:
        why = f"Diverged after {taken}: the step of {name} was longer than a double can hold."
        return Ending(f"diverged: step of {name}", why)
    where = name_of(circuit, found.gate)
    value = "" if name == where else f", with {name} at {text(found.value)}"
    brief = f"diverged at {where}" if name == where else f"diverged: {name} at {where}"
    return Ending(brief, f"Diverged after {taken} at {where}{value}: {found.reason}.")


def of_run(run: Run, sentence: str) -> str:
    """A sentence said of one run among others: "Numerical gradient: stopped after 922 steps: …"."""
    return f"{run.strategy.title}: {sentence[0].lower()}{sentence[1:]}"


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


def place_of(place: int, last: int) -> str:
    """Which step is shown: "Step 300 of 922"."""
    return f"Step {counted(place)} of {counted(last)}"


def heading(run: Run) -> str:
    """Over the numbers of a run: "Numerical gradient, step 922"."""
    return f"{run.strategy.title}, step {counted(run.now.number)}"


class Row(NamedTuple):
    """whole: all digits, where `number` has not all of them. is_value: whether a gate holds it."""

    name: str
    number: str
    whole: str = ""
    is_value: bool = False


def numbers_of(run: Run, goal: str, most: int) -> list[Row]:
    """What a run holds: the values that move, the objective, what it cost, where it began."""
    hill, now = run.hill, run.now
    shown = hill.moving if len(hill.moving) <= most else hill.moving[: most - 1]
    rows = [_value(short(hill.inputs[place]), now.values[place]) for place in shown]
    if len(shown) < len(hill.moving):
        rows.append(Row(f"and {len(hill.moving) - len(shown)} more", "…"))
    cost = Row("evaluations", counted(now.evaluations))
    return [*rows, _value(short(goal), now.objective), cost, Row("started at", beginning(run, goal))]


def _value(name: str, value: float) -> Row:
    return Row(name, text(value), full(value), is_value=True)


def outcomes(runs: Iterable[Run]) -> list[Row]:
    """What others have reached, and what that cost, as rows: "random search", "99.89 / 1 001"."""
    return [
        Row(run.strategy.short, f"{text(run.now.objective)} / {counted(run.now.evaluations)}") for run in runs
    ]


def beginning(run: Run, goal: str) -> str:
    """Where a run began: "(3, 4), f = 99"; with one value that moves "x = 3, f = 9"."""
    first, moving = run.history[0], run.hill.moving
    values = ", ".join(text(first.values[place]) for place in moving[:3])
    more = ", …" if len(moving) > 3 else ""
    where = f"{short(run.hill.inputs[moving[0]])} = {values}" if len(moving) == 1 else f"({values}{more})"
    return f"{where}, {goal} = {text(first.objective)}"
