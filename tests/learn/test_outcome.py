"""`circuitlab.optimize`: the command's runs as a Python function."""

import pytest

import circuitlab


def test_the_article_to_its_end():
    circuit = circuitlab.parse("f = 100 - (x - y)**2", x=3, y=4)
    found = circuitlab.optimize(circuit, "numerical", step_size=0.001, h=0.0001, min_gain=0.000005)
    assert (found.steps, found.stopped, found.objective) == (922, "gain", 99.99938309249558)
    assert found.values == {"x": 3.487488988616036, "y": 3.512326611377091}
    assert found.trajectory[921].objective == 99.99937812746526
    assert [gate.value for gate in map(circuit.named, "xy")] == [3, 4]


def test_only_what_is_chosen_moves():
    circuit = circuitlab.parse("f = x * y", x=3, y=4)
    found = circuitlab.optimize(circuit, max_steps=3, moving=["x"], minimize=True)
    assert found.values["y"] == 4
    assert found.values["x"] < 3
    with pytest.raises(ValueError, match="no input or parameter 'z'"):
        circuitlab.optimize(circuit, moving=["z"])


def test_what_diverged_is_named():
    found = circuitlab.optimize(circuitlab.parse("f = x**4", x=3), step_size=1)
    assert found.stopped == "diverged"
    assert found.trouble.name == "x"


@pytest.mark.parametrize("step_size", [0, float("nan"), -1])
def test_a_step_size_that_leads_nowhere_is_refused(step_size):
    with pytest.raises(ValueError, match="step size must be"):
        circuitlab.optimize(circuitlab.parse("f = x**4", x=3), step_size=step_size)
