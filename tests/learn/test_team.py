"""Several runs in step: they stop, rewind and go on together."""

import pytest

from circuitlab.circuit.edits import set_values
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.run import Stops
from circuitlab.learn.team import Choice, Team


@pytest.fixture
def circuit():
    return to_circuit("f = 100 - (x - y)**2", {"x": 3, "y": 4})


def choice(**changes):
    return Choice(**({"names": ("random", "numerical", "analytic"), "stops": Stops(max_steps=20)} | changes))


def test_they_step_together_and_stop_each_by_its_own_rules(circuit):
    team = Team(circuit, choice(stops=Stops(max_steps=400, min_gain=1e-3)), 1)
    while not team.done:
        team.step()
    assert {run.stopped for run in team.runs.values()} == {"gain"}
    assert team.place == max(run.place for run in team.runs.values())
    assert len({run.place for run in team.runs.values()}) > 1


def test_a_rewound_team_goes_on_as_it_did(circuit):
    team = Team(circuit, choice(), 1)
    while not team.done:
        team.step()
    before = {name: repr(run.history) for name, run in team.runs.items()}
    team.go_to(7)
    assert [run.place for run in team.runs.values()] == [7, 7, 7]
    while not team.done:
        team.step()
    assert {name: repr(run.history) for name, run in team.runs.items()} == before


def test_runs_that_stopped_early_show_their_last_iteration(circuit):
    team = Team(circuit, choice(), 1)
    team.step()
    team.runs["analytic"].change(stops=Stops(max_steps=3))
    while not team.done:
        team.step()
    team.go_to(10)
    assert {name: run.place for name, run in team.runs.items()} == {
        "random": 10,
        "numerical": 10,
        "analytic": 3,
    }


def test_a_step_from_before_the_end_forgets_nothing_and_each_goes_on_where_its_record_ends(circuit):
    team = Team(circuit, choice(), 1)
    team.runs["analytic"].change(stops=Stops(max_steps=3))
    while not team.done:
        team.step()
    team.go_to(10)
    team.step("numerical")
    assert (team.place, team.last) == (11, 20)
    assert {name: run.place for name, run in team.runs.items()} == {
        "random": 11,
        "numerical": 11,
        "analytic": 3,
    }
    team.step("analytic")  # beyond its end, because it is asked to
    assert team.runs["analytic"].place == 4
    assert {run.last for name, run in team.runs.items() if name != "analytic"} == {20}


def test_it_goes_on_only_from_where_its_leader_stands_in_the_same_surroundings(circuit):
    team = Team(circuit, choice(), 1)
    assert team.goes_on(circuit, choice(), 1)
    assert not team.goes_on(circuit, choice(), -1)
    assert not team.goes_on(circuit, choice(seed=1), 1)
    assert not team.goes_on(circuit, choice(names=("random",)), 1)
    team.step()
    assert not team.goes_on(circuit, choice(), 1)
    moved = dict(zip("xy", team.runs["numerical"].now.values, strict=True))
    circuit.apply(set_values(circuit, moved))
    assert team.goes_on(circuit, choice(), 1)


def test_an_iteration_is_found_by_what_its_leader_held(circuit):
    team = Team(circuit, choice(), 1)
    for _ in range(5):
        team.step()
    held = team.runs["numerical"].history[3].values
    assert team.find("numerical", held) == 3
    assert team.find("numerical", (0.0, 0.0)) is None


def test_the_leader_always_runs(circuit):
    assert set(Team(circuit, choice(names=(), leader="adam"), 1).runs) == {"adam"}


def test_runs_that_stopped_for_their_steps_are_prolonged_and_stay_so_with_other_numbers(circuit):
    stops = Stops(max_steps=20, min_gain=1.0)  # the difference quotient stops at its first step, for its gain
    chosen = choice(names=("random", "numerical"), stops=stops)
    team = Team(circuit, chosen, 1)
    while not team.done:
        team.step()
    assert {name: run.stopped for name, run in team.runs.items()} == {"random": "steps", "numerical": "gain"}
    team.prolong(chosen)
    assert not team.done
    team.change(chosen.tuned("random", tweak=0.5))
    while not team.done:
        team.step()
    assert {name: run.place for name, run in team.runs.items()} == {"random": 40, "numerical": 1}


def test_of_iterations_that_held_the_same_the_nearest_is_found(circuit):
    circuit.apply(set_values(circuit, {"x": 4}))  # on the top: every tweak is rejected
    team = Team(circuit, choice(names=(), leader="random"), 1)
    while not team.done:
        team.step()
    held = team.runs["random"].now.values
    assert team.find("random", held) == 20
    team.go_to(7)
    assert team.find("random", held) == 7


def test_all_runs_climb_one_hill(circuit):
    assert len({id(run.hill) for run in Team(circuit, choice(), 1).runs.values()}) == 1
