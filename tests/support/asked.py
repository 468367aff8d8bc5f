"""Circuits and their questions, for the tests of predictions."""

from support.circuits import PUBLISHED

from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.teach.predict.questions import of_step

FAN_OUT = ("d = a * b\ne = a + b\nf = d * e", {"a": -2.0, "b": 7.0})
"""A multiply whose inputs are used twice."""


def asked_of(text, values, seed=3.0):
    """The circuit, its trace, and all its questions in order."""
    circuit = to_circuit(text, values)
    circuit.apply(set_seed(circuit, seed))
    trace = run(circuit)
    return circuit, trace, [question for step in range(len(trace)) for question in of_step(trace, step)]


def published(seed=3.0):
    """The same of each published circuit, with its id."""
    for entry in PUBLISHED:
        yield entry["id"], *asked_of("\n".join(entry["text"]), entry["inputs"], seed)


def question_for(circuit, questions, sort, receiver, sender=None):
    """The question of a sort about a named gate, of a message by the named gate that sends it."""
    for question in questions:
        wire = circuit.wires.get(question.wire or 0)
        from_there = sender is None or (wire and circuit.gates[wire.target].name == sender)
        if question.sort == sort and circuit.gates[question.gate].name == receiver and from_there:
            return question
    raise KeyError((sort, receiver, sender))
