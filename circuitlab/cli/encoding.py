"""Fitting text to a stream whose encoding lacks some characters."""

_NEAREST = str.maketrans({"−": "-", "∞": "inf", "∂": "d", "→": "->", "…": "..."})


def encodable(text: str, encoding: str | None) -> str:
    """The text itself where the encoding has all its characters, else with the nearest that it has."""
    try:
        text.encode(encoding or "ascii")
    except UnicodeEncodeError:
        nearest = text.translate(_NEAREST)
        return nearest.encode(encoding or "ascii", "backslashreplace").decode(encoding or "ascii")
    return text
