"""The lessons that ship: each can be shown as a whole, and every number in its text is true."""

import re

import pytest

from circuitlab.circuit.text import LETTERS
from circuitlab.engine.passes import run
from circuitlab.formula.tree import names as names_in
from circuitlab.teach import numbers
from circuitlab.teach.lessons import fields, words
from circuitlab.teach.lessons.deck import open_lesson
from circuitlab.teach.lessons.fields import Figure, Formula, Words, plain
from circuitlab.teach.lessons.shipped import after, shipped
from circuitlab.teach.names import latex_of

LESSONS = [lesson.path for lesson in shipped()]
DECKS = {path.stem: open_lesson(path) for path in LESSONS}
PAGES = [(name, page.number) for name, deck in DECKS.items() for page in deck.pages]
NUMERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w]|\.\d)")
SAID = {
    "0.01": "the step and the nudge of every lesson",
    "0.001": "a step",
    "0.0001": "the h of the article",
    "0.000005": "the gain at which the article stops",
    "922": "the article's last step",
    "99.9994": "f there",
    "100": "in f = 100 − (x − y)²",
    "0.008": "a throw",
    "0.003": "a throw",
    "0.004": "a throw",
    "0.009": "a throw",
}
"""Numbers in the text that no gate holds."""


def page_of(name, number):
    return next(page for page in DECKS[name].pages if page.number == number)


def test_there_are_eight_in_the_order_of_the_issue():
    assert [lesson.path.stem for lesson in shipped()] == [
        "1-pull",
        "2-three-ways",
        "3-chain-rule",
        "4-patterns",
        "5-neuron",
        "6-fan-out",
        "7-saturation",
        "8-two-two-two",
    ]
    assert all(lesson.title and lesson.about for lesson in shipped())
    assert after(LESSONS[0]).path == LESSONS[1]
    assert after(LESSONS[-1]) is None


@pytest.mark.parametrize("name", DECKS)
def test_no_slide_is_left_out(name):
    deck = DECKS[name]
    assert deck.problems == ()
    assert 5 <= len(deck.pages) <= 12


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_the_circuit_of_a_slide_computes(name, number):
    page = page_of(name, number)
    trace = run(page.shown)
    assert all(trace.value(gate) is not None for gate in page.shown.gates)
    assert trace.objective is not None
    assert "?" not in [piece.text for part in page.text for piece in part if isinstance(piece, Figure)]


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_a_number_that_is_written_out_is_one_of_the_circuit(name, number):
    page = page_of(name, number)
    trace = run(page.shown)
    gates = page.shown.gates
    held = [trace.value(gate) for gate in gates] + [trace.gradient(gate) for gate in gates]
    known = {numbers.text(number).lstrip("−") for number in held if number is not None}
    words = "".join(piece.text for part in page.text for piece in part if isinstance(piece, Words))
    assert set(NUMERAL.findall(words)) <= known | SAID.keys() | {"0", "1", "2"}


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_a_slide_is_short_enough_to_be_read_beside_its_circuit(name, number):
    words = " ".join(plain(part) for part in page_of(name, number).text if not isinstance(part[0], Formula))
    assert len(words.split()) <= 65


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_a_question_is_answered_by_the_steps_of_its_slide(name, number):
    page = page_of(name, number)
    if page.slide.question is None:
        return
    trace, gate = run(page.shown), page.shown.names[page.slide.question.gate]
    before, after_it = (trace.gradient_at(gate, cursor) for cursor in (page.first, page.last))
    assert before.arrived < before.expected or before.total is None
    assert after_it.arrived == after_it.expected


def named(page):
    """Every number in the text: what its field computes, and the names in it."""
    for field in (field for part in page.slide.text for field in fields.fields_of(part)):
        parts = (field.expr, *(expr for _, expr in field.at))
        yield field, {name for part in parts for name in names_in(part)}


def is_known(trace, gates, name, cursor):
    """Whether the canvas shows this value or gradient here."""
    gate, is_gradient = gates.get(name.removesuffix(fields.MARK)), name.endswith(fields.MARK)
    if gate is None:
        return name in LETTERS
    if not is_gradient:
        return trace.value_at(gate, cursor) is not None
    found = trace.gradient_at(gate, cursor)
    return found.total is not None and found.arrived == found.expected


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_no_number_is_told_before_the_canvas_shows_what_it_is_made_of(name, number):
    page = page_of(name, number)
    trace = run(page.shown)
    for field, names in named(page):
        early = {each for each in names if not is_known(trace, page.shown.names, each, page.first)}
        assert not early, field


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_no_formula_tells_what_the_steps_of_its_slide_will_bring(name, number):
    """Such as f (1 − f) on the slide on which the sum has yet to receive it."""
    page = page_of(name, number)
    trace, known = run(page.shown), fields.Known(page.shown)

    def shown(cursor):
        values = {trace.value_at(gate, cursor) for gate in page.shown.gates}
        gradients = {trace.gradient_at(gate, cursor).total for gate in page.shown.gates}
        return {numbers.text(abs(each)) for each in values | gradients if each is not None}

    coming = shown(page.last) - shown(page.first)
    told = {numbers.text(abs(field.value(known))) for field, _ in named(page)}
    assert not told & coming


def test_the_articles_climb_is_told_as_it_was():
    """Forward difference h = 0.0001, step 0.001, until a step gains less than 0.000005."""
    x, y = 3.0, 4.0

    def f(x, y):
        return 100 - (x - y) ** 2

    steps, before = 0, f(x, y)
    while True:
        here = f(x, y)
        slopes = (f(x + 0.0001, y) - here) / 0.0001, (f(x, y + 0.0001) - here) / 0.0001
        x, y = x + 0.001 * slopes[0], y + 0.001 * slopes[1]
        steps += 1
        gain, before = f(x, y) - before, f(x, y)
        if gain < 0.000005:
            break
    text = " ".join(plain(part) for part in page_of("2-three-ways", 10).text)
    assert f"step {steps} is the first" in text
    assert f"f stands at {before:.4f}" in text
    assert "99.007984" in text


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        ("1-pull", 6, "−5.8706"),
        ("2-three-ways", 5, "−5.8706"),
        ("2-three-ways", 8, "4.000000000008441"),
        ("3-chain-rule", 7, "−12.04"),
        ("4-patterns", 6, "x got −8"),
        ("5-neuron", 7, "1, −1, 0.3679, 1.368 and 0.7311"),
        ("6-fan-out", 4, "x gets 6"),
        ("7-saturation", 5, "0.0006763"),
        ("8-two-two-two", 3, "0.298371"),
        ("8-two-two-two", 9, "0.298371 to 0.291028"),
    ],
)
def test_published_numbers_stand_where_they_are_taught(name, number, said):
    page = page_of(name, number)
    assert said in " ".join(plain(part) for part in (*page.text, page.notes))


@pytest.mark.parametrize(("name", "number"), PAGES)
def test_every_slide_has_notes_that_can_be_read_while_speaking_and_are_true(name, number):
    page = page_of(name, number)
    notes = plain(page.notes)
    assert 30 < len(notes) <= 160
    assert "?" not in [piece.text for piece in page.notes if isinstance(piece, Figure)]
    question = page.slide.question
    if question is not None:
        answer = words.answer(question, page.shown).rpartition(" ")[2]
        assert notes.startswith(("Answer: ", "Answer: both get ")), "the answer comes first"
        assert answer.rstrip(".") in notes[: notes.index(". ")]


@pytest.mark.parametrize(("name", "number"), [page for page in PAGES if page[0] != "8-two-two-two"])
def test_no_two_gates_of_a_slide_are_called_alike_in_an_equation(name, number):
    """A network is too wide for names at all of its sums; there places tell them apart."""
    shown = page_of(name, number).shown
    called = [latex_of(shown, key) for key, gate in shown.gates.items() if gate.inputs]
    assert len(called) == len(set(called))


def test_no_apostrophe_is_straight():
    for deck in DECKS.values():
        for page in deck.pages:
            parts = [piece for part in (*page.text, page.notes) for piece in part]
            assert "'" not in "".join(piece.text for piece in parts if isinstance(piece, Words))


def test_the_two_reports_of_the_sigmoids_add_as_they_are_shown():
    page = DECKS["5-neuron"].pages[-1]
    trace = run(page.shown)
    each, both = (trace.gradient(page.shown.names["x"]) / share for share in (2, 1))
    assert 2 * float(numbers.text(each, 3)) == pytest.approx(float(numbers.text(both, 3)))


def test_against_its_gradient_a_weight_may_rise():
    page = page_of("8-two-two-two", 9)
    gradients = [run(page.shown).gradient(page.shown.names[f"w{index}"]) for index in range(1, 9)]
    assert {each > 0 for each in gradients} == {True, False}
    assert "moves against its gradient" in plain(page.text[0])
