"""The screens there are, and which of them the class sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from circuitlab.app.guard import guarded
from circuitlab.app.late import Late


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, and where it is among the others."""

    name: str
    area: QRect


class Split(NamedTuple):
    """Which screen shows the picture, and which one the lecturer's window; None: there is only one."""

    picture: Screen
    lecturer: Screen | None


def split(screens: Sequence[Screen], home: Screen, *, swapped: bool) -> Split:
    """The picture goes where the window was not. Screens that show the same are one: nothing is secret there.

    home: the screen that the window was on. swapped: the other way round.
    """
    here = next((each for each in screens if each.area == home.area), screens[0] if screens else home)
    mirrored = any(each is not here and each.area.intersects(here.area) for each in screens)
    other = next((each for each in screens if not each.area.intersects(here.area)), None)
    if other is None or mirrored:
        return Split(here, None)
    return Split(here, other) if swapped else Split(other, here)


class Screens(QObject):
    """The screens of this machine. Tests put another object in its place."""

    changed = Signal()  # one came, went, or is somewhere else now

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        self._late = Late(self, self._tell)
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._added)
            app.screenRemoved.connect(self._late.soon)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._late.soon)

    def all(self) -> list[Screen]:
        """Every screen, the first one first."""
        return [_told(each) for each in QGuiApplication.screens()]

    def of(self, widget: QWidget) -> Screen:
        """The one that a window is on."""
        return _told(widget.screen())

    def fill(self, widget: QWidget, screen: Screen) -> None:
        """Let a window fill a screen."""
        found = next((each for each in QGuiApplication.screens() if each.geometry() == screen.area), None)
        if found is not None and widget.screen().geometry() != screen.area:
            self.put(widget, screen.area)
        widget.showFullScreen()

    def put(self, widget: QWidget, place: QRect) -> None:
        """Put a window there, or, if no screen is there any more, onto the first one."""
        screens = QGuiApplication.screens()
        found = next((each for each in screens if each.geometry().intersects(place)), None)
        if widget.isFullScreen():
            widget.showNormal()
        if found is None:
            free = screens[0].availableGeometry()
            place = QRect(free.topLeft(), place.size().boundedTo(free.size()))
            place.moveCenter(free.center())
        widget.setScreen(found or screens[0])
        widget.setGeometry(place)

    @guarded
    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._late.soon)
        self._late.soon()

    def _tell(self) -> None:
        self.changed.emit()


def _told(screen: QScreen) -> Screen:
    return Screen(screen.name(), screen.geometry())
