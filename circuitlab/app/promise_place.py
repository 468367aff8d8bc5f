"""Where the linear prediction is to be seen: a strip under the canvas, made when it is first switched on."""

from PySide6.QtWidgets import QWidget

from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.promising import Promising
from circuitlab.app.session import Session
from circuitlab.app.widgets import column_of


class PromisePlace(QWidget):
    """Takes up no room while it is switched off."""

    def __init__(self, look: Look, session: Session) -> None:
        super().__init__()
        self._look = look
        self._session = session
        self._column = column_of(self)
        promising = Promising.of(session)
        promising.switched.connect(self._show)
        self._show(promising.on)

    @guarded
    def _show(self, on: bool) -> None:
        if on and not self._column.count():
            from circuitlab.app.panels.promise_strip import PromiseStrip

            self._column.addWidget(PromiseStrip(self._look, self._session))
        self.setVisible(on)
