"""The installed PySide6 is one that can be relied on."""

import subprocess
import sys

CALLS = """
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(20_000):
    thing.setObjectName("x")
print("done")
"""


def test_calls_that_return_none_do_not_wear_it_out():
    """PySide6 6.12.0 on Python 3.11 loses a reference to None at each, and aborts after some 5,000."""
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr
