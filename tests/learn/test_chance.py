"""Chance: the published generator, and numbers that cover their range."""

from statistics import fmean, pvariance

from circuitlab.learn import chance
from circuitlab.learn.chance import drawn, seeded


def test_it_is_splitmix64():
    state, found = 1234567, []
    for _ in range(3):
        state = (state + chance._GOLDEN) & chance._MASK
        found.append(chance._mixed(state))
    assert found == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_numbers_are_uniform_from_minus_1_to_1():
    numbers = drawn(seeded(7), 20_000).numbers
    assert -1 <= min(numbers) < -0.999
    assert 0.999 < max(numbers) <= 1
    assert abs(fmean(numbers)) < 0.02
    assert abs(pvariance(numbers) - 1 / 3) < 0.01


def test_drawing_goes_on_from_a_state():
    whole, first = drawn(seeded(3), 10), drawn(seeded(3), 4)
    assert first.numbers + drawn(first.state, 6).numbers == whole.numbers
