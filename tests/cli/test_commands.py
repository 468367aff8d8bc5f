"""What the commands answer, to programs and to people."""

import csv
import json
import math
from pathlib import Path

import pytest

from circuitlab import __version__, parse, run
from circuitlab.cli import help as help_

DATA = Path(__file__).parents[1] / "data"
PUBLISHED = json.loads((DATA / "circuits.json").read_text(encoding="utf-8"))
FORMULAS = list(csv.DictReader((DATA / "feynman.csv").read_text(encoding="utf-8").splitlines()))


def settings(values):
    return [word for name, value in values.items() for word in ("--set", f"{name}={value!r}")]


# eval ---------------------------------------------------------------------------------------------


def test_eval_gives_values_and_gradients_by_name(cli, product):
    assert cli("eval", product, "--json").json == {
        "objective": "f",
        "values": {"x": -2.0, "y": 5.0, "z": -4.0, "q": 3.0, "f": -12.0},
        "gradients": {"x": -4.0, "y": -4.0, "z": 3.0, "q": -4.0, "f": 1.0},
    }


def test_eval_for_people_is_a_table_with_real_minus_signs(cli, product):
    assert cli("eval", product).out == (
        "gate  value  gradient\n"
        "x        −2        −4\n"
        "y         5        −4\n"
        "z        −4         3\n"
        "q         3        −4\n"
        "f       −12         1\n"
        "objective f\n"
    )


@pytest.mark.parametrize("circuit", PUBLISHED, ids=lambda circuit: circuit["id"])
def test_published_circuits_give_their_numbers(cli, circuit):
    given = ["-e", "\n".join(circuit["text"]), *settings(circuit["inputs"]), "--upstream", circuit["seed"]]
    found = cli("eval", *given, "--json").json
    assert found["values"][found["objective"]] == pytest.approx(circuit["value"], rel=1e-9, abs=1e-9)
    gradients = {name: found["gradients"][name] for name in circuit["gradients"]}
    assert gradients == pytest.approx(circuit["gradients"], rel=1e-9, abs=1e-9)
    assert cli("check", *given, "--json").json["ok"] is True


def test_standard_input_may_hold_either_format(cli, product, tmp_path):
    expected = cli("eval", product).out
    assert cli("eval", "-", stdin=product.read_bytes()).out == expected
    assert cli("convert", product, "-o", tmp_path / "product.circuit").code == 0
    assert cli("eval", "-", stdin=(tmp_path / "product.circuit").read_bytes()).out == expected


def test_the_contents_decide_where_the_suffix_says_nothing(cli, product, tmp_path):
    cli("convert", product, "-o", tmp_path / "a.circuit")
    (tmp_path / "a.json").write_bytes((tmp_path / "a.circuit").read_bytes())
    (tmp_path / "b").write_bytes(product.read_bytes())
    assert cli("eval", tmp_path / "a.json").out == cli("eval", tmp_path / "b").out


def test_values_and_seed_are_set_from_outside(cli, product):
    found = cli("eval", product, "--set", "x=1", "--set", "z = 0.5", "--upstream", "-2", "--json").json
    assert found["values"]["f"] == 3.0
    assert found["gradients"] == {"x": -1.0, "y": -1.0, "z": -12.0, "q": -1.0, "f": -2.0}


@pytest.mark.parametrize("text", ["f = e * pi * x", "f = x + e ** pi"])
def test_a_value_given_to_e_or_pi_takes_the_place_of_the_number(cli, tmp_path, text):
    given = ["--set", "e=3", "--set", "pi=4", "--set", "x=2", "--json"]
    expected = dict(run(parse(text, e=3, pi=4, x=2)).values)
    (tmp_path / "a.txt").write_text(text)
    assert expected["e"] == 3.0
    assert cli("eval", "-e", text, *given).json["values"] == expected
    assert cli("eval", tmp_path / "a.txt", *given).json["values"] == expected
    assert cli("eval", "-", *given, stdin=text.encode()).json["values"] == expected


def test_numbers_that_are_not_finite_are_strings(cli):
    found = cli("eval", "-e", "u = inf\nv = -u\nw = u + v\nf = exp(w)", "--json").json
    assert found["values"] == {"u": "inf", "v": "-inf", "w": "nan", "f": "nan"}


def test_a_result_that_is_not_finite_is_a_result(cli):
    result = cli("eval", "-e", "f = 1 / x", "--set", "x=0", "--json")
    assert (result.code, result.json["values"]["f"]) == (0, "inf")


def test_constants_have_no_gradient_and_strangers_have_zero(cli):
    found = cli("eval", "-e", "c = constant(3)\ns = 2\nt = s + 1\nf = c * s", "--json").json
    assert found["gradients"] == {"c": None, "s": 3.0, "t": 0.0, "f": 1.0}
    found = cli("eval", "-e", "x = 1\ny = 2\nf = -x", "--json").json
    assert (found["gradients"]["y"], math.copysign(1, found["gradients"]["y"])) == (0.0, 1.0)


def test_an_input_can_be_the_objective(cli):
    assert cli("eval", "-e", "x = 2", "--json").json == {
        "objective": "x", "values": {"x": 2.0}, "gradients": {"x": 1.0},
    }  # fmt: skip


def part(**keys):
    return keys


def save(path, gates, wires=(), objective=None):
    path.write_text(json.dumps({"format": "circuitlab", "version": 1, "gates": gates, "wires": wires,
                                "settings": {"objective": objective, "seed": 1.0}}))  # fmt: skip
    return path


def test_what_cannot_be_computed_is_null(cli, tmp_path):
    x = part(id=1, kind="input", name="x", value=2.0)
    unwired = part(id=2, kind="add", name="s", inputs=2)
    unknown = part(id=3, kind="conv2d", name="k", inputs=1)
    wires = [part(id=4, source=1, target=2, port=0), part(id=5, source=1, target=3, port=0)]
    path = save(tmp_path / "a.circuit", [x, unwired, unknown], wires)
    assert cli("eval", path, "--json").json == {
        "objective": None,
        "values": {"x": 2.0, "s": None, "k": None},
        "gradients": {"x": None, "s": None, "k": None},
        "waiting": "s waits for its second input",
    }
    assert cli("check", path, "--json").refusal.endswith("nothing to check: s waits for its second input")
    assert cli("trace", path, "--json").json == []
    assert "no objective" in cli("eval", path).out


def test_why_the_objective_can_not_be_computed_is_said_where_it_begins(cli, tmp_path):
    x = part(id=1, kind="input", name="x", value=2.0)
    unknown, f = part(id=2, kind="logistic", name="t", inputs=1), part(id=3, kind="exp", name="f", inputs=1)
    wires = [part(id=4, source=1, target=2, port=0), part(id=5, source=2, target=3, port=0)]
    path = save(tmp_path / "a.circuit", [x, unknown, f], wires)
    why = "t can't compute: no gate kind is called logistic"
    assert cli("eval", path).out.splitlines()[-1] == f"not computed: {why}"
    assert cli("trace", path).out.splitlines()[-1] == f"not computed: {why}"
    assert cli("eval", path, "--json").json["waiting"] == why
    assert cli("check", path).refusal == f"circuitlab: nothing to check: {why}"
    assert cli("eval", path, "--inside", "t").refusal.endswith("no gate kind is called logistic")
    assert cli("check", "-e", "x = 1").out.splitlines()[-1].startswith("ok: ")


def test_an_unnamed_objective_is_shown_by_its_id(cli, tmp_path):
    x, f = part(id=1, kind="input", name="x", value=2.0), part(id=7, kind="exp", inputs=1)
    path = save(tmp_path / "a.circuit", [x, f], [part(id=8, source=1, target=7, port=0)])
    assert cli("eval", path, "--json").json["objective"] == 7


def test_an_input_without_a_value_is_named(cli):
    for command in ("eval", "trace", "check"):
        assert "x, y" in cli(command, "-e", "f = x * y").refusal
    assert "input y" in cli("eval", "-e", "f = x * y", "--set", "x=1").refusal


# trace --------------------------------------------------------------------------------------------


def test_trace_lists_forward_steps_the_seed_and_backward_steps(cli, product):
    def message(to, port, local, downstream, total):
        return {"to": to, "port": port, "local": local, "downstream": downstream, "total": total}

    assert cli("trace", product, "--json").json == [
        {"index": 0, "pass": "forward", "gate": "q", "kind": "add", "value": 3.0, "messages": []},
        {"index": 1, "pass": "forward", "gate": "f", "kind": "multiply", "value": -12.0, "messages": []},
        {"index": 2, "pass": "seed", "gate": "f", "kind": "multiply", "upstream": 1.0, "messages": []},
        {"index": 3, "pass": "backward", "gate": "f", "kind": "multiply", "upstream": 1.0,
         "messages": [message("q", 0, -4.0, -4.0, -4.0), message("z", 1, 3.0, 3.0, 3.0)]},
        {"index": 4, "pass": "backward", "gate": "q", "kind": "add", "upstream": -4.0,
         "messages": [message("x", 0, 1.0, -4.0, -4.0), message("y", 1, 1.0, -4.0, -4.0)]},
    ]  # fmt: skip


def test_the_total_is_the_sum_after_each_message(cli):
    steps = cli("trace", "-e", "f = x * x", "--set", "x=3", "--json").json
    assert [message["total"] for message in steps[-1]["messages"]] == [3.0, 6.0]


def test_unnamed_gates_are_shown_by_their_id(cli):
    steps = cli("trace", "-e", "f = exp(x * 2)", "--set", "x=1", "--json").json
    assert isinstance(steps[0]["gate"], int)
    assert steps[-2]["messages"][0]["to"] == steps[0]["gate"]


def test_trace_for_people_has_a_line_for_each_message(cli, product):
    assert cli("trace", product).out == (
        "step  pass      gate  kind      value  upstream  to  port  local  downstream  total\n"
        "   0  forward   q     add           3\n"
        "   1  forward   f     multiply    −12\n"
        "   2  seed      f     multiply                1\n"
        "   3  backward  f     multiply                1  q      0     −4          −4     −4\n"
        "                                                 z      1      3           3      3\n"
        "   4  backward  q     add                    −4  x      0      1          −4     −4\n"
        "                                                 y      1      1          −4     −4\n"
    )


# check --------------------------------------------------------------------------------------------


def test_check_has_a_row_for_every_gate_but_constants(cli):
    found = cli("check", "-e", "f = x ** 2", "--set", "x=3", "--json").json
    assert found["ok"] is True
    rows = {row["gate"]: row for row in found["rows"]}
    assert set(rows) == {"x", "f"}
    assert rows["x"]["analytic"] == 6.0
    assert rows["x"]["numeric"] == pytest.approx(6.0, abs=1e-6)
    assert rows["x"]["status"] == "ok"


def test_a_kink_is_no_failure(cli):
    result = cli("check", "-e", "f = relu(x)", "--set", "x=0", "--json")
    statuses = {row["gate"]: row["status"] for row in result.json["rows"]}
    assert (result.code, result.json["ok"], statuses["x"]) == (0, True, "kink")


def test_a_point_without_a_finite_value_is_no_failure(cli):
    result = cli("check", "-e", "f = log(x)", "--set", "x=-1", "--json")
    assert (result.code, result.json["rows"][0]["status"]) == (0, "undefined")


def test_only_a_mismatch_exits_with_1(cli, monkeypatch):
    from circuitlab.engine import gradient_check
    from circuitlab.engine.gradient_check import Report, Row

    wrong = Report((Row(1, "x", 1.0, 2.0, 1.0, "mismatch"),))
    monkeypatch.setattr(gradient_check, "check", lambda circuit: wrong)
    result = cli("check", "-e", "x = 1", "--json")
    assert (result.code, result.json["ok"]) == (1, False)
    assert "FAILED: 1 do not agree" in cli("check", "-e", "x = 1").out


def test_check_for_people_ends_with_a_verdict(cli, product):
    lines = cli("check", product).out.splitlines()
    assert lines[0].split() == ["gate", "analytic", "numeric", "error", "status"]
    assert lines[-1] == "ok: 5 agree"


# The physics formulas -----------------------------------------------------------------------------


@pytest.mark.parametrize("row", FORMULAS[::10], ids=lambda row: next(iter(row.values())))
def test_physics_formulas_check(cli, row):
    text, values = physics(row)
    assert cli("check", "-e", text, *settings(values), "--json").code == 0


def physics(row):
    """A formula as text, and its variables at the middle of their ranges."""
    numbered = [n for n in range(1, 11) if row.get(f"v{n}_name")]
    values = {row[f"v{n}_name"]: (float(row[f"v{n}_low"]) + float(row[f"v{n}_high"])) / 2 for n in numbered}
    return f"result = {row['Formula']}", values


# convert ------------------------------------------------------------------------------------------


def test_convert_lays_the_circuit_out_and_changes_no_number(cli, product, tmp_path):
    out = tmp_path / "product.circuit"
    assert cli("convert", product, "-o", out).code == 0
    gates = json.loads(out.read_text())["gates"]
    assert all("position" in gate for gate in gates)
    assert cli("eval", out).out == cli("eval", product).out


def test_convert_to_the_same_format_changes_no_byte(cli, product, tmp_path):
    first, second = tmp_path / "first.circuit", tmp_path / "second.circuit"
    cli("convert", product, "-o", first)
    cli("convert", first, "-o", second)
    assert second.read_bytes() == first.read_bytes()


def test_convert_to_text_and_back_keeps_the_circuit_and_says_what_is_lost(cli, product, tmp_path):
    cli("convert", product, "-o", tmp_path / "a.circuit")
    result = cli("convert", tmp_path / "a.circuit", "-o", tmp_path / "b.txt")
    assert (result.code, result.err) == (0, "")
    assert result.out == "not kept in b.txt: where the gates stand\n"
    assert cli("eval", tmp_path / "b.txt", "--json").json == cli("eval", product, "--json").json


def test_convert_keeps_values_that_are_set(cli, tmp_path):
    cli("convert", "-e", "f = x + y", "--set", "x=2", "-o", tmp_path / "a.circuit")
    assert "input y" in cli("eval", tmp_path / "a.circuit").refusal
    assert cli("eval", tmp_path / "a.circuit", "--set", "y=1", "--json").json["values"]["f"] == 3.0


# help ---------------------------------------------------------------------------------------------


def test_version(cli):
    assert cli("--version").out == f"circuitlab {__version__}\n"


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_has_an_example_for_each_command(cli, flag):
    overview = cli(flag)
    assert overview.code == 0
    for name, entry in help_.COMMANDS.items():
        assert entry.example in overview.out
        assert entry.example in cli(name, flag).out
        assert entry.example.startswith(f"circuitlab {name} ")


def test_help_fits_a_terminal(cli):
    assert max(map(len, cli("--help").out.splitlines())) <= 100
