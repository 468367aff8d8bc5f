"""What stands in each panel of the right side: made, and imported, when its panel is first unfolded."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.preferences import Preferences

if TYPE_CHECKING:
    from circuitlab.app.panels.side import Side


def makers_of(
    side: "Side", look: Look, preferences: Preferences, fill_objective: Callable[[QMenu], object]
) -> dict[str, Callable[[], QWidget]]:
    """What makes the content of each panel of this side."""

    def step() -> QWidget:
        from circuitlab.app.panels.step_panel import StepPanel

        return StepPanel(look, side.player)

    def inspector() -> QWidget:
        from circuitlab.app.panels.inspector import Inspector

        made = Inspector(look, side.session, fill_objective)
        made.edit_asked.connect(side.edit_asked)
        return made

    def check() -> QWidget:
        from circuitlab.app.panels.check.check_panel import CheckPanel

        return CheckPanel(look, side.session)

    def modes() -> QWidget:
        from circuitlab.app.panels.modes.modes_panel import ModesPanel

        return ModesPanel(look, side.session)

    def code() -> QWidget:
        from circuitlab.app.panels.code_panel import CodePanel

        made = CodePanel(look, side.session, preferences)
        made.save_asked.connect(side.save_code_asked)
        return made

    def paths() -> QWidget:
        from circuitlab.app.panels.paths_panel import PathsPanel

        return PathsPanel(look, side.pathing)

    def data() -> QWidget:
        from circuitlab.app.panels.data.data_panel import DataPanel

        return DataPanel(look, side.session)

    def train() -> QWidget:
        from circuitlab.app.panels.train.train_panel import TrainPanel

        return TrainPanel(look, side.session)

    def climb() -> QWidget:
        from circuitlab.app.panels.climb.climb_panel import ClimbPanel

        made = ClimbPanel(look, side.player)
        made.noted.connect(guarded(lambda text: side.panels["climb"].set_note(text)))
        return made

    first = {"step": step, "code": code, "inspector": inspector, "check": check, "paths": paths}
    return {**first, "modes": modes, "data": data, "train": train, "climb": climb}
