"""Fitting the circuit into the view, and again when the room changes, until a hand zooms or pans.

A circuit opens in whole, at most at 100 %, as long as that takes no less than 30 %. One that would be
smaller opens at 50 %, from its left, and the view follows the steps; one of which that would be a mere corner
(under 20 % in whole) opens in whole again.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF

from circuitlab.app.canvas.routes import LARGE
from circuitlab.app.canvas.surface import DETAILS_FROM
from circuitlab.app.guard import guarded

if TYPE_CHECKING:
    from circuitlab.app.canvas.view import CanvasView

READABLE_ZOOM = 0.5
"""A circuit that can't be opened in whole is opened at this, and the view follows the steps."""
WHOLE_ZOOM = 0.3
"""Down to this a circuit is opened in whole: its names and the numbers of the current step can be read."""
LARGE_TEXT_ZOOM = 0.25
"""With large text a circuit that fits in whole at this is opened so: its labels shrink with its gates."""
CORNER_ZOOM = 0.2
MARGIN = 12.0
_ROUNDS = 4
_ABOVE = 1.3


class Sight(NamedTuple):
    """The zoom, the point of the scene in the middle, and what fits it again, if it was fitted.

    whole: whether all of the circuit was in view when it was fitted.
    """

    zoom: float
    centre: QPointF
    again: Callable[[], None] | None
    whole: bool


class Fitting:
    """How one view was fitted last."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._again: Callable[[], None] | None = None
        self._whole = True

    def fit(self) -> None:
        """Show the whole circuit, at most at 100 %; an empty one at 100 %."""
        view = self._view
        if view.circuit_scene.extent().isEmpty():
            view.set_zoom(1.0)
            view.centerOn(0, 0)
        else:
            _zoom_to_fit(view)
            view.centerOn(view.circuit_scene.extent().center())
        self._again, self._whole = self.fit, True

    def show_circuit(self) -> None:
        """Show the whole circuit where it can be read then; else as much as can be, from the left.

        A circuit of which that would be a corner only is shown as a whole.
        """
        self.fit()
        view = self._view
        large = view.text_scale > 1
        if CORNER_ZOOM <= view.zoom < (_least_whole(view.text_scale) if large else WHOLE_ZOOM):
            view.set_zoom(DETAILS_FROM if large else READABLE_ZOOM)
            _begin_at_the_left(view)
            self._whole = False
        self._again = self.show_circuit

    @guarded
    def refit(self) -> None:
        """Fit again as before, if it was fitted and nobody has zoomed or panned since."""
        if self._again is not None:
            self._again()

    def take_in(self) -> None:
        """Labels have grown: what was fitted in whole is seen in whole again; a part of it stays the same."""
        if self._whole:
            self.refit()

    @property
    def sight(self) -> Sight:
        """What is seen now, to come back to."""
        view = self._view
        return Sight(view.zoom, view.mapToScene(view.viewport().rect().center()), self._again, self._whole)

    def come_back(self, sight: Sight) -> None:
        """See again what was seen then; what was fitted is fitted."""
        self._view.set_zoom(sight.zoom)
        self._view.centerOn(sight.centre)
        self._again, self._whole = sight.again, sight.whole

    def let_go(self) -> None:
        """Somebody has zoomed or panned: that stays."""
        self._again = None

    def keep_through(self, change: Callable[[], object]) -> None:
        """Make a change that is none of somebody's hand: what was fitted counts as fitted after it."""
        again = self._again
        change()
        self._again = again


def _least_whole(text_scale: float) -> float:
    """The zoom down to which large text is large enough for a whole circuit."""
    return max(LARGE_TEXT_ZOOM, DETAILS_FROM / text_scale)


def _zoom_to_fit(view: "CanvasView") -> None:
    width = max(1.0, view.viewport().width() - 2 * MARGIN) / view.text_scale
    height = max(1.0, view.viewport().height() - 2 * MARGIN) / view.text_scale
    zoom = _first_guess(view, width, height)
    for _ in range(_ROUNDS):  # small text grows against the zoom, and with it the extent
        view.set_zoom(zoom)
        extent = view.circuit_scene.extent()
        fitting = min(1.0, width / extent.width(), height / extent.height())
        if fitting >= zoom:
            break
        zoom = fitting


def _first_guess(view: "CanvasView", width: float, height: float) -> float:
    """Where fitting begins: of a large circuit a little above what fits, for at 100 % it all has labels."""
    scene = view.circuit_scene
    if len(scene.stage.wires) < LARGE:
        return 1.0
    extent = scene.extent()
    return min(1.0, _ABOVE * width / extent.width(), _ABOVE * height / extent.height())


def _begin_at_the_left(view: "CanvasView") -> None:
    extent = view.circuit_scene.extent()
    shown = view.mapToScene(view.viewport().rect()).boundingRect()
    left = extent.left() - MARGIN / view.transform().m11()
    view.centerOn(min(extent.center().x(), left + shown.width() / 2), extent.center().y())
