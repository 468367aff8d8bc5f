"""How many steps a frame makes: one each at first, more later, and of a long step a part."""

from math import inf

import pytest
from PySide6.QtCore import QObject
from support.climbing import FRAME_MS, HandClock

from circuitlab.app.panels.climb import pace as paces
from circuitlab.app.panels.climb.pace import SLOW_FOR, Pace
from circuitlab.circuit.text import to_circuit
from circuitlab.learn.hill import AT_ONCE
from circuitlab.learn.run import Run
from circuitlab.learn.team import Choice, Team

NUMERICAL = Choice(names=(), leader="numerical")


@pytest.fixture
def pace(qapp):
    owner = QObject()
    pace = Pace(owner)
    pace.run_by(HandClock())
    yield pace
    owner.deleteLater()


def frames(pace, count):
    """How often a frame had a step to show."""
    shown = []
    pace.framed.connect(lambda: shown.append(1))
    for _ in range(count):
        pace.clock.ticked.emit(FRAME_MS)
    return len(shown)


def test_steps_are_one_a_frame_at_first_and_then_more(pace, monkeypatch):
    monkeypatch.setattr(paces, "BUDGET", inf)
    team = Team(to_circuit("f = 0 - x**2", {"x": 3}), NUMERICAL, 1)
    pace.start(team)
    assert frames(pace, SLOW_FOR) == SLOW_FOR
    assert team.place == SLOW_FOR
    frames(pace, 1)
    assert team.place == SLOW_FOR + 2


def test_a_frame_makes_no_more_steps_than_it_has_time_for(pace, monkeypatch):
    monkeypatch.setattr(paces, "BUDGET", 0.0)
    team = Team(to_circuit("f = 0 - x**2", {"x": 3}), NUMERICAL, 1)
    for _ in range(SLOW_FOR):
        team.step()
    pace.start(team)
    frames(pace, 1)
    assert team.place == SLOW_FOR + 1


def test_a_step_that_takes_longer_than_a_frame_goes_on_in_the_next_and_comes_to_the_same(pace, monkeypatch):
    monkeypatch.setattr(paces, "BUDGET", 0.0)
    names = [f"x{number}" for number in range(3 * AT_ONCE)]
    circuit = to_circuit(f"f = {' + '.join(f'{name}**2' for name in names)}", dict.fromkeys(names, 2))
    team, alone = Team(circuit, NUMERICAL, 1), Run(circuit, "numerical")
    pace.start(team)
    assert frames(pace, 3) == 0
    assert team.place == team.last == 0
    pace.stop()
    pace.start(team)  # what was begun is begun anew
    assert frames(pace, 4) == 1
    assert team.runs["numerical"].now == alone.step()
