"""`circuitlab paths`: every path from a gate to the objective, and what the products add up to."""

import pytest

FAN_OUT = "x = 2\ny = 3\nq = x * y\nf = q * x + x * x"


def chain(length):
    return "\n".join(["a0 = x * x", *(f"a{k} = a{k - 1} * a{k - 1}" for k in range(1, length))])


def test_a_path_for_people_is_its_gates_its_slopes_and_their_product(cli, product):
    assert cli("paths", product, "--from", "x").out == (
        "path       local gradients  product\n"
        "x → q → f  1 · (−4)              −4\n"
        "1 path from x to f: sum −4, gradient −4\n"
    )


def test_the_seed_is_in_every_product(cli, product):
    out = cli("paths", product, "--from", "z", "--upstream", "3").out
    assert out.endswith("1 path from z to f: sum 9, gradient 9, seed 3\n")


def test_for_programs_all_is_there(cli):
    found = cli("paths", "-e", FAN_OUT, "--from", "x", "--json").json
    assert (found["from"], found["to"], found["count"]) == ("x", "f", 4)
    assert found["total"] == found["gradient"] == 16.0
    assert (found["agrees"], found["share"]) == (True, 1.0)
    assert (found["multiplications"], found["messages"]) == (9, 8)
    assert [path["product"] for path in found["paths"]] == [6.0, 6.0, 2.0, 2.0]
    assert found["paths"][0]["locals"] == [3.0, 2.0, 1.0]
    assert found["paths"][-1]["ports"] == [1, 1]


def test_the_largest_are_printed_and_what_share_they_are(cli):
    out = cli("paths", "-e", FAN_OUT, "--from", "x", "--limit", "2").out
    assert out.splitlines()[3:] == [
        "4 paths from x to f: gradient 16",
        "the 2 above: sum 12, share 0.75",
        "multiplications: 9 path by path, 8 in one backward pass",
    ]


def test_a_count_of_thousands_of_digits_is_exact_and_short_for_people(cli):
    given = ["-e", chain(20_000), "--set", "x=1", "--from", "x", "--limit", "1"]
    found = cli("paths", *given, "--json").json
    assert len(found["count"]) == 6_021
    assert int(found["count"][-9:]) == pow(2, 20_000, 10**9)
    assert len(found["paths"][0]["gates"]) == 20_001
    out = cli("paths", *given).out
    assert "about 3.98 · 10⁶⁰²⁰ paths from x to a19999: gradient ∞" in out
    assert "… 19\u00a0989 more …" in out
    assert max(map(len, out.splitlines())) < 240


@pytest.mark.parametrize(
    ("text", "start", "said"),
    [
        ("c = constant(2)\nf = c * x", "c", "c is a constant: nothing is sent to it\n"),
        ("g = sin(y)\nf = x * x", "y", "no path from y to f: gradient 0\n"),
    ],
)
def test_where_there_is_no_path_it_says_why(cli, text, start, said):
    values = [word for name in "xy" if name in text for word in ("--set", f"{name}=1")]
    assert cli("paths", "-e", text, *values, "--from", start).out == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from", "q"], "--from: there is no gate 'q'"),
        (["--from", "99"], "--from: there is no gate 99"),
        ([], "the following arguments are required: --from (see circuitlab paths --help)"),
        (["--from", "x", "--limit", "-1"], "argument --limit: expected from 0 to 10000, got '-1'"),
        (["--from", "x", "--limit", "many"], "argument --limit: expected a whole number, got 'many'"),
        (["--from", "x", "--limit", "10001"], "argument --limit: expected from 0 to 10000, got '10001'"),
    ],
)
def test_what_can_not_be_asked_for_is_said_in_one_line(cli, words, said):
    assert cli("paths", "-e", "f = x * x", "--set", "x=1", *words).refusal.startswith(f"circuitlab: {said}")


def test_inside_a_gate_the_paths_are_those_of_its_gates(cli, tmp_path):
    from circuitlab import compose, parse, save

    circuit = parse("q = x * y\nr = q + x\nf = r * r", x=2, y=3)
    compose(circuit, ["q", "r"], "both")
    save(circuit, tmp_path / "a.circuit")
    found = cli("paths", tmp_path / "a.circuit", "--inside", "r", "--from", "x", "--json").json
    assert [path["product"] for path in found["paths"]] == [48.0, 16.0]
