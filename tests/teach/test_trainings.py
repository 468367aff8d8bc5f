"""What one example did, in a sentence."""

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import end
from circuitlab.engine.passes import Pull, run
from circuitlab.teach.coach import advice, on_the_way
from circuitlab.teach.sentences import sentence
from circuitlab.teach.trainings import Told, epochs, far, moved, pulled, score, shown

SVM = "x = 3\ny = -2\na = parameter(1)\nb = parameter(-2)\nc = parameter(-1)\nf = a * x + b * y + c"


def told(pull=1.0, step=None, **fields):
    step = {"a": (0.98, 1.01), "b": (-2.0, -2.0), "c": (-1.0, -0.99)} if step is None else step
    known = {"row": 2, "inputs": (3.0, 0.1), "target": 1.0, "label": True, "goal": "f", "output": 0.2}
    return Told(**(known | fields), pull=pull, moved=step)


def test_an_example_that_is_shown_says_its_pull_and_what_it_would_move():
    begins = "Example 3 (3, 0.1), label +1: f = 0.2, pull +1. "
    assert shown(told()) == f"{begins}Move takes a 0.98 → 1.01, c −1 → −0.99."
    assert shown(told(l2=True)) == f"{begins}Move takes a 0.98 → 1.01, c −1 → −0.99, with the pull of L2."


def test_one_that_has_moved_says_what_it_moved_and_how_it_pulls_now():
    assert moved(told(), 0.3, 1.0) == (
        "Example 3 (3, 0.1), label +1: pull +1; a 0.98 → 1.01, c −1 → −0.99. f is 0.3 now, pull +1."
    )
    assert moved(told(), 1.1, 0.0).endswith("f is 1.1 now, no pull.")


def test_of_many_parameters_those_that_moved_most_are_named():
    step = {f"w{place}": (0.0, float(place)) for place in range(6)}
    said = shown(told(-0.25, step, row=0, inputs=(1.0,), target=2.5, label=False, output=3.0))
    assert said == (
        "Example 1 (1), target 2.5: f = 3, pull −0.25. Move takes w3 0 → 3, w4 0 → 4, w5 0 → 5 and 2 more."
    )


def test_an_example_on_its_side_does_not_pull():
    still = told(0.0, {"a": (1.0, 1.0)})
    assert shown(still).endswith("f = 0.2, no pull: nothing will move.")
    assert moved(still, 0.2, 0.0).endswith("no pull, and nothing moves.")


def test_a_pull_that_is_no_number_has_no_sign():
    assert "pull undefined" in shown(told(float("nan"), {}))


@pytest.mark.parametrize(
    ("pull", "says"),
    [
        (1.0, "Example 3 pulls f up, by 1: a and c go up, b goes down."),
        (-2.0, "Example 3 pulls f down, by 2: b goes up, a and c go down."),
        (0.0, "Example 3 does not pull at f, so no parameter is pulled."),
    ],
)
def test_the_pull_arrives_at_the_parameters_and_everybody_says_the_same(pull, says):
    circuit = to_circuit(SVM)
    trace = run(circuit, Pull("example 3", pull))
    assert trace.gradients == {
        name: pull * slope for name, slope in run(circuit).gradients.items() if slope is not None
    }
    assert pulled(circuit, trace) == says
    assert advice(circuit, trace, end(trace)).text == says
    seed = trace.steps[trace.forward_count]
    start = says.partition(":")[0].partition(", so")[0]
    assert sentence(circuit, trace, seed).startswith(f"{start}: start with ")
    assert on_the_way(circuit, seed, pulled_by=trace.pulled_by).startswith(f"{start}: start with ")


def test_what_is_covered_is_not_told():
    circuit = to_circuit(SVM)
    trace = run(circuit, Pull("example 3", 1.0))
    covered = frozenset({("gradient", circuit.names["a"])})
    assert pulled(circuit, trace, covered) == "Example 3 is on the inputs."


def test_of_many_parameters_it_is_told_how_many_are_pulled():
    names = [f"w{place}" for place in range(6)]
    text = "\n".join(f"{name} = parameter({place % 2})" for place, name in enumerate(names))
    circuit = to_circuit(f"{text}\nf = {' + '.join(names[:5])} - w5")
    said = pulled(circuit, run(circuit, Pull("example 1", 1.0)))
    assert said == "Example 1 pulls f up, by 1: 5 parameters go up, 1 parameter goes down."


def test_scores_and_epochs():
    assert (epochs(1), epochs(100)) == ("1 epoch", "100 epochs")
    assert (far(8, 100, 40, 0), far(8, 100, 43, 3)) == ("epoch 8 of 100", "epoch 8 of 100, step 43")
    assert (score(0.0123, 0.98), score(4.0, None)) == ("loss 0.0123, accuracy 98 %", "loss 4")
