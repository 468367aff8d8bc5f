"""Which panels of the right side are to be seen: those that are open, as far as there is room for them."""

from collections.abc import Callable, Mapping
from functools import partial

from circuitlab.app.guard import guarded
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.panels.entries import ALONE, PANELS, WIDTH
from circuitlab.app.panels.panel import Panel
from circuitlab.app.preferences import Preferences


class OpenPanels:
    """Remembers what is open, and opens and folds. It lays out nothing.

    folded_away: whether there was no room: the rail stands in for the panels.
    """

    def __init__(
        self,
        panels: Mapping[str, Panel],
        preferences: Preferences,
        lessons: LessonSession,
        height: Callable[[], float],
    ) -> None:
        """height: of the side, at text size 100 %."""
        self._panels, self._preferences, self._lessons = panels, preferences, lessons
        self._height = height
        self.folded_away = False
        self._crowd = False  # whether others were asked for beside the lab
        self._made_room = list[str]()  # the panels that were folded for a roomy one
        for name in (name for name, entry in PANELS.items() if entry.lab):
            panels[name].folded_changed.connect(guarded(partial(self._unfolded, name)))

    def _unfolded(self, name: str, folded: bool) -> None:
        """A panel of the lab that is unfolded by its header has its room from the others, too."""
        if not folded:
            self._make_room(name)

    def is_wanted(self, name: str) -> bool:
        """Whether a panel is open, though it may have to wait for room."""
        if name == "lesson":
            return self._lessons.active
        return is_left_open(self._preferences, name)

    def is_open(self, name: str) -> bool:
        """Whether a panel is to be seen, folded or not."""
        seen = not self.folded_away and self.is_wanted(name)
        return seen and (name == "lesson" or self._has_place(name))

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

    def _has_place(self, name: str) -> bool:
        """Whether no panel of the lab that is unfolded keeps this one away."""
        if self._crowd:
            return True
        lab = [each for each, entry in PANELS.items() if entry.lab and each in self._panels]
        unfolded = [each for each in lab if self.is_wanted(each) and not self._panels[each].folded]
        if any(PANELS[each].roomy == ALONE for each in unfolded):
            return PANELS[name].roomy == ALONE
        return PANELS[name].lab or not unfolded

    def show(self, name: str, shown: bool) -> None:
        """Open a panel, unfolded, or close it."""
        was_there = self.is_unfolded(name)
        if shown:
            self.folded_away, self._crowd = False, not PANELS[name].lab
        self._preferences.set_flag(name, shown)
        self._preferences.opened(name, shown)
        if PANELS[name].roomy and not shown:
            self._give_room_back()
        if shown and not was_there:
            self._make_room(name)
        if shown and self._panels[name].folded:
            self._panels[name].toggle()

    def _make_room(self, roomy: str) -> None:
        """Fold the panels beside a roomy one where all together would be cut.

        What was opened by hand stays, but for another roomy one. What the lab hides needs no folding.
        """
        mine = PANELS[roomy]
        if not mine.roomy:
            return
        stay = self._preferences.by_hand
        for name, entry in PANELS.items():
            beside = name != roomy and self.is_unfolded(name) and (entry.lab or not mine.lab or self._crowd)
            low = self._height() < max(mine.roomy, entry.roomy)
            if beside and low and (entry.roomy or name not in stay):
                self._made_room.append(name)
                self._panels[name].toggle()

    def _give_room_back(self) -> None:
        """Unfold what was folded for a roomy panel."""
        folded = [name for name in self._made_room if self._panels[name].folded]
        self._made_room.clear()
        for name in folded:
            self._panels[name].toggle()

    def keep(self) -> None:
        """What is open counts as opened by hand."""
        for name in PANELS:
            if self.is_wanted(name):
                self._preferences.opened(name, True)


def is_left_open(preferences: Preferences, name: str) -> bool:
    """Whether a panel was open when the side was seen last; on first start, as its entry says."""
    return preferences.flag(name, PANELS[name].open)
