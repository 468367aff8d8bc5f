"""Start to the first painted window, against a bare QMainWindow that also imported numpy and networkx."""

import os
import subprocess
import sys

RUNS = 5
MOST = 1.3

BARE = """
import time
start = time.perf_counter()
import networkx, numpy
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class First(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.perf_counter() - start)
        app.quit()
window = First()
window.resize(1280, 800)
window.show()
app.exec()
"""

OURS = """
import time
start = time.perf_counter()
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from circuitlab.app.main import open_first
from circuitlab.app.preferences import Preferences
from circuitlab.app.window import Window, prepare
app = QApplication([])
class First(Window):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.perf_counter() - start)
        app.quit()
prepare(app)
folder = Path(sys.argv[1])
settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
window = First(Preferences(settings), recovery_folder=folder)
open_first(window, None, None)
window.show()
app.exec()
late = {"networkx", "ziamath", "matplotlib"} & set(sys.modules)
assert not late, late
"""


def seconds(script, folder):
    """From the first line to the first paint, with compiled modules as in an installed program."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return float(done.stdout.split()[0])


def test_the_first_window_is_there_almost_as_soon_as_an_empty_one(tmp_path):
    for script in (BARE, OURS):
        seconds(script, tmp_path)  # compiles
    bare, ours = [], []
    for _ in range(RUNS):
        bare.append(seconds(BARE, tmp_path))
        ours.append(seconds(OURS, tmp_path))
    assert min(ours) <= MOST * min(bare), f"{min(ours):.3f} s against {min(bare):.3f} s"
