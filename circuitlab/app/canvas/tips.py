"""What a hover tells: the whole double, why a number is not finite, what a gate waits for. Plain text."""

import html

from PySide6.QtWidgets import QGraphicsSceneHelpEvent, QToolTip

from circuitlab.app.canvas.face import shown_name
from circuitlab.app.canvas.hits import Hit
from circuitlab.app.canvas.looks import State
from circuitlab.app.canvas.stage import Stage
from circuitlab.app.hidden import COVERED, IS_COVERED
from circuitlab.teach import numbers


def tip_at(stage: Stage, hit: Hit) -> str:
    """One or two lines; "" where there is nothing to tell. Never markup: who shows it must escape it."""
    if hit.kind in ("nothing", "wire") or hit.id not in stage.gates:
        return _wire_tip(stage, hit.id) if hit.kind == "wire" else ""
    state = stage.state(hit.id)
    name = _name(stage, hit.id)
    if {"value": state.value_text, "gradient": state.gradient_text}.get(hit.kind) == COVERED:
        return IS_COVERED
    if hit.kind == "value":
        return f"{name} = {numbers.full(state.value)}" if state.value is not None else "not computed yet"
    if hit.kind == "gradient":
        return _gradient_tip(stage, name, state)
    return "\n".join(
        line for line in (_title(stage, hit.id), _why(stage, hit.id, state), state.caption) if line
    )


def _gradient_tip(stage: Stage, name: str, state: State) -> str:
    if state.gradient is None:
        return "not computed yet"
    objective = None if stage.looks is None else stage.looks.frame.trace.objective
    top = "objective" if objective is None else _name(stage, objective)
    return f"∂{top}/∂{name} = {numbers.full(state.gradient)}"


def _wire_tip(stage: Stage, key: int) -> str:
    if key in stage.wires and stage.wires[key].covered:
        return IS_COVERED
    message = None if stage.looks is None or key not in stage.wires else stage.wires[key].message
    return "" if message is None else f"this branch carries {numbers.full(message.downstream)}"


def _title(stage: Stage, key: int) -> str:
    gate = stage.circuit.gates[key]
    kind = stage.circuit.kind(gate.kind)
    title = f"unknown kind {gate.kind[:60]!r}" if kind is None else kind.title
    return title if gate.name is None else f"{shown_name(gate.name)}: {title}"


def _why(stage: Stage, key: int, state: State) -> str:
    kind = stage.circuit.kind(stage.circuit.gates[key].kind)
    if not state.origin or kind is None or state.value is None or not state.inputs:
        return ""
    return kind.why_not_finite(state.inputs, state.value) or ""


def _name(stage: Stage, key: int) -> str:
    name = stage.circuit.gates[key].name
    return "out" if name is None else shown_name(name)


def show_tip(event: QGraphicsSceneHelpEvent, tip: str) -> None:
    """Show a tooltip, as plain text; an empty one takes it away."""
    text = html.escape(tip).replace("\n", "<br>")
    QToolTip.showText(event.screenPos(), f"<span>{text}</span>" if text else "", event.widget())
