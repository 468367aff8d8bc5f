"""One example at a time, without a window: everybody calls it by its row in the data."""

from support.lessons_data import POINTS, six_points
from support.trainers import made


def test_an_example_is_called_by_its_row_whatever_is_kept_for_testing(qtbot, no_failures):
    trainer = made(six_points())
    assert trainer.want(test=0.5, seed=1) == ""
    shown = []
    for _ in range(3):
        trainer.one.press()
        qtbot.waitUntil(lambda: trainer.one.waits)
        x, y = (trainer.session.circuit.named(name).value for name in "xy")
        row = next(row for row, point in enumerate(POINTS, 1) if point[:2] == (x, y))
        assert trainer.session.pull.by == f"example {row}"
        assert trainer.said.startswith(f"Example {row} (")
        assert trainer.session.undo_stack.undoText() == f"Train: show example {row}"
        trainer.one.press()
        qtbot.waitUntil(lambda: not trainer.one.waits)
        assert trainer.session.undo_stack.undoText() == f"Train: example {row}"
        qtbot.waitUntil(lambda: not trainer._worker.busy)
        shown.append(row)
    assert shown == sorted(set(shown)) != [1, 2, 3]
    trainer.stop()
