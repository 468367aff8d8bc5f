"""What plots draw, without a window round them: names as they are, failures told, nothing kept too long."""

import numpy as np
import pytest

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.above_plot import AbovePlot, Path
from circuitlab.app.plots.surface_plot import SurfacePlot
from circuitlab.app.theme import LIGHT
from circuitlab.learn.landscape import Frame, Surface

FRAME = Frame(0.0, 4.0, 0.0, 2.0)
NAMES = ("x", "y")


def slope_over(frame=FRAME, fine=40):
    """f = x**2 + 3 * y: other heights at each corner."""
    xs, ys = np.linspace(*frame[:2], fine), np.linspace(*frame[2:], fine)
    return Surface(frame, 0, 1, (1.0, 1.0), xs[None, :] ** 2 + 3 * ys[:, None])


@pytest.fixture
def drawn(qtbot, no_failures):
    """Makes a plot that can be seen."""

    def make(kind):
        plot = kind(Look(LIGHT))
        qtbot.addWidget(plot)
        plot.resize(320, 200)
        return plot

    return make


@pytest.mark.parametrize("kind", [AbovePlot, SurfacePlot])
def test_a_name_that_looks_like_a_formula_is_drawn_as_it_is(drawn, kind):
    plot = drawn(kind)
    plot.show_surface(slope_over(), ("$_$", "$^"))
    plot.draw()


def test_a_failure_while_drawing_is_told_and_the_next_drawing_is_whole(drawn, qtbot, no_failures):
    plot = drawn(AbovePlot)
    plot.show_surface(slope_over(), NAMES)
    axes, plot.figure.axes[0].draw = plot.figure.axes[0], None
    plot.draw_idle()
    qtbot.waitUntil(lambda: bool(no_failures))
    assert "_draw_idle failed" in no_failures[0]
    no_failures.clear()
    del axes.draw
    plot.redraw()
    qtbot.waitUntil(lambda: plot._ground is not None)


def a_path(leads):
    return Path([1.0, 2.0], [1.0, 1.5], (2.0, 1.5), leads)


def test_a_path_that_is_gone_leaves_nothing_behind(drawn):
    above, space = drawn(AbovePlot), drawn(SurfacePlot)
    for plot, as_shown in ((above, lambda path: path), (space, lambda path: (path, [4.0, 8.5]))):
        plot.show_surface(slope_over(), NAMES)
        plot.show_paths({"a": as_shown(a_path(True))})
        before = len(plot._moving), len(plot.axes.get_children())
        plot.show_paths({"a": as_shown(a_path(False)), "b": as_shown(a_path(True))})
        plot.show_paths({"a": as_shown(a_path(True))})
        assert (len(plot._moving), len(plot.axes.get_children())) == before
