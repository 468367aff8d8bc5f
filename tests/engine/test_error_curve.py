"""The error of the central difference over its step: where truncation rules, where rounding, and kinks."""

from math import cos, exp, isnan, log10
from statistics import median

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine import probes
from circuitlab.engine.error_curve import Curve, error_curve, error_curving
from circuitlab.engine.passes import run
from circuitlab.engine.work import done

STEPS = [10.0**power for power in range(-14, 0)]
FINE = sorted(digit * step for digit in (1, 2, 5) for step in STEPS)


def curve_of(text: str, name: str = "x", hs: list[float] = FINE, **values: float) -> Curve:
    circuit = to_circuit(text, values)
    return error_curve(run(circuit), circuit.names[name], hs)


def error_at(curve: Curve, h: float) -> float:
    return curve.errors[curve.hs.index(h)]


def test_a_cube_is_off_by_exactly_h_squared() -> None:
    """((x + h)³ − (x − h)³) / 2h = 3x² + h²."""
    curve = curve_of("f = x ** 3", x=2.0)
    for h in (1e-1, 1e-2, 1e-3):
        assert error_at(curve, h) == pytest.approx(h**2, rel=1e-3)
    slope = log10(error_at(curve, 1e-1) / error_at(curve, 1e-2))
    assert slope == pytest.approx(2.0, abs=0.01), "two decades of error for each decade of h"
    assert curve.truncation == pytest.approx(1.0, rel=0.05)


def test_exp_is_off_by_its_third_derivative_over_six() -> None:
    curve = curve_of("f = exp(x)", x=1.0)
    assert curve.truncation == pytest.approx(exp(1.0) / 6, rel=0.05)
    assert error_at(curve, 1e-5) < 1e-2 * error_at(curve, 1e-1)
    assert error_at(curve, 1e-5) < 1e-2 * error_at(curve, 1e-13), "too small a step is no better"


def test_a_forward_difference_is_off_by_half_the_bend_times_h_and_by_twice_the_rounding() -> None:
    circuit = to_circuit("f = exp(x)", {"x": 1.0})
    curve = done(error_curving(run(circuit), circuit.names["x"], FINE, forward=True))
    for h in (1e-2, 1e-4, 1e-6):
        assert error_at(curve, h) == pytest.approx((exp(1 + h) - exp(1)) / h - exp(1), rel=1e-2)
        assert error_at(curve, h) == pytest.approx(exp(1) / 2 * h, rel=1e-2)
    assert curve.truncation == pytest.approx(exp(1) / 2, rel=0.05)
    assert curve.rounding == pytest.approx(2 * curve_of("f = exp(x)", x=1.0).rounding)
    assert all(error_at(curve, h) <= 4 * curve.rounding / h for h in FINE if h < 1e-9)


def test_the_seed_scales_the_error() -> None:
    circuit = to_circuit("f = sin(x)", {"x": 1.0})
    gate = circuit.names["x"]
    once = error_curve(run(circuit), gate, [1e-2])
    thrice = error_curve(run(_seeded(circuit, 3.0)), gate, [1e-2])
    assert thrice.errors[0] == pytest.approx(3 * once.errors[0])
    assert once.errors[0] == pytest.approx(cos(1.0) * 1e-4 / 6, rel=1e-3)


def _seeded(circuit: Circuit, seed: float) -> Circuit:
    from circuitlab.circuit.edits import set_seed

    seeded = Circuit(circuit.parts)
    seeded.apply(set_seed(seeded, seed))
    return seeded


@pytest.mark.parametrize("text", ["f = 3 * x + 1", "f = x * x - 5 * x", "f = (x + y) * z"])
def test_lines_and_parabolas_have_no_truncation(text: str) -> None:
    curve = curve_of(text, **{name: 1.7 for name in "xyz" if name in text})
    assert curve.truncation is None
    assert all(error < 1e-13 for h, error in zip(curve.hs, curve.errors, strict=True) if h >= 1e-2)


def test_small_steps_are_off_by_no_more_than_rounding_can_do() -> None:
    curve = curve_of("f = exp(x) * sin(x)", x=1.0)
    small = [(h, error) for h, error in zip(curve.hs, curve.errors, strict=True) if h <= 1e-7]
    assert all(error <= 4 * curve.rounding / h for h, error in small)
    assert max(error * h for h, error in small) > 0.01 * curve.rounding, "the bound is of the right size"


@pytest.mark.parametrize(
    ("text", "x", "ruled"),
    [
        ("f = exp(x) * sin(x)", 1.0, (1e-14, 1e-6)),
        ("f = log(x)", 1e3, (1e-12, 1e-4)),
        ("f = sin(x) ** 2 * 1e8", 1e5, (1e-11, 1e-6)),
    ],
)
def test_the_level_of_rounding_is_that_of_the_errors_where_it_rules(
    text: str, x: float, ruled: tuple[float, float]
) -> None:
    """Also where the value of the gate that moves is large: its own rounding is no part of the error."""
    curve = curve_of(text, x=x)
    pairs = zip(curve.hs, curve.errors, strict=True)
    measured = median(error * h for h, error in pairs if ruled[0] <= h <= ruled[1] and error > 0)
    assert curve.level is not None
    assert abs(log10(curve.level / measured)) < 0.5
    assert curve.level < curve.rounding < 300 * curve.level


def test_where_nothing_is_rounded_there_is_no_level() -> None:
    assert curve_of("f = relu(x)", x=0.0).level is None
    assert curve_of("f = relu(x)", x=0.5).level is None


def test_at_a_kink_the_error_never_falls() -> None:
    """relu'(0) is 0, the central difference there is one half, whatever h."""
    curve = curve_of("f = relu(x)", x=0.0)
    assert set(curve.errors) == {0.5}
    assert all(curve.split)
    assert curve.truncation is None


def test_a_kink_nearby_is_reached_over_by_the_larger_steps_only() -> None:
    curve = curve_of("f = relu(x)", x=1e-6)
    assert curve.split == tuple(h >= 1e-6 for h in curve.hs), "at 1e-6 the lower end is on it"
    assert error_at(curve, 1e-7) < 1e-8 < error_at(curve, 1e-5)


def test_what_is_not_finite_has_no_error() -> None:
    errors = curve_of("f = log(x)", hs=[1e-3, 1e-2, 1e-1], x=0.05).errors
    assert [isnan(error) for error in errors] == [False, False, True], "0.05 − 0.1 has no logarithm"
    assert isnan(curve_of("f = x * 2", hs=[1e-9], x=1e12).errors[0]), "1e12 does not move by 1e-9"


def test_an_inner_gate_is_moved_at_its_output() -> None:
    """d (q²·x) / d q by q, without what x does to q."""
    curve = curve_of("q = x + y\nf = q ** 3 * x", "q", hs=[1e-2], x=2.0, y=1.0)
    assert curve.errors[0] == pytest.approx(2.0 * 1e-4, rel=1e-6)


def test_all_steps_go_in_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = []
    of_a_block = probes._probe_block

    def counted(*args):  # type: ignore[no-untyped-def]
        blocks.append(len(args[2]))
        return of_a_block(*args)

    monkeypatch.setattr(probes, "_probe_block", counted)
    curve_of("f = exp(x) * x", x=1.0)
    assert blocks == [len(FINE)]


def test_each_step_gives_what_it_gives_alone() -> None:
    together = curve_of("q = sin(x) * x\nf = max(q, 0.1) / x", x=1.3)
    alone = [curve_of("q = sin(x) * x\nf = max(q, 0.1) / x", hs=[h], x=1.3).errors[0] for h in FINE]
    assert list(together.errors) == alone


def test_what_is_not_checked_has_no_curve() -> None:
    circuit = to_circuit("c = constant(2)\ng = x * 2\nf = c * x", {"x": 1.0})
    for name in ("c", "g"):
        with pytest.raises(ValueError, match="does not depend"):
            error_curve(run(circuit), circuit.names[name], [1e-5])
    with pytest.raises(KeyError):
        error_curve(run(circuit), 99, [1e-5])
