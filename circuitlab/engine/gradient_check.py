"""The gradient check: every gate's analytic gradient against a central difference.

NumPy is imported when a check runs.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import isfinite, nan
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.passes import run
from circuitlab.engine.plan import Plan
from circuitlab.engine.tape import Tape
from circuitlab.engine.trace import Trace
from circuitlab.engine.work import Work, done

if TYPE_CHECKING:
    from circuitlab.engine.probes import Probe

Status: TypeAlias = Literal["ok", "mismatch", "kink", "undefined"]
"""kink: the two ends of the difference are on different smooth pieces. undefined: not finite there."""

STEP = 1e-5
"""How far an output is moved to each side, unless told otherwise."""
TOLERANCE = 1e-7
"""How far the two gradients may be apart, relative to the larger one, or to 1 if that is more."""
OTHER_STEPS = (1.0, 0.1, 10.0, 0.01, 100.0, 1e-3, 1e3, 1e5)
"""Steps that are tried before a disagreement counts, times the first one and the size of the value.

One step can't suit all: rounding spoils the difference where numbers are large, curvature where they are
small or a function oscillates, and a step can leave the domain. Each trial says how far it can be off, and
the surest decide. Where rounding drowns every trial, nothing is left that could contradict a gradient.
"""
EPSILON = 2.0**-52
"""Relative rounding error of one operation, in doubles."""
SURE = 10.0
"""Trials that are at most so much less sure than the surest decide together with it."""
MANY = 256
"""Between two pauses, so many gates are decided."""
LASTING = 0.75
"""A bend that half the step leaves larger than this part of itself is no curvature but a kink."""


@dataclass(frozen=True, slots=True)
class Row:
    """The check of one gate's output.

    name: of the gate, its id as text if it has none. analytic: from the backward pass. numeric: the
    central difference that the verdict rests on. error: how far they are apart; None where one of them is
    not finite. raw: the central difference at exactly the step asked for.
    """

    gate: int
    name: str
    analytic: float
    numeric: float
    error: float | None
    status: Status
    raw: float = nan


@dataclass(frozen=True, slots=True)
class Report:
    """All rows, in the order of computation; there are none without a backward pass."""

    rows: tuple[Row, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing disagrees: kinks and undefined gradients are no failure."""
        return all(row.status != "mismatch" for row in self.rows)


def check(circuit: Circuit, trace: Trace | None = None, h: float = STEP) -> Report:
    """Check the gradient of every gate that has one, sources included, constants not.

    trace: of this circuit as it is, if there is one already. h: how far outputs are moved.
    """
    trace = run(circuit) if trace is None else trace
    return done(checking(circuit, trace, h))


def checking(
    circuit: Circuit, trace: Trace, h: float, first: Callable[[Report, frozenset[int]], object] | None = None
) -> Work[Report]:
    """`check`, with pauses in which a window can go on.

    first: is told what a single step says of all gates, long before the end, and the ids of those gates
    whose status is still open, because steps of other sizes are tried.
    """
    from circuitlab.engine.probes import probing

    tape = trace.tape
    if tape.objective is None:
        return Report(())
    plan = trace.plan
    slots = [slot for slot in range(len(plan.ids)) if slot not in plan.constants and slot not in tape.missing]
    probed = [slot for slot in slots if slot in plan.ancestors]
    raw = _verdicts(tape, probed, (yield from probing(plan, tape, probed, [h] * len(probed))))

    def report(verdicts: Mapping[int, Verdict]) -> Report:
        return Report(tuple(_row(circuit, trace, slot, verdicts.get(slot, NO_WAY), raw) for slot in slots))

    yield
    doubtful = [slot for slot in probed if _is_doubtful(tape, slot, raw[slot])]
    told = report(raw)
    yield
    if first is not None:
        first(told, frozenset(plan.ids[slot] for slot in doubtful))
    if not doubtful:
        return told
    return report(raw | (yield from _decided(plan, tape, doubtful, raw, h)))


class Verdict(NamedTuple):
    """What the central difference said, and what follows from it."""

    numeric: float
    status: Status


NO_WAY = Verdict(0.0, "ok")
"""Of gates without a way to the objective: both gradients are exactly 0."""


class Trial(NamedTuple):
    """A central difference with steps that get smaller. doubt: how far it can be off."""

    slope: float
    split: bool
    doubt: float


def _decided(
    plan: Plan, tape: Tape, slots: Sequence[int], first: Mapping[int, Verdict], h: float
) -> "Work[dict[int, Verdict]]":
    """What trials with other steps say of these slots; where all fail, what the first step said."""
    trials: dict[int, list[Trial]] = {slot: [] for slot in slots}
    rounding = rounding_of(tape, plan.ancestors)
    for factor, least in product(OTHER_STEPS, (1.0, 0.0)):
        left = [slot for slot in slots if not _is_settled(tape.gradients[slot], trials[slot])]
        steps = [h * factor * (max(least, abs(tape.values[slot])) or 1.0) for slot in left]
        found = yield from _extrapolated(plan, tape, left, steps, rounding)
        for slot, trial in zip(left, found, strict=True):
            trials[slot].append(trial)
    verdicts: dict[int, Verdict] = {}
    for slot in slots:
        verdicts[slot] = _decision(tape.gradients[slot], trials[slot], first[slot])
        if len(verdicts) % MANY == 0:
            yield
    return verdicts


def _is_settled(analytic: float, trials: Sequence[Trial]) -> bool:
    """Whether the last trial is so sure, and so near, that no other one can contradict it."""
    if not trials or trials[-1].split:
        return False
    floor = TOLERANCE * max(1.0, abs(analytic))
    return trials[-1].doubt <= floor and abs(trials[-1].slope - analytic) <= floor


def _decision(analytic: float, trials: Sequence[Trial], first: Verdict) -> Verdict:
    finite = [trial for trial in trials if isfinite(trial.slope) and isfinite(trial.doubt)]
    smooth = [trial for trial in finite if not trial.split]
    if not smooth or not isfinite(analytic):
        return Verdict(finite[0].slope, "kink") if finite and isfinite(analytic) else first
    least = min(trial.doubt for trial in smooth)
    floor = TOLERANCE * max(1.0, abs(analytic))
    sure = [trial for trial in smooth if trial.doubt <= max(floor, SURE * least)]
    nearest = min(sure, key=lambda trial: abs(trial.slope - analytic))
    near = abs(nearest.slope - analytic) <= max(floor, TOLERANCE * abs(nearest.slope)) + nearest.doubt
    return Verdict(nearest.slope, "ok" if near else "mismatch")


def _extrapolated(
    plan: Plan, tape: Tape, slots: Sequence[int], steps: Sequence[float], rounding: float
) -> "Work[list[Trial]]":
    """Central differences at a step and at half of it, combined so that curvature cancels (Richardson)."""
    from circuitlab.engine.probes import probing

    whole = yield from probing(plan, tape, slots, steps)
    half = yield from probing(plan, tape, slots, [step / 2 for step in steps])
    return [
        Trial(
            (4 * near.slope - far.slope) / 3,
            far.split or near.split or _is_lasting(far.bend, near.bend, 8 * rounding / step),
            abs(near.slope - far.slope) + 4 * rounding / step,
        )
        for far, near, step in zip(whole, half, steps, strict=True)
    ]


def _is_lasting(bend: float, half: float, rounding: float) -> bool:
    """Whether the slopes on the two sides stay apart when the step is halved."""
    return abs(half) > LASTING * abs(bend) and abs(half) > rounding + TOLERANCE


def rounding_of(tape: Tape, slots: Iterable[int]) -> float:
    """How far rounding at these may move the objective, seed included: each error, times its gradient."""
    moved = (abs(tape.values[slot] * tape.gradients[slot]) for slot in slots)
    return EPSILON * sum(number for number in moved if isfinite(number))


def _verdicts(tape: Tape, slots: Sequence[int], probes: Sequence["Probe"]) -> dict[int, Verdict]:
    pairs = zip(slots, probes, strict=True)
    return {slot: Verdict(found.slope, _status(tape.gradients[slot], found)) for slot, found in pairs}


def _status(analytic: float, found: "Probe") -> Status:
    numeric, split, _ = found
    if not (isfinite(analytic) and isfinite(numeric)):
        return "undefined"
    if split:
        return "kink"
    near = abs(numeric - analytic) <= TOLERANCE * max(1.0, abs(numeric), abs(analytic))
    return "ok" if near else "mismatch"


def _is_doubtful(tape: Tape, slot: int, verdict: Verdict) -> bool:
    """Whether a step of another size might say something else."""
    return verdict.status == "mismatch" or (verdict.status == "undefined" and isfinite(tape.gradients[slot]))


def _row(circuit: Circuit, trace: Trace, slot: int, verdict: Verdict, raw: Mapping[int, Verdict]) -> Row:
    gate = circuit.gates[trace.plan.ids[slot]]
    analytic, (numeric, status) = trace.tape.gradients[slot], verdict
    error = None if status == "undefined" else abs(numeric - analytic)
    measured = raw.get(slot, NO_WAY).numeric
    return Row(gate.id, gate.name or str(gate.id), analytic, numeric, error, status, measured)
