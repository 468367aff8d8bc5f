"""The palette: every kind is there, found by what it is called, and picked by click, key or drag."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from circuitlab.app.buttons import Button
from circuitlab.app.chrome_style import Look
from circuitlab.app.panels.palette import Palette
from circuitlab.app.panels.tile import Tile
from circuitlab.app.theme import DARK
from circuitlab.app.window import prepare
from circuitlab.circuit.text import to_circuit
from circuitlab.gates.catalogue import KINDS


@pytest.fixture
def palette(qtbot, qapp, no_failures):
    prepare(qapp)
    palette = Palette(Look(DARK))
    palette.resize(200, 604)
    qtbot.addWidget(palette)
    palette.show()
    return palette


def shown(palette):
    return [tile.kind.name for tile in palette.findChildren(Tile) if tile.isVisibleTo(palette)]


def test_every_kind_has_a_tile_some_under_more(palette):
    assert set(shown(palette)) < set(KINDS)
    for button in palette.findChildren(Button):
        if button.text() == "More":
            button.click()
    assert set(shown(palette)) == set(KINDS)


@pytest.mark.parametrize(
    ("words", "first"),
    [("mult", "multiply"), ("ln", "log"), ("RELU", "relu"), ("×", "multiply"), ("arct", "arctan")],
)
def test_it_finds_a_kind_by_name_title_symbol_or_alias(palette, words, first):
    palette.search.setText(words)
    assert first in shown(palette)
    assert len(shown(palette)) < 6


def test_what_is_in_no_name_finds_nothing_and_says_so(palette):
    palette.search.setText("zzz")
    assert shown(palette) == []
    assert palette._none.isVisibleTo(palette)


def test_return_in_the_search_field_picks_what_was_found(palette, qtbot):
    palette.search.setText("sigm")
    with qtbot.waitSignal(palette.picked) as picked:
        QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert picked.args == ["sigmoid"]


@pytest.mark.parametrize("how", ["click", "return"])
def test_a_tile_tells_its_kind(palette, qtbot, how):
    tile = next(tile for tile in palette.findChildren(Tile) if tile.kind.name == "add")
    with qtbot.waitSignal(palette.picked) as picked:
        if how == "click":
            QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(tile, Qt.Key.Key_Return)
    assert picked.args == ["add"]


def test_a_name_that_begins_with_what_is_typed_comes_first(palette, qtbot):
    palette.search.setText("sig")
    QApplication.processEvents()
    with qtbot.waitSignal(palette.picked) as picked:
        QTest.keyClick(palette.search, Qt.Key.Key_Return)
    assert picked.args == ["sigmoid"]
    tiles = [tile for tile in palette.findChildren(Tile) if tile.isVisibleTo(palette)]
    places = {tile.kind.name: tile.mapTo(palette, tile.rect().topLeft()).y() for tile in tiles}
    assert places["sigmoid"] == min(places.values())


class Shows(QObject):
    """Collects the widgets that become windows of their own."""

    def __init__(self):
        super().__init__()
        self.windows = []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


def test_own_gates_come_without_a_window_that_would_take_the_keyboard(palette, qapp):
    shows = Shows()
    qapp.installEventFilter(shows)
    palette.show_own(list(to_circuit("gate hill(a) = a ** 2\nf = hill(3)").own_kinds.values()))
    QApplication.processEvents()
    qapp.removeEventFilter(shows)
    assert "hill" in shown(palette)
    assert shows.windows == []
