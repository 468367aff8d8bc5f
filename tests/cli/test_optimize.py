"""`circuitlab optimize`: the published numbers, what it says, what it writes, and what it refuses."""

import csv
import json
from pathlib import Path

import pytest

from circuitlab.cli import progress
from circuitlab.learn.strategies import STRATEGIES

HILL = ("optimize", "-e", "f = 100 - (x - y)**2", "--set", "x=3", "--set", "y=4")
ARTICLE = (
    *HILL,
    "--strategy",
    "numerical",
    "--difference",
    "forward",
    "--h",
    "0.0001",
    "--step-size",
    "0.001",
)
NEURON = next(
    each
    for each in json.loads((Path(__file__).parents[1] / "data" / "circuits.json").read_text("utf-8"))
    if each["id"] == "neuron"
)


def test_the_article_after_one_step(cli):
    found = cli(*ARTICLE, "--max-steps", "1", "--json").json
    assert (found["objective"], found["stopped"], found["steps"]) == (99.00798399999998, "steps", 1)


def test_the_article_to_its_end(cli):
    result = cli(*ARTICLE, "--min-gain", "0.000005", "--json")
    assert result.code == 0
    assert result.json == {
        "steps": 922,
        "stopped": "gain",
        "evaluations": 1 + 922 * 3,
        "objective": 99.99938309249558,
        "values": {"x": 3.487488988616036, "y": 3.512326611377091},
    }


@pytest.mark.parametrize(
    ("formula", "values", "expected"),
    [
        ("f = x * y", ["x=-2", "y=3"], -5.8706),
        ("f = (x + y) * z", ["x=-2", "y=5", "z=-4"], -11.5924),
    ],
)
def test_one_step_of_karpathys_guide(cli, formula, values, expected):
    given = [word for value in values for word in ("--set", value)]
    found = cli("optimize", "-e", formula, *given, "--step-size", "0.01", "--max-steps", "1", "--json").json
    assert found["objective"] == pytest.approx(expected, abs=1e-12)


def test_the_published_neuron_after_one_step(cli):
    given = [word for name, value in NEURON["inputs"].items() for word in ("--set", f"{name}={value}")]
    text = NEURON["text"][0]
    found = cli("optimize", "-e", text, *given, "--step-size", "0.01", "--max-steps", "1", "--json").json
    assert str(found["objective"]).startswith("0.8825")
    assert found["evaluations"] == 2


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_strategy_climbs_and_repeats_itself_to_the_last_bit(cli, strategy):
    call = (*HILL, "--strategy", strategy, "--seed", "5", "--max-steps", "40", "--json")
    first = cli(*call)
    assert first.json["objective"] > 99
    assert cli(*call).out == first.out


def test_another_seed_is_another_search(cli):
    found = {
        cli(*HILL, "--strategy", "random", "--max-steps", "9", "--seed", seed).out for seed in (1, 2, -3)
    }
    assert len(found) == 3


def test_it_lowers_with_minimize_and_stops_at_the_target(cli):
    found = cli("optimize", "-e", "f = x ** 2", "--set", "x=3", "--minimize", "--target", "1", "--json").json
    assert found["stopped"] == "target"
    assert found["objective"] <= 1


def test_a_table_for_people_says_why_it_stopped(cli):
    out = cli(*ARTICLE, "--min-gain", "5e-6").out.splitlines()
    assert [line.split() for line in out[:4]] == [
        ["name", "start", "end"],
        ["x", "3", "3.487488988616036"],
        ["y", "4", "3.512326611377091"],
        ["f", "99", "99.99938309249558"],
    ]
    assert "Stopped after 922 steps: the last one gained less than 5 · 10⁻⁶." in out[4]


def test_the_trajectory_holds_every_iteration_whole(cli, tmp_path):
    path = tmp_path / "way.csv"
    found = cli(*ARTICLE, "--max-steps", "5", "--trajectory", path, "--json").json
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["step", "evaluations", "objective", "x", "y"]
    assert [row["step"] for row in rows] == list("012345")
    assert [int(row["evaluations"]) for row in rows] == [1, 4, 7, 10, 13, 16]
    assert float(rows[1]["objective"]) == 99.00798399999998
    assert {name: float(rows[-1][name]) for name in "xy"} == found["values"]


def test_a_run_that_diverges_answers_no_and_names_value_and_gate(cli):
    call = ("optimize", "-e", "s = x ** 4\nf = s + y", "--set", "x=3", "--set", "y=1", "--step-size", "1")
    result = cli(*call, "--json")
    found = json.loads(result.out)
    assert (result.code, found["stopped"], found["objective"]) == (1, "diverged", "inf")
    assert list(found) == ["steps", "stopped", "evaluations", "objective", "values"]
    (why,) = result.err.splitlines()
    assert why.startswith("circuitlab: Diverged after 5 steps at s, with x at")
    people = cli(*call)
    assert why.removeprefix("circuitlab: ") in people.out
    assert people.err == ""


def test_it_climbs_inside_a_gate(cli):
    from circuitlab import resources

    path = resources.path("examples/sigmoid-inside.circuit")
    found = cli("optimize", path, "--inside", "t", "--max-steps", "3", "--json").json
    assert found["steps"] == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--step-size", "0"], "the step size must be a finite number above 0, got '0'"),
        (["--step-size", "nan"], "the step size must be a finite number above 0"),
        (["--step-size", "-1"], "the step size must be"),
        (["--tweak", "inf"], "the tweak must be"),
        (["--h", "0"], "the step h must be"),
        (["--h", "x"], "is not a number"),
        (["--strategy", "newton"], "choose from"),
        (["--difference", "left"], "choose from"),
        (["--max-steps", "-1"], "the number of steps must be from 0"),
        (["--max-steps", "2.5"], "expected a whole number"),
        (["--min-gain", "-1"], "the least gain must be"),
        (["--target", "nan"], "the target must be"),
        (["--seed", "one"], "expected a whole number"),
        (["--seed", "-1"], "expected a whole number from 0"),
        (["--trajectory", "way.txt"], "ends in .csv"),
        (["--trajectory", "no/such/folder/way.csv"], "can't be written"),
    ],
)
def test_what_is_wrong_is_one_line(cli, words, says):
    assert says in cli(*HILL, *words).refusal


@pytest.mark.parametrize(
    ("text", "says"), [("f = x", "no value for input x"), ("f = sin(2)", "nothing moves|Nothing moves")]
)
def test_what_cannot_be_climbed_is_one_line(cli, text, says):
    import re

    assert re.search(says, cli("optimize", "-e", text).refusal)


def test_progress_goes_to_a_terminal_alone_and_is_wiped(cli, monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0.0)
    quiet = cli(*HILL, "--max-steps", "500")
    assert quiet.err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    seen = cli(*HILL, "--max-steps", "500")
    assert "step 64 of 500" in seen.err
    assert seen.err.endswith("\r\x1b[K")
    assert seen.out == quiet.out
