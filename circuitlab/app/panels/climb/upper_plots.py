"""The upper plot of the climb: over steps or evaluations, gradients, values, along an input, the step h."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QMenu

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.panels.climb.along_input import AlongInput
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.climb.error_over_step import ErrorOverStep
from circuitlab.app.panels.climb.plot_box import PlotBox, list_inputs
from circuitlab.app.panels.climb.scenery import Scenery
from circuitlab.app.plots.sizes import STEPS_MARGINS
from circuitlab.circuit.errors import short
from circuitlab.learn.curves import Curve, What, curves
from circuitlab.learn.run import Run
from circuitlab.learn.team import Team

if TYPE_CHECKING:
    from circuitlab.app.plots.moving_plot import MovingPlot

MARGINS = STEPS_MARGINS
OVER_STEPS = ("steps", "gradients", "values")
"""The views over the slider of steps."""


class UpperPlots(PlotBox):
    """Shows the runs over their iterations, or the objective along one input."""

    def __init__(self, look: Look, climber: Climber, scenery: Scenery) -> None:
        self._climber = climber
        self._scenery = scenery
        self._anew = False
        self._errors = ErrorOverStep(climber, scenery)
        self._along = AlongInput(scenery)
        super().__init__(look, self._names(), self._plot_of, self._fill_inputs)
        climber.begun.connect(self._begin_anew)
        scenery.changed.connect(self.refresh)
        self._along.computed.connect(self.refresh)
        self.changed.connect(self.refresh)

    def _names(self) -> dict[str, str]:
        goal = short(self._climber.goal) or "objective"
        hill = self._scenery.hill
        difference = self._climber.choice.tunings["numerical"].difference
        along = "one input" if hill is None else short(hill.inputs[self._scenery.along])
        return {
            "steps": f"{goal} after each step",
            "evaluations": f"{goal} over evaluations",
            "gradients": "Gradients after each step",
            "values": "Inputs after each step",
            "along": f"{goal} along {along}",
            "error": f"Error of a {difference} difference in {along}, over h",
        }

    def _plot_of(self, view: str) -> "tuple[str, MovingPlot]":
        if view == "along":
            from circuitlab.app.plots.along_plot import AlongPlot

            return view, AlongPlot(self._look)
        if view == "error":
            return view, self._errors.plot(self._look)
        from circuitlab.app.plots.steps_plot import StepsPlot

        return "curves", self.plots.get("curves") or StepsPlot(self._look)

    def _fill_inputs(self, menu: QMenu) -> None:
        """Along which input."""
        hill = self._scenery.known_hill()
        if hill is None or len(hill.moving) < 2:
            return
        list_inputs(menu, "Along", hill, self._scenery.along, self._see_along)

    def _see_along(self, place: int) -> None:
        self._scenery.look_along(place)
        self.show_view(self.view if self.view == "error" else "along")

    @guarded
    def _begin_anew(self) -> None:
        self._anew = True

    @guarded
    def refresh(self) -> None:
        """Show what is so now."""
        self._scenery.known_hill()
        if self._names() != self._titles:
            self.set_titles(self._names())
        plot = self.plot
        if plot is None or not self.isVisible():
            return
        if self.view == "along":
            self._show_along(plot)
        elif self.view == "error":
            self._errors.refresh()
        else:
            self._show_curves(plot)

    def _show_along(self, plot: "MovingPlot") -> None:
        from circuitlab.app.plots.along_plot import AlongPlot

        self._along.refresh()
        found = self._along.profile
        self.say_instead("" if found else self._along.problem)
        if found is not None and isinstance(plot, AlongPlot):
            plot.show_profile(found)

    def _show_curves(self, plot: "MovingPlot") -> None:
        from circuitlab.app.plots.steps_plot import StepsPlot

        if not isinstance(plot, StepsPlot):
            return
        climber, role = self._climber, "gradient" if self.view == "gradients" else "value"
        team = climber.team
        of_all = self.view in ("steps", "evaluations")  # the others are of the leader's run alone
        found = list[Curve]()
        if team is not None and (of_all or climber.leader is not None):
            earlier = _unlike(climber.earlier, team)
            found = curves(team, climber.choice.leader, cast(What, self.view), earlier)
        anew, self._anew = self._anew, False
        at = team.place if team is not None and self.view in OVER_STEPS else None
        plot.show_curves(found, role, growing=climber.running, anew=anew, what=self.view, at=at)
        self.set_note(plot.heights.note)


def _unlike(earlier: Iterable[Run], team: Team) -> list[Run]:
    """The runs that went another way than those of the team: the same way twice is no comparison."""
    return [run for run in earlier if not any(_same_way(run, other) for other in team.runs.values())]


def _same_way(run: Run, other: Run) -> bool:
    last = min(len(run.history), len(other.history)) - 1
    same = run.history[0].values == other.history[0].values
    return same and last > 0 and run.history[last].values == other.history[last].values
