"""Plots by themselves, without a window: what they show of numbers that are hard to show."""

from math import isfinite, nan

import numpy as np
import pytest

from circuitlab.app.chrome_style import Look
from circuitlab.app.plots.along_plot import AlongPlot
from circuitlab.app.plots.curves_plot import CurvesPlot
from circuitlab.app.theme import LIGHT
from circuitlab.learn.history import Record, Score
from circuitlab.learn.landscape import Profile


def drawn(plot, width=400):
    """A plot as a panel shows it."""
    plot.resize(width, 160)
    plot.figure.set_size_inches(width / 72, 160 / 72)
    plot.draw()
    return plot


def records(losses):
    return [
        Record(at, at, 0, np.zeros(1), Score(loss, 0.5), None, ("squared", 0.0))
        for at, loss in enumerate(losses)
    ]


@pytest.mark.parametrize("end", [8e301, 1e308, float("inf"), nan])
def test_a_loss_that_runs_away_is_drawn_as_far_as_it_can_be_and_again_when_it_is_rewound(qapp, end):
    plot = CurvesPlot(Look(LIGHT))
    losses = records([1.0, 1e20, 1e60, end])
    for place in (3, 0):
        plot.show_records(losses, place, 1, 100)
        drawn(plot)
        low, high = plot.axes.get_ylim()
        assert 0 < low <= 1
        assert high >= 1e60
        assert isfinite(high)
        assert sum(isfinite(y) for y in plot.axes.lines[0].get_ydata()) == 3
        assert plot.axes.get_yticklabels()[-1].get_text().startswith("10")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("span", [(99.995, 100.005), (-9e11, 9e11), (1 - 1e-8, 1 + 1e-8), (0.0, 1.0)])
def test_the_numbers_of_an_axis_are_not_cut(qapp, scale, span):
    plot = AlongPlot(Look(LIGHT, scale))
    plot.show_profile(Profile(np.array([0.0, 1.0]), np.array(span), 0.0, span[0], 0.0))
    drawn(plot)
    numbers = [text for text in plot.axes.get_yticklabels() if text.get_text()]
    assert len(numbers) > 1
    assert min(text.get_window_extent().x0 for text in numbers) >= 0
