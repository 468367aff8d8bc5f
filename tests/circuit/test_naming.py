"""Names are Python identifiers in one spelling, unique, and the next free one is found quickly."""

import pytest

from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.errors import BadName, NameTaken
from circuitlab.circuit.naming import FreeNames, available_name, checked_name
from circuitlab.circuit.parts import Gate


@pytest.mark.parametrize(
    ("typed", "name"), [("x", "x"), (" x1 ", "x1"), ("ﬁt", "fit"), ("é", "é"), ("𝑤", "w"), ("e", "e")]
)
def test_equal_looking_names_are_one(typed: str, name: str) -> None:
    assert checked_name(typed) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1x",
        "a b",
        "x+y",
        "lambda",
        "None",
        "inf",
        "nan",
        "x\n#",
        "x" * 101,
        "a\u202eb",
        "½",
        "a·b",
        "a\u0387b",
    ],
)
def test_what_is_no_name_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(BadName) as caught:
        checked_name(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) <= 240


def test_a_name_belongs_to_one_gate() -> None:
    circuit = Circuit([Gate(1, "input", "fit", 1.0), Gate(2, "input", "y", 1.0)])
    assert available_name(circuit, "fit", 1) == "fit"
    with pytest.raises(NameTaken, match="already called 'fit'"):
        available_name(circuit, "ﬁt", 2)


@pytest.mark.parametrize(
    ("taken", "wish", "given"),
    [
        ([], "x", "x"),
        (["x"], "x", "x1"),
        (["x", "x1"], "x", "x2"),
        (["x1"], "x1", "x2"),
        (["x9"], "x9", "x10"),
        (["w" * 100], "w" * 100, "w" * 99 + "1"),
    ],
)
def test_a_taken_name_gets_the_next_number(taken: list[str], wish: str, given: str) -> None:
    assert FreeNames(taken).take(wish) == given


def test_names_are_given_once() -> None:
    names = FreeNames(["t2"])
    assert [names.take("t") for _ in range(4)] == ["t", "t1", "t3", "t4"]


def test_sources_are_called_as_in_books() -> None:
    names = FreeNames([])
    assert [names.take_for_source("input") for _ in range(5)] == ["x", "y", "z", "x1", "x2"]
    assert [names.take_for_source("parameter") for _ in range(4)] == ["w", "b", "w1", "w2"]
    assert names.take_for_source("constant") is None
