"""Which panels of the right side are to be seen: those that are open, as far as there is room for them."""

from collections.abc import Mapping

from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.panels.entries import PANELS, WIDTH
from circuitlab.app.panels.panel import Panel
from circuitlab.app.preferences import Preferences


class OpenPanels:
    """Remembers what is open, and opens and folds. It lays out nothing.

    folded_away: whether there was no room: the rail stands in for the panels.
    """

    def __init__(self, panels: Mapping[str, Panel], preferences: Preferences, lessons: LessonSession) -> None:
        self._panels, self._preferences, self._lessons = panels, preferences, lessons
        self.folded_away = False
        self._crowd = False  # whether others were asked for beside a panel that stands alone
        self._made_room = list[str]()  # the panels that were folded for a roomy one

    def is_wanted(self, name: str) -> bool:
        """Whether a panel is open, though it may have to wait for room."""
        if name == "lesson":
            return self._lessons.active
        return is_left_open(self._preferences, name)

    def is_open(self, name: str) -> bool:
        """Whether a panel is to be seen, folded or not."""
        seen = not self.folded_away and self.is_wanted(name)
        return seen and (name == "lesson" or self._alone in ("", name))

    def is_unfolded(self, name: str) -> bool:
        """Whether the content of a panel is to be seen."""
        return self.is_open(name) and not self._panels[name].folded

    @property
    def any_wanted(self) -> bool:
        """Whether a panel is open."""
        return any(map(self.is_wanted, self._panels))

    @property
    def any_by_hand(self) -> bool:
        """Whether a panel is open that somebody opened by hand."""
        return any(map(self.is_wanted, self._preferences.by_hand & PANELS.keys()))

    @property
    def width(self) -> int:
        """What those that are to be seen need, at text size 100 %."""
        widths = [entry.width for name, entry in PANELS.items() if entry.wide and self.is_unfolded(name)]
        return max(widths, default=WIDTH)

    @property
    def _alone(self) -> str:
        """The panel that is to be seen without the others; "" if there is none."""
        if self._crowd:
            return ""
        alone = (name for name, entry in PANELS.items() if entry.alone and name in self._panels)
        return next((name for name in alone if self.is_wanted(name) and not self._panels[name].folded), "")

    def show(self, name: str, shown: bool, *, low: bool) -> None:
        """Open a panel, unfolded, or close it. low: the side has no room for a roomy one and others."""
        was_there = self.is_unfolded(name)
        if shown:
            self.folded_away, self._crowd = False, not PANELS[name].alone
        self._preferences.set_flag(name, shown)
        self._preferences.opened(name, shown)
        if PANELS[name].roomy and not (shown and was_there):
            self._make_room(name, shown, low=low)
        if shown and self._panels[name].folded:
            self._panels[name].toggle()

    def _make_room(self, roomy: str, wanted: bool, *, low: bool) -> None:
        """Fold the panels beside a roomy one where all together would be cut, or unfold these again.

        What was opened by hand stays, but for another roomy one.
        """
        if wanted and low:
            stay = {name for name in self._preferences.by_hand & PANELS.keys() if not PANELS[name].roomy}
            folding = [name for name in self._panels if name != roomy and self.is_unfolded(name)]
            folding = [name for name in folding if name not in stay]
            self._made_room += folding
        elif not wanted:
            folding = [name for name in self._made_room if self._panels[name].folded]
            self._made_room.clear()
        else:
            return
        for name in folding:
            self._panels[name].toggle()

    def keep(self) -> None:
        """What is open counts as opened by hand."""
        for name in PANELS:
            if self.is_wanted(name):
                self._preferences.opened(name, True)


def is_left_open(preferences: Preferences, name: str) -> bool:
    """Whether a panel was open when the side was seen last; on first start, as its entry says."""
    return preferences.flag(name, PANELS[name].open)
