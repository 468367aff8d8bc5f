"""The lower plot of the climb: the landscape over two inputs, from above or in space, with the paths."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.climb.plot_box import PlotBox, list_inputs
from circuitlab.app.panels.climb.scenery import Scenery
from circuitlab.app.plots.curve_marks import DASHES
from circuitlab.circuit.errors import short

if TYPE_CHECKING:
    from circuitlab.app.plots.above_plot import Path
    from circuitlab.app.plots.moving_plot import MovingPlot

HERE = "here"
"""The path that is only a point: what is on the canvas while nothing has climbed."""


class LowerPlots(PlotBox):
    """Shows the landscape."""

    def __init__(self, look: Look, climber: Climber, scenery: Scenery, beside: QWidget) -> None:
        self._climber = climber
        self._scenery = scenery
        super().__init__(look, self._names(), self._plot_of, self._fill_inputs, beside)
        scenery.surfaced.connect(self._show_surface)
        scenery.changed.connect(self.refresh)
        self.changed.connect(self._show_surface)
        self.changed.connect(scenery.refresh)  # which has waited for the plot

    def _names(self) -> dict[str, str]:
        goal, hill = short(self._climber.goal) or "objective", self._scenery.hill
        over = ""
        if hill is not None and self._scenery.places[0] != self._scenery.places[1]:
            across, up = (short(hill.inputs[place]) for place in self._scenery.places)
            over = f": {goal} over {across} and {up}"
        return {"above": f"From above{over}", "surface": f"In space{over}"}

    def _plot_of(self, view: str) -> "tuple[str, MovingPlot]":
        if view == "surface":
            from circuitlab.app.plots.surface_plot import SurfacePlot

            return view, SurfacePlot(self._look)
        from circuitlab.app.plots.above_plot import AbovePlot

        return view, AbovePlot(self._look)

    def _fill_inputs(self, menu: QMenu) -> None:
        """Which two inputs are seen."""
        hill, places = self._scenery.known_hill(), self._scenery.places
        if hill is None or len(hill.moving) < 3:
            return
        for index, words in enumerate(("Across", "Up")):
            see, other = partial(self._see, index), places[1 - index]
            list_inputs(menu, words, hill, places[index], see, but=other)

    def _see(self, index: int, place: int) -> None:
        across, up = self._scenery.places
        self._scenery.look_at(*((across, place) if index else (place, up)))

    @guarded
    def refresh(self) -> None:
        """Show where the runs are; the surface follows when it is computed."""
        self._scenery.known_hill()
        if self._names() != self._titles:
            self.set_titles(self._names())
        self._scenery.refresh()
        self._show_paths()

    @guarded
    def _show_surface(self) -> None:
        surface, hill, plot = self._scenery.surface, self._scenery.hill, self.plot
        if plot is None:
            return
        self.say_instead(self._scenery.problem if surface is None or hill is None else "")
        if surface is None or hill is None or not self.isVisible():
            return
        from circuitlab.app.plots.above_plot import AbovePlot
        from circuitlab.app.plots.surface_plot import SurfacePlot

        x, y = (short(hill.inputs[place]) for place in (surface.across, surface.up))
        if isinstance(plot, AbovePlot):
            plot.show_surface(surface, (x, y))
        elif isinstance(plot, SurfacePlot):
            plot.show_surface(surface, (x, y), about=hill)
        self._show_paths()

    def _show_paths(self) -> None:
        plot = self.plot
        if plot is None or self._scenery.surface is None or not self.isVisible():
            return
        from circuitlab.app.plots.above_plot import AbovePlot
        from circuitlab.app.plots.surface_plot import SurfacePlot

        paths = self._paths()
        if isinstance(plot, AbovePlot):
            plot.show_paths({name: path for name, (path, _) in paths.items()})
        elif isinstance(plot, SurfacePlot):
            plot.show_paths(paths)

    def _paths(self) -> "dict[str, tuple[Path, list[float]]]":
        from circuitlab.app.plots.above_plot import Path

        team, leader = self._climber.team, self._climber.choice.leader
        held = self._climber.on_canvas
        found: dict[str, tuple[Path, list[float]]] = {}
        for name, run in ({} if team is None else team.runs).items():
            xs, ys, heights = self._scenery.way(run)
            found[name] = Path(xs, ys, (xs[-1], ys[-1]), name == leader, DASHES[name], held), heights
        values, hill = self._scenery.here(), self._scenery.hill
        if values is not None and hill is not None and not held:
            x, y = (values[place] for place in self._scenery.places)
            found[HERE] = Path([x], [y], (x, y), leads=True), [hill.value(values)]
        return found
