"""Start to the first painted window, against a bare QMainWindow that also imported numpy and networkx."""

import os
import subprocess
import sys

RUNS = 8
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
from circuitlab.app import main
main.make_ready()
from circuitlab.app import window
LATE = {"networkx", "numpy", "msgspec", "ziamath", "matplotlib", *main.LATER}
class First(window.Window):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.perf_counter() - start, *LATE & set(sys.modules))
        self.close()
window.Window = First
main.run_window()
"""


def seconds(script, folder):
    """From the first line to the first paint, with compiled modules as in an installed program."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment |= {name: str(folder) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    time, *early = done.stdout.splitlines()[0].split()
    assert not early, "imported before the first window"
    return float(time)


def test_the_first_window_is_there_almost_as_soon_as_an_empty_one(tmp_path):
    for script in (BARE, OURS):
        seconds(script, tmp_path)  # compiles
    bare, ours = [], []
    for _ in range(RUNS):
        bare.append(seconds(BARE, tmp_path))
        ours.append(seconds(OURS, tmp_path))
    assert min(ours) <= MOST * min(bare), f"{min(ours):.3f} s against {min(bare):.3f} s"
