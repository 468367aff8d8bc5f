"""A plot in which something moves many times a second: what stands still is drawn once, and kept.

Imports matplotlib: import this module when the plot is needed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from matplotlib.artist import Artist

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.plots.plot import Plot

A = TypeVar("A", bound=Artist)


class MovingPlot(Plot):
    """`held`: whether somebody has zoomed or moved it by hand, so that it keeps its limits."""

    def __init__(self, look: Look, height: float, margins: tuple[float, float, float, float]) -> None:
        super().__init__(look, height, margins)
        self.held = False
        self._moving: list[Artist] = []
        self._exporting = False
        self._ground: Any = None
        self._size = (0, 0)
        self.mpl_connect("draw_event", guarded(self._keep_ground))

    def moving(self, artist: A) -> A:
        """Have an artist of the axes drawn above all that stands still, whenever something moves."""
        artist.set_animated(True)
        self._moving.append(artist)
        return artist

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

    @contextmanager
    def whole(self) -> Iterator[None]:
        """In here, what moves is drawn with the rest: for an export."""
        self._exporting = True
        for artist in self._moving:
            artist.set_animated(False)
        try:
            yield
        finally:
            for artist in self._moving:
                artist.set_animated(True)
            self._exporting = False
            self.redraw()

    def _pixels(self) -> tuple[int, int]:
        return self.width(), self.height()

    def _keep_ground(self, _event: Any) -> None:
        if self._exporting:
            return
        self._ground = self.copy_from_bbox(self.figure.bbox)
        self._size = self._pixels()
        self._draw_moving()

    def _draw_moving(self) -> None:
        for artist in sorted(self._moving, key=lambda each: each.get_zorder()):
            if artist.get_visible():
                self.figure.draw_artist(artist)
