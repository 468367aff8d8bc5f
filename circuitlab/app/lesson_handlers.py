"""What the commands of the menu Learn do, and the menu of the lessons that ship with the program."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from circuitlab.app.chrome_style import plain_tip
from circuitlab.app.guard import guarded

if TYPE_CHECKING:
    from circuitlab.app.documents import Documents
    from circuitlab.app.window import Window


def lesson_handlers(window: "Window") -> dict[str, Callable[..., object]]:
    """The slots of these commands, by id."""
    lessons, maker = window.lessons, window.lesson_maker
    return {
        "fill_lessons": lambda menu: fill_lessons(menu, window.documents),
        "next_slide": lambda: lessons.go_to(lessons.index + 1),
        "previous_slide": lambda: lessons.go_to(lessons.index - 1),
        "restore_slide": lessons.restore,
        "end_lesson": lessons.end,
        "rehearse": lambda: rehearse(window),
        "record_slide": maker.ask_slide,
        "save_lesson": maker.save_as,
        "new_lesson": maker.new,
    }


def rehearse(window: "Window") -> None:
    """Go over the lesson, or the circuit, as a lecture would show it."""
    from circuitlab.app.lecture.rehearsal_dialog import RehearsalDialog

    if not window.session.document.gates:
        window.session.said.emit("There is nothing to rehearse yet.")
        return
    RehearsalDialog(window).show()


def fill_lessons(menu: QMenu, documents: "Documents") -> None:
    """The lessons, in the order in which they are taught."""
    from circuitlab.teach.lessons.shipped import shipped

    menu.setToolTipsVisible(True)
    for number, lesson in enumerate(shipped(), 1):
        action = menu.addAction(f"&{number}  {lesson.title.replace('&', '&&')}")
        action.setToolTip(plain_tip(lesson.about))
        action.triggered.connect(guarded(lambda *_, path=lesson.path: documents.open_lesson(path)))
    if menu.isEmpty():
        menu.addAction("No lesson is installed").setEnabled(False)
