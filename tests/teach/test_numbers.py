"""How numbers read on the screen."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.teach import numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-4.0, "−4"),
        (-0.0, "0"),
        (0.196611933, "0.1966"),
        (0.5, "0.5"),
        (1.3678794, "1.368"),
        (0.99995, "0.99995"),
        (99.99938, "99.999"),
        (1.00000001, "≈ 1"),
        (-0.99999999, "≈ −1"),
        (1234.5, "1234.5"),
        (123456.0, "123456"),
        (1e6, "1 · 10⁶"),
        (-1234567.0, "−1.235 · 10⁶"),
        (5e-6, "5 · 10⁻⁶"),
        (0.0001, "0.0001"),
        (0.00012345, "0.0001234"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "undefined"),
    ],
)
def test_a_number_reads_in_four_digits(value, text):
    assert numbers.text(value) == text


def test_a_lecture_shows_three_digits():
    assert numbers.text(0.196611933, digits=3) == "0.197"
    with numbers.rounded_to(numbers.LECTURE_DIGITS):
        assert (numbers.text(0.196611933), numbers.latex(-0.196611933)) == ("0.197", "-0.197")
        assert numbers.relation([0.197, 2.0], 0.394) == "="
        assert numbers.text(0.196611933, digits=4) == "0.1966"
    assert numbers.text(0.196611933) == "0.1966"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_only_integers_show_as_integers(value):
    text = numbers.text(value)
    if value != int(value) and "10" not in text:
        assert "." in text or text.startswith("≈")


@given(st.floats())
def test_the_plain_text_reads_back(value):
    again = numbers.read(numbers.plain(value))
    assert again == value or (math.isnan(again) and math.isnan(value))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_whole_double_reads_back(value):
    assert numbers.read(numbers.full(value)) == value


@pytest.mark.parametrize(
    ("typed", "value"), [(" −2 ", -2.0), ("0,5", 0.5), ("1/4", 0.25), ("-∞", -math.inf), ("1e-3", 0.001)]
)
def test_people_type_numbers_in_many_ways(typed, value):
    assert numbers.read(typed) == value


@pytest.mark.parametrize("typed", ["", "x", "1_000", "1,2,3", "1/0", "--1", "x" * 1000])
def test_what_is_no_number_is_refused_in_one_line(typed):
    with pytest.raises(ValueError, match=r"^[^\n]{1,240}$"):
        numbers.read(typed)


def test_the_sign_between_factors_and_product_tells_of_rounding():
    assert numbers.relation([-4.0, 3.0], -12.0) == "="
    assert numbers.relation([1 / 3, 3.0], 1.0) == "≈"
    assert numbers.relation([math.inf, 0.0], math.nan) == "="


def test_an_equation_writes_powers_of_ten():
    assert numbers.latex(-5e-6) == r"-5 \cdot 10^{-6}"
    assert numbers.latex(math.nan) == r"\text{undefined}"


@pytest.mark.parametrize(
    ("value", "text"),
    [(1e-5, "10⁻⁵"), (2e-6, "2 · 10⁻⁶"), (1e-14, "10⁻¹⁴"), (0.1, "10⁻¹"), (-3.5e7, "−3.5 · 10⁷")],
)
def test_a_step_shows_as_a_power_of_ten_and_reads_back(value, text):
    assert numbers.raised(value) == text
    assert numbers.read(text) == value


@pytest.mark.parametrize("typed", ["10^-6", "1 · 10⁻⁶", "1·10^-6", "1e-6", "0,000001"])
def test_a_power_of_ten_is_read_in_any_spelling(typed):
    assert numbers.read(typed) == 1e-6


def test_whatever_is_shown_of_a_small_number_can_be_typed():
    assert numbers.read(numbers.text(-5e-6)) == -5e-6


@pytest.mark.parametrize("typed", ["⁻⁵", "10⁻", "x · 10⁻⁵", "10^", "· 10⁻⁵"])
def test_half_a_power_is_no_number(typed):
    with pytest.raises(ValueError, match="not a number"):
        numbers.read(typed)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (7, "7"),
        (12_345, "12\N{NO-BREAK SPACE}345"),
        (2**20, "about 1.05 · 10⁶"),
        (3 * 10**7, "about 3 · 10⁷"),
        (2**2_000, "about 1.15 · 10⁶⁰²"),
    ],
)
def test_a_count_reads_in_any_size(count, text):
    assert numbers.counted(count) == text
    assert numbers.counted(2**20_000) == "about 3.98 · 10⁶⁰²⁰", "more digits than Python itself writes"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (99.0, 99.07839999, ("99", "99.0784")),
        (99.99937812746526, 99.99938309249558, ("99.999378", "99.999383")),
        (-12.0, -11.5924, ("−12", "−11.5924")),
        (1.0, 1.0, ("1", "1")),
        (0.0, 2e-9, ("0", "2 · 10⁻⁹")),
        (-12.0, 1.967e12, ("−12", "1.967 · 10¹²")),
        (1.0, math.inf, ("1", "∞")),
        (1.0, math.nan, ("1", "undefined")),
    ],
)
def test_before_and_after_show_what_is_between_them(before, after, shown):
    assert numbers.before_and_after(before, after) == shown
