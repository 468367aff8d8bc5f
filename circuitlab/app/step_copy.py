"""The equations of the current step for a document of one's own: as LaTeX, or as a picture."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QMenu

from circuitlab.app import equations
from circuitlab.app.guard import guarded
from circuitlab.app.session import Session
from circuitlab.app.theme import Theme

SIZE, GAP, MARGIN = 24.0, 18.0, 16.0
"""Of the picture: the text, between two equations, and around them, in px."""
SHARPNESS = 3.0
"""Pixels of the picture to one px: slides are large."""
NOTHING = "No step has been done yet: step forward first."


def copy_latex(session: Session) -> None:
    """Copy the equations of the step at the cursor as LaTeX, without colours."""
    from circuitlab.teach.equations import plain_latex

    shown = _equations(session)
    if shown:
        QGuiApplication.clipboard().setText(plain_latex(shown))
        session.said.emit("Copied the equations of this step as LaTeX.")


def copy_picture(session: Session, theme: Theme) -> None:
    """Copy them as a picture, in the colours of the theme."""
    shown = _equations(session)
    if shown:
        QGuiApplication.clipboard().setPixmap(picture(shown, theme))
        session.said.emit("Copied the equations of this step as a picture.")


def fill_copies(menu: QMenu, session: Session, theme: Theme) -> None:
    """The entries of a menu."""
    menu.addAction("Copy as LaTeX").triggered.connect(guarded(lambda *_: copy_latex(session)))
    menu.addAction("Copy as Picture").triggered.connect(guarded(lambda *_: copy_picture(session, theme)))


def picture(lines: Sequence[str], theme: Theme) -> QPixmap:
    """These equations, one below the other, on the ground of the canvas."""
    drawn = [equations.equation(line, theme, SIZE, SHARPNESS) for line in lines]
    width = max(each.width for each in drawn) + 2 * MARGIN
    height = sum(each.height for each in drawn) + GAP * (len(drawn) - 1) + 2 * MARGIN
    pixmap = QPixmap(round(width * SHARPNESS), round(height * SHARPNESS))
    pixmap.setDevicePixelRatio(SHARPNESS)
    pixmap.fill(theme.color("canvas"))
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        top = MARGIN
        for each in drawn:
            each.draw(painter, (width - each.width) / 2, top)
            top += each.height + GAP
    return pixmap


def _equations(session: Session) -> tuple[str, ...]:
    """Those of the step at the cursor; none before the first, and that is said."""
    from circuitlab.teach.equations import step_latex

    if session.step is None:
        session.said.emit(NOTHING)
        return ()
    return step_latex(session.circuit, session.trace, session.step, session.notation)
