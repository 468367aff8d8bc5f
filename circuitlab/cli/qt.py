"""Whether Qt can be loaded, and which packages are missing where it can't: one line instead of a traceback.

Qt itself ends the process where a library of its window system is missing, so that is looked for first.
"""

import ctypes
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from circuitlab.cli.answer import UsageError
from circuitlab.cli.help import COMMANDS

HEADLESS = frozenset({"offscreen", "minimal", "minimalegl", "vnc"})
"""Platforms of Qt that need no screen."""

# Packages, in Debian's names, by the library that is looked for. The set-up script has the same list.
ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
_NEED_NONE = f"{', '.join([*COMMANDS][:-1])} and {[*COMMANDS][-1]} need none"


@contextmanager
def loading() -> Iterator[None]:
    """Around the first import of the window's modules: a library that is missing becomes a UsageError."""
    try:
        yield
    except ImportError as error:
        if not (error.name or "").startswith(("PySide6", "shiboken6")) and ".so" not in str(error):
            raise
        raise UsageError(_sentence(_missing(ALWAYS) or [str(error)])) from error


def check_window() -> None:
    """Raises UsageError where Qt would end the process: on Linux, without a screen or a library for it."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if not sys.platform.startswith("linux") or platform in HEADLESS:
        return
    missing = _missing({**ALWAYS, **WINDOW} if platform in ("", "xcb") else ALWAYS)
    if missing:
        raise UsageError(_sentence(missing))
    if os.environ.get("WAYLAND_DISPLAY"):
        return
    if not os.environ.get("DISPLAY"):
        raise UsageError(f"there is no screen: DISPLAY is not set; {_NEED_NONE}")
    if platform in ("", "xcb") and not _x_server_answers():
        display = os.environ["DISPLAY"]
        raise UsageError(f"there is no screen: nothing answers at DISPLAY={display}; {_NEED_NONE}")


def _missing(libraries: Mapping[str, str]) -> list[str]:
    """The packages, in Debian's names, of the libraries that can't be loaded."""
    return [package for library, package in libraries.items() if not _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_server_answers() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def _sentence(missing: list[str]) -> str:
    return f"Qt can't be loaded: missing {' '.join(missing)} (on Debian: apt-get install)"
