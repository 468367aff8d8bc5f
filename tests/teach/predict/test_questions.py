"""What the steps of a trace ask."""

from support.asked import FAN_OUT, asked_of, published

from circuitlab.engine.cursor import Cursor, end, next_cursor
from circuitlab.teach.predict import asking
from circuitlab.teach.predict.questions import about, after, known_at, of_step


def headlines(circuit, trace, questions):
    return [asking.headline(circuit, trace, question) for question in questions]


def test_the_first_example_asks_for_every_number_that_is_new():
    circuit, trace, questions = asked_of("q = x + y\nf = q * z", {"x": 2.0, "y": 5.0, "z": -4.0})
    assert headlines(circuit, trace, questions) == [
        "What value does q get?",
        "What value does f get?",
        "What does f start with?",
        "What does q receive?",
        "What does z receive?",
        "What does x receive?",
        "What does y receive?",
    ]
    assert [question.right for question in questions] == [7.0, -28.0, 3.0, -12.0, 21.0, -12.0, -12.0]
    assert asking.subtitle(circuit, trace, questions[3]) == "Step 4 of 5 · f = q·z · seed 3"
    seen = Cursor(3)
    assert asking.remark(circuit, trace, questions[3], seen) == "f feeds something larger: 3 comes back. "
    assert asking.call(circuit, trace, questions[3]) == "Type what flows back to q, then press Return."
    assert asking.next_call(circuit, questions[4]) == "z comes next."


def test_what_the_passes_have_not_brought_yet_is_not_given_away():
    circuit, trace, questions = asked_of("q = x + y\nf = q * z", {"x": 2.0, "y": 5.0, "z": -4.0})
    assert asking.remark(circuit, trace, questions[1], Cursor(1)) == "q is 7, z is −4. "
    assert asking.remark(circuit, trace, questions[1], Cursor(0)) == "z is −4. "
    assert asking.remark(circuit, trace, questions[5], Cursor(4)) == "q has received −12. "
    assert asking.remark(circuit, trace, questions[5], Cursor(2)) == ""


def test_all_of_a_number_can_be_asked_for_wherever_in_the_trace_it_is():
    for name, circuit, trace, questions in published():
        whole = {question.label: question for question in questions if question.label[0] != "message"}
        for gate in circuit.gates:
            for what in ("value", "gradient"):
                found = about(trace, what, gate)
                assert found == whole.get((what, gate)), (name, what, gate)
                if found is not None:
                    known = known_at(trace, found)
                    partial = trace.gradient_at(gate, known)
                    value = trace.value_at(gate, known) if what == "value" else partial.total
                    assert value == found.right


def test_what_no_step_brings_is_not_asked_for():
    circuit, trace, _ = asked_of("c = constant(2)\nlost = x + 1\nf = c * y", {"x": 1.0, "y": 3.0})
    gate = circuit.names
    asked = [("value", "x"), ("gradient", "x"), ("gradient", "c"), ("value", "c")]
    assert [about(trace, what, gate[name]) for what, name in asked] == [None] * 4


def test_a_fan_out_asks_for_each_message_and_for_the_total_when_the_last_one_arrives():
    circuit, trace, questions = asked_of(*FAN_OUT)
    backward = [question for question in questions if question.step > trace.forward_count]
    assert headlines(circuit, trace, backward) == [
        "What does d receive?",
        "What does e receive?",
        "What comes back from e to a?",
        "What comes back from e to b?",
        "What comes back from d to a?",
        "What does a receive in all?",
        "What comes back from d to b?",
        "What does b receive in all?",
    ]
    totals = {circuit.gates[q.gate].name: q.right for q in backward if q.sort == "total"}
    assert totals == {"a": trace.gradients["a"], "b": trace.gradients["b"]}


def test_one_gate_on_two_ports_is_asked_wire_by_wire():
    circuit, trace, questions = asked_of("f = a * a", {"a": 3.0})
    assert headlines(circuit, trace, questions)[-3:] == [
        "What comes back from f to a by the first wire?",
        "What comes back from f to a by the second wire?",
        "What does a receive in all?",
    ]


def test_what_is_not_finite_is_not_asked_for():
    _, trace, questions = asked_of("q = x / y\nf = q + 1", {"x": 1.0, "y": 0.0})
    assert [question.sort for question in questions] == ["seed", "message"]
    assert after(trace, Cursor(0)) == ()
    assert after(trace, end(trace)) == ()


def test_piece_by_piece_all_of_every_trace_is_asked_and_each_number_once():
    for name, _, trace, questions in published():
        cursor, pieces = Cursor(), []
        while cursor < end(trace):
            pieces += after(trace, cursor)
            cursor = next_cursor(trace, cursor, "message")
        assert pieces == questions, name
        assert len({question.label for question in questions}) == len(questions), name
        gradients = {q.gate: q.right for q in questions if q.label[0] == "gradient"}
        assert all(trace.gradient(gate) == right for gate, right in gradients.items()), name


def test_the_rest_of_a_step_can_be_asked_for():
    _, trace, questions = asked_of("q = x + y\nf = q * z", {"x": 2.0, "y": 5.0, "z": -4.0})
    assert of_step(trace, 3, 1) == (questions[4],)
