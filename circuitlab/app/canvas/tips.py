"""What a hover tells: the whole double, why a number is not finite, what a gate waits for. Plain text."""

import math

from PySide6.QtWidgets import QGraphicsSceneHelpEvent, QToolTip

from circuitlab.app.canvas.face import shown_name
from circuitlab.app.canvas.hits import Hit
from circuitlab.app.canvas.stage import Stage
from circuitlab.app.canvas.state import State
from circuitlab.app.hidden import COVERED, IS_COVERED
from circuitlab.teach import numbers
from circuitlab.teach.beginnings import began


def tip_at(stage: Stage, hit: Hit) -> str:
    """One or two lines; "" where there is nothing to tell. Never markup: who shows it must escape it."""
    if hit.kind in ("nothing", "wire") or hit.id not in stage.gates:
        return _wire_tip(stage, hit.id) if hit.kind == "wire" else ""
    state = stage.state(hit.id)
    name = _name(stage, hit.id)
    if {"value": state.value_text, "gradient": state.gradient_text}.get(hit.kind) == COVERED:
        return IS_COVERED
    if hit.kind == "value":
        told = f"{name} = {numbers.full(state.value)}" if state.value is not None else "not computed yet"
        why = _why(stage, hit.id, state) if not _is_finite(state.value) else ""
        return _lines(told, _before(state.old_value, state.value), why)
    if hit.kind == "gradient":
        why = _why(stage, hit.id, state) if not _is_finite(state.gradient) else ""
        return _lines(_gradient_tip(stage, name, state), _before(state.old_gradient, state.gradient), why)
    why = _why(stage, hit.id, state)
    return _lines(_title(stage, hit.id), why, "" if why else state.caption)


def _is_finite(number: float | None) -> bool:
    return number is None or math.isfinite(number)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _before(old: float | None, now: float | None) -> str:
    """What it was in the run before, and by how much it has changed."""
    if old is None or now is None:
        return ""
    if old == now or (math.isnan(old) and math.isnan(now)):
        return "as in the run before"
    by = now - old
    change = f", changed by {'+' if by > 0 else ''}{numbers.text(by, numbers.MOST_DIGITS)}"
    return f"before: {numbers.full(old)}" + (change if math.isfinite(by) else "")


def _gradient_tip(stage: Stage, name: str, state: State) -> str:
    if state.gradient is None:
        return "not computed yet"
    objective = None if stage.looks is None else stage.looks.frame.trace.objective
    top = "objective" if objective is None else _name(stage, objective)
    return f"∂{top}/∂{name} = {numbers.full(state.gradient)}"


def _wire_tip(stage: Stage, key: int) -> str:
    if key in stage.wires and stage.wires[key].state.covered:
        return IS_COVERED
    item = None if stage.looks is None else stage.wires.get(key)
    if item is None or item.state.message is None:
        return ""
    carries = item.state.message.downstream
    old = None if item.state.old is None else item.state.old.downstream
    return _lines(f"this branch carries {numbers.full(carries)}", _before(old, carries))


def _title(stage: Stage, key: int) -> str:
    gate = stage.circuit.gates[key]
    kind = stage.circuit.kind(gate.kind)
    title = f"unknown kind {gate.kind[:60]!r}" if kind is None else kind.title
    return title if gate.name is None else f"{shown_name(gate.name)}: {title}"


def _why(stage: Stage, key: int, state: State) -> str:
    """Where a number that is not finite began, and why."""
    if stage.looks is None or not (state.origin or state.hatched):
        return ""
    frame = stage.looks.frame
    return began(stage.circuit, frame.trace, key, frame.cursor)


def _name(stage: Stage, key: int) -> str:
    name = stage.circuit.gates[key].name
    return "out" if name is None else shown_name(name)


def show_tip(event: QGraphicsSceneHelpEvent, tip: str) -> None:
    """Show a tooltip, as plain text; an empty one takes it away."""
    import html

    text = html.escape(tip).replace("\n", "<br>")
    QToolTip.showText(event.screenPos(), f"<span>{text}</span>" if text else "", event.widget())
