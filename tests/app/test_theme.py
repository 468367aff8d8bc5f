"""The colours are readable, and Qt is told all of them."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette, QRawFont

from circuitlab import resources
from circuitlab.app import guard
from circuitlab.app.fonts import FAMILY, font, load_fonts
from circuitlab.app.theme import DARK, LIGHT, PRINT, THEMES, qpalette, style_sheet, theme_named


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(first: QColor, second: QColor) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK, PRINT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("role", ["ink", "secondary", "value", "gradient", "error"])
def test_text_on_the_canvas_has_a_contrast_of_at_least_4_5(theme, role):
    assert contrast(theme.color(role), theme.color("canvas")) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("on_value", "value"),
        ("on_gradient", "gradient"),
        ("on_primary", "primary"),
        ("ink", "non_finite"),
        ("value", "value_tint"),
        ("gradient", "gradient_tint"),
        ("secondary", "panel"),
    ],
)
def test_text_on_a_fill_has_a_contrast_of_at_least_4_5(theme, text, ground):
    assert contrast(theme.color(text), theme.color(ground)) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_empty_slots_and_wires_are_seen(theme):
    assert contrast(theme.color("slot"), theme.color("canvas")) >= 3
    assert contrast(theme.color("wire"), theme.color("canvas")) >= 3


def test_print_is_black_on_white_without_tints():
    assert {PRINT.color(role).name() for role in ("ink", "value", "gradient", "wire")} == {"#000000"}
    assert {PRINT.color(role).name() for role in ("canvas", "value_tint", "gradient_tint")} == {"#ffffff"}


def test_a_theme_that_is_not_there_is_refused_in_one_line():
    assert theme_named("dark") is DARK
    with pytest.raises(ValueError, match="expected one of light, dark, print") as error:
        theme_named("pink")
    assert "\n" not in str(error.value)


def test_a_palette_and_a_style_sheet_wear_the_colours(qapp):
    for theme in THEMES.values():
        assert qpalette(theme).color(QPalette.ColorRole.Window) == theme.color("panel")
        assert theme.primary in style_sheet(theme)
        assert "{" in style_sheet(theme, 2.0)
        assert "px13" not in style_sheet(theme)


def test_the_style_sheet_grows_with_the_text_size():
    assert "font-size: 13px" in style_sheet(LIGHT)
    assert "font-size: 26px" in style_sheet(LIGHT, 2.0)


def test_the_bundled_font_is_loaded_and_its_figures_are_equally_wide(qapp):
    assert load_fonts()
    assert font(16).family() == FAMILY
    from circuitlab.app.fonts import metrics

    widths = {round(metrics(16).horizontalAdvance(figure), 3) for figure in "0123456789"}
    assert len(widths) == 1


def test_a_guarded_slot_that_fails_is_logged_reported_and_returns(caplog):
    told = []
    guard.on_failure(told.append)
    try:

        @guard.guarded
        def slot():
            raise ZeroDivisionError("inside")

        assert slot() is None
    finally:
        guard.on_failure(None)
    assert "slot failed" in caplog.text
    assert "ZeroDivisionError: inside" in told[0]


def test_a_guarded_override_answers_with_its_fallback():
    @guard.guarded_or(lambda number: number + 1)
    def override(number):
        return [][number]

    assert override(4) == 5


def test_a_painter_that_a_failed_call_opened_is_ended(qapp):
    from PySide6.QtGui import QImage, QPainter

    image = QImage(4, 4, QImage.Format.Format_RGB32)

    @guard.guarded
    def paint():
        painter = QPainter(image)
        painter.setPen(LIGHT.color("ink"))
        raise IndexError

    paint()
    assert not image.paintingActive()


def test_the_symbols_of_gates_in_the_readme_can_be_drawn(qapp):
    readme = Path(__file__).parents[2] / "README.md"
    symbols = re.findall(r'symbol="(.+?)"', readme.read_text(encoding="utf-8"))
    face = QRawFont(str(resources.path("fonts/Inter-Regular.otf")), 16.0)
    assert symbols
    assert all(face.supportsCharacter(ord(char)) for symbol in symbols for char in symbol)
