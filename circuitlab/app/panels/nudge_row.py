"""The nudge: choose a source, raise it by a little, and see whether its gradient told the truth."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app import commands, fonts
from circuitlab.app.buttons import Button, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.panels.fields import LineField
from circuitlab.app.session import Session
from circuitlab.app.widgets import label, settle
from circuitlab.teach import nudges, numbers
from circuitlab.teach.names import listed, name_of

_MOST_SEGMENTS = 3


class Segments(QWidget):
    """A few words side by side, one of them chosen; those that can't be are greyed."""

    chosen = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._words: list[str] = []
        self._enabled: list[bool] = []
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Source to nudge")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, words: list[str], enabled: list[bool], current: int) -> None:
        """Show these words; current: index of the chosen one, -1 for none."""
        self._words, self._enabled, self._current = words, enabled, current
        self.setAccessibleDescription(words[current] if current >= 0 else "")
        self.setFixedSize(self.sizeHint())
        self.update()

    @guarded_or(lambda *_: QSize(36, 36))
    def sizeHint(self) -> QSize:
        return QSize(len(self._words) * self._look.px(36), self._look.px(30))

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._words) and self._enabled[index]:
            self.chosen.emit(index)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._choose(int(event.position().x() // self._look.px(36)))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            ahead = range(self._current + step, len(self._words) if step > 0 else -1, step)
            self._choose(next((index for index in ahead if self._enabled[index]), -1))
        else:
            super().keyPressEvent(event)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look = self._look
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, look.px(8), look.px(8))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(shape, look.color("gate"))
            painter.save()
            painter.setClipPath(shape)
            for index in range(len(self._words)):
                self._paint_segment(painter, index)
            painter.restore()
            painter.setPen(QPen(look.color("ink" if self.hasFocus() else "field"), 1))
            painter.drawPath(shape)

    def _paint_segment(self, painter: QPainter, index: int) -> None:
        look, width = self._look, self._look.px(36)
        area = QRectF(index * width, 0, width, self.height())
        on = index == self._current
        if on:
            painter.fillRect(area, look.color("primary"))
        elif index:
            painter.fillRect(QRectF(area.left(), 0, 1, self.height()), look.color("field"))
        role = "on_primary" if on else "ink" if self._enabled[index] else "slot"
        weight = fonts.SEMIBOLD if on else fonts.REGULAR
        word = look.metrics(14, weight).elidedText(
            self._words[index], Qt.TextElideMode.ElideRight, width - look.px(4)
        )
        painter.setPen(look.color(role))
        painter.setFont(look.font(14, weight))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)


class NudgeRow(QWidget):
    """Segments (or a menu where there are many sources), the amount, the button, and what it would do."""

    answered = Signal()

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self.landed = session.cursor
        """Up to where gradients have arrived; whoever owns the row keeps it up to date."""
        self._gate: int | None = None
        self._amount = nudges.AMOUNT
        self._done = ""
        self._segments = Segments(look)
        self._segments.chosen.connect(guarded(lambda index: self.choose(self._sources()[index])))
        self._menu = Button(look, icon="", height=30)
        self._menu.trailing = "chevron-down"
        self._menu.clicked.connect(guarded(lambda *_: popped(self._menu, self._fill)))
        self._field = LineField("Nudge by", lambda: numbers.text(self._amount), self._read)
        self._field.refresh()
        self._field.setFixedWidth(look.px(60))
        self._button = Button(look, "Nudge", height=30)
        self._button.clicked.connect(self.press)
        self._says = Said(look)
        self._waits = label("fieldName")
        self._problem = label("lineError")
        self._field.judged.connect(self._judge)
        self._lay_out()

    def _lay_out(self) -> None:
        look = self._look
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self._segments)
        row.addWidget(self._menu)
        row.addWidget(label("fieldName", "up by"))
        row.addWidget(self._field)
        row.addStretch(1)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(3))
        column.addLayout(row)
        column.addSpacing(look.px(6))
        column.addWidget(self._problem)
        column.addWidget(self._says)
        column.addWidget(self._waits)
        for words in (self._problem, self._waits):
            words.setWordWrap(True)
        self._problem.hide()

    # What can be nudged --------------------------------------------------------------------------

    def _sources(self) -> list[int]:
        circuit, trace = self._session.circuit, self._session.trace
        sources = [gate for gate in nudges.sources(circuit) if trace.is_ancestor(gate)]
        return [gate for gate in sources if not self._session.why_fixed(gate)]

    def _has_arrived(self, gate: int) -> bool:
        partial = self._session.trace.gradient_at(gate, self.landed)
        return partial.total is not None and partial.arrived == partial.expected

    @property
    def useful(self) -> bool:
        """Whether any source has its gradient."""
        return any(self._has_arrived(gate) for gate in self._sources())

    def choose(self, gate: int) -> None:
        """Choose the source to nudge."""
        self._gate, self._done = gate, ""
        self.refresh()

    @guarded
    def refresh(self) -> None:
        """Show what can be nudged now, and what that would do."""
        sources = self._sources()
        arrived = [gate for gate in sources if self._has_arrived(gate)]
        if self._gate not in arrived:
            self._gate = arrived[0] if arrived else None
        circuit = self._session.circuit
        names = [name_of(circuit, gate) for gate in sources]
        few = len(sources) <= _MOST_SEGMENTS
        self._segments.setVisible(few)
        self._menu.setVisible(not few)
        if few:
            current = -1 if self._gate is None else sources.index(self._gate)
            self._segments.show_words(names, [gate in arrived for gate in sources], current)
        chosen = "" if self._gate is None else name_of(circuit, self._gate)
        self._menu.setText(chosen)
        self._menu.updateGeometry()
        self._button.setText(f"Nudge {chosen}" if few and len(chosen) <= 3 else "Nudge")
        self._button.setEnabled(self._gate is not None)
        self._button.updateGeometry()
        self._say(chosen, [name_of(circuit, gate) for gate in sources if gate not in arrived])
        settle(self)

    def _say(self, chosen: str, missing: list[str]) -> None:
        circuit, trace = self._session.circuit, self._session.trace
        found = None if self._gate is None else nudges.nudge(circuit, trace, self._gate, self._amount)
        if self._done:
            self._says.show_parts([(self._done, "ink")])
        elif found is None:
            self._says.show_parts([])
        else:
            gets = numbers.text(found.gradient)
            then = f"{nudges.of_seed(trace, found)}, so {nudges.consequence(circuit, trace, found)}."
            self._says.show_parts([(f"{chosen} gets ", "ink"), (gets, "gradient"), (then, "ink")])
        waits = "wait for their gradients" if len(missing) > 1 else "waits for its gradient"
        self._waits.setText(f"{listed(missing)} {waits}." if missing else "")
        self._waits.setVisible(bool(missing))

    def _fill(self, menu: QMenu) -> None:
        for gate in self._sources():
            action = menu.addAction(name_of(self._session.circuit, gate))
            action.setEnabled(self._has_arrived(gate))
            action.triggered.connect(guarded(lambda _checked=False, gate=gate: self.choose(gate)))

    # Doing it ------------------------------------------------------------------------------------

    def _read(self, text: str) -> str:
        """Take a typed amount, or give the reason why it is none."""
        try:
            amount = numbers.read(text)
        except ValueError as error:
            return str(error)
        if not abs(amount) < float("inf"):
            return "A nudge is a finite number, such as 0.01."
        self._amount, self._done = amount, ""
        self.refresh()
        return ""

    @guarded
    def _judge(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        settle(self)

    @guarded
    def press(self) -> None:
        """Nudge the chosen source: one step of undo."""
        session, gate = self._session, self._gate
        if gate is None or not self._field.finish():
            return
        goal = session.trace.objective
        was = None if goal is None else session.trace.value(goal)
        name = name_of(session.circuit, gate)
        after = commands.nudge(session, gate, self._amount)
        now = None if goal is None else session.trace.value(goal)
        if goal is not None and was is not None and now is not None and after is not None:
            went = f"{numbers.text(was, digits=6)} → {numbers.text(now, digits=6)}"
            self._done = f"{name} is {numbers.text(after)} now: {name_of(session.circuit, goal)} {went}."
        self.refresh()
        self.answered.emit()

    def forget(self) -> None:
        """Something else happened: what the last nudge did is no news any more."""
        self._done = ""


class Said(QWidget):
    """One line whose parts have colours of their own."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._parts: list[tuple[str, str]] = []
        self.setFixedHeight(look.px(20))

    def show_parts(self, parts: list[tuple[str, str]]) -> None:
        """Show texts, each with the role of its colour."""
        self._parts = parts
        self.setAccessibleName("".join(text for text, _ in parts))
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:
        look, x = self._look, 0.0
        with QPainter(self) as painter:
            size = 14.0
            whole = "".join(text for text, _ in self._parts)
            while size > 11 and look.metrics(size).horizontalAdvance(whole) > self.width() - 4:
                size -= 0.5
            for text, role in self._parts:
                weight = fonts.SEMIBOLD if role == "gradient" else fonts.REGULAR
                measure = look.metrics(size, weight)
                painter.setFont(look.font(size, weight))
                painter.setPen(look.color(role))
                baseline = self.height() / 2 + measure.capHeight() / 2
                painter.drawText(QPointF(x, baseline), text)
                x += measure.horizontalAdvance(text)
