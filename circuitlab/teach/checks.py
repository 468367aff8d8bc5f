"""What a gradient check came to, in a student's words: the verdict on all gates, one gate's curve. Pure."""

from collections.abc import Collection, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, get_args

from circuitlab.circuit.circuit import Circuit
from circuitlab.engine.gradient_check import Status
from circuitlab.teach.names import listed, name_of, typeset
from circuitlab.teach.numbers import counted, raised, text

if TYPE_CHECKING:
    from circuitlab.engine.error_curve import Curve
    from circuitlab.engine.gradient_check import Report, Row
    from circuitlab.engine.trace import Trace

STATUS: tuple[str, ...] = get_args(Status)
"""What stands in the table."""
MEANING: Mapping[str, str] = {
    "ok": "Both gradients agree.",
    "mismatch": "The two gradients disagree, whatever the step.",
    "kink": "The step reaches over a kink: there is no single slope to compare with.",
    "undefined": "A gradient is not finite here: there is nothing to compare.",
    "open": "One step alone leaves it open: steps of other sizes are being tried.",
}
LEAST, MOST = 1e-14, 1e-1
"""The steps that can be chosen."""
FALLS = 1e-3
"""A curve that falls by this factor somewhere is not held up by a kink."""
NO_WAY, NOT_FINITE = "No error to plot: both are 0", "No error to plot: not finite"
"""What stands in a plot without points."""
NO_BREAK = "\N{NO-BREAK SPACE}"
LONGEST = 16
"""A name in the head of a curve may have so many characters."""


def step_problem(h: float) -> str:
    """Why this number can be no step; "" if it can."""
    if LEAST <= h <= MOST:
        return ""
    return f"The step must lie between {raised(LEAST)} and {raised(MOST)}."


def obstacle(circuit: Circuit, trace: "Trace") -> str:
    """Why there is nothing to check; "" if there is."""
    missing_yet = unready(circuit, trace)
    if missing_yet:
        return f"Nothing to check yet: {missing_yet}."
    plan, missing = trace.plan, trace.tape.missing
    if all(slot in plan.constants or slot in missing for slot in range(len(plan.ids))):
        return f"Nothing to check: every gate {'with a value ' if missing else ''}is a constant."
    return ""


def unready(circuit: Circuit, trace: "Trace") -> str:
    """What there has to be before there can be a backward pass; "" if there is one."""
    if not circuit.gates:
        return "the canvas is empty"
    if trace.objective is None:
        return "choose the objective with the flag above"
    return "" if trace.tape.objective is not None else trace.waiting(trace.objective) or ""


def summary(circuit: Circuit, report: "Report", open_: Collection[int] = ()) -> str:
    """All gradients in one line. open_: gates whose verdict is not there yet."""
    rows = [row for row in report.rows if row.gate not in open_]
    total = len(report.rows)
    if open_:
        return f"{counted(len(rows))} of {counted(total)} settled: trying other steps on the rest."
    found = {status: [row.gate for row in rows if row.status == status] for status in STATUS}
    ok, wrong, kinks, undefined = found.values()
    parts = []
    if wrong:
        verb = _verb(wrong, "disagree")
        parts.append(f"{counted(len(wrong))} of {counted(total)} {verb}: {_names(circuit, wrong)}.")
    elif len(ok) == total:
        return "The one gradient agrees." if total == 1 else f"All {counted(total)} gradients agree."
    elif ok:
        parts.append(f"{counted(len(ok))} of {counted(total)} gradients agree.")
    if kinks:
        parts.append(f"{counted(len(kinks))} {_verb(kinks, 'sit')} on a kink: {_names(circuit, kinks)}.")
    if undefined:
        verb = "is" if len(undefined) == 1 else "are"
        parts.append(f"{counted(len(undefined))} {verb} not finite: {_names(circuit, undefined)}.")
    return " ".join(parts)


def error_line(name: str, error: float | None) -> str:
    """The head of a gate's curve: its error at the step that is chosen."""
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    shown = "no error here" if error is None or not isfinite(error) else f"error {text(error, 2)}"
    return f"{short}: {shown}"


def remark(name: str, row: "Row", curve: "Curve") -> str:
    """What a gate's curve shows, in a sentence or two."""
    errors = [error for error in curve.errors if isfinite(error)]
    if row.status == "undefined" or not errors:
        return f"The gradient of {name} is not finite here: there is nothing to compare."
    return " ".join(filter(None, (_of_its_shape(name, row, curve, errors), _of_its_gaps(name, curve))))


def _of_its_gaps(name: str, curve: "Curve") -> str:
    """Where points are missing at its ends, and why."""
    there = [h for h, error in zip(curve.hs, curve.errors, strict=True) if isfinite(error)]
    parts = []
    if there[0] > curve.hs[0]:
        parts.append(f"Below {_step(there[0])} steps are too small to move {name}.")
    if there[-1] < curve.hs[-1]:
        parts.append(f"Above {_step(there[-1])} the difference is not finite.")
    return " ".join(parts)


def _step(h: float) -> str:
    """A step in a sentence, which is not broken inside it."""
    return raised(h).replace(" ", NO_BREAK)


def _of_its_shape(name: str, row: "Row", curve: "Curve", errors: Sequence[float]) -> str:
    if row.status == "kink":
        return _on_a_kink(name, curve)
    if row.status == "mismatch":
        return f"The error stays up whatever the step: the slope rule behind {name} must be wrong."
    if not any(errors):
        return "The error is exactly 0 at every step: moving this gate loses no digit."
    said = "Tiny steps drown in rounding, large ones miss the function's bend (truncation)."
    if curve.truncation is None:
        said = f"Along {name} it bends no more than a parabola: nothing is truncated, only rounded."
    return typeset(f"{said} Hollow: exactly 0." if 0.0 in errors else said)


def _on_a_kink(name: str, curve: "Curve") -> str:
    pairs = [pair for pair in zip(curve.errors, curve.split, strict=True) if isfinite(pair[0])]
    if any(split for _, split in pairs) and not all(split for _, split in pairs):
        return f"A kink lies within h of {name}: the error falls once the step no longer reaches over it."
    errors = [error for error, _ in pairs]
    if min(errors) > FALLS * max(errors):
        return f"{name} sits on a kink: the slopes on its two sides differ, so no step brings the error down."
    return (
        f"{name} sits on a kink: the difference takes the mean of the slopes on its two sides. So does the "
        "rule for a tie, and they meet, yet there is no single slope."
    )


def no_way(circuit: Circuit, gate: int, objective: int) -> str:
    """What there is instead of a curve for a gate that the objective does not depend on."""
    ends = name_of(circuit, gate), name_of(circuit, objective)
    return f"{ends[0]} has no way to {ends[1]}: both gradients are exactly 0."


def _names(circuit: Circuit, gates: Sequence[int]) -> str:
    """The first few by name: a name may have to be made from a formula, and of thousands few are shown."""
    return listed([name_of(circuit, gate) for gate in gates[:5]] + [""] * (len(gates) - 5))


def _verb(gates: Collection[int], verb: str) -> str:
    return f"{verb}s" if len(gates) == 1 else verb
