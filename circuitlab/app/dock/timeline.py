"""The timeline: the whole trace as a strip of chips. Click to jump, drag to scrub, arrows to step."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.chrome_style import Look, plain_tip
from circuitlab.app.dock.chips import (
    LABEL_LEAST,
    MANY,
    Strip,
    current_step,
    lay_out,
    long_text,
    playhead,
    short_text,
)
from circuitlab.app.dock.strip_painter import GLYPH_ROOM, HEIGHT, LABEL_PX, StripLook, paint_strip
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.player import Player
from circuitlab.app.ring import RINGED
from circuitlab.circuit.changes import Changes
from circuitlab.circuit.parts import Gate, Part
from circuitlab.engine.steps import PASSES

PADDING = 16


class Timeline(QWidget):
    """Shows where the cursor of `player.session` is in its trace, and moves it."""

    def __init__(self, look: Look, player: Player) -> None:
        super().__init__()
        self._look = look
        self._player = player
        self._session = player.session
        self._strip = Strip((), 0.0)
        self._texts: list[str] = []
        self._stale = True
        self._covered = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName("Timeline")
        self.setProperty(RINGED, True)
        self._said: tuple[Strip, bool, float] | None = None  # what the texts were made for
        self._session.changed.connect(self._look_at)
        self._session.reset.connect(self._forget)
        self._session.trace_changed.connect(self._lay_out_anew)
        player.frames.changed.connect(self.update)
        player.breakpoints.changed.connect(self.update)
        player.state_changed.connect(self._tell)
        for signal in (self._session.cursor_moved, self._session.hidden.changed):
            signal.connect(self._cover)

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(400, self._look.px(HEIGHT))

    @property
    def strip(self) -> Strip:
        """Where the chips stand, in px of this widget."""
        self._refresh()
        return self._strip

    @guarded
    def _cover(self) -> None:
        """A covered seed stands in no chip."""
        if self._covered != self._is_seed_covered:
            self._lay_out_anew()

    @property
    def _is_seed_covered(self) -> bool:
        objective = self._session.trace.objective
        return objective is not None and self._session.hidden.to_come(objective)

    # Keeping up ----------------------------------------------------------------------------------

    @guarded
    def _look_at(self, changes: Changes) -> None:
        """Formulas hold the names of sources that have one, so that another number changes no chip."""
        if all(_only_its_number(*pair) for pair in changes.parts.values()):
            self._lay_out_anew()
        else:
            self._forget()

    @guarded
    def _forget(self) -> None:
        self._said = None
        self._lay_out_anew()

    @guarded
    def _lay_out_anew(self) -> None:
        self._stale = True
        self.update()

    @guarded
    def _tell(self) -> None:
        done, total = self._session.cursor.steps, len(self._session.trace)
        self.setAccessibleDescription(f"{done} of {total} steps done")

    @guarded
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._stale = True

    def _refresh(self) -> None:
        if not self._stale:
            return
        self._stale = False
        trace, circuit, look = self._session.trace, self._session.circuit, self._look
        padding = look.px(PADDING)
        self._strip = lay_out(trace, padding, self.width() - padding, look.scale)
        self._covered = covered = self._is_seed_covered
        to_say = self._strip, covered, trace.seed
        if to_say == self._said:
            return
        self._said, self._texts = to_say, []
        width = self._strip.chip_width
        if len(trace) > MANY or width < look.px(LABEL_LEAST):
            return
        measure = look.metrics(LABEL_PX, fonts.SEMIBOLD).horizontalAdvance
        long = [long_text(circuit, trace, step, covered=covered) for step in trace.steps]
        if all(measure(text) <= width - look.px(GLYPH_ROOM) for text in long):
            self._texts = long
            return
        short = [short_text(circuit, step) for step in trace.steps]
        self._texts = [text if measure(text) <= width - look.px(6) else "" for text in short]

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        frame, cursor = self._player.frames.now, self._session.cursor
        strip = self.strip
        head = playhead(strip, frame, cursor)
        stops = self._stops()
        shown = StripLook(strip, self._texts, cursor.steps, current_step(frame, cursor), head, stops)
        with QPainter(self) as painter:
            paint_strip(painter, self._look, shown)

    def _stops(self) -> frozenset[int]:
        """The steps that have a breakpoint before them."""
        trace, gates = self._session.trace, self._session.circuit.gates
        found = (
            trace.step_of(each.gate, pass_)
            for each in self._player.breakpoints
            if each.gate is not None and each.gate in gates
            for pass_ in ((each.pass_,) if each.pass_ else PASSES)
        )
        return frozenset(index for index in found if index is not None)

    # Breakpoints ---------------------------------------------------------------------------------

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be set at the step under the pointer."""
        from circuitlab.app.breakpoint_menu import fill_breakpoints

        index = self.strip.step_at(event.pos().x())
        menu = QMenu(self)
        fill_breakpoints(menu, self._player, None if index is None else self._session.trace.steps[index])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    # Moving it -----------------------------------------------------------------------------------

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._jump(event.position().x())

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._jump(x)
        self._explain(x)

    def _explain(self, x: float) -> None:
        """The tooltip of the chip under the pointer."""
        index, trace = self.strip.step_at(x), self._session.trace
        if index is None or index >= len(trace):
            self.setToolTip("")
            return
        covered = self._is_seed_covered
        what = long_text(self._session.circuit, trace, trace.steps[index], covered=covered)
        self.setToolTip(plain_tip(f"Step {index + 1} of {len(trace)}: {what}"))

    def _jump(self, x: float) -> None:
        from circuitlab.engine.trace import Cursor

        index = self.strip.step_at(x)
        if self._player.playing:
            self._player.toggle_play()
        self._player.finish()
        self._session.move_cursor(Cursor(0 if index is None else index + 1))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._player.previous()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._player.next()
        else:
            super().keyPressEvent(event)


def _only_its_number(before: Part | None, after: Part | None) -> bool:
    """Whether it is a named source that holds another number, and nothing else."""
    if not isinstance(before, Gate) or not isinstance(after, Gate):
        return False
    return before.name is not None and replace(before, value=after.value) == after
