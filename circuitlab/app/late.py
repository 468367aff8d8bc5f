"""Refreshing once after a change: most changes send several signals, one right after the other."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance

from circuitlab.app.guard import guarded


class Late(QTimer):
    """Calls a slot once, as soon as all signals of a change have come. It lives as long as its owner."""

    def __init__(self, owner: QObject, slot: Callable[[], object], *signals: SignalInstance) -> None:
        super().__init__(owner, singleShot=True, interval=0)
        self.timeout.connect(guarded(slot))
        for signal in signals:
            signal.connect(self.soon)

    @guarded
    def soon(self, *_: object) -> None:
        """Call the slot when what is going on now is over; what comes meanwhile does not put it off."""
        if not self.isActive():
            self.start()
