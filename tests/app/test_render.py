"""Pictures of circuits: the same as the canvas, vector where they say so, at any step."""

import re

import pytest
from support.drawn_circuits import PRODUCT, placed

from circuitlab.app import render
from circuitlab.app.render import export_picture, picture
from circuitlab.app.theme import DARK, LIGHT
from circuitlab.circuit.circuit import Circuit
from circuitlab.circuit.text import to_circuit
from circuitlab.files.errors import FileError


def colours(image):
    points = ((x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2))
    return {image.pixelColor(x, y).name().upper() for x, y in points}


def test_the_end_shows_gradients_and_the_start_does_not(qapp):
    circuit = placed(PRODUCT)
    assert LIGHT.gradient_tint in colours(picture(circuit))
    assert LIGHT.gradient_tint not in colours(picture(circuit, step=0))


def test_steps_are_clamped(qapp):
    circuit = placed(PRODUCT)
    assert picture(circuit, step=99) == picture(circuit)
    assert picture(circuit, step=-3) == picture(circuit, step=0)


def test_the_same_circuit_gives_the_same_picture(qapp):
    assert picture(placed(PRODUCT)) == picture(placed(PRODUCT))


def test_scale_and_theme(qapp):
    circuit = to_circuit(PRODUCT)
    one, two = picture(circuit), picture(circuit, scale=2, theme="dark")
    assert abs(two.width() - 2 * one.width()) <= 2
    assert two.pixelColor(0, 0) == DARK.color("canvas")


def test_an_svg_is_vector_and_its_text_is_outlines(qapp, tmp_path):
    path = tmp_path / "out.svg"
    export_picture(placed("x = 0\nu = log(x)\nf = u * 2"), path)
    svg = path.read_text()
    assert "<path" in svg
    assert not re.search('<text|<image|font-family="(?!Inter|DejaVu|Sans)|href=', svg)


def test_a_pdf_has_no_fonts_and_no_bitmaps(qapp, tmp_path):
    path = tmp_path / "out.pdf"
    export_picture(placed(PRODUCT), path, theme="print")
    pdf = path.read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"/FontFile" not in pdf
    assert b"/Subtype /Image" not in pdf


def test_what_cannot_be_drawn_is_refused_in_one_line(qapp, tmp_path):
    circuit = placed(PRODUCT)
    refused = [
        lambda: export_picture(circuit, tmp_path / "out.gif"),
        lambda: export_picture(circuit, tmp_path / "out.png", theme="pink"),
        lambda: export_picture(circuit, tmp_path / "out.png", scale=0),
        lambda: export_picture(circuit, tmp_path / "out.png", scale=float("nan")),
    ]
    for attempt in refused:
        with pytest.raises(ValueError, match="expected") as error:
            attempt()
        assert "\n" not in str(error.value)
    with pytest.raises(FileError):
        export_picture(circuit, tmp_path / "nowhere" / "out.png")


def test_a_bitmap_that_would_be_too_large_shrinks_only_if_asked(qapp, monkeypatch):
    circuit = placed(PRODUCT)
    whole = picture(circuit)
    monkeypatch.setattr(render, "MOST_PIXELS", whole.width() * whole.height() // 4)
    small = picture(circuit, scale=2, shrink=True)
    assert small.width() == pytest.approx(whole.width() / 2, rel=0.02)
    with pytest.raises(ValueError, match=r"the largest that fits is 0\.4"):
        picture(circuit)


def test_an_empty_circuit_gives_a_small_empty_picture(qapp):
    image = picture(Circuit())
    assert image.width() < 100
