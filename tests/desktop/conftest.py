"""A real X server, a real window, a real keyboard: what the desktop tests drive the program with."""

import hashlib
import os
import subprocess
import time

import pytest

PATIENCE = 30.0
"""Seconds until something that does not happen counts as broken."""
QUIET = 0.4
"""Seconds without a change on the screen after which it counts as still."""


def until(happened, what):
    """Wait until `happened()` is true; answers what it gave."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        result = happened()
        if result:
            return result
        time.sleep(0.05)
    raise AssertionError(f"waited {PATIENCE:.0f} s in vain: {what}")


class Desktop:
    """An X server with one program on it."""

    def __init__(self, display, screen, folder):
        self._screen = screen
        self.folder = folder
        self.environment = {
            # Nothing of the user's own settings, recent files or recovered work.
            **{key: value for key, value in os.environ.items() if not key.startswith(("WAYLAND_", "XDG_"))},
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_STATE_HOME": str(folder / "state"),
        }
        self.window = ""

    def start(self, command):
        """Start the program and wait for its window."""
        process = subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self.window = until(lambda: self._found(process), "the window").split()[-1]
        self.do("windowfocus", "--sync", self.window)
        self.still()
        return process

    def _found(self, process):
        if process.poll() is not None:
            raise AssertionError(f"ended with {process.returncode}: {process.stderr.read().decode()}")
        return self.do("search", "--onlyvisible", "--name", "circuitlab", check=False)

    def do(self, *arguments, check=True):
        """Run xdotool; answers what it printed."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout.strip()

    def press(self, *keys):
        """Press keys one after the other."""
        for key in keys:
            self.do("key", "--clearmodifiers", key)

    def step(self, key):
        """Press a key in the window, and wait until the screen has changed; answers what it shows then."""
        before = self.picture()
        self.do("windowfocus", "--sync", self.window)
        self.press(key)
        until(lambda: self.picture() != before, f"what {key} does")
        return self.still()

    def answer(self, title, text):
        """Type into the dialog of this title, and Return."""
        dialog = until(
            lambda: self.do("search", "--onlyvisible", "--name", f"^{title}$", check=False),
            f"the dialog {title}",
        ).split()[-1]
        self.do("windowfocus", "--sync", dialog)
        self.still()
        self.do("type", "--delay", "5", text)
        self.press("Return")
        until(
            lambda: not self.do("search", "--onlyvisible", "--name", f"^{title}$", check=False),
            f"the end of {title}",
        )
        self.do("windowfocus", "--sync", self.window)

    def wait_for_title(self, title):
        """Wait until the window is called this."""
        until(lambda: self.do("getwindowname", self.window) == title, f"the title {title}")

    def picture(self):
        """A fingerprint of the whole screen."""
        return hashlib.sha256(self._screen.read_bytes()).hexdigest()

    def still(self):
        """Wait until nothing moves; answers the fingerprint then."""
        seen, since = self.picture(), time.monotonic()

        def unchanged():
            nonlocal seen, since
            now = self.picture()
            if now != seen:
                seen, since = now, time.monotonic()
            return time.monotonic() - since > QUIET

        until(unchanged, "a still screen")
        return seen


@pytest.fixture
def desktop(tmp_path):
    """A desktop of 1280 x 800 with a home of its own, gone at the end."""
    folder = tmp_path
    screen = folder / "screen"
    screen.mkdir()
    read, write = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            "1280x800x24",
            "-fbdir",
            str(screen),
            "-nolisten",
            "tcp",
        ],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as number:
            display = f":{number.readline().strip()}"
        yield Desktop(display, screen / "Xvfb_screen0", folder)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)
