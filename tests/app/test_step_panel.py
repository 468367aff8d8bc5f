"""The step panel: what it shows at each place of the trace, and the nudge."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from circuitlab.app import equations
from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.nudge_row import NudgeRow, Said, Segments
from circuitlab.app.panels.step_card import Card
from circuitlab.app.panels.step_panel import StepPanel
from circuitlab.app.panels.step_texts import Sentence, Title
from circuitlab.app.player import Player
from circuitlab.app.session import Session
from circuitlab.app.theme import DARK, LIGHT
from circuitlab.circuit import edits
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.cursor import Cursor, end

EXAMPLE = ("q = x + y\nf = q * z", {"x": -2.0, "y": 5.0, "z": -4.0})


@pytest.fixture(autouse=True, scope="module")
def _equations():
    equations.load()


@pytest.fixture
def panel_of(qtbot, no_failures):
    """Makes the session and the shown panel of a circuit."""

    def make(text, values, theme=LIGHT, scale=1.0):
        session = Session()
        session.open(to_circuit(text, values))
        player = Player(session)
        player.set_speed(None)
        panel = StepPanel(Look(theme, scale), player)
        qtbot.addWidget(panel)
        panel.resize(round(343 * scale), round(560 * scale))
        panel.show()
        return session, panel

    return make


def at(session, panel, steps):
    session.move_cursor(Cursor(steps))
    panel.refresh()
    panel.grab()


def cards(panel):
    return [card for card in panel.findChildren(Card) if not card.isHidden()]


def fitting(card, line, room=None):
    return card._type.fitting(line.equations[0], line.short_of(0), room or card.width() - 30)


def press_nudge(panel, qtbot):
    button = next(b for b in panel.findChildren(Button) if b.text().startswith("Nudge"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_before_the_first_step_it_tells_what_comes_next(panel_of):
    session, panel = panel_of(*EXAMPLE)
    at(session, panel, 0)
    assert panel.findChild(Title).accessibleName() == "Before the first step"
    assert "Comes next: q = x + y" in cards(panel)[0].accessibleName()
    assert "not computed yet" in panel.findChild(Sentence).accessibleName()
    assert panel.findChild(NudgeRow).isHidden()


def test_a_backward_step_has_a_column_an_input_and_a_sentence(panel_of):
    session, panel = panel_of(*EXAMPLE)
    at(session, panel, 5)
    assert panel.findChild(Title).accessibleName() == "Backward through q"
    (card,) = cards(panel)
    assert card.accessibleName().startswith("to x and to y")
    assert panel.findChild(Sentence).accessibleName().endswith("gradient unchanged: −4.")


def test_wide_equations_get_a_card_an_input_and_the_largest_message_is_open(panel_of, qtbot):
    session, panel = panel_of("f = 3 * rate_of_change * total", {"rate_of_change": 2.0, "total": -5.0})
    at(session, panel, 4)
    assert [card.height() > 60 for card in cards(panel)] == [False, True]  # total's message is larger
    closed = next(card for card in cards(panel) if card.height() < 60)
    name = closed.accessibleName()
    qtbot.mouseClick(closed, Qt.MouseButton.LeftButton)
    panel.refresh()
    assert next(card for card in cards(panel) if card.accessibleName() == name).height() > 60


def test_only_what_has_its_gradient_can_be_nudged(panel_of):
    session, panel = panel_of(*EXAMPLE)
    at(session, panel, 4)
    segments = panel.findChild(Segments)
    assert segments.accessibleDescription() == "z"
    assert panel.findChild(Said).accessibleName() == "z gets 3, so f rises by 0.03."
    at(session, panel, 3)
    assert panel.findChild(NudgeRow).isHidden()


def test_a_nudge_is_one_step_of_undo_and_says_what_came_of_it(panel_of, qtbot):
    session, panel = panel_of(*EXAMPLE)
    session.move_cursor(end(session.trace))
    panel.refresh()
    press_nudge(panel, qtbot)
    x = session.circuit.named("x").id
    assert session.circuit.gates[x].value == -1.99
    assert panel.findChild(Said).accessibleName() == "x is −1.99 now: f −12 → −12.04."
    assert session.undo_stack.undoText() == "Nudge x"
    session.undo()
    assert session.circuit.gates[x].value == -2.0
    assert session.cursor == end(session.trace)


def test_the_answer_of_a_nudge_is_in_sight_where_the_cards_leave_little_room(panel_of, qtbot):
    session, panel = panel_of(EXAMPLE[0], {"x": 0.3333, "y": 5.0, "z": -2.1})
    panel.resize(343, 260)
    session.move_cursor(end(session.trace))
    panel.refresh()
    press_nudge(panel, qtbot)
    answer = panel.findChild(Said)

    def is_seen():
        corner = answer.mapTo(panel.viewport(), answer.rect().bottomRight())
        return "→" in answer.accessibleName() and panel.viewport().rect().contains(corner)

    qtbot.waitUntil(is_seen)


def test_the_amount_is_typed_and_nonsense_is_refused(panel_of, qtbot):
    session, panel = panel_of(*EXAMPLE)
    session.move_cursor(end(session.trace))
    panel.refresh()
    field = panel.findChild(QLineEdit)
    field.setText("−0,5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert panel.findChild(Said).accessibleName() == "x gets −4, so f rises by 2."
    for typed, reason in (("much", "not a number"), ("inf", "finite")):
        field.setText(typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        (said,) = (line for line in panel.findChildren(QLabel, "lineError") if line.isVisible())
        assert reason in said.text()
        press_nudge(panel, qtbot)
        assert field.text() == typed
        assert session.undo_stack.count() == 0
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not said.isVisible()
    assert field.text() == "−0.5"


def test_the_panel_follows_an_edit(panel_of, qtbot):
    session, panel = panel_of(*EXAMPLE)
    at(session, panel, 1)
    before = cards(panel)[0].accessibleName()
    y = session.circuit.named("y").id
    session.edit("Set y", lambda circuit: edits.set_value(circuit, y, 7.0))
    qtbot.waitUntil(lambda: cards(panel)[0].accessibleName() != before)
    assert panel.findChild(Sentence).accessibleName() == "q adds x and y, and gets 5."


def test_a_hidden_panel_catches_up_when_it_is_shown(panel_of):
    session, panel = panel_of(*EXAMPLE)
    panel.hide()
    session.move_cursor(Cursor(2))
    panel.show()
    assert panel.findChild(Title).accessibleName() == "Forward through f"


@pytest.mark.parametrize(("theme", "scale"), [(LIGHT, 1.0), (DARK, 2.0)])
@pytest.mark.parametrize(
    "text",
    [
        "f = (x + y) * z",
        "f = 1 / (exp(-(w0 * x0 + w1 * x1 + w2)) + 1)",
        "f = multiply(a, b, c, d, max(a, b), g)",
        "größe_der_welt = x ** 2 / 0 + log(-1)",
        "f = x",
    ],
)
def test_every_step_can_be_painted(panel_of, text, theme, scale):
    inputs = (gate for gate in to_circuit(text, default=1.0).gates.values() if gate.kind == "input")
    values = {gate.name: -1.5 for gate in inputs}
    session, panel = panel_of(text, values, theme, scale)
    for steps in range(len(session.trace) + 1):
        at(session, panel, steps)


def test_a_sentence_is_as_high_as_its_text_at_every_width(qtbot):
    sentence = Sentence(Look(LIGHT))
    qtbot.addWidget(sentence)
    sentence.resize(312, 22)
    sentence.show_text("Nudge x or y and q moves exactly as much, so both receive its gradient.", "value")
    sentence.show()
    wide = sentence.height()
    sentence.resize(160, wide)
    assert wide % 22 == 0
    assert sentence.height() > wide


def test_an_empty_circuit_has_words_too(panel_of):
    session, panel = panel_of("f = x", {"x": 1.0})
    session.open(Circuit())
    panel.refresh()
    assert "Place a gate" in panel.findChild(Sentence).accessibleName()


def test_a_divider_stands_between_the_columns_in_every_row(panel_of):
    session, panel = panel_of(*EXAMPLE)
    session.move_cursor(end(session.trace))
    panel.refresh()
    (card,) = (card for card in panel.findChildren(Card) if card.isVisibleTo(panel))
    image = card.grab().toImage()
    ratio = image.devicePixelRatio()
    column = round(card.width() / 2 * ratio)
    bottoms = [card._top + sum(card._heights[: row + 1]) - 6 for row in range(len(card._heights))]
    for y in (6.0, *bottoms):
        assert image.pixelColor(column, round(y * ratio)).name() == LIGHT.color("border").name()


LONG = "gate smooth(x, y) = sigmoid(x * y) * tanh(x) + max(x, y) / (1 + exp(-x)) - 0.25 * y**3"
DEEP = "gate smooth(x, y) = " + "exp(" * 15 + "x * y" + ")" * 15


@pytest.mark.parametrize("definition", [LONG, DEEP])
def test_an_equation_that_does_not_fit_gives_way_to_a_shorter_one(panel_of, definition):
    session, panel = panel_of(definition + "\nh = smooth(a, b)\nf = h * 2", {"a": 3.0, "b": -4.125})
    at(session, panel, 1)
    (card,) = cards(panel)
    numbers = card._lines[-1]
    assert fitting(card, numbers) == numbers.short[0]
    wide = numbers.equations[0] if definition == LONG else numbers.short[0]
    assert fitting(card, numbers, 10_000) == wide, "what is nested deeply can't be set at all"
    at(session, panel, 5)
    for card in cards(panel):
        slope = card._lines[1]
        assert fitting(card, slope, card.width() - 8) == slope.short[0]


def test_an_equation_that_fits_is_whole(panel_of):
    session, panel = panel_of("gate hill(x, y) = 100 - (x - y)**2\nf = hill(a, b)", {"a": 3.0, "b": 4.0})
    at(session, panel, 1)
    (card,) = cards(panel)
    assert all(fitting(card, line) == line.equations[0] for line in card._lines)


def test_both_ports_of_one_gate_have_a_column_each_and_only_the_second_a_sum(panel_of):
    session, panel = panel_of("f = a + a", {"a": 3.0})
    at(session, panel, 3)
    (card,) = cards(panel)
    assert not card.grab().isNull()


def test_after_another_example_everything_of_the_nudge_is_in_its_place_at_once(panel_of):
    """Not a round of the event loop later: the screen may be painted before that."""
    session, panel = panel_of(*EXAMPLE)
    at(session, panel, 5)
    row = panel.findChild(NudgeRow)
    for text, values in (("f = a * a", {"a": 3.0}), EXAMPLE):
        session.open(to_circuit(text, values))
        session.move_cursor(end(session.trace))
        panel.refresh()
        chosen = panel.findChild(Segments).geometry()
        words = next(child for child in row.findChildren(QLabel) if child.text() == "up by").geometry()
        field = row.findChild(QLineEdit).geometry()
        assert 0 < words.left() - chosen.right() <= 10
        assert 0 < field.left() - words.right() <= 10
