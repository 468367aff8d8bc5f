"""Runs: the published numbers to the last digit, what they cost, when they stop, and that they rewind."""

import json
from dataclasses import replace
from itertools import pairwise
from math import inf, isfinite
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import CircuitError
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.run import Run, Stops
from circuitlab.learn.strategies import STRATEGIES, Tuning, formula
from circuitlab.learn.trouble import trouble

HILL = "f = 100 - (x - y)**2"
ARTICLE = Tuning(step_size=0.001, h=0.0001)
DATA = Path(__file__).parents[1] / "data" / "circuits.json"


def hill(x: float = 3.0, y: float = 4.0) -> Circuit:
    return to_circuit(HILL, {"x": x, "y": y})


# The published numbers ---------------------------------------------------------------------------


def test_the_article_after_one_step():
    run = Run(hill(), "numerical", ARTICLE)
    assert run.step().objective == 99.00798399999998


def test_the_article_to_its_end():
    run = Run(hill(), "numerical", ARTICLE, stops=Stops(min_gain=0.000005))
    assert run.go() == "gain"
    assert run.now.number == 922
    assert run.now.objective == 99.99938309249558
    assert run.now.values == (3.487488988616036, 3.512326611377091)
    assert run.history[921].objective == 99.99937812746526


def test_the_step_that_gains_too_little_is_taken():
    run = Run(hill(), "numerical", ARTICLE, stops=Stops(min_gain=0.000005))
    run.go()
    gains = [after.objective - before.objective for before, after in pairwise(run.history)]
    assert [gain < 0.000005 for gain in gains] == [False] * 921 + [True]


def test_the_slope_of_a_product_by_forward_difference():
    run = Run(to_circuit("f = x * y", {"x": 3, "y": 4}), "numerical", replace(ARTICLE, h=0.0001))
    assert run.step().gradient == (4.000000000008441, pytest.approx(3, abs=1e-9))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("f = x * y", {"x": -2, "y": 3}, -5.8706),
        ("f = (x + y) * z", {"x": -2, "y": 5, "z": -4}, -11.5924),
    ],
)
def test_one_step_of_karpathys_guide(text, values, expected):
    run = Run(to_circuit(text, values), "analytic", Tuning(step_size=0.01))
    assert run.step().objective == pytest.approx(expected, abs=1e-12)


def test_the_published_neuron_after_one_step():
    entry = next(each for each in json.loads(DATA.read_text("utf-8")) if each["id"] == "neuron")
    run = Run(to_circuit("\n".join(entry["text"]), entry["inputs"]), "analytic", Tuning(step_size=0.01))
    assert 0.8825 < run.step().objective < 0.88256  # printed without what comes after the fourth digit


# What they cost ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strategy", "difference", "each"),
    [
        ("random", "forward", 1),
        ("numerical", "forward", 3),
        ("numerical", "central", 5),
        ("analytic", "forward", 1),
        ("momentum", "forward", 1),
        ("rmsprop", "forward", 1),
        ("adam", "forward", 1),
    ],
)
def test_evaluations_are_as_many_as_the_circuit_really_ran(strategy, difference, each):
    run = Run(hill(), strategy, Tuning(difference=difference), stops=Stops(max_steps=7))
    calls = []
    prepared = run.hill.prepared
    run.hill.prepared = lambda values: calls.append(values) or prepared(values)
    run.go()
    assert len(calls) == 7 * each
    assert run.now.evaluations == 1 + len(calls)


# The strategies ----------------------------------------------------------------------------------


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("direction", [1, -1])
def test_every_strategy_goes_the_way_it_is_asked_to(strategy, direction):
    run = Run(hill(), strategy, direction=direction, stops=Stops(max_steps=60))
    run.go()
    assert direction * (run.now.objective - run.history[0].objective) > 0


def test_random_search_keeps_nothing_that_is_worse():
    run = Run(hill(), "random", Tuning(tweak=0.5), stops=Stops(max_steps=300))
    run.go()
    found = [iteration.objective for iteration in run.history]
    assert found == sorted(found)
    assert {iteration.kept for iteration in run.history[1:]} == {True, False}


def test_a_tweak_moves_no_value_farther_than_it_may():
    run = Run(hill(), "random", Tuning(tweak=0.25), stops=Stops(max_steps=400))
    run.go()
    moves = [
        abs(after - before)
        for one, two in pairwise(run.history)
        for before, after in zip(one.values, two.values, strict=True)
    ]
    assert 0.2 < max(moves) <= 0.25


def test_momentum_gathers_speed():
    run = Run(to_circuit("f = 3 * x", {"x": 0}), "momentum", Tuning(step_size=1, beta=0.5))
    assert [run.step().values[0] for _ in range(3)] == [3, 3 + 4.5, 3 + 4.5 + 5.25]


def test_rmsprop_divides_by_how_large_gradients_have_been():
    run = Run(to_circuit("f = 3 * x", {"x": 0}), "rmsprop", Tuning(step_size=1, beta=0.75))
    # r = 0.25 * 9 after one step: 3 / sqrt(2.25) = 2
    assert run.step().values[0] == pytest.approx(2, abs=1e-7)
    assert run.now.memory == ((2.25,),)


def test_adams_first_step_is_its_step_size_whatever_the_gradient():
    for factor in (0.003, 3, 3000):
        run = Run(to_circuit(f"f = {factor} * x", {"x": 0}), "adam", Tuning(step_size=0.1))
        assert run.step().values[0] == pytest.approx(0.1, rel=1e-4)
        assert run.step().values[0] == pytest.approx(0.2, rel=1e-4)


def test_a_parameter_moves_as_an_input_does_and_a_constant_never():
    circuit = to_circuit("k = constant(2)\nw = parameter(1)\nf = k * w * x", {"x": 1})
    run = Run(circuit, "analytic", Tuning(step_size=0.5))
    assert run.hill.inputs == ("w", "x")
    assert run.step().values == (2, 2)


def test_only_what_is_chosen_moves_and_is_paid_for():
    run = Run(hill(), "numerical", moving=["y"], stops=Stops(max_steps=5))
    run.go()
    assert {iteration.values[0] for iteration in run.history} == {3.0}
    assert run.now.evaluations == 1 + 5 * 2


def test_what_the_objective_does_not_depend_on_stays_by_default():
    circuit = to_circuit("g = z * 2\nf = x * y", {"x": 1, "y": 2, "z": 3})
    run = Run(circuit, "random")
    run.go()
    assert run.now.values[run.hill.inputs.index("z")] == 3


# Rewinding ---------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(
    strategy=st.sampled_from(sorted(STRATEGIES)),
    seed=st.integers(0, 2**70),
    steps=st.integers(1, 40),
    back=st.data(),
)
def test_a_rewound_run_goes_on_to_the_last_bit_as_it_did(strategy, seed, steps, back):
    run = Run(hill(), strategy, Tuning(step_size=0.1, tweak=0.3), seed=seed, stops=Stops(max_steps=steps))
    run.go()
    before, place, tuning = list(run.history), back.draw(st.integers(0, steps - 1)), run.tuning
    run.go_to(place)
    run.change(Tuning(step_size=0.2, tweak=0.1))
    run.step()
    assert run.last == place + 1
    run.go_to(place)
    run.change(tuning)
    assert run.go() == "steps"
    assert repr(run.history) == repr(before)
    again = Run(hill(), strategy, Tuning(step_size=0.1, tweak=0.3), seed=seed, stops=Stops(max_steps=steps))
    again.go()
    assert repr(again.history) == repr(before)


def test_a_step_that_is_recorded_is_gone_and_not_made_again():
    run = Run(hill(), "random", stops=Stops(max_steps=8))
    run.go()
    before = list(run.history)
    run.go_to(3)
    assert run.step() is before[4]
    assert run.history == before
    assert (run.stopped, run.ended) == (None, "steps")
    run.go_to(8)
    assert run.step().number == 9
    assert run.last == 9


def test_another_seed_is_another_run():
    ends = set()
    for seed in range(5):
        run = Run(hill(), "random", seed=seed, stops=Stops(max_steps=30))
        run.go()
        ends.add(run.now.values)
    assert len(ends) == 5


def test_after_a_rewind_other_numbers_lead_elsewhere_and_the_old_future_is_gone():
    run = Run(hill(), "analytic", stops=Stops(max_steps=10))
    run.go()
    run.go_to(4)
    run.change(Tuning(step_size=0.2), Stops(max_steps=6))
    assert run.go() == "steps"
    assert [iteration.number for iteration in run.history] == list(range(7))


# When they stop ----------------------------------------------------------------------------------


def test_a_target_stops_a_run_either_way():
    up = Run(hill(), "analytic", stops=Stops(target=99.5))
    assert up.go() == "target"
    assert up.now.objective >= 99.5 > up.history[-2].objective
    down = Run(hill(), "analytic", direction=-1, stops=Stops(target=90))
    assert down.go() == "target"
    assert down.now.objective <= 90 < down.history[-2].objective


def test_a_target_that_is_reached_needs_no_step():
    run = Run(hill(), "analytic", stops=Stops(target=99))
    assert (run.go(), run.now.number, run.now.evaluations) == ("target", 0, 1)


def test_random_search_is_patient():
    run = Run(hill(), "random", Tuning(tweak=0.05), stops=Stops(max_steps=5000, min_gain=1e-6))
    assert run.go() == "gain"
    assert any(not iteration.kept for iteration in run.history[1:50])
    assert run.now.objective - run.history[-101].objective < 1e-6


def test_a_run_that_runs_away_names_the_value_and_the_gate_and_rewinds():
    circuit = to_circuit("s = x ** 4\nf = s + y", {"x": 2, "y": 1})
    run = Run(circuit, "analytic", Tuning(step_size=1))
    assert run.go() == "diverged"
    found = trouble(run)
    assert found.iteration == run.now.number
    assert found.name == "x"
    assert circuit.gates[found.gate].name == "s"
    assert found.reason
    with pytest.raises(ValueError, match="diverged"):
        run.step()
    run.go_to(run.place - 1)
    assert run.stopped is None
    run.change(Tuning(step_size=1e-300))
    assert run.step().finite


def test_a_slope_that_is_not_finite_is_divergence_too():
    circuit = to_circuit("f = sqrt(x)", {"x": 0})
    run = Run(circuit, "analytic")
    assert (run.go(), run.now.number) == ("diverged", 0)
    assert trouble(run).name == "x"
    assert trouble(run).gate == circuit.objective


def test_a_measured_slope_that_leaves_the_domain_names_the_gate():
    circuit = to_circuit("l = log(x)\nf = l * 2", {"x": 1e-5})
    run = Run(circuit, "numerical", Tuning(difference="central", h=1e-4))
    assert run.go() == "diverged"
    assert (trouble(run).name, circuit.gates[trouble(run).gate].name) == ("x", "l")


def test_random_search_never_leaves_what_is_finite():
    run = Run(to_circuit("f = log(x) * -1", {"x": 0.01}), "random", Tuning(tweak=0.02), stops=Stops(200))
    assert run.go() == "steps"
    assert all(isfinite(iteration.objective) for iteration in run.history)


# What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["step_size", "tweak", "h", "epsilon"])
@pytest.mark.parametrize("value", [0.0, -1.0, inf, float("nan")])
def test_a_number_that_is_not_above_0_is_refused(field, value):
    with pytest.raises(ValueError, match="must be a finite number above 0"):
        Run(hill(), "analytic", replace(Tuning(), **{field: value}))


@pytest.mark.parametrize("value", [1.0, -0.1, float("nan")])
def test_beta_stays_below_1(value):
    with pytest.raises(ValueError, match="β must be"):
        Run(hill(), "momentum", Tuning(beta=value))


@pytest.mark.parametrize(
    "stops", [Stops(-1), Stops(min_gain=-1), Stops(min_gain=float("nan")), Stops(target=inf)]
)
def test_stop_rules_that_mean_nothing_are_refused(stops):
    with pytest.raises(ValueError, match="must be"):
        Run(hill(), stops=stops)


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "no objective"), ("f = x", "x has no value"), ("f = sin(2)", "Nothing moves")],
)
def test_what_cannot_be_climbed_says_why(text, says):
    with pytest.raises(CircuitError, match=says):
        Run(to_circuit(text) if text else Circuit())


def test_an_unknown_strategy_is_refused():
    with pytest.raises(ValueError, match="expected random, numerical"):
        Run(hill(), "newton")


def test_a_negative_seed_is_refused():
    with pytest.raises(ValueError, match="whole number from 0, not -1"):
        Run(hill(), "random", seed=-1)


@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=lambda each: each.name)
def test_a_formula_goes_the_way_of_the_run(strategy):
    up, down = formula(strategy, Tuning()), formula(strategy, Tuning(), -1)
    assert up[:-1] == down[:-1]
    assert down[-1] == up[-1].replace("x + ", "x - ")
    assert strategy.name == "random" or "x - " in down[-1]
