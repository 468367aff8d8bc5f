"""The equations of a step."""

import pytest

from circuitlab.circuit.edits import set_seed, set_values
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.teach import numbers
from circuitlab.teach.equations import backward_columns, forward_rows, in_one_line, seed_rows
from circuitlab.teach.notation import gradient_latex


def traced(text, values):
    circuit = to_circuit(text, values)
    return circuit, run(circuit)


def test_a_forward_step_has_its_formula_with_names_and_with_numbers():
    circuit, trace = traced("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})
    rule, numbers = forward_rows(circuit, trace.steps[1], done=True)
    assert rule.latex == r"f = q \cdot z"
    assert numbers.latex == (
        r"f = \textcolor{value}{3} \cdot \left(\textcolor{value}{-4}\right) = \textcolor{value}{-12}"
    )
    before = forward_rows(circuit, trace.steps[0], done=False)
    assert [row.caption for row in before] == ["Comes next", "Numbers"]
    assert before[1].slot
    assert before[1].latex.endswith("=")


def test_the_way_back_is_what_arrives_times_the_local_slope():
    circuit, trace = traced("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})
    to_q, to_z = backward_columns(circuit, trace, trace.steps[3])
    assert (to_q.to, to_z.to) == ("q", "z")
    assert to_q.slope.endswith(r"= {z} = \textcolor{value}{-4}")
    assert to_q.product == (
        r"\textcolor{gradient}{1} \cdot \left(\textcolor{value}{-4}\right) = \textcolor{gradient}{-4}"
    )
    assert to_q.size == 4.0
    assert not to_q.total


def test_a_fan_out_shows_its_sum():
    circuit, trace = traced("d = a * b\ne = a + b\nf = d * e", {"a": -2.0, "b": 3.0})
    first = backward_columns(circuit, trace, trace.steps[5])[0]
    second = backward_columns(circuit, trace, trace.steps[6])[0]
    assert first.total == ""
    assert r"\mathrel{+}=" in first.rule
    assert second.total == (r"\textcolor{gradient}{-6} + \textcolor{gradient}{3} = \textcolor{gradient}{-3}")


def test_numbers_that_were_rounded_are_only_about_equal():
    circuit, trace = traced("f = exp(x) * y", {"x": 1.0, "y": 0.5})
    assert r"\approx" in forward_rows(circuit, trace.steps[0], done=True)[1].latex
    to_exp = backward_columns(circuit, trace, trace.steps[3])[0]
    assert r"\approx" not in to_exp.product


def test_a_seed_other_than_one_multiplies_every_gradient():
    circuit = to_circuit("f = x * y", {"x": 2.0, "y": 3.0})
    circuit.apply(set_seed(circuit, 3.0))
    trace = run(circuit)
    assert seed_rows(circuit, trace, trace.steps[1])[0].latex.startswith(r"3\,\frac")


def test_the_slope_of_max_is_a_number_without_a_rule():
    circuit, trace = traced("f = max(x, y)", {"x": 2.0, "y": 3.0})
    assert backward_columns(circuit, trace, trace.steps[2])[1].slope.endswith("= {1}")


def test_a_gate_of_its_own_is_its_rule_and_in_less_room_its_name():
    circuit = to_circuit("gate hill(x, y) = 100 - (x - y)**2\na = 3\nb = 4\nf = hill(a, b)")
    trace = run(circuit)
    rule, given = forward_rows(circuit, trace.steps[0], done=True)
    assert rule.latex == r"f = 100 - \left(a - b\right)^{2}"
    assert rule.short == r"f = \text{hill}\left(a, b\right)"
    three, four, result = (rf"\textcolor{{value}}{{{number}}}" for number in (3, 4, 99))
    assert given.latex == rf"f = 100 - \left({three} - {four}\right)^{{2}} = {result}"
    assert given.short == rf"f = \text{{hill}}\left({three}, {four}\right) = {result}"
    to_a, to_b = backward_columns(circuit, trace, trace.steps[-1])
    assert (to_a.short_slope.rpartition(" = ")[2], to_b.short_slope.rpartition(" = ")[2]) == ("{2}", "{-2}")


def test_a_gate_of_the_catalogue_has_no_shorter_rule():
    circuit = to_circuit("f = x * y", {"x": 2, "y": 3})
    assert [row.short for row in forward_rows(circuit, run(circuit).steps[0], done=False)] == ["", ""]


def test_a_lecture_has_rule_and_numbers_in_one_line():
    circuit, trace = traced("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})
    (forward,) = in_one_line(circuit, trace, trace.steps[0])
    assert forward.latex.startswith("q = x + y = ")
    assert forward.latex.count("q") == 1
    assert forward.latex.endswith(r"= \textcolor{value}{3}")
    (seed,) = in_one_line(circuit, trace, trace.steps[2])
    assert seed.latex.endswith(r"= \textcolor{gradient}{1}")
    to_q, to_z = in_one_line(circuit, trace, trace.steps[3])
    assert (to_q.size, to_z.size) == (4, 3)
    column = backward_columns(circuit, trace, trace.steps[3])[1]
    assert to_z.latex == f"{column.rule} = {column.product}"
    assert to_z.short == rf"\frac{{{{\partial}}f}}{{{{\partial}}z}} = {column.product}"


def test_in_one_line_a_branch_of_a_fan_out_names_its_path():
    circuit, trace = traced("f = x * x", {"x": 3.0})
    lines = in_one_line(circuit, trace, trace.steps[-1])
    assert all(line.latex.startswith(r"\text{through } f{:}") for line in lines)
    assert lines[-1].short.endswith(r"= \textcolor{gradient}{6}")


def test_the_numbers_of_a_change_of_sign_show_the_step():
    for x, given, out in ((1.0, "1", "-1"), (-2.0, "-2", "2")):
        circuit, trace = traced("f = -x", {"x": x})
        numbers = forward_rows(circuit, trace.steps[0], done=True)[1].latex
        assert numbers == rf"f = -\left(\textcolor{{value}}{{{given}}}\right) = \textcolor{{value}}{{{out}}}"


def test_in_a_lecture_one_paths_share_is_not_called_the_gradient():
    circuit, trace = traced("u = 2 * x\nv = 4 * x\nf = u + v", {"x": 3.0})
    lines = [
        line
        for step in trace.steps
        if step.pass_ == "backward"
        for line in to_gate(circuit, trace, step, "x")
    ]
    assert [line.latex.startswith(r"\text{through }") for line in lines] == [True, True]
    shares = sorted(numbers_at_end(line.latex.partition("{,}")[0]) for line in lines)
    assert shares == ["2", "4"]
    assert "{,}" not in lines[0].latex
    assert lines[1].latex.endswith(
        r"\textcolor{gradient}{2} + \textcolor{gradient}{4} = \textcolor{gradient}{6}"
    ) or lines[1].latex.endswith(
        r"\textcolor{gradient}{4} + \textcolor{gradient}{2} = \textcolor{gradient}{6}"
    )


@pytest.mark.parametrize(
    "text",
    ["f = a + a", "u = 2 * a\nv = 4 * a\nf = u + v", "f = a * a * a", "d = a * b\ne = a + b\nf = d * e"],
)
def test_in_a_lecture_what_is_said_to_be_a_gradient_is_all_of_it(text):
    """Every equation with a gradient on its left ends with the gradient that the gate has at the end."""
    circuit = to_circuit(text)
    circuit.apply(set_values(circuit, {name: 3.0 for name in ("a", "b") if name in circuit.names}))
    trace = run(circuit)
    said = set()
    for step in trace.steps:
        for message in step.messages if step.pass_ == "backward" else ():
            for line in to_gate(circuit, trace, step, circuit.gates[message.to].name):
                for each in (line.latex, line.short):
                    for equation in each.split(r"{,}\quad "):
                        if equation.startswith(gradient_latex(circuit, trace, message.to, "partial")):
                            assert numbers_at_end(equation) == numbers.latex(trace.gradient(message.to))
                            said.add(message.to)
    assert circuit.names["a"] in said


def to_gate(circuit, trace, step, name):
    """The lines of a step that go to the gate of this name."""
    lines = in_one_line(circuit, trace, step)
    sent = zip(lines, step.messages, strict=True)
    return [line for line, message in sent if circuit.gates[message.to].name == name]


def numbers_at_end(latex):
    return latex.rpartition(r"\textcolor{gradient}{")[2].removesuffix("}")
