"""Guards keep the program going when a slot fails; a test must hear of it all the same."""

import logging

import pytest


class _Collected(logging.Handler):
    def __init__(self):
        super().__init__(logging.ERROR)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


@pytest.fixture
def no_failures():
    """Nothing that a guard had to catch during the test."""
    handler = _Collected()
    log = logging.getLogger("circuitlab")
    log.addHandler(handler)
    yield handler.messages
    log.removeHandler(handler)
    assert handler.messages == []
