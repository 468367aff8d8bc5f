"""What the chrome (everything round the canvas) is drawn with: a theme, a scale, and the style sheet.

A `Look` never changes: another theme or text size gives another look, and the window builds its chrome anew.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from circuitlab import resources
from circuitlab.app import fonts
from circuitlab.app.theme import Theme, style_sheet, styled


@dataclass(frozen=True, slots=True)
class Look:
    """A theme and a text size (1 = 100 %). Sizes are given in px at 100 %."""

    theme: Theme
    scale: float = 1.0

    def px(self, size: float) -> int:
        """A size in whole px at this scale."""
        return round(size * self.scale)

    def color(self, role: str) -> QColor:
        """The colour of a role."""
        return self.theme.color(role)

    def font(self, px: float, weight: QFont.Weight = fonts.REGULAR, italic: bool = False) -> QFont:
        """The program's font at this scale; shared, not to be changed."""
        return fonts.font(px * self.scale, weight, italic=italic)

    def metrics(self, px: float, weight: QFont.Weight = fonts.REGULAR) -> QFontMetricsF:
        """Measures of that font."""
        return fonts.metrics(px * self.scale, weight)

    def advance(self, text: str, px: float, weight: QFont.Weight = fonts.REGULAR) -> float:
        """How wide a text is in that font."""
        return fonts.advance(text, px * self.scale, weight)


def chrome_sheet(look: Look) -> str:
    """The style sheet of the whole program."""
    check = resources.path(f"icons/check-{look.theme.name}.svg").as_posix()
    sheet = _SHEET.replace("{check}", check.replace("{", "{{").replace("}", "}}"))
    return style_sheet(look.theme, look.scale) + styled(sheet, look.theme, look.scale)


def plain_tip(text: str) -> str:
    """A tooltip that shows `text` as it is: Qt would take text that looks like HTML for HTML."""
    if "<" not in text:
        return text
    import html

    return f"<span>{html.escape(text)}</span>"


def draw_box(painter: QPainter, rect: QRectF, fill: QColor, edge: QColor | None, radius: float) -> None:
    """A rounded box whose 1 px edge lies on whole pixels."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(QPen(edge, 1))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


KEY_TEXT = 11.5


def keycap_width(look: Look, text: str) -> float:
    """How wide a key's cap is."""
    return round(look.advance(text, KEY_TEXT, fonts.MEDIUM)) + look.px(12)


def draw_keycap(painter: QPainter, rect: QRectF, look: Look, text: str, ink: QColor, edge: QColor) -> None:
    """A key as it is printed on its cap."""
    draw_box(painter, rect, QColor(0, 0, 0, 0), edge, look.px(4))
    painter.setPen(ink)
    painter.setFont(look.font(KEY_TEXT, fonts.MEDIUM))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


_SHEET = """
QMainWindow::separator {{ width: 0; height: 0; }}
QMenuBar {{ border: 0; padding: 0 {px8}px; spacing: 0; }}
QMenuBar::item {{ padding: {px5}px {px8}px; margin: 0; color: {ink}; }}
QMenuBar::item:pressed {{ background: {border}; }}
QMenu::icon {{ padding-left: {px8}px; }}
QMenu::indicator {{ width: {px14}px; height: {px14}px; left: {px6}px; }}
#documentName {{ color: {secondary}; font-size: {px13}px; padding-right: {px8}px; }}
#toolbar {{ background: {panel}; border-bottom: 1px solid {border}; }}
#palette {{ background: {panel}; border-right: 1px solid {border}; }}
#paletteFooter {{ border-top: 1px solid {border}; border-right: 1px solid {border}; }}
#leftRail {{ background: {panel}; border-right: 1px solid {border}; }}
#rightRail {{ background: {panel}; border-left: 1px solid {border}; }}
#rightPanel {{ background: {panel}; border-left: 1px solid {border}; }}
#panelHeader {{ background: {panel}; border-bottom: 1px solid {border}; }}
#panelHeader[folded="true"] {{ border-bottom: 0; border-top: 1px solid {border}; }}
#lowerPanel #panelHeader {{ border-top: 1px solid {border}; }}
#codeHead {{ background: {panel}; border-bottom: 1px solid {border}; }}
#codeView {{ background: {canvas}; color: {ink}; border: 0; selection-background-color: {primary};
    selection-color: {on_primary}; }}
#codeView::corner {{ background: {canvas}; border: 0; }}
#panelTitle {{ color: {ink}; font-size: {px14}px; font-weight: 600; }}
#panelNote {{ color: {secondary}; font-size: {px13}px; }}
#separator, #dockLine {{ background: {border}; }}
#dock {{ background: {panel}; border-top: 1px solid {border}; }}
#breadcrumb {{ background: {panel}; border-bottom: 1px solid {border}; }}
#coach, #legend, #promiseStrip {{ background: {canvas}; border-top: 1px solid {border}; }}
#coachText {{ color: {ink}; font-size: {px14}px; }}
#emptyHelp {{ color: {secondary}; background: transparent; font-size: {px15}px; }}
#caption {{ color: {secondary}; font-size: {px12}px; font-weight: 500; }}
#groupCaption {{ color: {secondary}; font-size: {px12}px; font-weight: 600; }}
#fieldName {{ color: {secondary}; font-size: {px13}px; }}
#slideTitle {{ color: {ink}; font-size: {px18}px; font-weight: 600; }}
#keyMeaning {{ color: {secondary}; font-size: {px14}px; }}
#fieldValue {{ color: {ink}; font-size: {px13}px; }}
#fieldValue[role="value"] {{ color: {value}; font-weight: 600; }}
#fieldValue[role="gradient"] {{ color: {gradient}; font-weight: 600; }}
#lineError {{ color: {error}; font-size: {px13}px; }}
#searchField {{ padding-left: {px28}px; font-size: {px14}px; }}
#searchField:focus {{ padding-left: {px27}px; }}
#hintTitle {{ color: {ink}; font-size: {px14}px; font-weight: 600; }}
#hintCount {{ color: {gradient}; font-size: {px12}px; font-weight: 500; }}
#hintText {{ color: {ink}; font-size: {px15}px; }}
#boxMark {{ color: {ink}; font-size: {px13}px; font-weight: 600; }}
#askField {{ border: 2px solid {gradient}; border-radius: 8px; background: {gate}; color: {ink};
    min-height: 0; padding: 0 {px8}px; font-size: {px18}px; font-weight: 600; }}
#askField:focus {{ border: 2px solid {gradient}; min-height: 0; padding: 0 {px8}px; }}
#askField[role="value"], #askField[role="value"]:focus {{ border: 2px solid {value}; }}
#formulaField {{ border: 0; background: transparent; padding: 0; min-height: {px28}px; font-size: {px15}px; }}
#formulaField:focus {{ border: 0; padding: 0; min-height: {px28}px; }}
#formulaBar {{ background: {gate}; border: 1px solid {field}; border-radius: 8px; }}
#formulaBar[focused="true"] {{ border: 2px solid {ink}; }}
#formulaBar[wrong="true"] {{ border: 2px solid {error}; }}
#errorStrip {{ background: {gate}; border: 1px solid {error}; border-radius: 8px; }}
QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMessageBox QLabel {{ color: {ink}; font-size: {px15}px; padding: {px8}px {px8}px {px8}px 0; }}
QScrollBar:vertical {{ width: {px8}px; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: 0; }}
#rowField {{ min-height: {px26}px; }}
#rowField:focus {{ min-height: {px24}px; }}
QSlider {{ background: transparent; min-height: {px24}px; }}
QSlider::groove:horizontal {{ height: {px3}px; border-radius: 1px; background: {field}; }}
QSlider::sub-page:horizontal {{ background: {secondary}; border-radius: 1px; }}
QSlider::handle:horizontal {{ width: {px12}px; height: {px12}px; margin: -{px6}px 0; border-radius: {px7}px;
    background: {panel}; border: 2px solid {secondary}; }}
QSlider::handle:horizontal:hover {{ border-color: {ink}; }}
QSlider:focus {{ border: 2px solid {ink}; border-radius: 6px; }}
#speedText {{ color: {ink}; font-size: {px14}px; font-weight: 500; }}
#findingRow {{ text-align: left; border: 0; border-radius: {px6}px; padding: {px7}px {px8}px; color: {ink};
    background: transparent; font-size: {px14}px; font-weight: 400; min-height: {px20}px; }}
#findingRow:hover {{ background: {hover}; }}
#findingRow:pressed {{ background: {border}; }}
#findingRow:focus {{ border: 2px solid {ink}; padding: {px5}px {px6}px; }}
#checkSummary {{ color: {ink}; font-size: {px14}px; font-weight: 600; }}
#pathTotal {{ color: {gradient}; font-size: {px16}px; font-weight: 600; }}
#pathWhy {{ color: {ink}; font-size: {px14}px; }}
#pathList {{ background: transparent; border: 0; border-top: 1px solid {border};
    border-bottom: 1px solid {border}; outline: 0; }}
#checkRemark {{ color: {secondary}; font-size: {px13}px; }}
#checkTable {{ background: transparent; border: 0; border-top: 1px solid {border}; outline: 0; }}
#checkTable QHeaderView {{ background: {panel}; border: 0; }}
#checkTable QHeaderView::section {{ background: {panel}; color: {secondary}; font-size: {px12}px;
    font-weight: 500; border: 0; border-bottom: 1px solid {border}; padding: 0 {px4}px; }}
#checkTable QHeaderView::section:first {{ padding-left: {px16}px; }}
#checkTable QHeaderView::section:last {{ padding-left: {px12}px; }}
#dataTable {{ background: {gate}; border: 1px solid {border}; border-radius: 6px; outline: 0;
    gridline-color: {border}; font-size: {px13}px; selection-background-color: {hover};
    selection-color: {ink}; }}
#dataTable QHeaderView {{ background: {panel}; border: 0; }}
#dataTable QHeaderView::section {{ background: {panel}; color: {secondary}; font-size: {px12}px;
    font-weight: 500; border: 0; border-bottom: 1px solid {border}; padding: 0 {px4}px; }}
#dataTable QHeaderView::section:vertical {{ border-bottom: 0; border-right: 1px solid {border}; }}
#dataTable QTableCornerButton::section {{ background: {panel}; border: 0; border-bottom: 1px solid {border};
    border-right: 1px solid {border}; }}
#dataTable::item:focus {{ border: 2px solid {ink}; }}
#dataTable QLineEdit, #dataTable QLineEdit:focus {{ border-radius: 0; min-height: 0; padding: 0 {px2}px; }}
QCheckBox {{ color: {ink}; font-size: {px13}px; spacing: {px8}px; }}
QCheckBox::indicator {{ width: {px14}px; height: {px14}px; border: 1px solid {secondary}; border-radius: 4px;
    background: {gate}; }}
QCheckBox::indicator:checked {{ background: {primary}; border-color: {primary}; image: url("{check}"); }}
QMessageBox QLabel, QDialog QLabel {{ color: {ink}; font-size: {px14}px; }}
"""
