"""Linear prediction: a value is dragged, and what its gradient promised stands beside what the output is."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.mouse import LEFT, NONE, Mouse

from circuitlab.app import commands
from circuitlab.app.panels.promise_strip import PromiseStrip
from circuitlab.app.promising import LIVE, Promising
from circuitlab.circuit.composing import compose
from circuitlab.circuit.text import to_circuit

SQUARE = "x = 3\nf = x ** 2"
PRODUCT = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z"
STEP_PX = 4  # of the pointer, for a tenth of the value's decade


class Drag(Mouse):
    """A value that is dragged, and not yet let go."""

    def __init__(self, window, name):
        super().__init__(window)
        rect = window.scene.value_rect(window.session.circuit.named(name).id)
        self.start = QPointF(window.view.mapFromScene(rect.center()))
        self.event(self.viewport, QEvent.Type.MouseButtonPress, self.start, LEFT, LEFT)

    def to(self, steps):
        self.at = self.start + QPointF(STEP_PX * steps, 0)
        self.event(self.viewport, QEvent.Type.MouseMove, self.at, NONE, LEFT)
        return self

    def release(self):
        self.event(self.viewport, QEvent.Type.MouseButtonRelease, self.at, LEFT, NONE)


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
def on(window_on):
    """Makes a window at the end of the passes, with the linear prediction switched on by its key."""

    def make(text):
        window = window_on(to_circuit(text) if isinstance(text, str) else text, "t")
        press(Qt.Key.Key_End)
        press(Qt.Key.Key_L)
        return window

    return make


def strip(window):
    return window.shell.findChild(PromiseStrip)


def step(window):
    return Promising.of(window.session).step


# On and off --------------------------------------------------------------------------------------


def test_it_is_off_at_first_and_its_strip_is_not_made(window_on):
    window = window_on(to_circuit(SQUARE), "t")
    press(Qt.Key.Key_End)
    Drag(window, "x").to(5).release()
    assert strip(window) is None
    assert window.scene.promise.shown is None
    assert not window.commands["linear"].isChecked()


def test_the_key_switches_it_on_and_the_cross_off(on, qtbot):
    window = on(SQUARE)
    assert window.commands["linear"].isChecked()
    assert strip(window).isVisible()
    assert strip(window).sentence.text().startswith("Drag the value of an input")
    Drag(window, "x").to(5).release()
    qtbot.mouseClick(strip(window).close_button, Qt.MouseButton.LeftButton)
    assert not strip(window).isVisible()
    assert not window.commands["linear"].isChecked()
    assert window.scene.promise.shown is None


# What is told ------------------------------------------------------------------------------------


def test_while_a_value_is_dragged_promise_and_truth_stand_side_by_side(on):
    window = on(SQUARE)
    drag = Drag(window, "x").to(5)
    assert (step(window).start, step(window).now) == (3.0, 3.5)
    assert (step(window).promised, step(window).after) == (12.0, 12.25)
    shown = strip(window)
    assert shown.head.text() == "x from 3 to 3.5"
    assert shown.sentence.text() == (
        "The gradient promised 12; the true output is 12.25: off by 0.25, because f curves."
    )
    assert shown.bars.accessibleDescription() == "f was 9, promised 12, true 12.25"
    assert window.scene.promise.shown == (
        window.session.circuit.named("f").id, "promised 12, off by 0.25"
    )  # fmt: skip
    drag.to(-10)
    assert (step(window).promised, step(window).after) == (3.0, 4.0), "from where the drag began"
    drag.release()
    assert (step(window).promised, step(window).after) == (3.0, 4.0), "it stays"


def test_in_a_lecture_the_tag_has_three_digits(on):
    window = on("x = 1\nf = exp(x)")
    Drag(window, "x").to(5)
    assert window.scene.promise.shown[1] == "promised 4.077, off by 0.4043"
    window.begin_lecture()
    commands.set_value(window.session, window.session.circuit.named("x").id, 1.0)
    commands.set_value(window.session, window.session.circuit.named("x").id, 1.5)
    assert window.scene.promise.shown[1] == "promised 4.08, off by 0.404"
    window.end_lecture()


def test_along_one_input_of_a_product_the_promise_is_kept(on):
    window = on(PRODUCT)
    Drag(window, "z").to(10).release()
    assert step(window).error == 0.0
    assert strip(window).sentence.text().endswith("along z, f is straight so far.")
    assert window.scene.promise.shown[1].endswith("exact")


def test_the_curve_goes_through_both_ends_of_the_step(on):
    window = on(SQUARE)
    Drag(window, "x").to(5)
    promising, plot = Promising.of(window.session), strip(window).plot
    assert promising.ys == pytest.approx([x * x for x in promising.xs])
    plot.grab()
    curve = [point for piece in plot.pieces() for point in piece]
    end = plot.at(3.5, 12.25)
    assert min((point - end).manhattanLength() for point in curve) < 2
    assert plot.at(3.5, 12.0).y() > end.y(), "the promise is below the curve"


def test_the_picture_keeps_its_size_while_the_drag_stays_in_it(on):
    window = on(SQUARE)
    drag = Drag(window, "x").to(10)
    xs, ys = Promising.of(window.session).xs, Promising.of(window.session).ys
    drag.to(15)
    assert Promising.of(window.session).ys is ys
    drag.to(40)
    assert Promising.of(window.session).xs[-1] > xs[-1]
    drag.to(1)
    assert Promising.of(window.session).xs[-1] > xs[-1], "it does not jump back"


def test_a_nudge_and_a_typed_value_are_steps_too(on):
    window = on(SQUARE)
    x = window.session.circuit.named("x").id
    commands.nudge(window.session, x, 0.01)
    assert (step(window).start, step(window).now) == (3.0, 3.01)
    commands.set_value(window.session, x, 5.0)
    assert (step(window).start, step(window).now) == (3.01, 5.0)


def test_at_a_kink_there_is_no_single_slope(on):
    window = on("x = 0\nf = relu(x)")
    Drag(window, "x").to(5)
    assert strip(window).sentence.text().startswith("No single slope here")
    assert window.scene.promise.shown[1] == "no single slope here"
    strip(window).grab()


def test_what_is_not_finite_is_said_and_painted(on):
    window = on("x = 0.2\nf = log(x)")
    Drag(window, "x").to(-30)
    strip(window).grab()
    assert "but f is undefined there" in strip(window).sentence.text()


def test_inside_a_gate_its_parameters_are_dragged(on):
    circuit = to_circuit("x = 2\nw = parameter(3)\nq = x * w\nf = q * q")
    inner = [circuit.names[name] for name in ("w", "q", "f")]
    circuit.apply(compose(circuit, inner, "whole", inside={circuit.names["w"]}))
    window = on(circuit)
    window.session.enter(window.session.circuit.named("f").id)
    press(Qt.Key.Key_End)
    Drag(window, "w").to(10)
    assert (step(window).start, step(window).now) == (3.0, 4.0)
    assert (step(window).promised, step(window).after) == (60.0, 64.0)


def test_a_long_curve_is_there_a_little_later(on, qtbot):
    window = on("x0 = 0.5\n" + "\n".join(f"x{i} = sin(x{i - 1})" for i in range(1, LIVE + 50)))
    promising = Promising.of(window.session)
    commands.set_value(window.session, window.session.circuit.named("x0").id, 0.6)
    assert promising.ys == ()
    assert "off by" in promising.said
    assert "because" not in promising.said
    qtbot.waitUntil(lambda: "because" in promising.said)
    assert len(promising.ys) == len(promising.xs)


# What is not told --------------------------------------------------------------------------------


def test_before_the_gradient_has_arrived_nothing_is_promised(on):
    window = on(SQUARE)
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_F10)
    Drag(window, "x").to(5)
    assert step(window) is None
    assert strip(window).sentence.text() == (
        "x has no gradient yet, so nothing is promised: step backward first."
    )
    assert window.scene.promise.shown is None


def test_nothing_that_predict_covers_is_given_away(on):
    window = on(SQUARE)
    press(Qt.Key.Key_Q)
    Drag(window, "x").to(5).release()
    assert step(window) is None
    assert strip(window).sentence.text() == (
        "Numbers are being predicted: a promise would tell them. It waits until that is over (Q)."
    )
    assert window.scene.promise.shown is None


def test_nothing_that_a_slide_asks_for_is_given_away(on, asking_slide):
    window = on(PRODUCT)
    window.lessons.start(asking_slide)
    QApplication.processEvents()
    covered = "Numbers are being predicted: a promise would tell them. It waits until that is over."
    assert strip(window).sentence.text() == covered
    Drag(window, "x").to(5).release()
    assert step(window) is None
    assert strip(window).sentence.text() == covered
    assert window.scene.promise.shown is None


def test_what_was_compared_is_over_when_its_number_is_asked_for(on, asking_slide):
    window = on(PRODUCT)
    window.lessons.start(asking_slide)
    window.predicting.show()
    Drag(window, "x").to(5).release()
    assert step(window) is not None
    window.session.hidden.hide(frozenset({("gradient", window.session.circuit.names["x"])}), asking=False)
    assert step(window) is None


@pytest.mark.parametrize("text", ["x = 3\ny = 2\nf = y * y", "x = 3\na = 2 * x\nf = y"])
def test_without_a_way_to_an_objective_that_is_said(on, text):
    window = on(text)
    Drag(window, "x").to(5)
    assert step(window) is None
    said = strip(window).sentence.text()
    assert "no way to f" in said or "nothing is promised" in said


def test_the_next_step_ends_it(on):
    window = on(SQUARE)
    Drag(window, "x").to(5).release()
    press(Qt.Key.Key_P)
    assert step(window) is None
    assert window.scene.promise.shown is None


@pytest.mark.parametrize(
    "edit",
    [
        lambda window: commands.delete(window.session),
        lambda window: window.session.open(to_circuit(PRODUCT)),
        lambda window: window.session.enter(window.session.circuit.named("f").id),
    ],
)
def test_another_edit_ends_it(on, edit):
    circuit = to_circuit("x = 3\nf = x ** 2 + 1")
    circuit.apply(compose(circuit, [key for key, gate in circuit.gates.items() if gate.inputs], "whole"))
    window = on(circuit)
    Drag(window, "x").to(5).release()
    assert step(window) is not None
    edit(window)
    assert step(window) is None


def test_escape_drops_the_drag_and_the_comparison(on):
    window = on(SQUARE)
    Drag(window, "x").to(5)
    press(Qt.Key.Key_Escape)
    assert window.session.circuit.named("x").value == 3.0
    assert step(window) is None


def test_another_look_shows_the_same_comparison(on):
    window = on(SQUARE)
    Drag(window, "x").to(5).release()
    window.set_theme("dark")
    QApplication.processEvents()
    shown = window.shell.findChild(PromiseStrip)
    assert shown.isVisible()
    assert shown.head.text() == "x from 3 to 3.5"
