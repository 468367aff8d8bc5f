"""Where icons, fonts and examples are: inside an installed package, or in the checkout next to it."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def path(name: str) -> Path:
    """The file or folder `name`, with slashes, as in "fonts/Inter-Regular.otf". It need not exist."""
    return _root().joinpath(*name.split("/"))


@cache
def _root() -> Path:
    """A wheel holds the resources inside the package; an editable install sees the checkout's."""
    inside = _PACKAGE / "resources"
    return inside if inside.is_dir() else _PACKAGE.parent / "resources"
