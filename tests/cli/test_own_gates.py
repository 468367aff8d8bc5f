"""Every command takes circuits with gates of their own: from a formula, from gates, and from such gates."""

import pytest

import circuitlab

TEXT = """gate hill(x, y) = 100 - (x - y) ** 2
x = 3
y = 4
w = parameter(0.5)
h = hill(x, y)
q = h * w
r = exp(q / 100)
f = r + x
"""


@pytest.fixture
def custom(tmp_path):
    """A circuit that uses a gate from a formula."""
    return saved(circuitlab.parse(TEXT), tmp_path / "custom.circuit")


@pytest.fixture
def nested(tmp_path):
    """The same with that gate in a gate of gates, and this one in another."""
    circuit = circuitlab.parse(TEXT)
    circuitlab.compose(circuit, ["h", "q"], "inner")
    unnamed = [gate.id for gate in circuit.gates.values() if gate.kind in ("divide", "constant")]
    circuitlab.compose(circuit, ["q", "r", *unnamed], "outer", symbol="O")
    assert circuit.named("r").kind == "outer"
    return saved(circuit, tmp_path / "nested.circuit")


def saved(circuit, path):
    circuitlab.save(circuit, path)
    return path


@pytest.fixture(params=["custom", "nested"])
def source(request):
    """Either of them."""
    return request.getfixturevalue(request.param)


def test_values_and_gradients_are_those_of_the_written_out_circuit(cli, source):
    written_out = TEXT.partition("\n")[2].replace("hill(x, y)", "100 - (x - y) ** 2")
    plain = circuitlab.run(circuitlab.parse(written_out))
    found = cli("eval", source, "--json").json
    assert found["values"]["f"] == pytest.approx(plain.values["f"], rel=1e-12)
    for name in ("x", "y", "w"):
        assert found["gradients"][name] == pytest.approx(plain.gradients[name], rel=1e-12)


def test_the_gradients_agree_with_central_differences(cli, source):
    result = cli("check", source, "--json")
    assert (result.code, {row["status"] for row in result.json["rows"]}) == (0, {"ok"})


def test_a_gate_of_ones_own_is_one_step_with_a_message_to_each_input(cli, custom, nested):
    for path, kind, sent in ((custom, "hill", 2), (nested, "outer", 3)):
        steps = [step for step in cli("trace", path, "--json").json if step["kind"] == kind]
        found = [(step["pass"], len(step["messages"])) for step in steps]
        assert found == [("forward", 0), ("backward", sent)]
    last = cli("trace", custom, "--json").json[-1]
    assert [message["local"] for message in last["messages"]] == [2.0, -2.0]


def test_a_circuit_file_keeps_every_byte(cli, source, tmp_path):
    assert cli("convert", source, "-o", tmp_path / "again.circuit").out == ""
    assert (tmp_path / "again.circuit").read_bytes() == source.read_bytes()


def test_formula_text_has_a_line_for_a_formula_and_writes_gates_of_gates_out(cli, custom, nested, tmp_path):
    out = tmp_path / "out.txt"
    assert cli("convert", custom, "-o", out).out == "not kept in out.txt: where the gates stand\n"
    assert out.read_text() == TEXT
    said = cli("convert", nested, "-o", out).out.splitlines()
    assert said[0] == "not kept in out.txt: that outer is one gate: its inner gates are written out"
    assert out.read_text() == TEXT
    assert cli("eval", out, "--json").json["gradients"]["x"] == pytest.approx(1.01640498)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_pictures_are_drawn_at_any_step(cli, source, tmp_path, suffix):
    begun, done = tmp_path / f"begun{suffix}", tmp_path / f"done{suffix}"
    for path, words in ((begun, ["--step", 1]), (done, [])):
        result = cli("export", source, "-o", path, *words)
        assert (result.code, result.out, result.err) == (0, "", "")
    assert begun.read_bytes() != done.read_bytes()


def test_inside_a_gate_are_its_steps_with_the_numbers_from_outside(cli, nested):
    whole = cli("eval", nested, "--json").json
    for path in ("r", "r/q"):  # f = r + x: x has a second way to f, outside
        found = cli("eval", nested, "--inside", path, "--json").json
        assert found["gradients"]["w"] == pytest.approx(whole["gradients"]["w"], rel=1e-12)
        assert found["gradients"]["x"] == pytest.approx(whole["gradients"]["x"] - 1, rel=1e-9)
        assert cli("check", nested, "--inside", path).code == 0
    kinds = [step["kind"] for step in cli("trace", nested, "--inside", "r/q", "--json").json]
    assert kinds == ["hill", "multiply", "multiply", "multiply", "hill"]


@pytest.mark.parametrize("inside", ["nowhere", "x", "7777", "x/y", "", "/", "7" * 5000, "⁷"])
def test_what_has_no_inside_is_refused_in_one_line(cli, nested, inside):
    result = cli("eval", nested, "--inside", inside)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("circuitlab: --inside: ")
    assert result.err.count("\n") == 1
