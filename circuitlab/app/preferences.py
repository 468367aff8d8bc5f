"""What the program remembers between two starts: window place, panels, recent files, theme, text size."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from circuitlab.teach.notation import NOTATIONS, Notation

RECENT_MOST = 8
TEXT_SIZES = (1.0, 1.25, 1.5, 2.0, 2.75)
"""The steps of the text size; the last one is the lecture hall's."""
THEMES = ("system", "light", "dark")


class Preferences:
    """QSettings with types; whatever is stored and makes no sense counts as not stored."""

    def __init__(self, settings: QSettings | None = None) -> None:
        self._settings = settings or QSettings(
            QSettings.Format.IniFormat, QSettings.Scope.UserScope, "circuitlab", "circuitlab"
        )
        self.by_hand: set[str] = set()
        """The panels that were opened by hand since the start: these are not folded for want of room."""

    def opened(self, panel: str, shown: bool) -> None:
        """Somebody opened a panel, or closed it."""
        (self.by_hand.add if shown else self.by_hand.discard)(panel)

    @property
    def geometry(self) -> QByteArray:
        """The window's place, as Qt saved it; empty on first start."""
        stored = self._settings.value("window/geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("window/geometry", geometry)

    @property
    def theme(self) -> str:
        """ "system", "light" or "dark"."""
        stored = self._settings.value("look/theme")
        return stored if stored in THEMES else "system"

    @theme.setter
    def theme(self, theme: str) -> None:
        self._settings.setValue("look/theme", theme)

    @property
    def text_size(self) -> float:
        """The text size of the whole program: 1 is 100 %."""
        try:
            stored = float(str(self._settings.value("look/text_size", "1")))
        except ValueError:
            return 1.0
        return stored if stored in TEXT_SIZES else 1.0

    @text_size.setter
    def text_size(self, size: float) -> None:
        self._settings.setValue("look/text_size", str(size))

    @property
    def notation(self) -> Notation:
        """How equations write a gradient."""
        stored = self._settings.value("look/notation")
        return next((each for each in NOTATIONS if each == stored), "partial")

    @notation.setter
    def notation(self, notation: Notation) -> None:
        self._settings.setValue("look/notation", notation)

    @property
    def dialect(self) -> str:
        """The name of the dialect that code is shown in; whoever shows code knows which there are."""
        return str(self._settings.value("code/dialect", ""))

    @dialect.setter
    def dialect(self, name: str) -> None:
        self._settings.setValue("code/dialect", name)

    @property
    def recent(self) -> list[Path]:
        """The files opened or saved last, the newest first."""
        stored = self._settings.value("files/recent")
        lines = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [Path(str(line)) for line in lines if line][:RECENT_MOST]

    def used(self, path: Path) -> None:
        """A file was opened or saved."""
        path = path.absolute()
        paths = [path, *(other for other in self.recent if other != path)]
        self._settings.setValue("files/recent", [str(each) for each in paths[:RECENT_MOST]])

    def flag(self, name: str, default: bool) -> bool:
        """A yes or no, such as whether a panel is open."""
        stored = self._settings.value(f"panels/{name}")
        return default if stored is None else str(stored).lower() == "true"

    def set_flag(self, name: str, value: bool) -> None:
        """Remember a yes or no."""
        self._settings.setValue(f"panels/{name}", "true" if value else "false")
