"""The circuits that ship with the program: where each is, its title, and its topic."""

from pathlib import Path

from circuitlab import resources

FIRST_EXAMPLE = "sum-then-product"
FIRST_TEXT = "x = -2\ny = 5\nq = x + y\nz = -4\nf = q * z"
"""The first example as text: the first window does not wait until what reads files is loaded."""


def example_path(name: str) -> Path:
    """The file of an example."""
    return resources.path(f"examples/{name}.circuit")


def examples() -> dict[str, str]:
    """Titles of the example circuits, by name."""
    return {name: title for titles in topics().values() for name, title in titles.items()}


def topics() -> dict[str, dict[str, str]]:
    """The same by topic; what has none, under an empty one."""
    index = resources.path("examples/index.json")
    if not index.is_file():
        return {"": {path.stem: path.stem for path in sorted(index.parent.glob("*.circuit"))}}
    import json

    found: dict[str, dict[str, str]] = {}
    for entry in json.loads(index.read_text(encoding="utf-8")):
        found.setdefault(entry.get("topic", ""), {})[entry["name"]] = entry.get("title", entry["name"])
    return found
