"""Makes the pictures of the README: the window, its views, a lecture, an exported circuit: a script.

QT_QPA_PLATFORM=offscreen python tests/support/pictures.py resources/pictures
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QThread, Signal
from PySide6.QtWidgets import QApplication

from circuitlab.api.learning import template
from circuitlab.app.data_desk import DataDesk
from circuitlab.app.main import open_first
from circuitlab.app.panels.climb.climber import Climber
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.preferences import Preferences
from circuitlab.app.render import export_picture
from circuitlab.app.window import Window, prepare
from circuitlab.circuit.text import to_circuit
from circuitlab.files.store import laid_out, read
from circuitlab.resources import path

SIZE = (1280, 800)
PROJECTOR = (1280, 720)
INTO_THE_STEP_MS = 864.0
"""At 72 % of a backward step the products are on their way."""


class HandClock(QObject):
    """Time that passes only when told."""

    ticked = Signal(float)

    def start(self) -> None:
        """Nothing runs by itself."""

    def stop(self) -> None:
        """Nothing runs by itself."""


def window_at(theme: str, folder: Path, clock: HandClock) -> Window:
    """A window on the first example, as at a first start."""
    settings = QSettings(str(folder / f"{theme}.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(settings)
    preferences.theme = theme
    window = Window(preferences, clock, recovery_folder=folder)
    open_first(window, None, None)
    window.resize(*SIZE)
    window.show()
    QApplication.processEvents()
    return window


def main(target: Path) -> None:
    """Write the window in both themes, in the middle of a backward step; inside a gate; and an export."""
    app = QApplication.instance() or QApplication([])
    prepare(app)
    with tempfile.TemporaryDirectory() as folder:
        for theme in ("light", "dark"):
            clock = HandClock()
            window = window_at(theme, Path(folder), clock)
            for _ in range(5):
                window.player.next()
            clock.ticked.emit(INTO_THE_STEP_MS)
            _keep(window, target / f"window-{theme}.png")
            if theme == "light":
                _check(window)
                _keep(window, target / "check-light.png")
                _enter(window, clock)
                _keep(window, target / "inside-light.png")
                _climb(window)
                _keep(window, target / "climb-light.png")
                _train(window)
                _keep(window, target / "train-light.png")
                _lecture(window, clock)
                _keep(window, target / "lecture.png")
                window.end_lecture()
            window.session.undo_stack.setClean()
            window.close()
    export_picture(read(path("examples/neuron-in-parts.circuit")), target / "neuron-in-parts.png")


def _check(window: Window) -> None:
    """The gradient check of f = exp(x) y, with x selected."""
    window.session.open(to_circuit("x = 1\ny = 2\nq = exp(x)\nf = q * y"), title="exp-times-y")
    window.player.end()
    window.session.select([window.session.circuit.names["x"]])
    window.shell.side.show_panel("check", True)
    for _ in range(200):
        QApplication.processEvents()
        QThread.msleep(5)


def _enter(window: Window, clock: HandClock) -> None:
    """Inside the gate of the sigmoid example, in the middle of the backward step of its exp."""
    window.shell.side.show_panel("check", False)
    window.documents.open_example("sigmoid-inside")
    window.player.end()
    window.session.enter(window.session.circuit.names["t"])
    window.player.rewind()
    for _ in range(8):
        window.player.next()
    clock.ticked.emit(INTO_THE_STEP_MS)


def _climb(window: Window) -> None:
    """The article's hill, climbed by three strategies, with the numbers of the article."""
    text = "x = 3\ny = 4\nd = x - y\nf = 100 - d ** 2"
    window.session.open(laid_out(to_circuit(text)), title="hill")
    window.shell.side.show_panel("climb", True)
    climber = Climber.of(window.player)
    for name, field, value in (("numerical", "step_size", 0.001), ("random", "tweak", 0.002)):
        climber.tune(name, field, value)
    climber.climb()
    _until(lambda: not climber.running)


def _train(window: Window) -> None:
    """A network of three neurons, trained on two moons."""
    window.shell.side.show_panel("climb", False)
    window.session.open(template("network", sizes=(2, 3), activation="tanh", seed=5), title="network")
    DataDesk.of(window.session).make("moons", 100, 0.1, 0)
    window.shell.side.show_panel("train", True)
    trainer = Trainer.of(window.session)
    trainer.want(step_size=1.0, epochs=300)
    window.player.end()
    trainer.start()
    _until(lambda: not trainer.running)


def _lecture(window: Window, clock: HandClock) -> None:
    """The same step as the window's on a projector, which a screen that is not there can't be asked for."""
    window.shell.side.show_panel("train", False)
    open_first(window, None, None)
    window.begin_lecture()
    window.showNormal()
    window.resize(*PROJECTOR)
    for _ in range(5):
        QApplication.processEvents()
    for _ in range(5):
        window.player.finish()
        window.player.next()
    clock.ticked.emit(INTO_THE_STEP_MS)


def _until(over: Callable[[], bool]) -> None:
    for _ in range(4000):
        QApplication.processEvents()
        QThread.msleep(5)
        if over():
            return
    raise TimeoutError("what the picture shows did not come to its end")


def _keep(window: Window, path: Path) -> None:
    for _ in range(5):
        QApplication.processEvents()
    window.grab().save(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
