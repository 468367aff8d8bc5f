"""The palette: every gate kind as a tile, grouped by family, with a search field above."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from circuitlab.app.buttons import Button, Face
from circuitlab.app.chrome_style import Look
from circuitlab.app.guard import guarded
from circuitlab.app.icons import draw_icon
from circuitlab.app.panels.tile import Tile, focus_first
from circuitlab.app.text_field import TextField
from circuitlab.app.tools.kinds import distance
from circuitlab.app.widgets import label, named
from circuitlab.gates.catalogue import families
from circuitlab.gates.kind import OWN_FAMILY, GateKind

WIDTH = 200
COLUMNS = 3
FIRST_SHOWN = {"Arithmetic": 6, "Functions": 9}
"""A family shows so many tiles; "More" shows the rest."""


_FAR = 9


class SearchField(TextField):
    """A line with a magnifying glass. Escape clears it and leaves it, Down goes to the tiles."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        named(self, "searchField")
        self._look = look
        self.setPlaceholderText("Search gates")
        self.setAccessibleName("Search gates")
        self.setToolTip("Search gates by name or symbol (Ctrl+K)")
        self.setFont(look.font(14))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = self._look.px(16)
        with QPainter(self) as painter:
            spot = QRectF(self._look.px(9), (self.height() - size) / 2, size, size)
            draw_icon(painter, spot, "search", self._look.color("secondary"))

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            event.ignore()  # whoever holds the canvas gives it the focus
        elif event.key() == Qt.Key.Key_Down:
            focus_first(self.window())
        else:
            super().keyPressEvent(event)


class Group(QWidget):
    """The tiles of one family under its caption."""

    picked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, look: Look, title: str, kinds: Sequence[GateKind]) -> None:
        super().__init__()
        self._look = look
        self._kinds = kinds
        self._tiles: dict[str, Tile] = {}
        self._first = FIRST_SHOWN.get(title, len(kinds))
        self._more = len(kinds) > self._first
        self._words = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(5))
        head = QHBoxLayout()
        head.addWidget(label("groupCaption", title))
        head.addStretch(1)
        self._toggle = Button(look, "More", face=Face.PLAIN, height=18)
        self._toggle.text_px = 12
        self._toggle.quiet = True
        self._toggle.trailing = "chevron-right"
        self._toggle.explain(f"All {len(kinds)} gates of this kind")
        self._toggle.clicked.connect(self._switch)
        head.addWidget(self._toggle)
        column.addLayout(head)
        self._toggle.setVisible(self._more)  # not before it has a parent: it would be a window of its own
        self._grid = QGridLayout()
        self._grid.setSpacing(look.px(4))
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._grid)
        self.filter("")

    @guarded
    def _switch(self) -> None:
        self._more = not self._more
        self._toggle.setText("More" if self._more else "Fewer")
        self.filter(self._words)

    def filter(self, words: str) -> list[GateKind]:
        """Show the tiles that match all words, the closest first; answers their kinds."""
        self._words = words
        wanted = words.lower().split()
        fits = [kind for kind in self._kinds if all(word in haystack(kind) for word in wanted)]
        fits.sort(key=lambda kind: rank(kind, words))
        shown = fits[: self._first] if self._more and not wanted else fits
        for tile in self._tiles.values():
            self._grid.removeWidget(tile)
            tile.setVisible(False)
        for index, kind in enumerate(shown):
            tile = self._tile(kind)
            self._grid.addWidget(tile, index // COLUMNS, index % COLUMNS)
            tile.setVisible(True)
        return shown

    def _tile(self, kind: GateKind) -> Tile:
        """The tile of a kind, made when it is first shown."""
        if kind.name not in self._tiles:
            tile = Tile(self._look, kind)
            tile.setParent(self)
            tile.picked.connect(self.picked)
            tile.menu_asked.connect(self.menu_asked)
            self._tiles[kind.name] = tile
        return self._tiles[kind.name]


class Palette(QWidget):
    """All groups in a column that scrolls. `picked` tells the kind that is to be placed."""

    picked = Signal(str)
    menu_asked = Signal(str, QPoint)  # the name of an own kind, and where on the screen
    new_asked = Signal()
    fold_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        named(self, "palette")
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(look.px(WIDTH))
        self.search = SearchField(look)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._pick_first)
        self._shown: list[GateKind] = []
        self._own: Group | None = None
        self._none = label("fieldName", "No gate is called that.")
        self._groups = [Group(look, title, kinds) for title, kinds in families().items()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(12), 0, 0)
        column.setSpacing(look.px(8))
        field = QHBoxLayout()
        field.setContentsMargins(look.px(11), 0, look.px(11), 0)
        field.addWidget(self.search)
        column.addLayout(field)
        column.addWidget(self._scrolling(), 1)
        column.addWidget(self._footer())
        self._filter("")

    def _scrolling(self) -> QScrollArea:
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(self._look.px(11), 0, self._look.px(11), self._look.px(8))
        column.setSpacing(self._look.px(10))
        for group in self._groups:
            group.picked.connect(self.picked)
            column.addWidget(group)
        column.addWidget(self._none)
        column.addStretch(1)
        self._area = area = QScrollArea(widgetResizable=True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def show_own(self, kinds: Sequence[GateKind]) -> None:
        """Show these kinds in a group of their own, in the place of those before."""
        if not kinds and self._own is None:
            return
        if self._own is not None:
            self._groups.remove(self._own)
            self._column.removeWidget(self._own)
            self._own.hide()
            self._own.deleteLater()
            self._own = None
        if kinds:
            self._own = Group(self._look, OWN_FAMILY, kinds)
            self._own.picked.connect(self.picked)
            self._own.menu_asked.connect(self.menu_asked)
            self._groups.append(self._own)
            self._column.insertWidget(len(self._groups) - 1, self._own)
        self._filter(self.search.text())

    def reveal_own(self) -> None:
        """Scroll to the end, where the group of one's own is."""
        if self._own is not None:
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.maximum())

    def _footer(self) -> QWidget:
        fold = Button(self._look, "Fold", icon="chevrons-left", face=Face.PLAIN, height=40)
        fold.explain("Fold the palette (Ctrl+1)", "Fold the palette")
        fold.clicked.connect(self.fold_asked)
        footer = named(QWidget(), "paletteFooter")
        row = QHBoxLayout(footer)
        row.setContentsMargins(self._look.px(6), 1, self._look.px(6), 0)
        row.addWidget(fold)
        row.addStretch(1)
        new = Button(self._look, "New gate", icon="plus", face=Face.PLAIN, height=40)
        new.explain("Make a gate of your own from a formula (Ctrl+Shift+K)", "New gate from formula")
        new.clicked.connect(self.new_asked)
        row.addWidget(new)
        return footer

    @guarded
    def _filter(self, words: str) -> None:
        found = {group: group.filter(words) for group in self._groups}
        closest = {
            group: min((rank(kind, words) for kind in kinds), default=_FAR) for group, kinds in found.items()
        }
        groups = sorted(self._groups, key=lambda group: closest[group])
        for place, group in enumerate(groups):
            self._column.insertWidget(place, group)
            group.setVisible(bool(found[group]))
        kinds = [kind for group in groups for kind in found[group]]
        self._shown = sorted(kinds, key=lambda kind: rank(kind, words))
        self._none.setVisible(not self._shown)

    @guarded
    def _pick_first(self) -> None:
        if self.search.text().strip() and self._shown:
            self.picked.emit(self._shown[0].name)


def rank(kind: GateKind, words: str) -> int:
    """How far a kind is from what is searched: names that begin with it come first; nothing: all alike."""
    wanted = words.strip().casefold()
    found = distance(kind, wanted) if wanted else 0
    return _FAR if found is None else found


def haystack(kind: GateKind) -> str:
    """Everything a kind is searched by, in lower case."""
    return " ".join((kind.name, kind.title, kind.symbol, kind.family, *kind.keywords, *kind.aliases)).lower()
