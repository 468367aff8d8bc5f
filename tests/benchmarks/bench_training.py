"""What learning costs around its steps (these are in bench_dense): run with -s for the list.

Frames are counted in CPU time, so that other programs don't count, and by the clock: canvas, curves and plane
together. Nothing here fails for being slow.
"""

from collections.abc import Callable, Iterator
from time import perf_counter, process_time
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from support.lessons_data import svm
from support.timing import seconds, spelled

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.panels.train.plots import CURVES_MS, Plots
from circuitlab.app.panels.train.train_panel import TrainPanel
from circuitlab.app.panels.train.trainer import Trainer
from circuitlab.app.preferences import Preferences
from circuitlab.app.window import Window, prepare
from circuitlab.circuit.circuit import Circuit
from circuitlab.learn import csv_text
from circuitlab.learn.binding import bind
from circuitlab.learn.datasets import generate
from circuitlab.learn.plans import plan_of
from circuitlab.learn.table import table as table_of
from circuitlab.learn.templates import template
from circuitlab.learn.training import Training

ROWS = 1_000_000
ASKED = 30
WATCHED = 5.0
"""Seconds in which frames are counted by the clock."""


@pytest.fixture(scope="module")
def lines() -> Iterator[list[str]]:
    """What is printed at the end."""
    found = [""]
    yield found
    print("\n".join(found))


@pytest.fixture
def training_on(qtbot: Any, qapp: Any, tmp_path: Any) -> Callable[[Circuit], tuple[Window, Trainer, Plots]]:
    """A window in which a circuit trains on two moons, on and on, with the panel and its plots."""

    def begin(circuit: Circuit) -> tuple[Window, Trainer, Plots]:
        prepare(qapp)
        settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
        window = Window(Preferences(settings), recovery_folder=tmp_path / "recovery")
        qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
        window.resize(1280, 800)
        window.session.open(circuit, title="bench")
        DataDesk.of(window.session).make("moons", 100, 0.1, 1)
        window.show()
        qtbot.waitExposed(window)
        window.commands["open_training"].trigger()
        qtbot.waitUntil(
            lambda: (
                window.findChild(TrainPanel) is not None and window.findChild(TrainPanel).plots is not None
            ),
            timeout=60_000,
        )
        trainer = Trainer.of(window.session)
        trainer.want(epochs=10**7, loss="logistic", step_size=0.1)  # every parameter goes on moving
        trainer.start()
        qtbot.waitUntil(lambda: trainer.place > 0, timeout=60_000)
        return window, trainer, window.findChild(TrainPanel).plots

    return begin


CIRCUITS = pytest.mark.parametrize(
    ("name", "make"), [("SVM", svm), ("MLP 2-16-16-1", lambda: template("mlp", seed=1))]
)


@CIRCUITS
def test_what_a_frame_costs(lines: list[str], training_on: Any, name: str, make: Any) -> None:
    _, trainer, plots = training_on(make())
    trainer.stop()  # the clock of this test moves it on

    def frame() -> None:
        """The parameters of a step, on the canvas and wherever else they are seen."""
        trainer.run.step()
        trainer.show(trainer.run.moment())
        QApplication.processEvents()

    def drawn() -> None:
        plots._draw_curves()
        plots.curves.draw()
        plots._draw_plane()
        plots.plane.draw()

    shown, both = seconds(frame), seconds(drawn)
    often = 1000 / CURVES_MS
    frames = (1 - often * both) / shown
    said = (
        f"a frame of the window takes {spelled(shown)}, both plots {spelled(both)}, {often:g} times a second"
    )
    lines.append(f"- {name}: {said}: room for {frames:.0f} frames, asked {ASKED}")
    trainer.pause()


@CIRCUITS
def test_frames_by_the_clock(lines: list[str], training_on: Any, name: str, make: Any) -> None:
    """Canvas and plots together while the thread trains: as often as the canvas is painted."""
    window, trainer, _ = training_on(make())
    painted = Painted(window.view.viewport())
    steps, clock, used = trainer.moment.step, perf_counter(), process_time()
    while perf_counter() - clock < WATCHED:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    clock, used = perf_counter() - clock, process_time() - used
    steps = trainer.moment.step - steps
    said = f"{painted.count / clock:.0f} frames a second by the clock, {painted.count / used:.0f} of CPU time"
    lines.append(f"- {name}: {said}, asked {ASKED}; {steps / clock:.0f} training steps a second meanwhile")
    trainer.pause()


class Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_a_million_rows(lines: list[str]) -> None:
    """CSV text to a table, against Python's own csv and float."""
    import csv
    import io

    rows = np.random.default_rng(1).standard_normal((ROWS, 3))
    text = csv_text.write(table_of(("x", "y", "label"), rows))

    def theirs() -> list[list[float]]:
        lines_of = csv.reader(io.StringIO(text))
        next(lines_of)
        return [list(map(float, cells)) for cells in lines_of]

    ours, plain = seconds(lambda: csv_text.read(text)), seconds(theirs)
    lines.append(
        f"- reading {ROWS:,} rows of CSV: {spelled(ours)}, {ours / plain:.2g} of csv and float alone"
    )


def test_one_example_a_step(lines: list[str]) -> None:
    """Stochastic training: the least that a step can cost."""
    circuit, data = svm(), generate("blobs", 1_000)
    plan = plan_of(loss="hinge", batch=1, epochs=10**9)
    run = Training(circuit, data, bind(circuit, data), plan)
    lines.append(f"- one step on one example of the SVM circuit: {spelled(seconds(run.step))}")
