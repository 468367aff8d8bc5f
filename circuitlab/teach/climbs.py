"""What a run came to, in a student's words. Pure."""

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import short
from circuitlab.learn.run import PATIENCE, Run, Stopped
from circuitlab.learn.trouble import Trouble
from circuitlab.teach.names import name_of
from circuitlab.teach.numbers import text


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
