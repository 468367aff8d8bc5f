"""A plot as a file: PNG, SVG or PDF, on white, with its title; fonts are outlines, or in the file.

Imports matplotlib: import this module when a plot is needed.
"""

from io import BytesIO
from pathlib import Path

from circuitlab.app.plots.moving_plot import MovingPlot
from circuitlab.files.disk import write_bytes
from circuitlab.files.errors import FileError, shown

FILTER = "PNG picture (*.png);;SVG drawing (*.svg);;PDF (*.pdf)"
KINDS = (".png", ".svg", ".pdf")
DPI = 216
"""Of a PNG: three times the size on a screen."""


DATES = {".png": {}, ".svg": {"Date": None}, ".pdf": {"CreationDate": None}}
"""The same plot is the same file, whenever it is written."""


def export(plot: MovingPlot, path: Path, title: str) -> None:
    """Write what a plot shows. Raises FileError with one line."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise FileError(f"{shown(path.name)}: expected a name that ends in {', '.join(KINDS)}")
    held = BytesIO()
    printed = plot.printed(title)
    printed.figure.savefig(
        held, format=kind[1:], dpi=DPI if kind == ".png" else "figure", metadata=DATES[kind]
    )
    printed.deleteLater()
    write_bytes(path, held.getvalue())
