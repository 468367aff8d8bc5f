"""Keeps the window's actions true: what can be undone, which steps there are, which panels are open."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from circuitlab.app.guard import guarded
from circuitlab.app.lesson_session import LessonSession
from circuitlab.app.panels.entries import PANELS
from circuitlab.app.predicting import Predicting
from circuitlab.app.promising import Promising
from circuitlab.app.shell import Shell


class ActionStates(QObject):
    """Enables, names and checks actions; the buttons that stand for them are refreshed with them."""

    def __init__(
        self, actions: Mapping[str, QAction], predicting: Predicting, lessons: LessonSession, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._lessons = lessons
        self._player = player = predicting.player
        self._predicting = predicting
        predicting.changed.connect(self.show_predicting)
        self.show_predicting()
        self._session = player.session
        self._shell: Shell | None = None
        player.state_changed.connect(self.show_steps)
        lessons.slide_changed.connect(self.show_lesson)
        self._session.reset.connect(self.show_level)
        player.frames.ghosts.switched.connect(guarded(lambda on: self._actions["ghosts"].setChecked(on)))
        Promising.of(self._session).switched.connect(self.show_linear)
        self.show_level()
        self.show_lesson()
        self._follow_undo()

    def watch(self, shell: Shell) -> None:
        """From now on this is the shell whose panels the menu shows."""
        self._shell = shell
        shell.panels_changed.connect(self.show_panels)
        self.show_panels()
        self.show_steps()

    def _follow_undo(self) -> None:
        """Undo and redo, with the name of what they would do.

        Told by the stack's own signals: it sends them while it is destroyed, and can't be asked then.
        """
        stack, undo, redo = self._session.undo_stack, self._actions["undo"], self._actions["redo"]
        stack.canUndoChanged.connect(undo.setEnabled)
        stack.canRedoChanged.connect(redo.setEnabled)
        stack.undoTextChanged.connect(guarded(lambda what: undo.setText(_named("&Undo", what))))
        stack.redoTextChanged.connect(guarded(lambda what: redo.setText(_named("&Redo", what))))
        undo.setEnabled(stack.canUndo())
        redo.setEnabled(stack.canRedo())

    @guarded
    def show_level(self) -> None:
        """Whether there is a gate to leave."""
        self._actions["leave"].setEnabled(bool(self._session.above))

    @guarded
    def show_lesson(self) -> None:
        """Which slides there are to go to."""
        lessons = self._lessons
        self._actions["next_slide"].setEnabled(lessons.index + 1 < lessons.count)
        self._actions["previous_slide"].setEnabled(lessons.index > 0)
        for name in ("restore_slide", "end_lesson"):
            self._actions[name].setEnabled(lessons.active)

    @guarded
    def show_steps(self) -> None:
        """The transport: what can be stepped to from here."""
        player, some = self._player, len(self._session.trace) > 0
        for name in ("step_forward", "step_backward", "play"):
            self._actions[name].setEnabled(some)
        self._actions["rewind"].setEnabled(not player.at_start)
        self._actions["previous"].setEnabled(self._lessons.can_previous)
        self._actions["next"].setEnabled(self._lessons.can_next)
        self._actions["end"].setEnabled(some and not (player.at_end and self._session.pinned))
        if self._shell is not None:
            self._shell.transport.refresh()

    @guarded
    def show_predicting(self) -> None:
        """Whether numbers are predicted, and what there is to vote on and to save."""
        predicting = self._predicting
        self._actions["predict"].setChecked(predicting.on)
        self._actions["vote"].setEnabled(predicting.asked is not None)
        self._actions["save_score"].setEnabled(bool(predicting.run.score.entries))

    @guarded
    def show_linear(self, on: bool) -> None:
        """Whether promises are held against what is."""
        self._actions["linear"].setChecked(on)

    @guarded
    def show_panels(self) -> None:
        """The check marks of the View menu."""
        if self._shell is None:
            return
        self._actions["show_palette"].setChecked(not self._shell.palette_panel.isHidden())
        self._actions["show_coach"].setChecked(not self._shell.coach.isHidden())
        for name in PANELS:
            self._actions[f"show_{name}"].setChecked(self._shell.side.is_open(name))


def _named(verb: str, what: str) -> str:
    return f"{verb} {what.replace('&', '&&')}".rstrip()
