"""The classic mistakes: the number that each gives, and the hint that it gets."""

import pytest
from support.asked import FAN_OUT, asked_of, published, question_for

from circuitlab.formula.evaluate import evaluate
from circuitlab.formula.parse import parse_slope
from circuitlab.gates.catalogue import KINDS
from circuitlab.teach.predict.answers import Answer, read
from circuitlab.teach.predict.hints import BOXES, COARSE, POINT, SLIPPED, judge
from circuitlab.teach.predict.mistakes import SIGN, mistakes

PRODUCT = ("q = x + y\nf = q * z", {"x": 2.0, "y": 5.0, "z": -4.0})


def judged(text, values, sort, receiver, sender, typed):
    circuit, trace, questions = asked_of(text, values)
    question = question_for(circuit, questions, sort, receiver, sender)
    return judge(circuit, trace, question, read(typed))


def test_no_mistake_gives_the_right_number_and_no_hint_says_it():
    for name, circuit, trace, questions in published():
        for question in questions:
            for mistake in mistakes(circuit, trace, question):
                verdict = judge(circuit, trace, question, Answer(mistake.value))
                assert not verdict.right, (name, question, mistake)
                assert len(verdict.hints) == 3
                assert verdict.hints[2].count("?") == 1
                assert all(len(hint) <= 240 for hint in verdict.hints)


def test_the_right_number_is_right_everywhere():
    for name, circuit, trace, questions in published(seed=1.0):
        for question in questions:
            assert judge(circuit, trace, question, read(repr(question.right))).right, (name, question)


def test_every_rule_is_met_somewhere_in_the_published_circuits():
    met = set()
    for _, circuit, trace, questions in published():
        for question in questions:
            offered = [mistake.value for mistake in mistakes(circuit, trace, question)]
            offered += [question.right * 1.04, question.right * 10, question.right + 1234.5]
            met |= {judge(circuit, trace, question, read(repr(value))).rule for value in offered}
    assert met >= set(range(1, 12))


# d = a b and e = a + b with a = −2, b = 7, f = d e, seed 3: d has received 15 and sends a 15 · 7 = 105; a had
# −42 from e before, which received −42.
@pytest.mark.parametrize(
    ("typed", "rule", "said"),
    [
        ("−30", 2, "That took a’s own value."),
        ("-105", 3, SIGN),
        ("7", 4, "What d received is forgotten."),
        ("-294", 5, "only what d received counts"),
        ("21", 5, "only what d received counts"),
        ("15", 6, "That passes on what d received as it is."),
        ("22", 7, "they were added"),
        ("-2", 8, "a has that value, from the forward pass."),
        ("30", 9, "That took a’s own value."),
        ("-7", 9, "What d received is forgotten."),
        ("-15", 9, "That passes on what d received as it is."),
        ("−22", 9, "they were added"),
        ("108,5", 10, SLIPPED),
        ("10.5", 10, POINT),
        ("1050", 10, POINT),
        ("400", 11, "two numbers make this one"),
    ],
)
def test_each_classic_mistake_at_a_multiply_with_fan_out_gets_its_hint(typed, rule, said):
    verdict = judged(*FAN_OUT, "message", "a", "d", typed)
    assert verdict.rule == rule
    assert said in verdict.hints[1]
    assert verdict.hints[0] == "d = a·b. If a grows by 1, how far does d move, and which way? " + (
        "Then pass on what d received."
    )
    assert verdict.hints[2] == "What arrives, times the slope: 15 · 7 = ?"
    assert bool(verdict.boxes) == (rule == 11)


@pytest.mark.parametrize(
    ("typed", "rule", "said"),
    [
        ("-42", 1, "none overwrites another"),
        ("105", 1, "none overwrites another"),
        ("−4410", 1, "they add"),
        ("31,5", 1, "they add"),
        ("-63", 3, SIGN),
        ("7", 8, "b has that value"),
        ("65.6", 10, SLIPPED),
        ("77", 11, "two numbers make this one"),
    ],
)
def test_each_classic_mistake_at_the_total_gets_its_hint(typed, rule, said):
    verdict = judged(*FAN_OUT, "total", "a", None, typed)
    assert verdict.rule == rule
    assert said in verdict.hints[1]
    assert verdict.hints[2] == "The reports add: −42 + 105 = ?"


def test_of_three_reports_one_may_be_missing():
    text, values = "p = a * b\nq = a * c\nr = p + q\nf = r + 7 * a", {"a": 2.0, "b": 5.0, "c": -3.0}
    # reports of 21, -9 and 15
    assert "Count the wires" in judged(text, values, "total", "a", None, "12").hints[1]
    assert judged(text, values, "total", "a", None, "27").right


def test_forgetting_what_arrived_wins_over_a_value_at_a_multiply():
    assert judged(*PRODUCT, "message", "q", "f", "-4").rule == 4  # z is −4 too


def test_what_several_mistakes_explain_names_none_and_opens_both_boxes():
    # e is 3, and 3 is what f received: upstream or local forgotten, nobody knows
    text, values = FAN_OUT[0], {"a": -2.0, "b": 5.0}
    verdict = judged(text, values, "message", "d", "f", "3")
    assert (verdict.rule, verdict.mistake) == (BOXES, None)
    assert [box.asks for box in verdict.boxes] == ["What did f receive?", "How far does f move for 1 of d?"]
    assert [box.right for box in verdict.boxes] == [3.0, 3.0]


def test_the_boxes_are_checked_one_by_one():
    upstream, local = judged(*FAN_OUT, "message", "a", "d", "1000").boxes
    assert upstream.takes(read("15"))
    assert not upstream.takes(read("7"))
    assert local.takes(read("7.0"))


def test_one_digit_is_called_too_little_where_it_is_near():
    verdict = judged("f = sigmoid(x)", {"x": 0.5}, "value", "f", None, "0.6")
    assert verdict.hints[0] == COARSE
    assert judged("f = sigmoid(x)", {"x": 0.5}, "value", "f", None, "0.62").right


BY_KIND = [
    ("f = max(x, y)", {"x": 2.0, "y": 5.0}, "x", "3", "wrong side"),
    ("f = max(x, y)", {"x": 2.0, "y": 5.0}, "y", "0", "wrong side"),
    ("f = max(x, y)", {"x": 2.0, "y": 5.0}, "y", "1.5", "Nothing is halved"),
    ("f = relu(x)", {"x": -4.0}, "x", "3", "other way round"),
    ("f = relu(x)", {"x": 4.0}, "x", "0", "other way round"),
    ("f = sigmoid(x)", {"x": -2.0}, "x", "-18", "took x for f"),
    ("f = sigmoid(x)", {"x": -2.0}, "x", "0.3576", "took f’s value"),
    ("f = tanh(x)", {"x": 3.0}, "x", "-24", "took x for f"),
    ("f = exp(x)", {"x": 0.5}, "x", "1.5", "took x for f"),
    ("f = x ** n", {"x": 2.0, "n": 4.0}, "x", "24", "comes down as a factor"),
    ("f = x ** n", {"x": 2.0, "n": 4.0}, "x", "192", "drops by one"),
    ("f = square(x)", {"x": 5.0}, "x", "15", "comes down as a factor"),
    ("f = x / y", {"x": 7.0, "y": 5.0}, "y", "-4.2", "its square is missing"),
    ("f = x / y", {"x": 7.0, "y": 5.0}, "x", "15", "one over the divisor"),
    ("f = x + y", {"x": 7.0, "y": 5.0}, "x", "1.5", "does not share out"),
]


@pytest.mark.parametrize(("text", "values", "receiver", "typed", "said"), BY_KIND)
def test_each_kind_knows_its_own_mistakes(text, values, receiver, typed, said):
    circuit, trace, questions = asked_of(text, values)
    question = question_for(circuit, questions, "message", receiver)
    own = [one for one in mistakes(circuit, trace, question) if one.rule == 2]
    assert any(read(typed).means(one.value) and said in one.said for one in own)


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.words.slips], ids=lambda k: k.name)
def test_the_slips_of_a_kind_are_formulas_that_give_another_slope_somewhere(kind):
    for slip in kind.words.slips:
        differs = slip.slopes == ("out",) and kind.name == "exp"  # there the value is the slope
        for port in range(len(kind.ports)):
            for point in ((0.7, 2.5), (-0.6, 3.5), (2.5, 0.3)):
                inputs = point[: len(kind.ports)]
                out, formula = kind.value(*inputs), slip.slope(port)
                slope = kind.computation(len(inputs)).slope_functions[port](*inputs, out)
                known = dict(zip(kind.ports, inputs, strict=True)) | {"out": out, "own": inputs[port]}
                known |= {"slope": slope, "count": float(len(inputs))}
                differs |= bool(formula) and abs(evaluate(parse_slope(formula), known) - slope) > 1e-6
        assert differs
        assert slip.said.format(out="f", x="x").endswith(".")
