"""What is said about a step: headline, subtitle and one sentence or two with this step's own numbers. Pure.

The words for the way back are declared with each gate kind; here they meet the numbers.
"""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import kind_of
from circuitlab.engine.cursor import Cursor
from circuitlab.formula.operations import PORTS
from circuitlab.teach import numbers, trainings
from circuitlab.teach.names import clear, compact, listed, name_of, typeset
from circuitlab.teach.numbers import text as number

if TYPE_CHECKING:
    from circuitlab.engine.trace import Message, Partial, Step, Trace

_LONGEST = 30
"""Characters of a formula in a subtitle."""
_RESULTS = {"+": "the sum", "−": "the difference", "×": "the product", "÷": "the quotient", "xʸ": "the power"}
_TIMES = {2: "twice", 3: "three times", 4: "four times"}
_FAR = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 0.5: "half"}


def headline(circuit: Circuit, step: "Step | None") -> str:
    """What happens, in a few words."""
    if step is None:
        return "Before the first step"
    if step.pass_ == "seed":
        return "The seed"
    way = "Forward" if step.pass_ == "forward" else "Backward"
    return f"{way} through {name_of(circuit, step.gate)}"


def subtitle(circuit: Circuit, trace: "Trace", step: "Step | None") -> str:
    """Where in the trace it is, and what the gate is."""
    from circuitlab.circuit.text_print import formula_of

    if step is None:
        return _contents(trace)
    place = f"Step {step.index + 1} of {len(trace)}"
    if step.pass_ == "seed":
        return f"{place} · the backward pass starts"
    formula = compact(formula_of(circuit, step.gate))
    return f"{place} · {formula}" if len(formula) <= _LONGEST and formula.isprintable() else place


def sentence(circuit: Circuit, trace: "Trace", step: "Step | None") -> str:
    """The consequence of a step; before the first one, what there is."""
    if step is None:
        said = _before(circuit, trace)
    elif step.pass_ == "seed":
        said = _of_seed(circuit, trace, step)
    else:
        said = (_forward if step.pass_ == "forward" else _backward)(circuit, trace, step)
    said = said[0].upper() + said[1:] if said.startswith("this gate") else said
    return typeset(clear(circuit, said))


def does(circuit: Circuit, gate: int) -> str:
    """What a gate does, to be put after its name: "adds x and y"."""
    kind = kind_of(circuit, gate)
    names = _names(circuit, gate)
    ports = dict(zip(PORTS, names, strict=False))
    return kind.words.does.format(out=name_of(circuit, gate), inputs=listed(names), **ports)


def _contents(trace: "Trace") -> str:
    forward, total = trace.forward_count, len(trace)
    if total == 0:
        return "no steps yet"
    steps = f"{total} step{'s' if total > 1 else ''}: {forward} forward"
    if total == forward:
        return f"{steps}, no objective"
    return f"{steps}, the seed, {total - forward - 1} backward"


def _before(circuit: Circuit, trace: "Trace") -> str:
    if not circuit.gates:
        return "Place a gate, or type a formula above: here each step is explained."
    sources, computed = [], []
    for key, gate in circuit.gates.items():
        if gate.inputs == 0:
            if gate.name is not None:
                sources.append(name_of(circuit, key))
        elif gate.name is not None and trace.step_of(key, "forward") is not None:
            computed.append(name_of(circuit, key))
    holds = (
        f"{listed(sources)} {'hold their values' if len(sources) > 1 else 'holds its value'} from the start. "
    )
    waits = f"{listed(computed)} {'are' if len(computed) > 1 else 'is'} not computed yet."
    return (holds if sources else "") + (waits if computed else "Nothing is computed yet.")


def _of_seed(circuit: Circuit, trace: "Trace", step: "Step") -> str:
    name = name_of(circuit, step.gate)
    if trace.pulled_by:
        return f"{trainings.pull_of(trace.pulled_by, trace.seed, name)}: start with {number(trace.seed)}."
    if trace.seed == 1:
        return f"If {name} grows by 1, {name} grows by 1: start with\u00a01."
    return (
        f"{name} feeds something larger, which moves {number(trace.seed)} for each 1 of {name}: "
        f"start with {number(trace.seed)}."
    )


def _noun(circuit: Circuit, gate: int) -> str:
    """Another gate than the step's; where only a sign is left to call it by, a word: "the sum"."""
    name = name_of(circuit, gate)
    return _RESULTS.get(name, name)


def _this(circuit: Circuit, gate: int) -> str:
    """The gate of the step as a subject; it stands in the headline too, so it needs no formula."""
    return "this gate" if circuit.gates[gate].name is None else name_of(circuit, gate)


def _forward(circuit: Circuit, trace: "Trace", step: "Step") -> str:
    name = _this(circuit, step.gate)
    reason = kind_of(circuit, step.gate).why_not_finite(step.inputs, step.value)
    if math.isfinite(step.value):
        return f"{name} {does(circuit, step.gate)}, and gets {number(step.value)}."
    if reason is not None:
        return f"{name} is {number(step.value)}: {reason}. It began here."
    origin = trace.value_origin(step.gate)
    if origin is None or origin == step.gate:
        return f"{name} is {number(step.value)}."
    return f"{name} is {number(step.value)}, because {name_of(circuit, origin)} is not finite."


def _backward(circuit: Circuit, trace: "Trace", step: "Step") -> str:
    main = _shares(circuit, step)
    reports = _reports(circuit, trace, step)
    return f"{main} {reports}" if reports else main


def _shares(circuit: Circuit, step: "Step") -> str:
    """How the gate shares out what arrives."""
    name = _this(circuit, step.gate)
    if not step.messages:
        return f"Only constants feed {name}, and nothing moves a constant: the gradient ends here."
    if step.upstream == 0:
        return f"Nothing of {name} reaches the objective here: 0 arrives, and 0 times any slope goes on as 0."
    if not all(math.isfinite(message.downstream) for message in step.messages):
        return f"There is no finite slope at {name} here, so what it sends back is no number to trust."
    fields = _fields(circuit, step)
    if len(step.messages) > 1 and len({message.to for message in step.messages}) == 1:
        slopes = listed([number(message.local) for message in step.messages])
        return f"Each wire from {fields['x']} has a slope of its own: {slopes}."
    words = kind_of(circuit, step.gate).words
    template = words.sentence_back(step.inputs, step.value, tuple(message.port for message in step.messages))
    if "{heard}" in template and not fields["heard"]:
        return f"{name} listens to a constant here: {fields['either']} gets 0 until it takes over."
    return template.format(**fields)


def _fields(circuit: Circuit, step: "Step") -> dict[str, str]:
    """What the templates of the kinds' words are filled with."""
    names = _names(circuit, step.gate)
    receivers = list(dict.fromkeys(_noun(circuit, message.to) for message in step.messages))
    heard = dict.fromkeys(_noun(circuit, message.to) for message in step.messages if message.local)
    fields = {
        "out": _this(circuit, step.gate),
        "value": number(step.value),
        "inputs": listed(list(dict.fromkeys(names))),
        "either": listed(receivers, "or"),
        "both": "both" if len(receivers) == 2 else "all",
        "up": number(step.upstream or 0.0),
        "heard": listed(list(heard)),
        "slopes": listed([number(message.local) for message in step.messages]),
    }
    sent = {message.port: message for message in step.messages}
    for port, letter in enumerate(PORTS[: len(names)]):
        fields[letter] = names[port]
        fields[f"{letter}_value"] = number(step.inputs[port])
        if port in sent:
            own = {
                "": names[port],
                "_slope": number(sent[port].local),
                "_sent": number(sent[port].downstream),
                "_far": _far(sent[port].local),
            }
            fields |= {letter + suffix: text for suffix, text in own.items()}
            fields |= {"x" + suffix: text for suffix, text in own.items()}
    return fields


def _far(slope: float) -> str:
    """A slope as how far the output goes: "four times as far, the other way"."""
    if slope == 0:
        return "not at all"
    size = abs(slope)
    far = "just as far" if size == 1 else f"{_FAR.get(size) or f'{number(size)} times'} as far"
    return far if slope > 0 else f"{far}, the other way"


def _reports(circuit: Circuit, trace: "Trace", step: "Step") -> str:
    """What adds up where the receivers of this step have several wires."""
    first: list[str] = []
    said: list[str] = []
    for receiver in dict.fromkeys(message.to for message in step.messages):
        own = [message for message in step.messages if message.to == receiver]
        before = trace.gradient_at(receiver, Cursor(step.index, step.messages.index(own[0])))
        if before.expected < 2:
            continue
        if before.arrived + len(own) == 1:
            first.append(_noun(circuit, receiver))
        else:
            said.append(_sum(_noun(circuit, receiver), before, own, brief=bool(said)))
    if first:
        works = (
            "work elsewhere too: these reports are their"
            if len(first) > 1
            else "works elsewhere too: this report is its"
        )
        said.append(f"{listed(first)} {works} first.")
    return " ".join(said[:2])


def _sum(name: str, before: "Partial", own: Sequence["Message"], *, brief: bool) -> str:
    """The reports that one receiver has got so far, added up; brief: why they add was said just before."""
    terms = [before.total] if before.arrived and before.total is not None else []
    terms += [message.downstream for message in own]
    total = own[-1].total
    shown = [
        number(term) if index == 0 or term >= 0 else f"({number(term)})" for index, term in enumerate(terms)
    ]
    sign = "="
    if all(map(math.isfinite, (*terms, total))):
        sign = numbers.agree(sum(map(numbers.shown, terms), Fraction()), total)
    where = (
        f"comes in {_TIMES.get(len(own), 'often')}" if len(own) > 1 else f"works in {before.expected} places"
    )
    reports = "both reports count" if before.expected == 2 else "all reports count"
    missing = before.expected - before.arrived - len(own)
    to_come = f", {missing} to come" if missing else ""
    why = f"{name} likewise" if brief else f"{name} {where}, so {reports}"
    return f"{why}: {' + '.join(shown)} {sign} {number(total)}{to_come}."


def _names(circuit: Circuit, gate: int) -> list[str]:
    return [_noun(circuit, wire.source) for wire in circuit.incoming(gate)]
