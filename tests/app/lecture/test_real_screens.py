"""Two screens of Qt's own, in a process of its own: the two windows find theirs, and the way back."""

import json
import os
import subprocess
import sys

REAL = """
import sys, tempfile
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from circuitlab.app.preferences import Preferences
from circuitlab.app.window import Window, prepare
from circuitlab.circuit.text import to_circuit

app = QApplication([])
prepare(app)
folder = Path(tempfile.mkdtemp())
preferences = Preferences(QSettings(str(folder / "a.ini"), QSettings.Format.IniFormat))
window = Window(preferences, None, recovery_folder=folder)
window.session.open(to_circuit("x = 2\\ny = 3\\nf = x * y"), title="product")
window.move(20, 20)
window.show()

def settle():
    for _ in range(10):
        app.processEvents()

settle()
home = window.screen().name()
window.begin_lecture()
settle()
presenter = window.lecture.arrangement.presenter
print(home, window.screen().name(), presenter.screen().name())
print(window.isFullScreen(), presenter.isFullScreen())
window.lecture.arrangement.swap()
settle()
print(window.screen().name(), presenter.screen().name())
window.end_lecture()
settle()
print(window.screen().name(), window.isFullScreen(), len([w for w in app.topLevelWidgets() if w.isVisible()]))
"""


def test_on_two_real_screens_of_qts_own(tmp_path):
    screens = [
        {"name": "desk", "x": 0, "y": 0, "width": 1280, "height": 800},
        {"name": "beamer", "x": 1280, "y": 0, "width": 1920, "height": 1080},
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", REAL],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split("\n")[:4] == [
        "desk beamer desk",
        "True True",
        "desk beamer",
        "desk False 1",
    ]
