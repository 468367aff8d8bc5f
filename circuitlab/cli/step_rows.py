"""The steps of a trace as JSON and as lines of a table."""

from collections.abc import Iterator

from circuitlab.circuit.circuit import Circuit
from circuitlab.cli.printing import name_of, number, text
from circuitlab.engine.steps import Message, Step

STEP_HEADS = (
    "step", "pass", "gate", "kind", "value", "upstream", "to", "port", "local", "downstream", "total"
)  # fmt: skip
STEP_LEFT = frozenset({1, 2, 3, 6})
"""The columns that hold words."""


def step_json(circuit: Circuit, step: Step) -> dict[str, object]:
    """A step as the object that `trace --json` prints."""
    forward = step.upstream is None
    return {
        "index": step.index,
        "pass": step.pass_,
        "gate": name_of(circuit, step.gate),
        "kind": circuit.gates[step.gate].kind,
        "value" if forward else "upstream": number(step.value if forward else step.upstream),
        "messages": [_message_json(circuit, message) for message in step.messages],
    }


def step_rows(circuit: Circuit, step: Step) -> Iterator[tuple[str, ...]]:
    """A step as lines of a table: a line for each message, at least one."""
    value, upstream = (text(step.value), "") if step.upstream is None else ("", text(step.upstream))
    gate = circuit.gates[step.gate]
    name = str(name_of(circuit, gate.id))
    head: tuple[str, ...] = (str(step.index), step.pass_, name, gate.kind, value, upstream)
    for message in step.messages:
        yield (*head, *_message_cells(circuit, message))
        head = ("",) * len(head)
    if not step.messages:
        yield (*head, "", "", "", "", "")


def _message_json(circuit: Circuit, message: Message) -> dict[str, object]:
    return {
        "to": name_of(circuit, message.to),
        "port": message.port,
        "local": number(message.local),
        "downstream": number(message.downstream),
        "total": number(message.total),
    }


def _message_cells(circuit: Circuit, message: Message) -> tuple[str, ...]:
    numbers = map(text, (message.local, message.downstream, message.total))
    return (str(name_of(circuit, message.to)), str(message.port), *numbers)
