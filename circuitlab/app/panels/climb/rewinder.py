"""The slider of steps under the plot, with the step that is shown, and why the run went no further."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.key_slider import KeySlider
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.widgets import column_of, label
from circuitlab.app.wrapped import WrappedLabel
from circuitlab.teach import climbs

HANDLE = 12


class Rewinder(QWidget):
    """The slider is as wide as the axes above it."""

    def __init__(self, look: Look, climber: Climber, margins: tuple[float, float]) -> None:
        super().__init__()
        self._climber = climber
        self.slider = slider = KeySlider("Step", "Rewind: the canvas shows this step")
        self.place = label("caption")
        self.ending = WrappedLabel("checkRemark")
        self._lay_out(look, margins)
        slider.valueChanged.connect(self._rewind)
        slider.sliderReleased.connect(guarded(lambda: climber.go_to(slider.value())))

    def _lay_out(self, look: Look, margins: tuple[float, float]) -> None:
        column = column_of(self)
        self._row = row = QHBoxLayout()
        self._half = (look.px(HANDLE) + 4) // 2
        left, right = (max(0, look.px(margin) - self._half) for margin in margins)
        row.setContentsMargins(left, 0, right, 0)
        row.addWidget(self.slider)
        column.addLayout(row)
        words = QHBoxLayout()
        words.setContentsMargins(look.px(16), 0, look.px(16), look.px(4))
        words.setSpacing(look.px(12))
        words.addWidget(self.place, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self.ending, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(words)

    def align(self, left: int) -> None:
        """Begin where the axes begin, so many px from the left."""
        margins = self._row.contentsMargins()
        margins.setLeft(max(0, left - self._half))
        self._row.setContentsMargins(margins)

    def refresh(self, reach: int = 0) -> None:
        """Stand where the climb stands. reach: how many steps the plot above it has room for."""
        climber, slider = self._climber, self.slider
        team, leader = climber.team, climber.leader
        last, place = (0, 0) if team is None else (team.last, team.place)
        slider.blockSignals(True)
        slider.setRange(0, max(last, reach))
        slider.setPageStep(max(1, last // 20))
        slider.setValue(place)
        slider.blockSignals(False)
        slider.setEnabled(last > 0)
        self.place.setText(climbs.place_of(place, last))
        self.place.setVisible(last > 0)
        ending = None if leader is None else climber.ending(climber.choice.leader)
        said = "" if leader is None or ending is None else climbs.of_run(leader, ending.sentence)
        self.ending.show_text(said)

    @guarded
    def _rewind(self, number: int) -> None:
        """Beyond the last step there is nothing to show."""
        self._climber.go_to(number, held=self.slider.isSliderDown())
