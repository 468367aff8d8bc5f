"""Forward or reverse: both modes on the same circuit, gate by gate, with a counter of operations for each.

It shows what `Sweeping` knows, and while it is to be seen the canvas shows the tangents.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.app.late import Late
from circuitlab.app.panels.modes.found import Found, FoundRows, window_of
from circuitlab.app.panels.modes.tally import Tally
from circuitlab.app.panels.step_texts import Sentence
from circuitlab.app.session import Session
from circuitlab.app.sweeping import Sweeping
from circuitlab.app.widgets import label, named, scroll_down_only
from circuitlab.engine.race import Place, Race
from circuitlab.teach import modes, numbers
from circuitlab.teach.names import name_of

INSET = 16


class ModesPanel(QScrollArea):
    """The content of the panel."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__(widgetResizable=True)
        self._look = look
        self._session = session
        self.sweeping = Sweeping.of(session)
        self.problem = label("checkSummary")
        self.problem.setWordWrap(True)
        self.found = FoundRows(look)
        self.sentence = Sentence(look)
        self.forward = Tally(look, "Forward mode")
        self.reverse = Tally(look, "Reverse mode")
        self.meaning = label("checkRemark")
        self.meaning.setWordWrap(True)
        self.buttons = self._make_buttons()
        self._body = QWidget()
        self._lay_out()
        self.found.chosen.connect(guarded(lambda number: self.sweeping.choose(number)))
        self._late = Late(self, self.refresh, self.sweeping.changed, session.changed)
        self.refresh()

    def _make_buttons(self) -> dict[str, Button]:
        look, sweeping = self._look, self.sweeping
        made = {
            "previous": (Button(look, icon="chevron-left", height=32), sweeping.previous, "One gate back"),
            "next": (Button(look, "Next gate", height=32), sweeping.next, "One gate on, in both modes"),
            "play": (Button(look, "Play", icon="play", height=32), sweeping.toggle_play, "Play, or pause"),
            "end": (Button(look, icon="end", height=32), sweeping.end, "To the end of all sweeps"),
        }
        for button, slot, tip in made.values():
            button.explain(tip)
            button.clicked.connect(guarded(lambda _=False, slot=slot: slot()))
        made["next"][0].trailing = "chevron-right"
        return {name: button for name, (button, _, _) in made.items()}

    def _lay_out(self) -> None:
        look, inset = self._look, self._look.px(INSET)
        scroll_down_only(self)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(look.px(12))
        body.addWidget(self.found)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        body.addLayout(row)
        body.addWidget(self.sentence)
        line = named(QWidget(), "separator")
        line.setFixedHeight(1)
        for part in (line, self.forward, self.reverse, self.meaning):
            body.addWidget(part)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(inset, look.px(12), inset, look.px(12))
        column.addWidget(self.problem)
        column.addWidget(self._body)
        column.addStretch(1)
        self.setWidget(inside)

    # Only while it is seen -----------------------------------------------------------------------

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.sweeping.watch(self)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # the window is only put aside
            self.sweeping.leave(self)

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(240), self._look.px(160))

    # What it shows -------------------------------------------------------------------------------

    @guarded
    def refresh(self) -> None:
        """Show where both modes are."""
        sweeping, race, place = self.sweeping, self.sweeping.race, self.sweeping.place
        there = race is not None and place is not None
        self._body.setVisible(there)
        self.problem.setVisible(not there)
        self.problem.setText(sweeping.problem or "Preparing…")
        if race is None or place is None:
            return
        self._show_found(race, place)
        self._show_counts(race, place)
        circuit = self._session.circuit
        self.sentence.show_text(modes.sentence(circuit, race, place), "gradient")
        self.meaning.setText(modes.meaning(circuit, race))
        buttons = self.buttons
        buttons["previous"].setEnabled(place != Place())
        for name in ("next", "end"):
            buttons[name].setEnabled(not sweeping.at_end)
        buttons["play"].setText("Pause" if sweeping.playing else "Play")
        buttons["play"].set_icon("pause" if sweeping.playing else "again" if sweeping.at_end else "play")

    def _show_found(self, race: Race, place: Place) -> None:
        first, shown = window_of(race.count, place.sweep)
        rows = [self._row(race, place, number) for number in range(first, first + shown)]
        self.found.show_rows(rows, first, race.count, place.sweep)

    def _row(self, race: Race, place: Place, number: int) -> Found:
        """A source: what forward mode found if its sweep is done, what has arrived in reverse mode."""
        gate = race.modes.sources[number]
        done = number < place.sweep or (number == place.sweep and race.is_whole(place))
        forward = race.derivative(number) if done else None
        partial = race.trace.gradient_at(gate, self._session.cursor)
        whole = partial.total is not None and partial.arrived >= partial.expected
        texts = (
            None if found is None else numbers.text(found)
            for found in (forward, partial.total if whole else None)
        )
        return Found(name_of(self._session.circuit, gate), *texts)

    def _show_counts(self, race: Race, place: Place) -> None:
        forward, reverse = race.modes.forward, race.modes.reverse
        most = max(forward.total, reverse.total)
        sweep = f"sweep {place.sweep + 1} of {race.count}"
        self.forward.show_count(sweep, race.forward(place), forward, most)
        done = race.modes.reverse_at(self._session.cursor)
        self.reverse.show_count("1 sweep", done, reverse, most)
