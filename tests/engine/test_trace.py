"""What a trace says, at its end and at every cursor."""

from math import inf, isnan, nan

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.parts import Gate, Settings, Wire
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Cursor, Partial, Trace, end

FIRST = "q = x + y\nf = q * z"
FIRST_INPUTS = {"x": -2.0, "y": 5.0, "z": -4.0}


def trace_of(text: str, **values: float) -> tuple[Circuit, Trace]:
    circuit = to_circuit(text, values)
    return circuit, run(circuit)


def with_seed(circuit: Circuit, seed: float) -> Circuit:
    parts = [part for part in circuit.parts if not isinstance(part, Settings)]
    return Circuit([Settings(circuit.objective, seed), *parts])


@pytest.fixture
def first() -> tuple[Circuit, Trace]:
    return trace_of(FIRST, **FIRST_INPUTS)


# The steps ---------------------------------------------------------------------------------------


def test_the_first_example_has_two_forward_steps_the_seed_and_two_backward_steps(
    first: tuple[Circuit, Trace],
) -> None:
    circuit, trace = first
    named = [(step.pass_, circuit.gates[step.gate].name) for step in trace.steps]
    assert named == [("forward", "q"), ("forward", "f"), ("seed", "f"), ("backward", "f"), ("backward", "q")]
    assert [step.index for step in trace.steps] == [0, 1, 2, 3, 4] == list(range(len(trace)))
    assert trace.forward_count == 2


def test_a_forward_step_knows_its_inputs_and_its_value(first: tuple[Circuit, Trace]) -> None:
    step = first[1][1]
    assert (step.inputs, step.value, step.upstream, step.messages) == ((3.0, -4.0), -12.0, None, ())


def test_the_seed_step_sets_the_gradient_of_the_objective(first: tuple[Circuit, Trace]) -> None:
    step = first[1][2]
    assert (step.inputs, step.value, step.upstream, step.messages) == ((), -12.0, 1.0, ())


def test_a_backward_step_sends_upstream_times_local_along_each_input_wire(
    first: tuple[Circuit, Trace],
) -> None:
    circuit, trace = first
    step = trace[3]
    to_q, to_z = step.messages
    assert step.upstream == 1.0
    assert (circuit.gates[to_q.to].name, circuit.gates[to_z.to].name) == ("q", "z")
    assert (to_q.port, to_q.local, to_q.downstream, to_q.before, to_q.total) == (0, -4.0, -4.0, 0.0, -4.0)
    assert (to_z.port, to_z.local, to_z.downstream, to_z.before, to_z.total) == (1, 3.0, 3.0, 0.0, 3.0)
    assert circuit.wires[to_z.wire] == circuit.driver(step.gate, 1)


def test_steps_are_counted_from_the_end_too_and_sliced(first: tuple[Circuit, Trace]) -> None:
    trace = first[1]
    assert trace.steps[-1] == trace[4]
    assert trace.steps[1:3] == (trace[1], trace[2])
    with pytest.raises(IndexError, match="step 5 of a trace that has 5"):
        trace[5]


def test_values_and_gradients_by_name(first: tuple[Circuit, Trace]) -> None:
    trace = first[1]
    assert trace.values == {"x": -2.0, "y": 5.0, "q": 3.0, "z": -4.0, "f": -12.0}
    assert trace.gradients == {"x": -4.0, "y": -4.0, "q": -4.0, "z": 3.0, "f": 1.0}


def test_an_output_that_is_used_twice_by_one_gate_gets_two_messages_that_add() -> None:
    _, trace = trace_of("f = a + a", a=3.0)
    one, two = trace[-1].messages
    assert (one.before, one.total, two.before, two.total) == (0.0, 1.0, 1.0, 2.0)
    assert one.wire != two.wire
    assert trace.gradients["a"] == 2.0


def test_the_square_as_a_product_with_itself() -> None:
    assert trace_of("f = a * a", a=3.0)[1].gradients["a"] == 6.0


def test_constants_are_sent_no_message_and_their_slopes_are_never_asked_for() -> None:
    circuit, trace = trace_of("f = x ** 2", x=-3.0)
    assert [message.port for message in trace[-1].messages] == [0]
    assert trace.gradients == {"x": -6.0, "f": 1.0}
    constant = circuit.driver(circuit.objective or 0, 1)
    assert constant is not None
    assert trace.gradient(constant.source) is None
    assert trace.gradient_at(constant.source, end(trace)) == Partial(None, 0, 0)
    assert trace.message_at(constant.id, end(trace)) is None


def test_a_gate_fed_by_constants_only_has_a_gradient_and_sends_nothing() -> None:
    circuit, trace = trace_of("k = 2 * 3\nf = k * x", x=5.0)
    assert trace.gradients["k"] == 5.0
    step = trace[-1]
    assert circuit.gates[step.gate].name == "k"
    assert step.messages == ()


# Which gates take part ---------------------------------------------------------------------------


def test_a_gate_without_a_way_to_the_objective_has_gradient_exactly_zero_and_no_backward_step() -> None:
    circuit, trace = trace_of("g = exp(1000 * x)\nf = x + 1", x=1.0)
    g = circuit.names["g"]
    assert trace.value(g) == inf
    assert trace.gradient(g) == 0.0
    assert not trace.is_ancestor(g)
    assert trace.step_of(g, "backward") is None
    assert trace.gradients["x"] == 1.0, "0 x infinity from g must not reach x"


def test_the_objective_may_feed_other_gates() -> None:
    circuit, trace = trace_of("f = x * x\ng = f + 1\nh = f", x=3.0)
    at_f = run(Circuit([Settings(circuit.names["f"]), *circuit.parts[1:]]))
    assert at_f.gradients == {"x": 6.0, "f": 1.0, "g": 0.0, "h": 0.0}
    assert trace.gradients == {"x": 6.0, "f": 1.0, "g": 0.0, "h": 1.0}


def test_with_several_sinks_and_none_chosen_there_is_a_forward_pass_only() -> None:
    x, a, b = Gate(1, "input", "x", 2.0), Gate(2, "exp", "a", inputs=1), Gate(3, "square", "b", inputs=1)
    trace = run(Circuit([x, a, b, Wire(4, 1, 2, 0), Wire(5, 1, 3, 0)]))
    assert (trace.objective, len(trace), trace.forward_count) == (None, 2, 2)
    assert trace.gradients == {"x": None, "a": None, "b": None}
    assert trace.gradient_at(1, end(trace)) == Partial(None, 0, 0)
    assert trace.step_of(1, "seed") is None


def test_a_source_as_the_objective_has_only_the_seed_step() -> None:
    circuit = Circuit([Gate(1, "input", "x", 2.0)])
    trace = run(circuit)
    assert [step.pass_ for step in trace.steps] == ["seed"]
    assert (trace.values, trace.gradients) == ({"x": 2.0}, {"x": 1.0})
    assert trace.step_of(1, "seed") == 0


def test_a_constant_as_the_objective_has_no_gradient() -> None:
    assert trace_of("f = constant(3)")[1].gradients == {"f": None}


def test_an_empty_circuit_has_an_empty_trace() -> None:
    trace = run(Circuit())
    assert (len(trace), trace.values, trace.objective) == (0, {}, None)


@pytest.mark.parametrize("seed", [0.0, -3.0, 1e300, inf])
def test_the_seed_scales_every_gradient(seed: float) -> None:
    trace = run(with_seed(to_circuit(FIRST, FIRST_INPUTS), seed))
    assert trace.seed == seed
    assert trace.gradients == {"x": seed * -4, "y": seed * -4, "q": seed * -4, "z": seed * 3, "f": seed}


# What waits --------------------------------------------------------------------------------------


def test_what_can_be_computed_is_and_the_rest_says_what_it_waits_for() -> None:
    x, y, empty = Gate(1, "input", "x", 2.0), Gate(2, "input", "y", 3.0), Gate(3, "input", "w")
    total, product = Gate(4, "add", "q", inputs=2), Gate(5, "multiply", inputs=2)
    root, odd = Gate(6, "sqrt", inputs=1), Gate(7, "frobnicate", inputs=1)
    follows, last = Gate(8, "exp", "g", inputs=1), Gate(9, "add", inputs=2)
    wires = [Wire(11, 1, 4, 0), Wire(12, 2, 4, 1), Wire(13, 4, 5, 0), Wire(14, 5, 8, 0), Wire(15, 3, 9, 0)]
    trace = run(Circuit([x, y, empty, total, product, root, odd, follows, last, *wires, Wire(16, 1, 9, 1)]))
    assert trace.values["q"] == 5.0
    assert [step.gate for step in trace.steps] == [4]
    assert {key: trace.waiting(key) for key in (1, 3, 4, 5, 6, 8, 9)} == {
        1: None,
        3: "w waits for a value",
        4: None,
        5: "× waits for its second input",
        6: "sqrt waits for its input",
        8: "g waits for ×",
        9: "+ waits for w",
    }
    assert trace.waiting_gates == (3, 5, 6, 7, 8, 9)
    assert run(Circuit([x])).waiting_gates == ()
    assert trace.waiting(7) == "frobnicate can't compute: no gate kind is called frobnicate"
    assert trace.value(5) is None
    assert trace.value_at(5, Cursor(99)) is None


def test_an_objective_that_waits_has_no_backward_pass() -> None:
    x, f = Gate(1, "input", "x", 2.0), Gate(2, "add", "f", inputs=2)
    trace = run(Circuit([x, f, Wire(3, 1, 2, 0)]))
    assert trace.objective == 2
    assert len(trace) == 0
    assert trace.gradients == {"x": None, "f": None}


def test_an_input_that_gets_its_value_wakes_what_waited_for_it() -> None:
    circuit = to_circuit(FIRST, {"x": -2.0, "y": 5.0})
    assert run(circuit).values["f"] is None
    from circuitlab.circuit.edits import set_value

    circuit.apply(set_value(circuit, circuit.names["z"], -4.0))
    assert run(circuit).values["f"] == -12.0


# At a cursor -------------------------------------------------------------------------------------


def test_sources_have_their_values_from_the_start_and_gates_after_their_step(
    first: tuple[Circuit, Trace],
) -> None:
    circuit, trace = first
    x, q, f = (circuit.names[name] for name in "xqf")
    shown = [[trace.value_at(gate, Cursor(steps)) for gate in (x, q, f)] for steps in range(3)]
    assert shown == [[-2.0, None, None], [-2.0, 3.0, None], [-2.0, 3.0, -12.0]]


def test_gradients_arrive_message_by_message(first: tuple[Circuit, Trace]) -> None:
    circuit, trace = first
    q, z, f = (circuit.names[name] for name in "qzf")
    assert trace.gradient_at(f, Cursor(2)) == Partial(None, 0, 1)
    assert trace.gradient_at(f, Cursor(3)) == Partial(1.0, 1, 1)
    assert trace.gradient_at(q, Cursor(3)) == Partial(None, 0, 1)
    assert trace.gradient_at(q, Cursor(3, 1)) == Partial(-4.0, 1, 1)
    assert trace.gradient_at(z, Cursor(3, 1)) == Partial(None, 0, 1)
    assert trace.gradient_at(z, Cursor(4)) == Partial(3.0, 1, 1)


def test_a_wire_shows_its_message_once_it_is_sent(first: tuple[Circuit, Trace]) -> None:
    circuit, trace = first
    wire = circuit.driver(circuit.names["f"], 1)
    assert wire is not None
    assert trace.message_at(wire.id, Cursor(3, 1)) is None
    assert trace.message_at(wire.id, Cursor(4)) == trace[3].messages[1]
    assert trace.message_at(wire.id, end(trace)) == trace[3].messages[1]


def test_at_a_fan_out_the_sum_grows_with_each_message() -> None:
    circuit, trace = trace_of("f = a * b + a", a=3.0, b=4.0)
    a = circuit.names["a"]
    seen = {trace.gradient_at(a, Cursor(s, m)) for s in range(len(trace) + 1) for m in (0, 1)}
    assert seen == {Partial(None, 0, 2), Partial(1.0, 1, 2), Partial(5.0, 2, 2)}


def test_the_end_shows_the_final_numbers(first: tuple[Circuit, Trace]) -> None:
    circuit, trace = first
    for gate in circuit.gates:
        assert trace.value_at(gate, end(trace)) == trace.value(gate)
        assert trace.gradient_at(gate, end(trace)).total == trace.gradient(gate)


def test_step_of_finds_the_steps_of_a_gate(first: tuple[Circuit, Trace]) -> None:
    circuit, trace = first
    q, f, x = (circuit.names[name] for name in "qfx")
    assert [trace.step_of(q, pass_) for pass_ in ("forward", "seed", "backward")] == [0, None, 4]
    assert [trace.step_of(f, pass_) for pass_ in ("forward", "seed", "backward")] == [1, 2, 3]
    assert [trace.step_of(x, pass_) for pass_ in ("forward", "seed", "backward")] == [None, None, None]


# What is not finite, what has no slope -----------------------------------------------------------


def test_an_infinite_value_knows_where_it_began() -> None:
    circuit, trace = trace_of("a = x / y\nb = a + x\nf = b * 2", x=1.0, y=0.0)
    names = circuit.names
    assert trace.values["f"] == inf
    assert {trace.value_origin(names[name]) for name in "abf"} == {names["a"]}
    assert trace.value_origin(names["x"]) is None


def test_an_infinite_input_is_its_own_origin() -> None:
    circuit, trace = trace_of("f = x - x", x=inf)
    assert isnan(trace.values["f"] or 0.0)
    assert trace.origin(circuit.names["f"]) == circuit.names["x"]


def test_an_undefined_gradient_knows_the_gate_that_made_it() -> None:
    circuit, trace = trace_of("s = x * x\nr = sqrt(s)\nf = 3 * r", x=0.0)
    names = circuit.names
    assert trace.gradients["r"] == 3.0
    assert trace.gradients["s"] == inf
    assert isnan(trace.gradients["x"] or 0.0)
    assert trace.gradient_origin(names["s"]) == names["r"] == trace.origin(names["x"])
    assert trace.gradient_origin(names["r"]) is None


def test_a_sum_of_finite_messages_may_overflow_where_they_meet() -> None:
    circuit, trace = trace_of("f = 1e308 * x + 1e308 * x", x=0.0)
    assert trace.gradients["x"] == inf
    assert trace.gradient_origin(circuit.names["x"]) == circuit.names["x"]


@pytest.mark.parametrize("seed", [inf, nan])
def test_a_seed_that_is_not_finite_is_the_origin(seed: float) -> None:
    circuit = with_seed(to_circuit(FIRST, FIRST_INPUTS), seed)
    trace = run(circuit)
    assert {trace.gradient_origin(circuit.names[name]) for name in "xyqzf"} == {circuit.names["f"]}


@pytest.mark.parametrize(
    ("text", "x", "kink"),
    [
        ("f = relu(x)", 0.0, True),
        ("f = relu(x)", 0.5, False),
        ("f = abs(x)", 0.0, True),
        ("f = max(x, 2)", 2.0, True),
        ("f = min(x, 2)", 1.0, False),
        ("f = max(2, 2) * x", 1.0, False),
        ("f = max(x, 2, 2)", 1.0, False),
        ("f = max(x, 2, 2)", 2.0, True),
        ("f = min(x, 2, 2)", 3.0, False),
        ("f = max(x, x)", 1.0, True),
        ("f = x", 0.0, False),
    ],
)
def test_a_gate_knows_whether_it_has_a_single_slope(text: str, x: float, kink: bool) -> None:
    circuit, trace = trace_of(text, x=x)
    assert any(trace.at_kink(gate) for gate in circuit.gates) is kink


def test_a_gate_with_an_unwired_port_is_at_no_kink() -> None:
    gates = [Gate(1, "input", "x", 0.0), Gate(2, "max", "f", None, 2), Gate(3, "relu", "g", None, 1)]
    trace = run(Circuit([*gates, Wire(4, 1, 2, 0)]))
    assert not any(map(trace.at_kink, (1, 2, 3)))


def test_a_gate_that_is_not_there_is_a_key_error(first: tuple[Circuit, Trace]) -> None:
    with pytest.raises(KeyError):
        first[1].value(99)
