"""What learning costs around its steps (these are in bench_dense): run with -s for the list.

Frames are counted in CPU time, so that other programs don't count: canvas, curves and plane together. Nothing
here fails for being slow.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QSettings
from support.lessons_data import svm
from support.timing import seconds, spelled

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.panels.train.plots import CURVES_MS
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


@pytest.fixture(scope="module")
def lines() -> Iterator[list[str]]:
    """What is printed at the end."""
    found = [""]
    yield found
    print("\n".join(found))


@pytest.mark.parametrize(("name", "make"), [("SVM", svm), ("MLP 2-16-16-1", lambda: template("mlp", seed=1))])
def test_frames_while_training(
    lines: list[str], qtbot: Any, qapp: Any, tmp_path: Any, name: str, make: Any
) -> None:
    prepare(qapp)
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    window = Window(Preferences(settings), recovery_folder=tmp_path / "recovery")
    qtbot.addWidget(window, before_close_func=lambda w: w.session.undo_stack.setClean())
    circuit: Circuit = make()
    window.session.open(circuit, title=name)
    DataDesk.of(window.session).make("moons", 100, 0.1, 1)
    window.show()
    qtbot.waitExposed(window)
    window.commands["open_training"].trigger()
    qtbot.waitUntil(
        lambda: window.findChild(TrainPanel) is not None and window.findChild(TrainPanel).plots is not None
    )
    trainer, plots = Trainer.of(window.session), window.findChild(TrainPanel).plots
    trainer.want(epochs=10**7)
    trainer.start()
    qtbot.waitUntil(lambda: trainer.place > 0)
    trainer.stop()  # the clock of this test moves it on

    def frame() -> None:
        """The parameters of a step, on the canvas."""
        trainer.run.step()
        trainer.show(trainer.run.moment())
        window.view.viewport().repaint()

    def drawn() -> None:
        plots._draw_curves()
        plots.curves.draw()
        plots._draw_plane()
        plots.plane.draw()

    shown, both = seconds(frame), seconds(drawn)
    often = 1000 / CURVES_MS
    frames = (1 - often * both) / shown
    said = (
        f"a frame of the canvas takes {spelled(shown)}, both plots {spelled(both)}, {often:g} times a second"
    )
    lines.append(
        f"- {name} ({len(circuit.gates)} gates): {said}: room for {frames:.0f} frames, asked {ASKED}"
    )
    trainer.pause()


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
