"""What plots draw, without a window round them: names as they are, failures told, nothing kept too long."""

import numpy as np
import pytest

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots import surface_plot
from circuitlab.app.plots.above_plot import AbovePlot, Path
from circuitlab.app.plots.along_plot import AlongPlot
from circuitlab.app.plots.surface_plot import SurfacePlot
from circuitlab.app.theme import LIGHT
from circuitlab.learn.landscape import Frame, Profile, Surface

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


CORNERS = [(0.0, 0.0, 0.0), (4.0, 0.0, 16.0), (0.0, 2.0, 6.0), (4.0, 2.0, 22.0)]
"""Across, up, and how high it is there."""


def test_from_above_the_first_input_goes_across_and_the_second_up(drawn):
    plot = drawn(AbovePlot)
    plot.show_surface(slope_over(), NAMES)
    image = plot._image
    assert image.origin == "lower"
    assert tuple(image.get_extent()) == FRAME
    heights = image.get_array()
    for across, up, height in CORNERS:
        assert heights[-1 if up else 0, -1 if across else 0] == pytest.approx(height)


def test_in_space_each_corner_is_as_high_as_the_objective(drawn, monkeypatch):
    plot, seen = drawn(SurfacePlot), []
    collection = surface_plot.Poly3DCollection
    monkeypatch.setattr(
        surface_plot, "Poly3DCollection", lambda of, **look: seen.append(of) or collection(of, **look)
    )
    plot.show_surface(slope_over(), NAMES)
    spots = seen[0].reshape(-1, 3)
    for across, up, height in CORNERS:
        there = spots[(spots[:, 0] == across) & (spots[:, 1] == up)]
        assert there[:, 2] == pytest.approx([height] * len(there))
        assert len(there)


def test_a_path_begins_at_its_start_and_ends_where_it_is(drawn):
    plot = drawn(AbovePlot)
    plot.show_surface(slope_over(), NAMES)
    plot.show_paths({"a": a_path(True)})
    line, start, here = ([list(some) for some in each.get_data()] for each in plot._lines["a"])
    assert line == [[1.0, 2.0], [1.0, 1.5]]
    assert start == [[1.0], [1.0]]
    assert here == [[2.0], [1.5]]


def test_along_an_input_the_tangent_touches_the_curve_and_rises_as_the_slope_does(drawn):
    plot, xs = drawn(AlongPlot), np.linspace(-1.0, 3.0, 41)
    plot.show_profile(Profile(xs, xs**2, 2.0, 4.0, 4.0))
    curve, tangent, point = (np.array(line.get_data()) for line in plot._lines)
    assert curve.tolist() == [xs.tolist(), (xs**2).tolist()]
    assert point.tolist() == [[2.0], [4.0]]
    assert tangent[1] == pytest.approx(4.0 + 4.0 * (tangent[0] - 2.0))
    assert tangent[0, 0] < 2.0 < tangent[0, 1]


def test_what_was_zoomed_or_turned_is_printed_so(drawn):
    above, space = drawn(AbovePlot), drawn(SurfacePlot)
    for plot in (above, space):
        plot.show_surface(slope_over(), NAMES)
        plot.held = True
    above.axes.set(xlim=(1.0, 2.0), ylim=(0.5, 1.0))
    space.axes.view_init(70.0, 15.0)
    printed, turned = above.printed("From above"), space.printed("In space")
    assert (printed.axes.get_xlim(), printed.axes.get_ylim()) == ((1.0, 2.0), (0.5, 1.0))
    assert (turned.axes.elev, turned.axes.azim) == (70.0, 15.0)
    assert [text.get_text() for text in turned.figure.texts] == ["In space"]
    for each in (printed, turned):
        each.deleteLater()
