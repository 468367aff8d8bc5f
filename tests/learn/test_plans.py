"""How to train: schedules, and plans that can't be."""

from math import inf, nan

import pytest

from circuitlab.learn.plans import plan_of
from circuitlab.learn.schedules import Schedule


def test_schedules():
    assert [Schedule(1.0, "linear").at(k, 100) for k in (0, 1, 99)] == [
        1.0,
        1.0 - 0.9 * 1 / 100,
        1.0 - 0.9 * 99 / 100,
    ]
    assert [Schedule(2.0).at(k, 10) for k in (0, 9)] == [2.0, 2.0]
    assert [Schedule(2.0, "decay").at(k, 10) for k in (0, 1, 2)] == [2.0, 2.0 * 0.99, 2.0 * 0.99**2]


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ({"step_size": 0}, "step size must be a finite number above 0, not 0"),
        ({"step_size": nan}, "step size must be a finite number above 0, not nan"),
        ({"step_size": inf}, "not inf"),
        ({"step_size": -1}, "not -1"),
        ({"epochs": 0}, "epochs: expected a whole number from 1"),
        ({"batch": 0}, "the batch"),
        ({"l2": -1}, "l2"),
        ({"l2": nan}, "l2"),
        ({"seed": -1}, "the seed"),
        ({"order": "sorted"}, "no order is called 'sorted': expected given, shuffled, drawn"),
        ({"schedule": "step"}, "no schedule is called 'step'"),
        ({"loss": "huber"}, "no loss is called 'huber'"),
    ],
)
def test_plans_that_can_not_be_are_refused(plan, says):
    with pytest.raises(ValueError, match=says):
        plan_of(**plan)
