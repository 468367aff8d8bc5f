"""A button that shows what is chosen of a few, and offers the others in a menu."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy

from circuitlab.app.buttons import Button, popped
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded, guarded_or
from circuitlab.circuit.errors import short

HEIGHT = 30
LONGEST = 18
"""Characters that a button shows of a name."""


class Choice(Button):
    """`chosen` tells the key of what was picked. name: what is chosen here, for a screen reader."""

    chosen = Signal(str)

    def __init__(self, look: Look, name: str, tip: str, choices: Mapping[str, str]) -> None:
        """choices: by key, what stands there for people."""
        super().__init__(look, " ", height=HEIGHT)
        self.trailing = "chevron-down"
        self.gives_way = True
        self.key = ""
        self._name, self._tip = name, tip
        self._choices = dict(choices)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(guarded(lambda *_: popped(self, self._fill)))

    def show_choice(self, key: str, choices: Mapping[str, str] | None = None) -> None:
        """Show what is chosen now, and from now on offer these."""
        if choices is not None:
            self._choices = dict(choices)
        self.key = key
        text = short(self._choices.get(key, key)) or " "
        self.setText(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")
        self.explain(f"{self._tip}: {text}", f"{self._name}: {text}")
        self.updateGeometry()
        self.update()

    @guarded_or(lambda *_: QSize(36, 36))
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._look.px(60)), self.sizeHint().height())

    def _fill(self, menu: QMenu) -> None:
        for key, text in self._choices.items():
            action = menu.addAction(text.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == self.key)
            action.triggered.connect(guarded(lambda *_, key=key: self.chosen.emit(key)))
