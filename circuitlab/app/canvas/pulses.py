"""What travels in one frame: pulses along wires and at ports, and the cards of the gates that act."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circuitlab.app.canvas.face import shown_name
from circuitlab.app.canvas.frame import SEED_MS, ease_in_out
from circuitlab.app.canvas.label_painter import Role
from circuitlab.app.canvas.looks import Looks
from circuitlab.app.hidden import COVERED
from circuitlab.engine.trace import Step
from circuitlab.formula.reading import MINUS, to_reading
from circuitlab.gates.kind import OWN_FAMILY, Shape
from circuitlab.layout import metrics

if TYPE_CHECKING:
    from circuitlab.teach.predict.questions import Label

_LONGEST_RULE = 28
"""Characters of a rule with its numbers that a card has room for."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """A message on its way.

    wire: the wire it travels along, from source to target if it is a value, back if it is a gradient.
    Without one it travels at the output port of `gate`: a value from the port to its label, a gradient
    from its label to the port, the seed (`from_outside`) from the end of the stub to its label.
    share: how much of the way is behind it. text: None where only the path is highlighted.
    """

    role: Role
    text: str | None
    share: float
    wire: int | None = None
    gate: int | None = None
    from_outside: bool = False
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Card:
    """What a gate that acts says of itself: rows of (left, right)."""

    gate: int
    rows: tuple[tuple[str, str], ...]
    opacity: float = 1.0


def pulses(looks: Looks) -> list[Pulse]:
    """All pulses of a frame."""
    motion = looks.frame.motion
    if motion is None:
        return _asked(looks)
    result: list[Pulse] = []
    for step in looks.motion.steps.values():
        if motion.reduced:
            result += _highlights(looks, step)
        elif step.pass_ == "forward":
            result += _forward(looks, step)
        elif step.pass_ == "seed":
            share = min(1.0, motion.t_ms / SEED_MS)
            if share < 1:
                text = looks.frame.text(looks.frame.trace.seed)
                result.append(Pulse("gradient", text, ease_in_out(share), gate=step.gate, from_outside=True))
        else:
            result += _backward(looks, step)
    return result


def _asked(looks: Looks) -> list[Pulse]:
    """The ways of the number that is asked for."""
    step = looks.frame.asked
    role: Role = "value" if step is not None and step.pass_ == "forward" else "gradient"
    return [Pulse(role, None, 1.0, wire=wire) for wire in looks.frame.covers.wires]


def _text(looks: Looks, label: "Label", number: float) -> str:
    return COVERED if label in looks.frame.covers.labels else looks.frame.text(number)


def _forward(looks: Looks, step: Step) -> list[Pulse]:
    name, share = looks.motion.phase(step)
    if name == "arrive":
        wires = looks.circuit.incoming(step.gate)
        return [
            Pulse("value", _text(looks, ("value", wire.source), value), ease_in_out(share), wire=wire.id)
            for wire, value in zip(wires, step.inputs, strict=True)
        ]
    if name == "leave":
        text = _text(looks, ("value", step.gate), step.value)
        return [Pulse("value", text, ease_in_out(share), gate=step.gate)]
    return []


def _backward(looks: Looks, step: Step) -> list[Pulse]:
    name, share = looks.motion.phase(step)
    if name == "arrive" and step.upstream is not None:
        text = _text(looks, ("gradient", step.gate), step.upstream)
        return [Pulse("gradient", text, ease_in_out(share), gate=step.gate)]
    messages = [message for _, message in looks.motion.arriving(step)]
    if name == "leave":
        shown = looks.frame.text
        return [Pulse("gradient", shown(m.downstream), ease_in_out(share), wire=m.wire) for m in messages]
    if name == "add":  # the trail fades in 200 of these 400 ms
        fading = max(0.0, 1 - 2 * share)
        return [Pulse("gradient", None, 1.0, wire=m.wire, opacity=fading) for m in messages if fading]
    return []


def _highlights(looks: Looks, step: Step) -> list[Pulse]:
    if step.pass_ == "forward":
        return [Pulse("value", None, 1.0, wire=wire.id) for wire in looks.circuit.incoming(step.gate)]
    return [Pulse("gradient", None, 1.0, wire=m.wire) for _, m in looks.motion.arriving(step)]


def cards(looks: Looks) -> list[Card]:
    """The cards of a frame: the formula with its numbers, or the local slopes."""
    result: list[Card] = []
    if looks.frame.motion is None or looks.frame.motion.reduced or looks.frame.lecture:
        return []  # in a lecture the equation under the canvas says it
    for step in looks.motion.steps.values():
        name, share = looks.motion.phase(step)
        if name in ("arrive", "over") or _tells_too_much(looks, step):
            continue
        opacity = min(1.0, share * 2) if name == "compute" else 1.0
        rows = _formula_rows(looks, step) if step.pass_ == "forward" else _slope_rows(looks, step)
        if rows:
            result.append(Card(step.gate, rows, opacity))
    return result


def _tells_too_much(looks: Looks, step: Step) -> bool:
    """Whether the card of a step would tell a number that is covered."""
    labels = looks.frame.covers.labels
    return any(("value", wire.source) in labels for wire in looks.circuit.incoming(step.gate))


def _slope_rows(looks: Looks, step: Step) -> tuple[tuple[str, str], ...]:
    out = _name(looks, step.gate) or "out"
    rows = []
    for _, message in looks.motion.arriving(step):
        into = _name(looks, message.to) or _port(looks, step, message.port)
        rows.append((f"∂{out}/∂{into}", f"= {looks.frame.text(message.local)}"))
    return tuple(rows)


def _formula_rows(looks: Looks, step: Step) -> tuple[tuple[str, str], ...]:
    names = [_operand(looks, wire.source) for wire in looks.circuit.incoming(step.gate)]
    texts = [looks.frame.text(value) for value in step.inputs]
    given = _own_rule(looks, step, texts) or _written(looks, step, texts)
    return ((_written(looks, step, names), f"= {given}"),)


def _own_rule(looks: Looks, step: Step, texts: list[str]) -> str | None:
    """The rule of a gate of the document's own with its numbers, where that is short: 100 − (3 − 4)²."""
    gate = looks.circuit.gates[step.gate]
    kind = looks.circuit.own_kinds.get(gate.kind)
    if kind is None or kind.body is not None or any("≈" in text for text in texts):
        return None
    rule = to_reading(kind.expression(gate.inputs), dict(zip(kind.ports, texts, strict=True)))
    return rule if len(rule) <= _LONGEST_RULE else None


def _written(looks: Looks, step: Step, operands: list[str]) -> str:
    """The gate's operation on these operands as one reads it: with its sign between, or as a function."""
    kind = looks.circuit.kind(looks.circuit.gates[step.gate].kind)
    if kind is not None and kind.family == OWN_FAMILY:
        return f"{kind.name}({', '.join(operands)})"
    symbol = "?" if kind is None else kind.symbol
    if len(operands) > 1 and len(symbol) == 1:
        first, *others = operands
        signed = (f"({text})" if text.startswith(MINUS) else text for text in others)
        return f" {symbol} ".join((first, *signed))
    return f"{symbol}({', '.join(operands)})"


def _operand(looks: Looks, key: int) -> str:
    gate = looks.circuit.gates[key]
    if gate.name is None and metrics.shape_of(looks.circuit, gate) is Shape.SQUARE and gate.value is not None:
        return looks.frame.text(gate.value)
    return _name(looks, key) or looks.frame.text(looks.frame.trace.value(key) or 0.0)


def _name(looks: Looks, key: int) -> str | None:
    name = looks.circuit.gates[key].name
    return None if name is None else shown_name(name)


def _port(looks: Looks, step: Step, port: int) -> str:
    gate = looks.circuit.gates[step.gate]
    kind = looks.circuit.kind(gate.kind)
    return "in" if kind is None else kind.port_names(gate.inputs)[port]
