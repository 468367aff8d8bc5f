"""Pointer and pen over the picture of a lecture."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from circuitlab.app.lecture.strokes import FADE_MS, STAY_MS

Key = Qt.Key


def draw(hall):
    """A stroke by the mouse, over whatever takes it there."""
    start, end = QPoint(300, 300), QPoint(700, 420)
    at = hall.lecture.stage.childAt(start) or hall.lecture.stage

    def there(point):
        return at.mapFrom(hall.lecture.stage, point)

    QTest.mousePress(at, Qt.MouseButton.LeftButton, pos=there(start))
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(at, there(start + (end - start) * share))
    QTest.mouseRelease(at, Qt.MouseButton.LeftButton, pos=there(end))


def test_the_pen_draws_and_changes_nothing_of_the_circuit(hall):
    hall = hall()
    hall.begin()
    hall.press(Key.Key_D)
    before = hall.lecture.stage.grab().toImage()
    draw(hall)
    (stroke,) = hall.lecture.stage.marks.strokes.seen
    assert len(stroke.points) >= 3
    assert hall.lecture.stage.grab().toImage() != before
    assert hall.session.undo_stack.count() == 0
    assert hall.session.selection == frozenset()


def test_without_the_pen_the_mouse_is_the_circuits(hall):
    hall = hall()
    hall.begin()
    draw(hall)
    assert hall.lecture.stage.marks.strokes.seen == []


def test_strokes_vanish_after_a_while(hall):
    hall = hall()
    hall.begin()
    hall.press(Key.Key_D)
    draw(hall)
    marks = hall.lecture.stage.marks
    hall.wait(STAY_MS - 1)
    assert marks.strokes.seen[0].opacity == 1
    hall.wait(FADE_MS / 2)
    assert 0.4 < marks.strokes.seen[0].opacity < 0.6
    hall.wait(FADE_MS)
    assert marks.strokes.seen == []


def test_or_stay_until_they_are_wiped_away(hall):
    hall = hall()
    hall.begin()
    hall.press(Key.Key_D)
    draw(hall)
    hall.press(Key.Key_K)
    draw(hall)
    hall.wait(100_000)
    marks = hall.lecture.stage.marks
    assert [stroke.opacity for stroke in marks.strokes.seen] == [1, 1]
    hall.press(Key.Key_Escape)  # the pen goes, its strokes stay
    assert len(marks.strokes.seen) == 2
    hall.press(Key.Key_C)
    assert marks.strokes.seen == []


def test_a_stroke_stays_at_what_it_marks(hall):
    hall = hall()
    hall.begin()
    hall.press(Key.Key_D)
    draw(hall)
    scene_at = hall.lecture.stage.marks.strokes.seen[0].points[0]
    assert (hall.view.mapFromScene(scene_at) - QPoint(300, 300)).manhattanLength() <= 2


def test_the_pointer_is_a_dot_for_as_long_as_its_key_is_held(hall):
    hall = hall()
    hall.begin()
    marks = hall.lecture.stage.marks
    QTest.keyPress(hall.view, Key.Key_L)
    assert marks.pointer
    QTest.mouseMove(hall.view.viewport(), QPoint(500, 200))
    QApplication.processEvents()
    assert marks._at == QPointF(500, 200)
    hall.ms += 2000
    QTest.keyRelease(hall.view, Key.Key_L)
    assert not marks.pointer


def test_a_short_press_leaves_it_on_and_another_takes_it_away(hall):
    hall = hall()
    hall.begin()
    marks = hall.lecture.stage.marks
    hall.press(Key.Key_L)
    assert marks.pointer
    assert marks.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    hall.press(Key.Key_L)
    assert not marks.pointer
