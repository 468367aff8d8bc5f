"""A mark that something is going on, taken away however that ends."""


class Within:
    """True inside its `with`, also when that is left by an exception."""

    def __init__(self) -> None:
        self._depth = 0

    def __bool__(self) -> bool:
        return self._depth > 0

    def __enter__(self) -> None:
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
