"""Where a lecture is shown: the picture on one screen, the lecturer's window on another, if there is one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from circuitlab.app.guard import guarded
from circuitlab.app.lecture.hands import Hands
from circuitlab.app.lecture.presenter import Presenter
from circuitlab.app.lecture.screens import split
from circuitlab.app.lecture.stage import LectureStage
from circuitlab.app.lecture.surroundings import Surroundings

if TYPE_CHECKING:
    from circuitlab.app.window import Window


class Arrangement(QObject):
    """Puts the two windows where they belong, also when a screen comes or goes in mid-lecture.

    `presenter` (None: there is one screen only, and nothing secret is shown) is read-only to others.
    """

    def __init__(
        self, window: "Window", stage: LectureStage, hands: Hands, around: Surroundings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._stage, self._hands, self._around = window, stage, hands, around
        self._screens = around.screens
        self._home = self._screens.of(window)
        self._place = window.geometry()
        self._began = around.today()
        self._swapped = False
        self._moved = False
        self.presenter: Presenter | None = None
        self._screens.changed.connect(self.arrange)

    @guarded
    def arrange(self) -> None:
        """Show the picture, and the lecturer's window, on the screens there are."""
        picture, lecturer = split(self._screens.all(), self._home, swapped=self._swapped)
        self._moved = self._moved or picture.area != self._home.area
        self._screens.fill(self._window, picture)
        if lecturer is None:
            self._drop_presenter()
            self._window.activateWindow()
            self._window.view.setFocus()
            return
        if self.presenter is None:
            self.presenter = Presenter(self._window, self._stage, self._began, self._around.today)
            self.presenter.installEventFilter(self._hands)
            self.presenter.closed.connect(self._end)
            self._stage.typed.forget()  # what is said there is the lecturer's
        self._screens.fill(self.presenter, lecturer)
        self.presenter.activateWindow()
        self.presenter.setFocus()

    def swap(self) -> None:
        """The other way round; with one screen nothing happens."""
        if self.presenter is not None:
            self._swapped = not self._swapped
            self.arrange()

    def leave(self) -> None:
        """The lecturer's window goes, and the window goes back to where it was."""
        self._screens.changed.disconnect(self.arrange)
        self._drop_presenter()
        if self._moved:
            self._screens.put(self._window, self._place)

    @guarded
    def _end(self) -> None:
        self._window.end_lecture()

    def _drop_presenter(self) -> None:
        presenter, self.presenter = self.presenter, None
        if presenter is not None:
            presenter.closed.disconnect(self._end)
            presenter.removeEventFilter(self._hands)
            presenter.let_go()
            presenter.close()
            presenter.deleteLater()
