"""`import circuitlab`: the few names that other programs use."""

import math

import pytest

import circuitlab


@pytest.fixture
def circuit():
    return circuitlab.parse("f = (x + y) * z", x=-2, y=5, z=-4)


def test_run_gives_values_and_gradients_by_name(circuit):
    trace = circuitlab.run(circuit)
    assert isinstance(trace, circuitlab.Trace)
    assert trace.values == {"x": -2.0, "y": 5.0, "z": -4.0, "f": -12.0}
    assert trace.gradients == {"x": -4.0, "y": -4.0, "z": 3.0, "f": 1.0}
    assert [step.pass_ for step in trace.steps] == ["forward", "forward", "seed", "backward", "backward"]


def test_code_is_source_that_runs(circuit):
    scope = {"print": lambda *_: None}
    exec(circuitlab.code(circuit), scope)  # noqa: S102 - what the program printed
    assert (scope["f"], scope["grad_x"]) == (-12.0, -4.0)
    assert "f.backward()" in circuitlab.code(circuit, "pytorch")


def test_check_compares_with_central_differences(circuit):
    report = circuitlab.check(circuit)
    assert report.ok
    assert len(report.rows) == 5


def test_tangents_are_the_gradient_found_the_other_way_round(circuit):
    found = circuitlab.tangents(circuit, "x")
    assert found.tangents == {"x": 1.0, "y": 0.0, "z": 0.0, "f": -4.0}
    assert found.derivative == circuitlab.run(circuit).gradients["x"]
    assert (len(found.steps), found.count.multiplications, found.count.additions) == (2, 2, 0)
    assert circuitlab.tangents(circuit, circuit.names["z"]).derivative == 3.0
    with pytest.raises(ValueError, match="no gate"):
        circuitlab.tangents(circuit, "nobody")
    powers = circuitlab.parse("k = constant(2)\nf = k * x", x=1)
    with pytest.raises(ValueError, match="k is a constant: nothing moves it"):
        circuitlab.tangents(powers, "k")


def test_paths_multiply_to_the_gradient(circuit):
    found = circuitlab.paths(circuit, "x")
    assert [path.product for path in found.paths] == [-4.0]
    assert (found.count, found.total, found.gradient, found.agrees) == (1, -4.0, -4.0, True)
    assert circuitlab.paths(circuit, found.gate, limit=0).paths == ()
    with pytest.raises(ValueError, match=r"^There is no gate 'w'\.$"):
        circuitlab.paths(circuit, "w")


@pytest.mark.parametrize("name", ["a.circuit", "a.txt"])
def test_what_is_saved_is_loaded(circuit, tmp_path, name):
    circuitlab.save(circuit, tmp_path / name)
    loaded = circuitlab.load(str(tmp_path / name))
    assert isinstance(loaded, circuitlab.Circuit)
    assert circuitlab.run(loaded).gradients == circuitlab.run(circuit).gradients


def test_saving_changes_only_the_file(circuit, tmp_path):
    before = circuit.parts
    circuitlab.save(circuit, tmp_path / "a.circuit")
    assert circuit.parts == before
    assert all(gate.position is not None for gate in circuitlab.load(tmp_path / "a.circuit").gates.values())


def test_saving_loading_saving_changes_no_byte(circuit, tmp_path):
    circuitlab.save(circuit, tmp_path / "a.circuit")
    circuitlab.save(circuitlab.load(tmp_path / "a.circuit"), tmp_path / "b.circuit")
    assert (tmp_path / "a.circuit").read_bytes() == (tmp_path / "b.circuit").read_bytes()


@pytest.mark.parametrize(
    "function", ["run", "prepare", "check", "code", "save", "define", "inside", "expand", "compose", "paths"]
)
def test_what_is_no_circuit_is_named(function, tmp_path):
    more = {"save": [tmp_path / "a.txt"], "define": ["g(x) = x"], "expand": ["f"], "compose": [["f"], "g"]}
    more["paths"] = ["x"]
    with pytest.raises(TypeError, match=r"^expected a Circuit, got str$"):
        getattr(circuitlab, function)("f = x", *more.get(function, []))


def test_an_engine_that_there_is_not_is_named(circuit):
    with pytest.raises(ValueError, match=r"^no engine is called 'foo': expected straight, tape, levels"):
        circuitlab.prepare(circuit, "foo")


@pytest.mark.parametrize("value", ["a", None, 1j, [1.0]])
def test_a_value_that_is_no_number_is_named(value):
    with pytest.raises(TypeError, match=r"^x: expected a number, got "):
        circuitlab.parse("f = x", x=value)


def test_values_of_any_number_type_are_taken():
    assert circuitlab.run(circuitlab.parse("f = x", x=True)).values["f"] == 1.0


def test_a_name_may_be_called_text():
    assert circuitlab.run(circuitlab.parse("f = text + 1", text=2)).values["f"] == 3.0


def test_an_input_without_a_value_is_not_computed():
    assert circuitlab.run(circuitlab.parse("f = -x")).values == {"x": None, "f": None}


def test_no_result_raises():
    assert math.isnan(circuitlab.run(circuitlab.parse("f = x / x", x=0)).values["f"])


@pytest.mark.parametrize("text", ["f = ", "f = x x", "", "f = 1 / (", "x = 1; y = 2"])
def test_text_that_is_no_formula_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"."):
        circuitlab.parse(text)


def test_a_value_for_a_name_that_is_not_there_is_a_value_error():
    with pytest.raises(ValueError, match="u"):
        circuitlab.parse("f = -x", u=1)


def test_a_file_that_cannot_be_read_is_a_value_error(tmp_path):
    with pytest.raises(ValueError, match="none"):
        circuitlab.load(tmp_path / "none.circuit")


def test_the_public_names_are_there():
    assert set(circuitlab.__all__) <= set(dir(circuitlab))
    assert all(getattr(circuitlab, name).__doc__ for name in circuitlab.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        circuitlab.nonsense  # noqa: B018


# Gates of one's own -------------------------------------------------------------------------------

HILL = "hill(x, y) = 100 - (x - y)**2"


def test_partials_are_given_as_text_and_as_equations():
    rule = circuitlab.partials(HILL)
    assert (rule.name, rule.ports, rule.formula) == ("hill", ("x", "y"), "100 - (x - y) ** 2")
    assert rule.partials == {"x": "-2 * (x - y)", "y": "2 * (x - y)"}
    assert rule.latex == r"\text{hill} = 100 - \left(x - y\right)^{2}"
    assert rule.partials_latex["y"].endswith(r"{{\partial}y} = 2 \cdot \left(x - y\right)")
    assert str(rule).splitlines() == [
        "hill(x, y) = 100 - (x - y) ** 2",
        "∂hill/∂x = -2 * (x - y)",
        "∂hill/∂y = 2 * (x - y)",
    ]


def test_a_gate_that_is_defined_is_saved_with_the_circuit(circuit, tmp_path):
    before = circuitlab.run(circuit).gradients
    rule = circuitlab.define(circuit, HILL, symbol="△")
    assert (rule.name, rule.symbol) == ("hill", "△")
    assert circuitlab.run(circuit).gradients == before
    circuitlab.save(circuit, tmp_path / "a.circuit")
    saved = circuitlab.load(tmp_path / "a.circuit").definitions["hill"]
    assert (saved.formula, saved.symbol) == ("100 - (x - y) ** 2", "△")


@pytest.mark.parametrize(
    ("rule", "symbol", "says"),
    [
        ("hill(x) = x + z", "", "'z' is no input of the gate: expected x"),
        ("hill(x) = x.real", "", "column 11: a name has no parts here"),
        ("exp(x) = x", "", "'exp' is a gate already"),
        ("hill = 3", "", "expected a rule such as hill"),
        ("hill(x) = x", "a" * 13, "A symbol has 12 characters at most"),
        ("peak(x) = x", "", "Another gate kind is already called 'peak'"),
    ],
)
def test_what_makes_no_gate_is_a_value_error_and_changes_nothing(circuit, rule, symbol, says):
    circuitlab.define(circuit, "peak(x) = -x")
    before = circuit.parts
    with pytest.raises(ValueError, match=says):
        circuitlab.define(circuit, rule, symbol=symbol)
    assert circuit.parts == before


def test_gates_become_one_and_that_becomes_its_gates_again():
    circuit = circuitlab.parse("q = x + y\nf = q * z", x=-2, y=5, z=-4)
    before = circuitlab.run(circuit)
    circuitlab.compose(circuit, ["q", "f"], "product", symbol="P")
    assert circuit.named("f").kind == "product"
    assert circuitlab.run(circuit).gradients == {"x": -4.0, "y": -4.0, "z": 3.0, "f": 1.0}
    circuitlab.expand(circuit, "f")
    assert circuitlab.run(circuit).gradients == before.gradients


def test_gates_without_a_name_are_meant_by_their_id(circuit):
    (inner,) = (gate.id for gate in circuit.gates.values() if gate.kind == "add")
    circuitlab.compose(circuit, [inner, "f", "z"], "product", inside=["z"])
    assert sorted(circuit.names) == ["f", "x", "y"]
    assert circuitlab.run(circuit).gradients["x"] == -4.0
    circuitlab.expand(circuit, circuit.names["f"])
    assert circuitlab.run(circuit).gradients["z"] == 3.0


def test_gates_that_are_not_there_or_make_no_gate_are_a_value_error(circuit):
    before = circuit.parts
    for gates, says in ((["u"], "There is no gate 'u'"), ([99], "no gate 99"), (["x"], "Select the gates")):
        with pytest.raises(ValueError, match=says):
            circuitlab.compose(circuit, gates, "product")
    with pytest.raises(ValueError, match="f is not made of gates"):
        circuitlab.expand(circuit, "f")
    assert circuit.parts == before


def test_inside_a_gate_are_the_parts_of_the_gradient_outside():
    circuit = circuitlab.parse("q = x * y\nr = q + x\nf = r * r", x=2, y=3)
    circuitlab.compose(circuit, ["q", "r"], "both")
    circuitlab.compose(circuit, ["r", "f"], "all")
    trace = circuitlab.run(circuit)
    assert trace.gradients == {"x": 64.0, "y": 32.0, "f": 1.0}
    deeper = circuitlab.inside(circuit, "f", "r")
    found = circuitlab.run(deeper)
    assert (found.seed, found.values["q"], found.gradients["x"]) == (16.0, 6.0, 64.0)
    assert circuitlab.inside(circuit) is circuit
    with pytest.raises(ValueError, match="x is not made of gates"):
        circuitlab.inside(circuit, "x")


def test_training_gives_parameters_and_a_trained_circuit(tmp_path):
    circuit = circuitlab.template("svm", seed=1)
    before = circuit.parts
    data = circuitlab.dataset("blobs", points=40, seed=2)
    result = circuitlab.train(circuit, data, loss="hinge", epochs=20, step_size=0.1)
    assert (result.accuracy, result.epochs, result.diverged) == (1.0, 20, "")
    assert circuit.parts == before
    assert {result.circuit.named(name).value for name in "abc"} == set(result.parameters.values())
    columns = {name: data.column(name) for name in data.columns}
    assert (
        circuitlab.train(circuit, columns, loss="hinge", epochs=20, step_size=0.1).parameters
        == result.parameters
    )
    with pytest.raises(TypeError, match="expected a Circuit"):
        circuitlab.train("svm", data)
    with pytest.raises(ValueError, match="row 2, column y: 'b' is not a number"):
        circuitlab.train(circuit, {"x": [1, 2], "y": [3, "b"], "label": [1, -1]})
    with pytest.raises(ValueError, match="No such file"):
        circuitlab.train(circuit, tmp_path / "none.csv")


def test_a_template_can_have_its_loss_behind_it():
    circuit = circuitlab.template("neuron", (1,), activation="tanh", loss="squared", l2=0.1)
    assert {"target", "loss", "penalty"} <= set(circuit.names)
    assert circuitlab.run(circuit).gradients["f"] is not None
