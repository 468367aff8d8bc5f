"""How a gradient is written: the three notations say the same, and a seed is in two of them already."""

import pytest

from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.teach.equations import backward_columns, plain_latex, seed_rows, step_latex
from circuitlab.teach.notation import NOTATIONS, gradient_latex

FIRST = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"


@pytest.fixture
def circuit():
    return to_circuit(FIRST)


def test_a_gradient_in_each_notation(circuit):
    trace, x = run(circuit), circuit.names["x"]
    found = [gradient_latex(circuit, trace, x, notation) for notation in NOTATIONS]
    assert found == [r"\frac{{\partial}f}{{\partial}x}", r"x\mathrm{.grad}", r"\mathrm{d}x"]


def test_the_rule_of_a_step_in_each_notation(circuit):
    trace = run(circuit)
    rules = [backward_columns(circuit, trace, trace[4], notation)[0].rule for notation in NOTATIONS]
    local = r"\frac{{\partial}q}{{\partial}x}"
    assert rules[1] == rf"x\mathrm{{.grad}} = \textcolor{{gradient}}{{q\mathrm{{.grad}}}} \cdot {local}"
    assert rules[2] == rf"\mathrm{{d}}x = \textcolor{{gradient}}{{\mathrm{{d}}q}} \cdot {local}"
    assert all(rule.endswith(local) for rule in rules)


def test_a_seed_multiplies_partial_derivatives_and_is_part_of_the_others():
    circuit = to_circuit(FIRST)
    circuit.apply(set_seed(circuit, 3.0))
    trace = run(circuit)
    rows = [seed_rows(circuit, trace, trace[2], notation)[0].latex for notation in NOTATIONS]
    assert rows[0].startswith(r"3\,\frac{{\partial}f}")
    assert rows[1] == r"f\mathrm{.grad} = \textcolor{gradient}{3}"
    assert rows[2] == r"\mathrm{d}f = \textcolor{gradient}{3}"


def test_the_numbers_of_a_step_are_the_same_in_all_notations(circuit):
    trace = run(circuit)
    for step in trace.steps:
        lines = [step_latex(circuit, trace, step, notation) for notation in NOTATIONS]
        assert len({len(each) for each in lines}) == 1
        if step.pass_ == "backward":
            assert len({each[2] for each in lines}) == 1, "upstream times local is written in numbers"


def test_copied_latex_has_no_colours_and_a_line_for_each_equation(circuit):
    trace = run(circuit)
    copied = plain_latex(step_latex(circuit, trace, trace[3]))
    assert r"\textcolor" not in copied
    assert copied.startswith("\\begin{gathered}\n")
    assert copied.endswith("\n\\end{gathered}\n")
    assert copied.count("\\\\\n") == 5  # rule, slope and numbers to q, and to z
    assert "{-4}" in copied
