"""How a typed answer is read, and when it is right."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circuitlab.teach.numbers import MINUS, text
from circuitlab.teach.predict.answers import Answer, read


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("-12", -12.0),
        ("−12", -12.0),
        (" +0.5 ", 0.5),
        ("0,5", 0.5),
        (".5", 0.5),
        ("3.", 3.0),
        ("1/3", 1 / 3),
        ("−2,5/4", -0.625),
        ("2e-5", 2e-5),
        ("2 · 10⁻⁵", 2e-5),
        ("-3*10^4", -3e4),
        ("- 4", -4.0),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, value):
    assert read(typed).value == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "typed",
    ["", "-", "x", "1,2,3", "1.2.3", "nan", "inf", "∞", "1_000", "0x10", "1/", "/2", "1/0", "1/2/3", "e5",
     "٣", "1e999", "9" * 60, "--2"],
)  # fmt: skip
def test_what_is_no_finite_number_is_refused_in_one_line(typed):
    with pytest.raises(ValueError, match="number") as refusal:
        read(typed)
    assert "\n" not in str(refusal.value)
    assert len(str(refusal.value)) <= 240


def test_a_decimal_says_how_exact_it_is_meant():
    assert read("0.20") == Answer(0.2, 0.005, 2)
    assert read("1200") == Answer(1200.0, 0.5, 4)
    assert read("12e2") == Answer(1200.0, 50.0, 2)
    assert read("2/10") == Answer(0.2)


@pytest.mark.parametrize(
    ("typed", "right", "is_right"),
    [
        ("0.1966", 0.19661193, True),
        ("0.20", 0.19661193, True),  # within half of its last digit
        ("0.2", 0.19661193, False),  # one digit is too few
        ("0.195", 0.19661193, False),  # by 0.8 %
        ("0.19", 0.19661193, False),
        ("-4", -4.0, True),  # exact: one digit is enough
        ("4", 4.01, False),
        ("4.0", 4.01, True),
        ("1/3", 0.3333333, True),
        ("1/3", 0.3350, True),  # by half a per cent
        ("1/3", 0.3367, False),
        ("0", 0.0, True),
        ("0.0", 0.04, False),
        ("0.000001", 0.0, False),  # it is larger than half of its last digit
        ("0.1", 0.0, False),
        ("0.3", 0.1 + 0.2, True),
        ("-12", 12.0, False),
    ],
)
def test_right_is_within_half_of_the_last_digit_or_half_a_per_cent(typed, right, is_right):
    assert read(typed).means(right) is is_right


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_the_whole_number_typed_out_is_always_right(number):
    assert read(repr(number)).means(number)
    assert read(repr(number).replace("-", MINUS).replace(".", ",")).means(number)


@given(st.floats(min_value=1e-4, max_value=999_999) | st.floats(min_value=-999_999, max_value=-1e-4))
def test_what_the_canvas_would_show_is_right(number):
    shown = text(number)
    if len(shown.lstrip("≈ −0.").replace(".", "")) > 1:
        assert read(shown.removeprefix("≈ ")).means(number)


@given(st.text(max_size=30))
def test_any_text_is_a_finite_number_or_refused(typed):
    try:
        answer = read(typed)
    except ValueError:
        return
    assert math.isfinite(answer.value)
    assert answer.half >= 0
    assert answer.means(answer.value)


@given(st.integers(1, 999), st.integers(1, 999), st.booleans())
def test_fractions_are_exact(top, bottom, negative):
    sign = "−" if negative else ""
    assert read(f"{sign}{top}/{bottom}").value == pytest.approx((-1 if negative else 1) * top / bottom)
