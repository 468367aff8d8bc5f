"""What the last row sees: sizes on two screens, the spotlight, the band under the circuit."""

import pytest
from PySide6.QtGui import QFont
from support.measured_circuits import neuron

from circuitlab.app import fonts
from circuitlab.app.canvas import items, surface
from circuitlab.app.canvas.frame import Frame, Motion
from circuitlab.app.canvas.looks import Looks
from circuitlab.app.canvas.pulses import cards
from circuitlab.app.lecture import equation_row, sentence_lines
from circuitlab.app.theme import LECTURE_LIGHT, LIGHT, faded
from circuitlab.circuit.text import to_circuit
from circuitlab.engine.passes import run
from circuitlab.engine.trace import Cursor

SCREENS = [((1920, 1080), 42.0), ((1280, 720), 28.0)]
OF_ALL_SORTS = """
a = 0.333333
w_long_name = parameter(-2)
s = sigmoid(a * w_long_name)
m = max(s, a)
f = (m / 3) ** 2 - 0.125
"""


@pytest.fixture
def written(monkeypatch):
    """Every text that the canvas writes: the words, and their size in scene units."""
    texts = []
    write = surface.Surface.text

    def watched(self, at, words, size, color, **more):
        texts.append((words, round(size)))
        write(self, at, words, size, color, **more)

    monkeypatch.setattr(surface.Surface, "text", watched)
    return texts


def gate(hall, name):
    return hall.session.circuit.named(name).id


def place(hall, name):
    return hall.window.scene.stage.gates[gate(hall, name)].places


# Readable sizes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "least"), SCREENS)
@pytest.mark.parametrize("steps", [0, 2, 5, 7, 9])
def test_no_number_and_no_name_is_smaller_than_the_last_row_can_read(hall, written, size, least, steps):
    hall = hall(to_circuit(OF_ALL_SORTS))
    hall.begin(size)
    hall.step(steps)
    written.clear()
    hall.view.grab()
    unit = hall.view.transform().m11()
    functions = {"sigmoid"}  # beside its curve; the rule is in the band
    small = {words: px * unit for words, px in written if px * unit < least and words not in functions}
    assert len(written) >= 3
    assert small == {}


@pytest.mark.parametrize(("size", "unit"), [((1920, 1080), 1.0), ((1280, 720), 2 / 3)])
def test_the_numbers_of_the_step_are_56_and_all_others_44(hall, size, unit):
    hall = hall()
    hall.begin(size)
    hall.step(4)
    pixels = hall.view.transform().m11()

    def number_px(scale):
        return round(16 * scale) * pixels

    loud = [place(hall, name).gradient_scale for name in "fqz"]
    usual = [place(hall, name).scale for name in "xyzqf"]
    assert [number_px(scale) for scale in loud] == pytest.approx(3 * [56 * unit], abs=2.5 * unit)
    assert [number_px(scale) for scale in usual] == pytest.approx(5 * [44 * unit], abs=2.5 * unit)


def test_a_pulse_has_the_size_that_its_number_will_have(hall):
    hall = hall()
    hall.begin()
    hall.step(4)
    hall.player.next()
    hall.wait(864)
    pulse = hall.window.scene.motion.pulses.items[0]
    moving = pulse.pill_scale
    hall.player.finish()
    assert moving == place(hall, "x").gradient_scale


@pytest.mark.parametrize(("size", "least"), SCREENS)
def test_the_band_is_316_of_1080_lines_and_its_texts_are_readable(hall, size, least):
    hall = hall()
    hall.begin(size)
    hall.step(5)
    band = hall.lecture.stage.band
    assert band.height() == round(316 * size[1] / 1080)
    assert band.geometry().bottom() == size[1] - 1
    layout, line = band.step.lines(hall.lecture.stage.look, band.width()).fitted(10_000)
    assert layout.font().pixelSize() == round(44 * size[1] / 1080)
    assert line == pytest.approx(60 * size[1] / 1080)
    assert sentence_lines.SMALL_TEXT * size[1] / 1080 >= least


def test_lecture_numbers_have_three_digits(hall, written):
    hall = hall(neuron())
    hall.begin()
    hall.step(6)
    written.clear()
    hall.view.grab()
    words = {text for text, _ in written}
    assert "0.731" in words
    assert "0.7311" not in words
    hall.step(1)
    assert any("0.197" in line.latex for line in hall.lecture.stage.band.step.equations)
    assert "0.1966" not in hall.lecture.stage.band.step.sentence


# The spotlight -----------------------------------------------------------------------------------


def looks_at(steps, lecture=True, t_ms=None):
    circuit = to_circuit("x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z")
    motion = None if t_ms is None else Motion(steps - 1, steps - 1, t_ms)
    return circuit, Looks(circuit, Frame(run(circuit), Cursor(steps), motion, lecture=lecture))


def aside(circuit, looks):
    return {gate.name for gate in circuit.gates.values() if looks.gate(gate.id).aside}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (0, set()),  # nothing acts
        (1, {"z", "f"}),  # q = x + y
        (2, {"x", "y"}),  # f = q z
        (3, {"x", "y", "z", "q"}),  # the seed
        (4, {"x", "y"}),
        (5, set()),  # the end
    ],
)
def test_what_has_no_part_in_the_step_steps_back(steps, expected):
    circuit, looks = looks_at(steps)
    assert aside(circuit, looks) == expected


def test_the_spotlight_is_a_function_of_the_frame():
    circuit, moving = looks_at(5, t_ms=864.0)
    assert aside(circuit, moving) == {"z", "f"}
    wires = {
        (circuit.gates[wire.source].name, circuit.gates[wire.target].name): moving.wire(wire.id).aside
        for wire in circuit.wires.values()
    }
    assert wires == {("x", "q"): False, ("y", "q"): False, ("q", "f"): False, ("z", "f"): True}
    assert cards(moving) == []
    circuit, usual = looks_at(4, lecture=False)
    assert aside(circuit, usual) == set()


def test_going_from_step_to_step_leaves_nobody_in_the_light(hall):
    hall = hall()
    hall.begin()
    stage = hall.window.scene.stage
    for _ in range(5):
        hall.step()
        for key, item in stage.gates.items():
            assert item.state == stage.looks.gate(key)
    hall.player.rewind()
    assert not any(item.state.aside for item in stage.gates.values())


def contrast(first, second):
    def light(color):
        parts = (color.redF(), color.greenF(), color.blueF())
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("role", ["value", "gradient", "ink"])
def test_numbers_and_names_that_step_back_stay_readable(role):
    back = faded(LECTURE_LIGHT, items.WORDS_ASIDE)
    assert contrast(back.color(role), back.color("canvas")) >= 4.5
    assert contrast(LECTURE_LIGHT.color(role), LECTURE_LIGHT.color("canvas")) >= (7 if role != "ink" else 15)


def test_a_faded_theme_is_the_theme_on_its_canvas_at_that_opacity():
    assert faded(LIGHT, 1.0) == LIGHT
    half = faded(LIGHT, 0.5)
    assert half.canvas == LIGHT.canvas
    assert half.value == "#80ACC7"  # half of #005A8F on white


# The band ----------------------------------------------------------------------------------------


def test_the_band_says_what_the_step_does(hall):
    hall = hall()
    hall.begin()
    band = hall.lecture.stage.band
    assert band.step.equations == ()
    hall.step(5)
    x, y = band.step.equations
    assert x.latex.startswith(r"\frac{{\partial}f}{{\partial}x} = ")
    assert x.latex.endswith(r"= \textcolor{gradient}{-4}")
    assert band.accessibleName() == (
        "Nudge x or y and q moves exactly as much, so both receive q’s gradient unchanged: −4."
    )
    assert y.latex != x.latex
    marked = band.step.lines(hall.lecture.stage.look, band.width()).marked(band.step.sentence)
    assert [band.step.sentence[mark.start : mark.start + mark.length] for mark in marked] == ["−4"]
    assert marked[0].format.foreground().color() == LECTURE_LIGHT.color("gradient")
    assert marked[0].format.fontWeight() == QFont.Weight.DemiBold == fonts.SEMIBOLD


def test_many_equations_give_way_to_shorter_ones_and_then_to_the_largest(hall):
    names = [f"long_name_{k}" for k in range(5)]
    text = "\n".join(f"{name} = {k + 1}" for k, name in enumerate(names))
    hall = hall(to_circuit(f"{text}\nf = multiply({', '.join(names)})"))
    hall.begin()
    hall.step(3)
    band = hall.lecture.stage.band
    row = band.step.row(hall.lecture.stage.look, band.width(), 1.0)
    drawn = row.chosen()
    assert 1 <= len(drawn) < 5
    assert row.width_of(drawn) * equation_row.LEAST / equation_row.EQUATION <= band.width()


def test_a_sentence_is_broken_into_lines_of_about_the_same_length(hall):
    hall = hall()
    hall.begin()
    hall.step(5)
    stage = hall.lecture.stage
    layout, _ = stage.band.step.lines(stage.look, stage.band.width()).fitted(200)
    widths = [layout.lineAt(k).naturalTextWidth() for k in range(layout.lineCount())]
    assert len(widths) == 2
    assert min(widths) > 0.7 * max(widths)
