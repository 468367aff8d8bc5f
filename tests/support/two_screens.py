"""Screens that are plugged in and pulled out by a test, and the time at which its lecture began."""

from datetime import datetime

from PySide6.QtCore import QRect

from circuitlab.app.lecture.screens import Screen, Screens

DESK = Screen("desk", QRect(0, 0, 1280, 800))
PROJECTOR = Screen("projector", QRect(1280, 0, 1920, 1080))
BEGAN = datetime(2026, 3, 2, 10, 15)


class FakeScreens(Screens):
    """Screens that are plugged in and pulled out by a test. `filled`: what fills which screen."""

    def __init__(self, *screens):
        super().__init__()
        self.there, self.home = list(screens), screens[0]
        self.filled = {}

    def all(self):
        return self.there

    def of(self, _widget):
        return self.home

    def fill(self, widget, screen):
        self.filled[screen.name] = widget
        widget.setGeometry(screen.area)
        widget.show()

    def put(self, widget, place):
        widget.setGeometry(place)

    def now_are(self, *screens):
        """Screens came or went."""
        self.there = list(screens)
        self.filled.clear()
        self.changed.emit()
