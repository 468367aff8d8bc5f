"""The command `gate`: the rule of a gate of one's own, and what is no rule."""

import json

import pytest
from support.hostile import HOSTILE_GATES

HILL = "hill(x, y) = 100 - (x - y)**2"


def test_the_hill_of_the_article_with_its_slopes_and_its_numbers(cli):
    assert cli("gate", HILL, "--at", "x=3,y=4", "--at", "y=1, x=-2").out == (
        "hill(x, y) = 100 - (x - y) ** 2\n"
        "∂hill/∂x = -2 * (x - y)\n"
        "∂hill/∂y = 2 * (x - y)\n"
        "ok: 16 slopes agree with central differences\n"
        " x  y  hill  ∂hill/∂x  ∂hill/∂y\n"
        " 3  4    99         2        −2\n"
        "−2  1    91         6        −6\n"
    )


def test_a_rule_may_begin_as_its_line_in_formula_text_does(cli):
    assert cli("gate", f"gate {HILL}").out == cli("gate", HILL).out


def test_slopes_that_jump_are_printed_in_cases(cli):
    out = cli("gate", "g(x) = max(x, 2) + 3", "--at", "x=2", "--at", "x=5").out
    assert "∂g/∂x = 1 if x > 2; 0.5 if x = 2; 0 otherwise\n" in out
    assert out.splitlines()[-2:] == ["2  5    0.5  no single slope here", "5  8      1"]


def test_latex_is_equations_and_comments(cli):
    lines = cli("gate", "g(x) = relu(x)", "--latex", "--at", "x=1").out.splitlines()
    assert lines[0] == r"g = \operatorname{relu}\left(x\right)"
    assert lines[1].endswith(r"\begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}")
    assert len(lines) == 5
    assert all(line.startswith("% ") for line in lines[2:])


def test_json_has_what_the_help_says(cli):
    found = cli("gate", HILL, "--symbol", "△", "--at", "x=3,y=4", "--json").json
    assert found["partials"]["x"]["text"] == "-2 * (x - y)"
    assert found["partials"]["y"]["latex"].endswith(r"= 2 \cdot \left(x - y\right)")
    assert found["latex"] == r"\text{hill} = 100 - \left(x - y\right)^{2}"
    assert found["at"] == [
        {"inputs": {"x": 3.0, "y": 4.0}, "value": 99.0, "slopes": {"x": 2.0, "y": -2.0}, "kink": False}
    ]
    rest = {key: found[key] for key in ("name", "symbol", "inputs", "formula", "checked", "lost")}
    assert rest == {
        "name": "hill", "symbol": "△", "inputs": ["x", "y"], "formula": "100 - (x - y) ** 2",
        "checked": 16, "lost": [],
    }  # fmt: skip
    described = cli("gate", "--help").out.partition("JSON: ")[2]
    assert all(key in described for key in found)


def test_numbers_that_are_not_finite_are_results(cli):
    (at,) = cli("gate", "g(x) = 1 / x", "--at", "x=0", "--json").json["at"]
    assert (at["value"], at["slopes"]["x"]) == ("inf", "-inf")


def test_a_formula_that_is_nowhere_finite_is_not_called_checked(cli):
    result = cli("gate", "g(x) = sqrt(x - 50)")
    assert (result.code, result.out.splitlines()[-1][:11]) == (0, "not checked")
    last = cli("gate", "g(x, y) = sqrt(0 * x)").out.splitlines()[-1]
    assert last == "not checked: nowhere finite, with a single slope, at the points tried"
    assert cli("gate", "g(x, y) = sqrt(0 * x)", "--json").json["checked"] == 0
    last = cli("gate", "g(x, y) = sqrt(0 * x) + y").out.splitlines()[-1]
    assert last.startswith("ok: 8 slopes agree with central differences; not checked for x: ")


def test_a_gate_is_added_to_a_circuit_and_one_more_to_the_same_file(cli, product, tmp_path):
    out = tmp_path / "out.circuit"
    assert cli("gate", HILL, "--symbol", "△", "--into", product, "-o", out).code == 0
    assert cli("gate", "peak(x) = -x", "--into", out, "-o", out).code == 0
    saved = json.loads(out.read_text(encoding="utf-8"))["definitions"]
    assert [(each["name"], each.get("symbol", "")) for each in saved] == [("hill", "△"), ("peak", "")]
    assert cli("eval", out).out == cli("eval", product).out


def test_a_circuit_comes_from_standard_input_too_and_goes_into_formula_text(cli, tmp_path):
    out = tmp_path / "out.txt"
    result = cli("gate", HILL, "--symbol", "△", "--into", "-", "-o", out, stdin=b"f = x * y")
    assert result.out.splitlines()[-1] == "not kept in out.txt: the symbol △ of hill"
    assert out.read_text().splitlines() == ["gate hill(x, y) = 100 - (x - y) ** 2", "f = x * y"]
    assert cli("gate", HILL, "--into", "-", "-o", out, "--json", stdin=b"f = x").json["lost"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "RULE"),
        ([""], "RULE: expected a rule such as hill(x, y) = 100 - (x - y)**2"),
        (["f = x + y"], "RULE: expected a rule such as"),
        (["hill(x) = x + z"], "RULE: 'z' is no input of the gate: expected x"),
        (["hill(x, 2) = x"], "RULE: column 9: expected the name of an input"),
        (["hill(x) ="], "RULE: nothing here: expected a formula"),
        (["hill() = 3"], "RULE: expected gate name(inputs) = formula"),
        (["hill(x) = x\ng(x) = x"], "RULE: column 12: unexpected"),
        (["hill(x) = x.real"], "RULE: column 11: a name has no parts here"),
        (["hill(x) = __import__('os').system('true')"], "RULE: column 22: unexpected"),
        (["hill(x) = (lambda: x)()"], "RULE: column 18: unexpected ':'"),
        (["hill(x) = hill(x)"], "RULE: column 11: unknown function 'hill'"),
        (["hill(x) = " + "+".join(["x"] * 400)], "RULE: too long: expected at most 500 characters"),
        (["hill(x) = " + "+".join(["x"] * 150)], "RULE: too large: expected at most 200"),
        (["hill(x) = " + "sin(" * 45 + "x" + ")" * 45], "RULE: nested too deeply"),
        (["hill(x) = x ** 9**9**9"], "RULE: 9 ** 9 ** 9 is too large for a double"),
        (["hill(x) = x + 1/0"], "RULE: 1 / 0 is not finite"),
        (["hill(" + "x" * 20_000 + ") = 3"], "RULE: too long"),
        (["exp(x) = x"], "RULE: 'exp' is a gate already"),
        (["gate(x) = x"], "RULE: 'gate' is a gate already"),
        (["hïll(x) = x"], "RULE: 'hïll' is no name for a gate"),
        (["hill(x, x) = x"], "RULE: 'x' can't be the name of one input"),
        (["for(x) = x"], "RULE: column 1: 'for' is a word of Python"),
        ([HILL, "--symbol", "m" * 13], "--symbol: a symbol has 12 characters at most"),
        ([HILL, "--at", "x=3"], "--at: no value for y: expected x=VALUE,y=VALUE"),
        ([HILL, "--at", "x=3,y=4,z=5"], "--at: z is no input of hill: expected x, y"),
        ([HILL, "--at", "x=3,x=4"], "--at: expected one value for each input"),
        ([HILL, "--at", "3,4"], "--at: expected NAME=VALUE"),
        ([HILL, "--at", "x=one,y=4"], "--at x: 'one' is not a number"),
        ([HILL, "--into", "a.txt"], "--into SOURCE and -o OUT belong together"),
        ([HILL, "-o", "a.txt"], "--into SOURCE and -o OUT belong together"),
        ([HILL, "--into", "none.txt", "-o", "a.txt"], "none.txt: can't be read: No such file"),
        ([HILL, "--into", "none.txt", "-o", "a.png"], ".circuit or .txt"),
        ([HILL, "another(x) = x"], "unrecognized arguments"),
    ],
)  # fmt: skip
def test_what_is_no_call_is_refused_in_one_line(cli, monkeypatch, tmp_path, words, says):
    monkeypatch.chdir(tmp_path)
    line = cli("gate", *words).refusal
    assert says in line
    assert not line.endswith(".")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("formula", HOSTILE_GATES)
def test_hostile_formulas_are_refused_and_never_run(cli, formula):
    assert "RULE: " in cli("gate", f"g(x, z) = {formula}").refusal


def test_a_huge_power_of_an_input_is_a_double(cli):
    (at,) = cli("gate", "g(x) = 9**9**9**9**x", "--at", "x=1", "--json").json["at"]
    assert at["value"] == "inf"


def test_a_name_that_the_circuit_has_is_refused_and_its_file_is_as_it_was(cli, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("gate hill(x) = x\nf = hill(2)\n")
    line = cli("gate", HILL, "--into", path, "-o", path).refusal
    assert "--into " in line
    assert line.endswith("another gate kind is already called 'hill'")
    assert path.read_text() == "gate hill(x) = x\nf = hill(2)\n"


def test_slopes_that_disagree_are_refused(cli, monkeypatch):
    from circuitlab.gates import custom

    monkeypatch.setattr(custom, "disagreement", lambda computation: "its slope at (0) is 2, not 3 as derived")
    assert cli("gate", "unsound(x) = x").refusal.endswith("RULE: its slope at (0) is 2, not 3 as derived")
