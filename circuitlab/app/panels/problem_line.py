"""The line under some fields that says why one of them can't be taken."""

from circuitlab.app.guard import guarded
from circuitlab.app.panels.fields import LineField
from circuitlab.app.wrapped import WrappedLabel


def problem_line(*fields: LineField) -> WrappedLabel:
    """There only as long as a field is refused; of several the first is told."""
    line = WrappedLabel("lineError")

    def show(_: str) -> None:
        line.show_text(next((field.problem for field in fields if field.problem), ""))

    for field in fields:
        field.judged.connect(guarded(show))
    return line
