"""A plot in which something moves many times a second: what stands still is drawn once, and kept.

Imports matplotlib: import this module when the plot is needed.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar, cast

from matplotlib.artist import Artist

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.plots.plot import DPI, SEMIBOLD, Margins, Plot
from circuitlab.app.theme import theme_named

A = TypeVar("A", bound=Artist)
TITLE_ROOM = 30
"""For the title of a plot on paper, in px at 100 %."""


class MovingPlot(Plot):
    """`held`: whether somebody has zoomed or moved it by hand, so that it keeps its limits."""

    def __init__(self, look: Look, height: float, margins: Margins) -> None:
        super().__init__(look, height, margins)
        self.held = False
        self._moving: list[Artist] = []
        self._ground: Any = None
        self._size = (0, 0)
        self.mpl_connect("draw_event", guarded(self._keep_ground))

    def ask_at(self, slot: Callable[[Any], object]) -> None:
        """Have a slot called with each place of a click or a drag of the left button that moves no plot."""

        def point(event: Any) -> None:
            held = event.button == 1 if event.name == "button_press_event" else 1 in (event.buttons or ())
            if held and not self.widgetlock.locked():
                slot(event)

        for event in ("button_press_event", "motion_notify_event"):
            self.mpl_connect(event, guarded(point))

    def moving(self, artist: A) -> A:
        """Have an artist of the axes drawn above all that stands still, whenever something moves."""
        artist.set_animated(True)
        self._moving.append(artist)
        return artist

    def drop(self, artist: Artist) -> None:
        """Take what moves out of the axes for good."""
        self._moving.remove(artist)
        artist.remove()

    def forget_moving(self) -> None:
        """The axes have been emptied."""
        self._moving.clear()
        self._ground = None

    def show_movement(self) -> None:
        """Draw what moves where it is now; all, if the ground is not there yet, or of another size."""
        if self._ground is None or self._size != self._pixels():
            self.draw_idle()
            return
        self.restore_region(self._ground)
        self._draw_moving()
        self.update()

    def redraw(self) -> None:
        """Draw everything anew, when what goes on now is over."""
        self._ground = None
        self.draw_idle()

    def resettle(self) -> None:
        """Find the limits anew, as after zooming by hand."""
        self.held = False
        self.redraw()

    def show_on(self, other: Any) -> None:
        """Have another plot of this kind show the same."""
        raise NotImplementedError

    def printed(self, title: str) -> "MovingPlot":
        """The same plot for paper: on white, with its title above, and nothing moves any more."""
        paper = replace(theme_named("light"), panel="#FFFFFF")
        make = cast(Callable[[Look], MovingPlot], type(self))
        other, room = make(replace(self.look, theme=paper)), self.look.px(TITLE_ROOM)
        left, top, right, bottom = other.margins
        other.margins = left, top + TITLE_ROOM, right, bottom
        other.resize(self.width(), self.height() + room)
        other.figure.set_size_inches(other.width() / DPI, other.height() / DPI)
        words: dict[str, Any] = {"color": other.color("ink"), "fontproperties": other.face(13, SEMIBOLD)}
        at = room / 3 / other.width(), 1 - room / 3 / other.height()
        other.figure.text(*at, title, va="top", **words)
        self.show_on(other)
        if self.held:
            other.axes.set(xlim=self.axes.get_xlim(), ylim=self.axes.get_ylim())
        other.place()
        other.draw()
        for artist in other._moving:
            artist.set_animated(False)
        other._moving.clear()
        return other

    def _pixels(self) -> tuple[int, int]:
        return self.width(), self.height()

    def _keep_ground(self, _event: Any) -> None:
        self._ground = self.copy_from_bbox(self.figure.bbox)
        self._size = self._pixels()
        self._draw_moving()

    def _draw_moving(self) -> None:
        for artist in sorted(self._moving, key=lambda each: each.get_zorder()):
            if artist.get_visible():
                self.figure.draw_artist(artist)
