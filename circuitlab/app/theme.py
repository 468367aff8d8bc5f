"""Colours and strokes of the visual language, light, dark and print, and what Qt is told of them.

Blue means value and orange means gradient, everywhere; the interface's own accent is ink.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Theme:
    """Every colour by its role, as #RRGGBB, and the widths of the strokes on the canvas (px at 100 %)."""

    name: str
    canvas: str
    gate: str
    ink: str
    secondary: str
    wire: str
    slot: str
    value: str
    gradient: str
    error: str
    value_tint: str
    gradient_tint: str
    non_finite: str
    hatch: str
    on_error: str
    on_value: str
    on_gradient: str
    panel: str
    border: str
    field: str
    hover: str
    dots: str
    primary: str
    on_primary: str
    outline_width: float = 2.0
    wire_width: float = 2.0
    current_width: float = 4.0
    halo: bool = True

    def color(self, role: str) -> QColor:
        """The colour of a role, such as "gradient" or "value_tint"."""
        return _color(getattr(self, role))


@lru_cache(maxsize=256)
def _color(code: str) -> QColor:
    return QColor(code)


LIGHT = Theme(
    name="light",
    canvas="#FFFFFF",
    gate="#FFFFFF",
    ink="#15191E",
    secondary="#4A5460",
    wire="#6B7682",
    slot="#767F8A",
    value="#005A8F",
    gradient="#A84300",
    error="#9C0063",
    value_tint="#E3F1FA",
    gradient_tint="#FDEBDD",
    non_finite="#FFE39A",
    hatch="#F0C04A",
    on_error="#FFFFFF",
    on_value="#FFFFFF",
    on_gradient="#FFFFFF",
    panel="#F6F7F9",
    border="#DFE3E8",
    field="#C3CAD2",
    hover="#E9ECF0",
    dots="#D5DADF",
    primary="#15191E",
    on_primary="#FFFFFF",
)

DARK = Theme(
    name="dark",
    canvas="#14171B",
    gate="#22272D",
    ink="#F2F4F6",
    secondary="#B4BDC7",
    wire="#8A95A1",
    slot="#8A95A1",
    value="#6CC0F5",
    gradient="#FF9E5E",
    error="#FF7CC8",
    value_tint="#16324A",
    gradient_tint="#472511",
    non_finite="#4A3A00",
    hatch="#6E5600",
    on_error="#14171B",
    on_value="#0E1114",
    on_gradient="#1B0F06",
    panel="#1B1F24",
    border="#30363E",
    field="#4A535E",
    hover="#2A3037",
    dots="#2E343B",
    primary="#F2F4F6",
    on_primary="#15191E",
)

PRINT = replace(
    LIGHT,
    name="print",
    ink="#000000",
    secondary="#000000",
    wire="#000000",
    slot="#000000",
    value="#000000",
    gradient="#000000",
    error="#000000",
    value_tint="#FFFFFF",
    gradient_tint="#FFFFFF",
    non_finite="#FFFFFF",
    hatch="#A8A8A8",
    border="#000000",
    dots="#FFFFFF",
    # A page is printed at 72 pt to 96 px: 1 pt, 0.75 pt and 2 pt.
    outline_width=4 / 3,
    wire_width=1.0,
    current_width=8 / 3,
    halo=False,
)

LECTURE_LIGHT = replace(LIGHT, value="#004A78", gradient="#8F3800")
"""For the projector, whose stray light takes contrast away."""

THEMES = {theme.name: theme for theme in (LIGHT, DARK, PRINT)}


@lru_cache(maxsize=16)
def faded(theme: Theme, opacity: float) -> Theme:
    """The theme as it looks on its own canvas at this opacity, in opaque colours."""
    under = theme.color("canvas")

    def mixed(code: str) -> str:
        color = QColor(code)
        red, green, blue = (
            round(opacity * own + (1 - opacity) * ground)
            for own, ground in (
                (color.red(), under.red()),
                (color.green(), under.green()),
                (color.blue(), under.blue()),
            )
        )
        return QColor(red, green, blue).name().upper()

    codes = {name: getattr(theme, name) for name in Theme.__slots__ if name != "name"}
    mixtures: dict[str, Any] = {n: mixed(code) for n, code in codes.items() if isinstance(code, str)}
    return replace(theme, **mixtures)


def theme_named(name: str) -> Theme:
    """The theme of this name; raises ValueError with one line that lists the names."""
    theme = THEMES.get(name)
    if theme is None:
        raise ValueError(f"theme: expected one of {', '.join(THEMES)}")
    return theme


def qpalette(theme: Theme) -> QPalette:
    """The theme as Fusion's palette; disabled text stays readable on its panel."""
    roles = {
        QPalette.ColorRole.Window: "panel",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Base: "gate",
        QPalette.ColorRole.AlternateBase: "hover",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.PlaceholderText: "slot",
        QPalette.ColorRole.Button: "gate",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.BrightText: "error",
        QPalette.ColorRole.Highlight: "primary",
        QPalette.ColorRole.HighlightedText: "on_primary",
        QPalette.ColorRole.ToolTipBase: "primary",
        QPalette.ColorRole.ToolTipText: "on_primary",
        QPalette.ColorRole.Link: "ink",
        QPalette.ColorRole.LinkVisited: "secondary",
        QPalette.ColorRole.Light: "gate",
        QPalette.ColorRole.Midlight: "hover",
        QPalette.ColorRole.Mid: "border",
        QPalette.ColorRole.Dark: "field",
        QPalette.ColorRole.Shadow: "field",
        QPalette.ColorRole.Accent: "primary",
    }
    palette = QPalette()
    for role, name in roles.items():
        palette.setColor(role, theme.color(name))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("slot"))
    return palette


_BASIC_STYLE = """
QMainWindow, QDialog {{ background: {panel}; }}
QToolTip {{ background: {primary}; color: {on_primary}; border: 0; padding: {px4}px {px8}px;
    font-size: {px13}px; }}
QMenuBar {{ background: {panel}; color: {ink}; font-size: {px13}px; padding: 0 {px8}px; }}
QMenuBar::item {{ background: transparent; padding: {px6}px {px8}px; border-radius: 6px; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {gate}; color: {ink}; border: 1px solid {field}; padding: {px4}px;
    font-size: {px13}px; }}
QMenu::item {{ padding: {px6}px {px24}px {px6}px {px12}px; border-radius: 6px; }}
QMenu::item:selected {{ background: {hover}; color: {ink}; }}
QMenu::item:disabled {{ color: {slot}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: {px4}px {px8}px; }}
QLineEdit, QAbstractSpinBox {{ background: {gate}; color: {ink}; border: 1px solid {field};
    border-radius: 8px; padding: 0 {px8}px; min-height: {px30}px; font-size: {px14}px;
    selection-background-color: {primary}; selection-color: {on_primary}; }}
QLineEdit:focus, QAbstractSpinBox:focus {{ border: 2px solid {ink}; padding: 0 {px7}px;
    min-height: {px28}px; }}
QPushButton {{ background: {gate}; color: {ink}; border: 1px solid {field}; border-radius: 8px;
    padding: 0 {px12}px; min-height: {px30}px; font-size: {px14}px; font-weight: 500; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {border}; }}
QPushButton:disabled {{ color: {slot}; border-color: {border}; }}
QPushButton:focus {{ border: 2px solid {ink}; padding: 0 {px11}px; min-height: {px28}px; }}
QPushButton:default {{ background: {primary}; color: {on_primary}; border-color: {primary}; }}
QPushButton:default:disabled {{ background: {border}; color: {secondary}; border-color: {border}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {field}; border-radius: 3px; margin: 2px; min-height: 24px;
    min-width: 24px; }}
QScrollBar::handle:hover {{ background: {slot}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QGraphicsView {{ background: {canvas}; border: 0; }}
"""


def style_sheet(theme: Theme, scale: float = 1.0) -> str:
    """The rules that every window shares; `scale` is the text size of the program (1 = 100 %)."""
    return styled(_BASIC_STYLE, theme, scale)


def styled(template: str, theme: Theme, scale: float = 1.0) -> str:
    """A style sheet template filled in: {role} becomes the colour, {pxN} becomes N scaled."""
    roles = {name: getattr(theme, name) for name in Theme.__slots__ if isinstance(getattr(theme, name), str)}
    sizes = {f"px{size}": str(round(size * scale)) for size in range(1, 129)}
    return template.format(**roles, **sizes)
