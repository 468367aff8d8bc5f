"""Equations as pictures: what takes too long to set is not begun."""

import pytest

from circuitlab.app.equations import _plainer, can_set, equation
from circuitlab.app.theme import LIGHT


def nested(before: str, after: str, levels: int) -> str:
    return before * levels + "x" + after * levels


@pytest.mark.parametrize(("before", "after"), [(r"\frac{1}{x + ", "}"), (r"\sqrt{", "}"), ("x^{", "}")])
def test_what_is_nested_deeply_is_only_called_long(qapp, before, after):
    """Each level doubles what setting it takes: twelve would stop the window for a minute."""
    assert can_set(nested(before, after, 3))
    assert not can_set(nested(before, after, 12))
    words = equation(r"\text{too long to be shown}", LIGHT, 20.0)
    assert equation(nested(before, after, 40), LIGHT, 20.0).width == words.width


def test_deep_brackets_do_not_grow_but_are_all_there(qapp):
    deep = nested(r"\sin\left(", r"\right)", 20)
    assert can_set(deep)
    assert _plainer(deep) == nested(r"\sin(", ")", 20)
    assert equation(deep, LIGHT, 20.0).width > equation("x", LIGHT, 20.0).width * 20
    assert _plainer(r"\left|x\right| \leftarrow") == r"\left|x\right| \leftarrow", "what is quick stays"


def test_an_equation_of_any_length_is_no_task(qapp):
    assert not can_set(" + ".join(["x"] * 5000))
    assert not can_set("{" * 5000 + "}" * 5000)
    assert can_set("}" * 100 + r"\right)")


def test_no_equation_takes_no_room(qapp):
    """A column of the step panel may have no sum where another has one: both ports of a + a."""
    nothing = equation("", LIGHT, 20.0)
    assert (nothing.width, nothing.height) == (0, 0)


@pytest.mark.parametrize("before", ["", "f = ", r"a \cdot \left(", r"\left(", r"\frac{1}{2} \approx "])
def test_a_minus_stands_close_to_what_it_changes(qapp, before):
    after = r"\right)" if "left" in before else ""
    spaced, close = (equation(before + sign + "x" + after, LIGHT, 20.0) for sign in ("-", "{-}"))
    assert spaced.width == close.width


def test_a_minus_between_two_terms_keeps_its_room(qapp):
    assert equation("a - b", LIGHT, 20.0).width > equation("a {-} b", LIGHT, 20.0).width
