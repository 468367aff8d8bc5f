"""What a lecture has around it: the screens, the time, and a machine that must not fall asleep."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from circuitlab.app.lecture.awake import Awake, usual
from circuitlab.app.lecture.screens import Screens


def _monotonic_ms() -> float:
    return time.monotonic() * 1000


@dataclass
class Surroundings:
    """now_ms: for presses that come too soon. today: date and time of day, for the lecturer's clock."""

    screens: Screens = field(default_factory=Screens)
    now_ms: Callable[[], float] = _monotonic_ms
    today: Callable[[], datetime] = datetime.now
    awake: Awake = field(default_factory=usual)
