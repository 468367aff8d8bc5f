"""All paths from a gate to the objective: their products sum to the gradient, and nobody has to walk them."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.random_circuits import random_circuit

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine import ways
from circuitlab.engine.inside import inside
from circuitlab.engine.passes import run
from circuitlab.engine.paths import MOST_ASKED, Paths, find


def paths_of(text: str, name: str = "x", most: int = 200, **values: float) -> Paths:
    circuit = to_circuit(text, values)
    return find(run(circuit), circuit.names[name], most)


def products(found: Paths) -> list[float]:
    return [path.product for path in found.paths]


def chain(length: int) -> str:
    """x squared by x * x, and that again, so many times."""
    lines = [f"a{place} = a{place - 1} * a{place - 1}" for place in range(1, length)]
    return "\n".join(["a0 = x * x", *lines])


def test_each_input_of_a_product_of_a_sum_has_one_path() -> None:
    found = [paths_of("f = (x + y) * z", name, x=-2, y=5, z=-4) for name in "xyz"]
    assert [each.count for each in found] == [1, 1, 1]
    assert [each.paths[0].locals for each in found] == [(1.0, -4.0), (1.0, -4.0), (3.0,)]
    assert [each.total for each in found] == [-4.0, -4.0, 3.0]
    assert all(each.agrees for each in found)


def test_parallel_wires_are_two_paths() -> None:
    doubled, squared = paths_of("f = a + a", "a", a=3), paths_of("f = x * x", x=3)
    assert (products(doubled), products(squared)) == ([1.0, 1.0], [3.0, 3.0])
    for found in (doubled, squared):
        first, second = found.paths
        assert first.gates == second.gates
        assert first.wires != second.wires


def test_at_a_fan_out_the_paths_add_up() -> None:
    """f = x y + x²: over the product y, over the square 2x."""
    found = paths_of("f = x * y + x * x", x=1, y=4)
    assert products(found) == [4.0, 1.0, 1.0]
    assert (found.total, found.gradient, found.agrees) == (6.0, 6.0, True)


def test_paths_that_cancel_still_are_there() -> None:
    found = paths_of("f = (x + y) - x", x=2, y=1)
    assert sorted(products(found)) == [-1.0, 1.0]
    assert (found.total, found.gradient, found.agrees) == (0.0, 0.0, True)


@settings(max_examples=50)
@given(st.integers(0, 100_000))
def test_the_products_of_all_paths_sum_to_the_gradient(seed: int) -> None:
    circuit = random_circuit(seed)
    trace = run(circuit)
    for gate in circuit.gates:
        if gate not in trace.plan.slots:
            continue
        found = find(trace, gate, 500)
        assert found.gradient == trace.gradient(gate) or math.isnan(found.gradient or 0.0)
        assert len(found.paths) == min(found.count, 500)
        if found.complete and found.gradient is not None:
            finite = math.isfinite(found.rounding + found.gradient + found.total)
            assert found.agrees is (True if finite else None)


@settings(max_examples=50)
@given(st.integers(0, 100_000), st.integers(0, 12))
def test_the_largest_are_those_that_all_of_them_begin_with(seed: int, most: int) -> None:
    circuit = random_circuit(seed)
    trace = run(circuit)
    for gate in circuit.gates:
        whole, some = find(trace, gate, 2_000), find(trace, gate, most)
        if not whole.complete:
            continue
        sizes = [abs(product) if math.isfinite(product) else math.inf for product in products(whole)]
        assert sizes == sorted(sizes, reverse=True)
        few = [abs(product) if math.isfinite(product) else math.inf for product in products(some)]
        assert few == pytest.approx(sizes[:most], rel=1e-9)
        assert len(set(some.paths)) == len(some.paths)
        assert set(some.paths) <= set(whole.paths) or any(map(math.isnan, products(some)))


@settings(max_examples=50)
@given(st.integers(0, 100_000))
def test_a_path_follows_wires_and_multiplies_what_the_messages_are_worth(seed: int) -> None:
    circuit = random_circuit(seed)
    trace = run(circuit)
    local = {message.wire: message.local for step in trace.steps for message in step.messages}
    for gate in circuit.gates:
        for path in find(trace, gate, 20).paths:
            assert (path.gates[0], path.gates[-1]) == (gate, trace.objective)
            ends = [(circuit.wires[wire].source, circuit.wires[wire].target) for wire in path.wires]
            assert ends == list(pairwise(path.gates))
            assert path.locals == pytest.approx([local[wire] for wire in path.wires], nan_ok=True)


@pytest.mark.parametrize("length", [1, 2, 10])
def test_a_chain_of_squares_doubles_its_paths_with_each(length: int) -> None:
    found = paths_of(chain(length), x=1, most=2_000)
    assert (found.count, len(found.paths)) == (2**length, 2**length)
    assert found.multiplications == length * 2**length, "each path has a factor a square"
    assert found.messages == 2 * length, "the backward pass has two messages a square"
    assert (found.total, found.share, found.agrees) == (2.0**length, 1.0, True)


def test_more_paths_than_can_be_walked_are_counted() -> None:
    found = paths_of(chain(300), x=1, most=5)
    assert found.count == 2**300
    assert products(found) == [1.0] * 5
    assert found.share == 5 / 2**300
    assert (found.complete, found.agrees) == (False, None)


def test_of_many_paths_the_largest_are_made_and_they_know_their_share() -> None:
    """Ten factors (3x + x/4): the largest product takes 3 everywhere, the ten after it take ¼ once."""
    lines = ["a0 = 3 * x + 0.25 * x"]
    lines += [f"a{place} = 3 * a{place - 1} + 0.25 * a{place - 1}" for place in range(1, 10)]
    found = paths_of("\n".join(lines), x=1.0, most=11)
    assert found.count == 2**10
    assert products(found) == pytest.approx([3.0**10] + [3.0**9 * 0.25] * 10)
    assert found.share == pytest.approx((3.0**10 + 10 * 3.0**9 * 0.25) / 3.25**10)


def test_the_objective_is_its_own_path_and_its_product_is_the_seed() -> None:
    circuit = to_circuit("f = x * x", {"x": 3.0})
    circuit.apply(set_seed(circuit, 5.0))
    found = find(run(circuit), circuit.names["f"])
    assert [(path.gates, path.wires, path.product) for path in found.paths] == [
        ((circuit.names["f"],), (), 5.0)
    ]
    assert products(find(run(circuit), circuit.names["x"])) == [15.0, 15.0], "the seed is in every product"


def test_a_gate_that_is_reached_in_many_ways_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at = list[int]()
    hop = ways._hop
    monkeypatch.setattr(ways, "_hop", lambda *asked: looked_at.append(asked[1]) or hop(*asked))
    text = "a0 = x * 1\n" + "\n".join(
        f"a{k} = a{k - 1} * {k} + x" if k % 5 == 0 else f"a{k} = sin(a{k - 1})" for k in range(1, 40)
    )
    paths_of(text, x=1)
    assert len(looked_at) == len(set(looked_at))


def test_what_no_gradient_reaches_has_no_paths() -> None:
    circuit = to_circuit("c = constant(2)\ng = sin(y)\nf = c * x", {"x": 3.0, "y": 1.0})
    trace = run(circuit)
    assert [find(trace, circuit.names[name]).count for name in "cyg"] == [0, 0, 0]
    assert find(trace, circuit.names["c"]).gradient is None, "nothing is sent to a constant"
    assert find(trace, circuit.names["y"]).gradient == 0.0, "no way to f"
    assert find(trace, circuit.names["y"]).agrees


def test_without_a_backward_pass_there_are_no_paths() -> None:
    circuit = to_circuit("f = x * y", {"x": 3.0})
    found = find(run(circuit), circuit.names["x"])
    assert (found.count, found.gradient, found.paths) == (0, None, ())


def test_at_a_tie_both_paths_carry_half() -> None:
    found = paths_of("f = max(x, x)", x=2)
    assert products(found) == [0.5, 0.5]
    assert paths_of("f = relu(x) + x", x=0).total == 1.0


def test_numbers_that_are_not_finite_come_first_and_are_no_disagreement() -> None:
    found = paths_of("f = sqrt(x) + 2 * x", x=0)
    assert products(found) == [math.inf, 2.0]
    assert (found.total, found.gradient, found.agrees) == (math.inf, math.inf, None)
    assert math.isnan(paths_of("f = sqrt(x) + 2 * x + x", x=0, most=1).share)
    undefined = paths_of("f = 0 * sqrt(x) + x", x=0)
    assert math.isnan(products(undefined)[0])
    assert products(undefined)[1] == 1.0


def test_inside_a_gate_of_gates_the_paths_sum_to_its_part_of_the_gradient() -> None:
    import circuitlab

    circuit = to_circuit("q = x * y\nr = q + x\nf = r * r", {"x": 2.0, "y": 3.0})
    circuitlab.compose(circuit, ["q", "r"], "both")
    outside = find(run(circuit), circuit.names["x"])
    assert (outside.count, outside.total) == (2, 64.0), "from outside it is one gate, with one slope"
    inner = inside(circuit, circuit.names["r"])
    gate = next(key for key, part in inner.gates.items() if part.value == 2.0)
    within = find(run(inner), gate)
    assert sorted(products(within)) == [16.0, 48.0], "the seed inside is what arrives from outside: 16"
    assert within.agrees


def test_more_than_can_be_kept_are_not_asked_for() -> None:
    trace = run(Circuit())
    circuit = to_circuit("f = x", {"x": 1.0})
    trace = run(circuit)
    for most in (-1, MOST_ASKED + 1):
        with pytest.raises(ValueError, match=r"^expected from 0 to 10,000 paths, got"):
            find(trace, circuit.names["x"], most)
