"""Makers of named widgets: the name is what the style sheet knows them by. Labels show plain text only."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """The same widget, with a name, and painted as the style sheet says."""
    widget.setObjectName(name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def label(name: str, text: str = "") -> QLabel:
    """A label. Text from a file is never taken for HTML."""
    result = QLabel(text)
    result.setObjectName(name)
    result.setTextFormat(Qt.TextFormat.PlainText)
    return result


def dress_anew(widget: QWidget) -> None:
    """Its name or a property has changed: let the style sheet look at it again, if it has done so before."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def column_of(widget: QWidget) -> QVBoxLayout:
    """A column in a widget, without margins or gaps."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def scroll_down_only(area: QScrollArea) -> None:
    """As the panels on the right scroll: never sideways, no focus, as high as there is room."""
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)


def bring_into_view(area: QScrollArea, *widgets: QWidget) -> None:
    """Scroll to these, as they stand once all that was shown just now has its place; to the last for sure."""
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    for widget in widgets:
        area.ensureWidgetVisible(widget)


def empty(layout: QLayout) -> None:
    """Let all widgets of a layout go: they are hidden at once, and deleted when what is going on is over."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def first_fit(row: QLayout, width: int, levels: int, show: Callable[[int], object]) -> None:
    """Show a row at the first level, from 0 on, at which it is no wider than `width`; else at the last."""
    for level in range(levels):
        show(level)
        _forget_sizes(row)
        if row.minimumSize().width() <= width:
            return


def settle(widget: QWidget | None) -> None:
    """Lay out what is in a widget now, and not when the events of the change have gone round.

    Each level of layouts would else take a round of the event loop, and the screen is painted in between.
    """
    layout = None if widget is None else widget.layout()
    if widget is None or layout is None:
        return
    for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if not child.isHidden():
            settle(child)
    _forget_sizes(layout)
    layout.activate()


def _forget_sizes(layout: QLayout) -> None:
    """Have a layout measure its widgets anew; Qt's own `invalidate` leaves out the layouts inside it."""
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner = None if item is None else item.layout()
        if inner is not None:
            _forget_sizes(inner)
    layout.invalidate()
