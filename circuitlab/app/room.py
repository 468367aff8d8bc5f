"""Room for the circuit: which sides are folded for it, and what the coach line says of that.

The palette goes first, then the panels on the right. What somebody opened by hand stays, and is offered
to be folded instead.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from circuitlab.app.guard import guarded

if TYPE_CHECKING:
    from circuitlab.app.preferences import Preferences
    from circuitlab.app.shell import Shell

LEAST_ZOOM = 0.75
"""A circuit that would have to be smaller gets the room of the panels first."""
MARGIN = 24
FOLDED = {
    (True, False): "The palette is folded: the circuit needs its room.",
    (False, True): "The panels are folded: the circuit needs their room.",
    (True, True): "Palette and panels are folded: the circuit needs their room.",
}
"""What is said, by what was folded: the palette, the panels."""
BRING_BACK, FOLD = "Bring back", "Fold panels"
TOO_WIDE = "The circuit is too wide to be read beside the panels."


class Room:
    """Folds the sides of a shell, and tells."""

    def __init__(self, shell: "Shell", preferences: "Preferences") -> None:
        self._shell = shell
        self._preferences = preferences

    def make(self, *, anew: bool = True) -> None:
        """Fold the sides away where the circuit would not fit at 75 % beside them; then show all of it.

        Not `anew`: where somebody has zoomed by hand, that stays.
        """
        shell = self._shell
        before = shell.palette_panel.isHidden(), shell.side.folded_away
        kept, wide = self._fold()
        after = shell.palette_panel.isHidden(), shell.side.folded_away
        newly = after[0] and not before[0], after[1] and not before[1]
        if any(newly):
            self._offer(FOLDED[newly], BRING_BACK, self.bring_back)
        elif kept and wide and anew:
            self._offer(TOO_WIDE, FOLD, self.fold_all)
        fitting = shell.view.fitting  # when the sides have their widths
        QTimer.singleShot(0, shell, guarded(fitting.show_circuit) if anew else fitting.refit)

    def _offer(self, line: str, deed: str, do: Callable[[], object]) -> None:
        """Say it when the coach has forgotten what it said of the circuit before."""
        coach = self._shell.coach

        @guarded
        def offer() -> None:
            coach.offer(line, deed, do)

        QTimer.singleShot(0, coach, offer)

    def _fold(self) -> tuple[bool, bool]:
        """Fold what has to be. Whether something was kept because it was opened by hand; whether that is
        too much."""
        shell, by_hand = self._shell, self._preferences.by_hand
        text_size = self._preferences.text_size
        needed = shell.view.circuit_scene.extent().width() * LEAST_ZOOM * text_size + 2 * MARGIN
        side, rail = shell.side.open_width, shell.rail.width()
        palette = self._preferences.flag("palette", True)
        width = shell.window().width()
        beside = width - side - (shell.palette_panel.width() if palette else rail)
        keep_palette, keep_side = "palette" in by_hand, shell.side.kept
        shell.show_palette(palette and (needed <= beside or keep_palette), remember=False)
        if not shell.lesson_active:
            shell.side.fold_away(needed > width - rail - side and not keep_side)
        return keep_palette or keep_side, needed > beside

    def bring_back(self) -> None:
        """What was folded comes back, and stays."""
        shell = self._shell
        if self._preferences.flag("palette", True):
            shell.show_palette(True)
        if shell.side.folded_away:
            shell.side.bring_back()
        QTimer.singleShot(0, shell, guarded(shell.view.fitting.show_circuit))

    def fold_all(self) -> None:
        """Fold what was opened by hand too."""
        self._preferences.by_hand.clear()
        self.make()
