"""Curves of runs: over steps and evaluations, of gradients and values, with where they stand."""

import pytest

from circuitlab.circuit.text import to_circuit
from circuitlab.learn.curves import EARLIER, MOST_POINTS, Curve, curves, joined
from circuitlab.learn.run import Stops
from circuitlab.learn.team import Choice, Team


def climbed(text, values, steps, **choice):
    team = Team(to_circuit(text, values), Choice(**({"stops": Stops(max_steps=steps)} | choice)), 1)
    while not team.done:
        team.step()
    return team


def test_over_evaluations_the_lesson_is_seen():
    team = climbed("f = 100 - (x - y)**2", {"x": 3, "y": 4}, 10)
    last = {curve.name: curve.xs[-1] for curve in curves(team, "numerical", "evaluations")}
    assert last == {"random": 11, "analytic": 11, "numerical": 31}
    assert {curve.xs[-1] for curve in curves(team, "numerical", "steps")} == {10}


def test_the_leaders_curve_says_so_and_each_where_it_stands():
    team = climbed("f = x * y", {"x": 1, "y": 2}, 10)
    team.go_to(4)
    found = curves(team, "analytic", "steps")
    assert [curve.name for curve in found if curve.leads] == ["analytic"]
    assert {curve.here[0] for curve in found} == {4}
    assert all(len(curve.xs) == 11 for curve in found)


def test_gradients_belong_to_the_step_that_followed_them():
    team = climbed("f = x * y", {"x": 1, "y": 2}, 3, names=(), leader="analytic")
    found = {curve.name: curve for curve in curves(team, "analytic", "gradients")}
    assert found["x"].xs == (1, 2, 3)
    assert found["x"].ys[0] == 2
    values = {curve.name: curve.ys[0] for curve in curves(team, "analytic", "values")}
    assert values == {"x": 1, "y": 2}


def test_of_many_values_those_that_go_farthest_are_shown():
    text = "f = " + " + ".join(f"{n} * x{n}" for n in range(1, 12))
    team = climbed(text, {f"x{n}": 0 for n in range(1, 12)}, 5, names=(), leader="analytic")
    assert [curve.name for curve in curves(team, "analytic", "values")] == [f"x{n}" for n in range(11, 3, -1)]


def test_a_long_run_has_no_more_points_than_a_screen_and_keeps_its_ends():
    team = climbed("f = x", {"x": 0}, 5000, names=(), leader="analytic")
    (curve,) = curves(team, "analytic", "steps")
    assert len(curve.xs) <= MOST_POINTS + 2
    assert (curve.xs[0], curve.xs[-1]) == (0, 5000)


def test_what_is_not_finite_is_left_out():
    team = climbed("f = x ** 4", {"x": 300}, 50, names=(), leader="analytic")
    (curve,) = curves(team, "analytic", "steps")
    assert 0 < len(curve.ys) < 51
    assert curve.here is None or curve.here[1] == curve.ys[-1]


def test_an_earlier_run_is_compared_under_what_it_was_tuned_by():
    team = climbed("f = x * y", {"x": 1, "y": 2}, 3, names=(), leader="analytic")
    before = climbed("f = x * y", {"x": 1, "y": 2}, 9, names=(), leader="analytic").runs["analytic"]
    now, earlier = curves(team, "analytic", "steps", [before])
    assert (earlier.name, earlier.label, earlier.leads, earlier.here) == (
        EARLIER,
        "analytic, 0.01",
        False,
        None,
    )
    assert (now.xs[-1], earlier.xs[-1]) == (3, 9)


@pytest.mark.parametrize(
    ("other", "name"),
    [
        ((42.0, 50.0), "one = other"),
        ((42.0, 50.001), "one ≈ other"),
        ((42.0, 50.0, 50.0), "one ≈ other"),
        ((42.0, 42.5), "one and other"),
        ((42.0,), "one ≈ other"),
    ],
)
def test_a_name_for_two_curves_says_equal_only_of_equal_ones(other, name):
    def curve(label, *ys):
        return Curve(label, label, tuple(map(float, range(len(ys)))), ys, None, False)

    assert joined([curve("one", 42.0, 50.0), curve("other", *other)]) == name
