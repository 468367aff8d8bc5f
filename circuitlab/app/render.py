"""Pictures of a circuit, painted by the canvas' own painters: PNG, SVG, PDF, at any step, without a window.

Vector formats are vector: nothing is cached as a bitmap, and text is written as outlines.
"""

import math
import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from circuitlab.app.canvas.frame import Frame
from circuitlab.app.canvas.label_places import Scale
from circuitlab.app.canvas.scene import CircuitScene
from circuitlab.app.canvas.surface import Surface
from circuitlab.app.theme import theme_named
from circuitlab.circuit.circuit import Circuit
from circuitlab.files.disk import write_bytes
from circuitlab.files.store import laid_out

MARGIN = 24.0
LEAST_SCALE, MOST_SCALE = 0.05, 20.0
MOST_PIXELS = 100_000_000
MOST_SIDE = 32_767
"""Qt paints nothing farther out than this many pixels."""
POINTS_A_PIXEL = 0.75
_DOTS_AN_INCH = 1200
NOTEBOOK_GATES = 1_000
"""A notebook keeps its pictures in the file: larger circuits would choke it."""


def picture(
    circuit: Circuit,
    *,
    step: int | None = None,
    scale: float = 1.0,
    theme: str = "light",
    shrink: bool = False,
    frame: Frame | None = None,
) -> QImage:
    """The circuit after `step` steps of its trace (None: at the end; clamped), `scale` pixels a unit.

    frame: what is to be seen of it, in the place of `step`: where its cursor is, what is covered, a ghost.
    shrink: where that would be too large, take the largest scale that is not.
    Raises ValueError with one line for a theme or scale that is not there, or a picture that is too large.
    """
    scene = _staged(circuit, step, theme, scale, frame)
    largest = _largest_scale(scene)
    if shrink:
        scale = min(scale, largest)
    width, height = _size(scene, scale)
    if scale > largest:
        size = f"{width} x {height} pixels"
        raise ValueError(f"scale: {size} are too many; the largest that fits is {largest:g}")
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    with QPainter(image) as painter:
        _paint(scene, painter, scale, outlines=False)
    return image


def export_picture(
    circuit: Circuit,
    path: Path,
    *,
    step: int | None = None,
    scale: float = 1.0,
    theme: str = "light",
    shrink: bool = False,
    frame: Frame | None = None,
) -> None:
    """Write that picture as PNG, SVG or PDF, by the suffix of `path`; only a PNG can be too large.

    Raises FileError if the file can't be written, ValueError with one line for everything else.
    """
    makers: dict[str, Callable[[], bytes]] = {
        ".png": lambda: _png(
            picture(circuit, step=step, scale=scale, theme=theme, shrink=shrink, frame=frame)
        ),
        ".svg": lambda: _svg(_staged(circuit, step, theme, scale, frame), scale),
        ".pdf": lambda: _pdf(_staged(circuit, step, theme, scale, frame), scale),
    }
    make = makers.get(path.suffix.lower())
    if make is None:
        raise ValueError("picture: expected a file name that ends in .png, .svg or .pdf")
    write_bytes(path, make())


def notebook_svg(circuit: Circuit) -> str | None:
    """The circuit at the end of its passes as SVG, for `_repr_svg_`; None where there is no picture.

    There is none of an empty or a very large circuit, outside the main thread, and in a program whose
    Qt application has no fonts.
    """
    application = QCoreApplication.instance()
    drawable = application is None or isinstance(application, QApplication)
    if not drawable or threading.current_thread() is not threading.main_thread():
        return None
    if not 0 < len(circuit.gates) <= NOTEBOOK_GATES:
        return None
    return _svg(_staged(circuit, None, "light", 1.0), 1.0).decode()


def _staged(
    circuit: Circuit, step: int | None, theme: str, scale: float, frame: Frame | None = None
) -> CircuitScene:
    """A scene that shows the circuit at that step, or as in that frame, with room for all labels."""
    if not LEAST_SCALE <= scale <= MOST_SCALE:
        raise ValueError(f"scale: expected a number from {LEAST_SCALE} to {MOST_SCALE:g}")
    colours = theme_named(theme)
    _application()
    from circuitlab.engine.passes import run
    from circuitlab.engine.trace import Cursor, end

    circuit = laid_out(circuit)
    trace = run(circuit)
    last = end(trace)
    scene = CircuitScene(colours)
    scene.stage.set_scale(Scale(_PICTURE_ZOOM))
    scene.reset(circuit)
    cursor = last if step is None else Cursor(min(max(step, 0), last.steps))
    scene.show(Frame(trace, cursor) if frame is None else replace(frame, trace=trace))
    scene.settle()
    return scene


_PICTURE_ZOOM = 1.0
"""A picture has the canvas' proportions at 100 %, whatever its scale."""
_kept: list[QApplication] = []


def _application() -> None:
    """Fonts and items need a Qt application; without one, a picture makes its own, which needs no screen."""
    if QApplication.instance() is None:
        with _environment(QT_QPA_PLATFORM="offscreen", QT_QPA_PLATFORM_PLUGIN_PATH=None):
            _kept.append(QApplication(["circuitlab"]))


@contextmanager
def _environment(**variables: str | None) -> Iterator[None]:
    """Variables set, or taken away, for a moment: what a notebook starts later must find its own.

    Some packages point the path of the platform plugins to theirs; without "offscreen" there, Qt aborts.
    """
    before = {name: os.environ.get(name) for name in variables}
    _set(variables)
    try:
        yield
    finally:
        _set(before)


def _set(variables: Mapping[str, str | None]) -> None:
    for name, value in variables.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _size(scene: CircuitScene, scale: float) -> tuple[int, int]:
    extent = scene.extent()
    width, height = extent.width() + 2 * MARGIN, extent.height() + 2 * MARGIN
    return math.ceil(width * scale), math.ceil(height * scale)


def _largest_scale(scene: CircuitScene) -> float:
    """The largest scale at which a bitmap isn't too large, to three digits."""
    width, height = _size(scene, 1.0)
    largest = min(math.sqrt(MOST_PIXELS / (width * height)), MOST_SIDE / max(width, height))
    unit = 10.0 ** (math.floor(math.log10(largest)) - 2)
    return float(f"{math.floor(largest / unit) * unit:.3g}")


def _paint(scene: CircuitScene, painter: QPainter, scale: float, *, outlines: bool) -> None:
    """Wires, then gates, on the ground, as the scene stacks them."""
    extent = scene.extent()
    stage = scene.stage
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(MARGIN - extent.left(), MARGIN - extent.top())
    ground = extent.adjusted(-MARGIN - 1, -MARGIN - 1, MARGIN + 1, MARGIN + 1)
    painter.fillRect(ground, stage.theme.color("canvas"))
    surface = Surface(painter, stage.theme, outlines=outlines)
    for wire in stage.wires.values():
        wire.paint_on(surface)
    for gate in stage.gates.values():
        painter.translate(gate.pos())
        gate.paint_on(surface)
        painter.translate(-gate.pos())


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ValueError("picture: PNG could not be made of it; is there enough memory?")
    return bytes(buffer.data().data())


def _svg(scene: CircuitScene, scale: float) -> bytes:
    from PySide6.QtCore import QRect
    from PySide6.QtSvg import QSvgGenerator

    width, height = _size(scene, scale)
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setViewBox(QRect(0, 0, width, height))
    generator.setSize(generator.viewBox().size())
    generator.setTitle("circuit")
    with QPainter(generator) as painter:
        _paint(scene, painter, scale, outlines=True)
    return bytes(buffer.data().data())


def _pdf(scene: CircuitScene, scale: float) -> bytes:
    width, height = _size(scene, scale)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    size = QSizeF(width * POINTS_A_PIXEL, height * POINTS_A_PIXEL)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(_DOTS_AN_INCH)
    writer.setTitle("circuit")
    dots_a_pixel = _DOTS_AN_INCH / 72 * POINTS_A_PIXEL
    with QPainter(writer) as painter:
        painter.scale(dots_a_pixel, dots_a_pixel)
        _paint(scene, painter, scale, outlines=True)
    return bytes(buffer.data().data())
