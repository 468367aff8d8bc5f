"""Forward and backward apart, over points that share parameters: as the circuit says point by point."""

import threading

import numpy as np
import pytest
from support.measured_circuits import network

from circuitlab.circuit.edits import set_seed
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.prepared import Prepared

TEXT = "w = parameter(2)\nb = parameter(1)\nf = tanh(w * x + b) * y"


def test_a_loss_of_the_outputs_comes_back_as_the_gradients_of_what_is_shared() -> None:
    plan = Prepared(to_circuit(TEXT))
    points, upstream = np.random.default_rng(3).uniform(-1.0, 1.0, (2, 50, 2))
    shared = plan.shared(["b", "w"])
    outputs = shared.forward([-0.25, 0.5], points)
    gradients = shared.backward(upstream[:, 0])
    singly = [plan([0.5, -0.25, *point]) for point in points.tolist()]
    slopes = np.array([slopes for _, slopes in singly]) * upstream[:, :1]
    assert (shared.names, shared.inputs) == (("b", "w"), ("x", "y"))
    assert outputs == pytest.approx(np.array([value for value, _ in singly]), rel=1e-12)
    assert gradients == pytest.approx(slopes[:, [1, 0]].sum(axis=0), rel=1e-12)
    assert shared.at_points() == pytest.approx(slopes[:, 2:], rel=1e-12)


def test_batches_of_any_length_follow_one_another() -> None:
    plan = Prepared(network(2, 3, 1))
    names = [name for name in plan.inputs if name[0] in "wb"]
    shared, draw = plan.shared(names), np.random.default_rng(1)
    parameters = draw.uniform(-1.0, 1.0, len(names))
    for count in (4, 1, 0, 9_000, 7, 4):
        points = draw.uniform(-1.0, 1.0, (count, 3))
        outputs = shared.forward(parameters, points)
        sums = shared.backward(points[:, 0])
        one, singly, total, slopes = plan.shared(names), list[float](), np.zeros(len(names)), [points[:0]]
        for row in range(0, count, 10):
            singly += one.forward(parameters, points[row : row + 10]).tolist()
            total += one.backward(points[row : row + 10, 0])
            slopes.append(one.at_points())
        assert outputs == pytest.approx(np.array(singly), rel=1e-12, abs=1e-15)
        assert sums == pytest.approx(total, rel=0, abs=1e-12 * max(1.0, np.abs(total).max()))
        assert shared.at_points() == pytest.approx(np.concatenate(slopes), rel=1e-12, abs=1e-15)


def test_the_seed_of_the_circuit_is_no_part_of_the_loss() -> None:
    circuit = to_circuit("w = parameter(2)\nf = w * x")
    circuit.apply(set_seed(circuit, 7.0))
    shared = Prepared(circuit).shared(["w"])
    shared.forward([2.0], [[3.0], [5.0]])
    assert shared.backward([1.0, 10.0]).tolist() == [53.0]


def test_two_threads_may_run_one_circuit_each_with_its_own() -> None:
    plan = Prepared(network(2, 16, 1))
    names = [name for name in plan.inputs if name[0] in "wb"]
    parameters, points = np.full(len(names), 0.1), np.random.default_rng(1).uniform(-1, 1, (200, 3))
    expected = plan.shared(names).forward(parameters, points).tolist()
    found = list[bool]()

    def run() -> None:
        shared = plan.shared(names)
        found.extend(shared.forward(parameters, points).tolist() == expected for _ in range(20))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 40


@pytest.mark.parametrize(
    ("parameters", "points", "error", "says"),
    [
        ([1.0], [[1.0, 2.0]], ValueError, r"parameters: expected the shape \(2,\), got \(1,\)"),
        (1.0, [[1.0, 2.0]], ValueError, r"parameters: expected the shape \(2,\), got \(\)"),
        ([1.0, "2"], [[1.0, 2.0]], TypeError, "b: expected a number, got '2'"),
        (np.array([1.0, 1j]), [[1.0, 2.0]], TypeError, "w: expected a number"),
        ([1.0, 2.0], [[1.0]], ValueError, r"points: expected the shape \(N, 2\), got \(1, 1\): y is missing"),
    ],
)
def test_wrong_numbers_are_named(
    parameters: object, points: object, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        Prepared(to_circuit(TEXT)).shared(["w", "b"]).forward(parameters, points)  # type: ignore[arg-type]


def test_wrong_names_and_passes_out_of_turn_are_named() -> None:
    plan = Prepared(to_circuit(TEXT))
    with pytest.raises(ValueError, match="'q' is no input or parameter"):
        plan.shared(["q"])
    with pytest.raises(ValueError, match="named twice"):
        plan.shared(["w", "w"])
    shared = plan.shared(["w", "b"])
    with pytest.raises(ValueError, match="no forward pass"):
        shared.backward([1.0])
    shared.forward([1.0, 2.0], [[1.0, 2.0]])
    with pytest.raises(ValueError, match="no backward pass"):
        shared.at_points()
    with pytest.raises(ValueError, match=r"upstream: expected the shape \(1,\), got \(2,\)"):
        shared.backward([1.0, 2.0])
