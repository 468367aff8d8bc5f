"""The transport: the two captioned groups of buttons under the timeline, speed and grain."""

from collections.abc import Mapping

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from circuitlab.app import fonts
from circuitlab.app.actions import shown_keys, tip
from circuitlab.app.buttons import Button, Face, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.key_slider import KeySlider
from circuitlab.app.player import Player
from circuitlab.app.widgets import first_fit, label, named

SPEEDS: tuple[float | None, ...] = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, None)
"""The slider's notches; None: no animation."""
PASSES = ("step_forward", "step_backward")
SPEED_TEXTS = ("¼×", "½×", "1×", "2×", "4×", "8×", "off")
GRAINS = {
    "pass": "A whole pass",
    "level": "A level",
    "gate": "A gate",
    "message": "A single message",
}


class Transport(QWidget):
    """Buttons for the window's actions; what does not fit at the width there is loses its words first.

    Whoever enables the actions refreshes it after that.
    """

    def __init__(self, look: Look, player: Player, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._look = look
        self._player = player
        self._actions = actions
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._captions = [label("caption", "Passes"), label("caption", "Time")]
        self._line = named(QFrame(), "dockLine")
        self.buttons = self._make_buttons()
        self.speed = self._make_speed()
        self.speed_text = label("speedText")
        metrics = look.metrics(14, fonts.MEDIUM)
        widest = max(metrics.horizontalAdvance(text) for text in SPEED_TEXTS)
        self.speed_text.setMinimumWidth(max(look.px(24), round(widest) + 1))
        self.grain = Button(look, "Gate").explain("How much one step is", "Grain")
        self.grain.trailing = "chevron-down"
        self.grain.clicked.connect(self._open_grains)
        self._lay_out()
        self.refresh()

    def _make_buttons(self) -> dict[str, Button]:
        def button(command: str, text: str, icon: str, tint: str = "", keys: bool = True) -> Button:
            face = Face.PRIMARY if command == "next" else Face.OUTLINED
            made = Button(
                self._look,
                text,
                icon=icon,
                tint=tint,
                keys=shown_keys(command) if keys else "",
                face=face,
                height=44 if command == "next" else 36,
            )
            action = self._actions[command]
            made.explain(tip(command), text or action.text().replace("&", ""))
            made.clicked.connect(action.trigger)
            return made

        buttons = {
            "step_forward": button("step_forward", "Step forward", "step-forward", "value"),
            "step_backward": button("step_backward", "Step backward", "step-backward", "gradient"),
            "rewind": button("rewind", "", "rewind", keys=False),
            "previous": button("previous", "Previous", "chevron-left"),
            "next": button("next", "Next", ""),
            "end": button("end", "", "end", keys=False),
            "play": button("play", "Play", "play", keys=False),
        }
        buttons["next"].trailing = "chevron-right"
        return buttons

    def _make_speed(self) -> KeySlider:
        tip = "Speed: faster (+), slower (-). At the right end there is no animation."
        slider = KeySlider("Speed", tip)
        slider.setRange(0, len(SPEEDS) - 1)
        slider.setPageStep(1)
        slider.setFixedWidth(self._look.px(84))
        slider.valueChanged.connect(guarded(lambda notch: self._player.set_speed(SPEEDS[notch])))
        return slider

    def _lay_out(self) -> None:
        look, buttons = self._look, self.buttons
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), 0, look.px(16), look.px(10))
        row.setSpacing(look.px(8))
        self._line.setFixedSize(1, look.px(24))
        row.addWidget(self._captions[0])
        row.addSpacing(look.px(4))
        row.addWidget(buttons["step_forward"])
        row.addWidget(buttons["step_backward"])
        row.addSpacing(look.px(9))
        row.addWidget(self._line)
        row.addSpacing(look.px(9))
        row.addWidget(self._captions[1])
        row.addSpacing(look.px(4))
        for name in ("rewind", "previous", "next", "end", "play"):
            if name in ("next", "end"):
                row.addSpacing(look.px(3))
            row.addWidget(buttons[name])
        row.addStretch(1)
        gauge = Button(look, icon="gauge", face=Face.PLAIN, height=24).explain("Speed 1×", "Normal speed")
        gauge.clicked.connect(guarded(lambda *_: self.speed.setValue(SPEEDS.index(1.0))))
        speed = QHBoxLayout()
        speed.setSpacing(look.px(4))
        for widget in (gauge, self.speed, self.speed_text):
            speed.addWidget(widget)
        self._speed_widgets = (gauge, self.speed, self.speed_text)
        row.addLayout(speed)
        row.addWidget(self.grain)

    @guarded
    def refresh(self) -> None:
        """Enable what can be done, and show speed, grain and whether it plays."""
        player, buttons = self._player, self.buttons
        for name, button in buttons.items():
            button.setEnabled(self._actions[name].isEnabled())
        notch = SPEEDS.index(player.speed) if player.speed in SPEEDS else 2
        self.speed.blockSignals(True)
        self.speed.setValue(notch)
        self.speed.blockSignals(False)
        self.speed_text.setText(SPEED_TEXTS[notch])
        icon, text = self._play_face()
        buttons["play"].set_icon(icon)
        if (text, player.grain.capitalize()) != (buttons["play"].text(), self.grain.text()):
            buttons["play"].setText(text)
            self.grain.setText(player.grain.capitalize())
            self.grain.updateGeometry()
            self._fit(self.width())

    def _play_face(self) -> tuple[str, str]:
        """Icon and text of the play button."""
        player = self._player
        if player.playing:
            return "pause", "Pause"
        over = player.at_end and not player.animating and len(player.session.trace) > 0
        offer = player.span.offer if player.span is not None and not player.animating else ""
        text = offer or ("Play again" if over else "Play")
        return "again" if text == "Play again" else "play", text

    @guarded
    def _open_grains(self) -> None:
        popped(self.grain, lambda menu: fill_grains(menu, self._player))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        first_fit(self._row, width, 6, self._compact)

    def _compact(self, level: int) -> None:
        """Drop captions, then keycaps, then words, those of the two passes last, then the speed."""
        for caption in (*self._captions, self._line):
            caption.setVisible(level < 1)
        for name, button in self.buttons.items():
            button.shows_keys = level < 2
            button.shows_text = level < 3 or name == "next" or (level < 4 and name in PASSES)
            button.updateGeometry()
        for widget in self._speed_widgets:
            widget.setVisible(level < 5)


def fill_grains(menu: QMenu, player: Player) -> None:
    """The grains as checkable entries of a menu."""
    for name, text in GRAINS.items():
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(player.grain == name)
        action.triggered.connect(guarded(lambda *_, grain=name: player.set_grain(grain)))


def shift_speed(player: Player, by: int) -> None:
    """One notch faster (+1) or slower (-1)."""
    notch = SPEEDS.index(player.speed) if player.speed in SPEEDS else 2
    player.set_speed(SPEEDS[min(max(notch + by, 0), len(SPEEDS) - 1)])
