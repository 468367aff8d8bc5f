"""Train, pause, cancel, one example, start over; the slider that rewinds; what the training says."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.guard import guarded
from circuitlab.app.key_slider import KeySlider
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.widgets import dress_anew, first_fit, label
from circuitlab.teach import trainings

NO_DATA = "There are no data yet: Learn > Data makes some."
ONE = "Put the next example on the inputs, and let it pull at the output"
MOVE = "Move the parameters along the pull of this example: one step"
CANCEL = "Stop, and put the parameters back to what they were before this training"


class Controls(QWidget):
    """Shows how far the trainer is, and asks it for more."""

    def __init__(self, look: Look, trainer: Trainer, desk: DataDesk) -> None:
        super().__init__()
        self._look, self._trainer, self._desk = look, trainer, desk
        self.train = Button(look, "Train", icon="play", face=Face.PRIMARY)
        self.train.text_px = 14.0
        self.train.clicked.connect(guarded(lambda *_: trainer.toggle()))
        self.one = Button(look, "One example", icon="chevron-right")
        self.one.clicked.connect(guarded(lambda *_: trainer.one.press()))
        self.cancel = Button(look, "Cancel", icon="cross", face=Face.PLAIN)
        self.cancel.clicked.connect(guarded(lambda *_: trainer.cancel()))
        self.over = Button(look, "Start over", icon="again", face=Face.PLAIN)
        self.over.explain("The parameters as they were when the training began")
        self.over.clicked.connect(guarded(lambda *_: trainer.start_over()))
        self.slider = self._make_slider()
        self.far = label("caption")
        self.score = label("checkSummary")
        self.score.setWordWrap(True)
        self.said = label("checkRemark")
        self.said.setWordWrap(True)
        self._lay_out()
        trainer.changed.connect(self.refresh)
        trainer.moved.connect(self._follow)
        desk.changed.connect(self.refresh)
        self.refresh()

    def _make_slider(self) -> KeySlider:
        tip = "Rewind: the parameters as they were, and Train goes on from there"
        slider = KeySlider("Rewind the training", tip)
        slider.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        slider.valueChanged.connect(guarded(lambda place: self._trainer.rewind(place)))
        return slider

    def _lay_out(self) -> None:
        look = self._look
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # buttons fit in
        self._buttons = buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        for button in (self.train, self.one, self.cancel, self.over):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rewind = QHBoxLayout()
        rewind.setSpacing(look.px(8))
        rewind.addWidget(self.slider, 1)
        rewind.addWidget(self.far)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        column.addLayout(buttons)
        column.addLayout(rewind)
        column.addWidget(self.score)
        column.addWidget(self.said)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all, pictures go first; then what is pressed least is one."""

        def thin_out(level: int) -> None:
            self.one.set_icon("" if level else "chevron-right")
            for button, icon in ((self.cancel, "cross"), (self.over, "again")):
                button.set_icon("" if level == 1 else icon)
                button.shows_text = level < 2
                button.updateGeometry()
            self.one.updateGeometry()

        first_fit(self._buttons, self.width(), 3, thin_out)

    @guarded
    def refresh(self) -> None:
        """Show how far it is."""
        trainer = self._trainer
        running, records = trainer.running, trainer.records
        there = self._desk.table is not None
        self._show_train()
        self.train.setEnabled(there)
        self.one.setText("Move" if trainer.one.waits else "One example")
        self.one.explain(MOVE if trainer.one.waits else ONE)
        self.one.setEnabled(there and not running)
        self.cancel.setVisible(trainer.begun is not None)
        self.cancel.explain(f"{CANCEL} (Escape)" if running else CANCEL)
        self.over.setVisible(trainer.begun is None)
        self.over.setEnabled(bool(records) and (trainer.place != 0 or len(records) > 1))
        self.slider.setEnabled(len(records) > 1 and not running)
        self._fit()
        self._follow()
        self._show_said()

    @guarded
    def _follow(self) -> None:
        """Show where it is now: many times a second while it goes on."""
        trainer, records = self._trainer, self._trainer.records
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(records) - 1))
        self.slider.setValue(max(0, trainer.place))
        self.slider.blockSignals(False)
        self._show_score()

    def _show_train(self) -> None:
        """The first button, by what it does now."""
        trainer = self._trainer
        word, does = ("Resume", "Train on from here") if trainer.paused else ("Train", "Train all epochs")
        if trainer.running:
            word, does = "Pause", "Stop for now, and keep what was learnt: Resume goes on"
        self.train.setText(word)
        self.train.set_icon("pause" if trainer.running else "play")
        self.train.explain(does)
        self.train.updateGeometry()

    def _show_score(self) -> None:
        trainer, records = self._trainer, self._trainer.records
        run = trainer.run
        known = run is not None and 0 <= trainer.place < len(records)
        if run is not None and known:
            record = records[trainer.place]
            self.far.setText(trainings.far(record.epoch, run.plan.epochs, record.step, record.position))
            test = "" if record.test is None else f"; test rows {trainings.score(*record.test)}"
            self.score.setText(f"{trainings.score(*record.train)}{test}".capitalize())
        else:
            self.far.setText("")
            self.score.setText("")
        self.score.setVisible(bool(self.score.text()))

    def _show_said(self) -> None:
        trainer = self._trainer
        line = trainer.said or ("" if self._desk.table is not None else NO_DATA)
        self.said.setText(line)
        self.said.setVisible(bool(line))
        self.said.setObjectName("lineError" if trainer.problem and trainer.said else "checkRemark")
        dress_anew(self.said)
