"""Guards for Qt's overrides and slots: one bug paints a mark and writes a log line, the lecture goes on.

An exception while a QPainter is active is a segmentation fault unless the painter is ended, and on
Python 3.11 one that C code raised inside an override kills the process.
"""

import logging
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import ParamSpec, TypeVar, cast

from PySide6.QtCore import QRectF, QStandardPaths, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QGraphicsItem, QWidget

P = ParamSpec("P")
R = TypeVar("R")

log = logging.getLogger("circuitlab")
_reporter: Callable[[str], None] | None = None
_MARK = QColor("#9C0063")
_KEPT = ("__module__", "__name__", "__qualname__")
"""Of what is guarded. Not its docstring: asked for that of a method of its own, PySide6 reads every signature
that Qt has, which takes longer than to make half of the window."""


def guarded(function: Callable[P, object]) -> Callable[P, None]:
    """Guard an override or a slot that returns nothing, or nothing that anybody waits for.

    A guarded lambda on a signal such as `clicked`, whose argument has a default, is called without it.
    """
    return cast("Callable[P, None]", _to_nothing(function))


def guarded_or(fallback: Callable[..., R]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Guard an override that returns something: after a failure, `fallback` of the same arguments does."""

    def decorate(function: "Callable[P, R]") -> "Callable[P, R]":
        @wraps(function, assigned=_KEPT)
        def guard(*args: "P.args", **kwargs: "P.kwargs") -> "R":
            try:
                return function(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - the last stop before C++
                _failed(function.__qualname__, error, args)
                return fallback(*args)

        return guard

    return decorate


def _nothing(*_: object) -> object:
    """What is done after a failure of something that returns nothing."""
    return None


_to_nothing = guarded_or(_nothing)


def on_failure(reporter: Callable[[str], None] | None) -> None:
    """Who else is told of a failure, with the text for "Copy details". None: nobody."""
    global _reporter
    _reporter = reporter


def log_path() -> Path:
    """Where the log file is."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(folder) / "circuitlab.log"


def start_log() -> None:
    """Write the log to its file, at most 2 x 512 kB; without one, to standard error."""
    from logging.handlers import RotatingFileHandler

    path = log_path()
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=512_000, backupCount=1, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def _failed(where: str, error: Exception, args: tuple[object, ...]) -> None:
    details = "".join(traceback.format_exception(error))
    _end_painters(error.__traceback__, args)
    _let_go(error)
    log.error("%s failed\n%s", where, details)
    _paint_mark(args)
    if _reporter is not None:
        try:
            _reporter(details)
        except Exception:
            log.exception("the reporter of failures failed")


def _let_go(error: Exception) -> None:
    """Forget the frames of the failure: they hold painters of Qt's.

    A wrapper that outlives its painter, and is collected while Qt paints with another at the same address,
    takes that one down with it.
    """
    traceback.clear_frames(error.__traceback__)
    error.__traceback__ = None


def _end_painters(trace: TracebackType | None, args: tuple[object, ...]) -> None:
    """End every painter that the failed call opened itself; those it was handed belong to the caller."""
    while trace is not None:
        for local in trace.tb_frame.f_locals.values():
            if isinstance(local, QPainter) and local.isActive() and not any(local is arg for arg in args):
                local.end()
        trace = trace.tb_next


def _paint_mark(args: tuple[object, ...]) -> None:
    """A small square where the painting failed: nobody takes a half-painted gate for a whole one."""
    if not args or len(args) < 2:
        return
    owner = args[0]
    if isinstance(owner, QGraphicsItem) and isinstance(args[1], QPainter) and args[1].isActive():
        args[1].fillRect(QRectF(-6, -6, 12, 12), _MARK)
    elif isinstance(owner, QWidget) and owner.testAttribute(Qt.WidgetAttribute.WA_WState_InPaintEvent):
        with QPainter(owner) as painter:
            painter.fillRect(QRectF(2, 2, 12, 12), _MARK)
