"""How training is wanted to go: what a run that is on its way can go on by."""

import pytest

from circuitlab.app.panels.train.wanted import Wanted


@pytest.mark.parametrize(
    ("before", "after", "keeps"),
    [
        ({}, {"l2": 0.5, "step_size": 0.2, "epochs": 7, "batch": 3, "order": "given"}, True),
        ({"loss": "hinge"}, {"loss": "logistic"}, True),
        ({"loss": "hinge"}, {"loss": "squared"}, False),
        ({"loss": "squared"}, {"loss": "objective"}, False),
        ({"seed": 1}, {"seed": 2}, True),
        ({"test": 0.2}, {"test": 0.3}, False),
        ({"test": 0.2, "seed": 1}, {"test": 0.2, "seed": 2}, False),  # other rows are kept for testing
        ({"test": 0.2, "seed": 1, "l2": 1.0}, {"test": 0.2, "seed": 1}, True),
    ],
)
def test_a_run_goes_on_as_long_as_its_rows_and_their_targets_stay(before, after, keeps):
    assert Wanted(**before).keeps(Wanted(**after)) is keeps  # type: ignore[arg-type]
    assert Wanted(**after).keeps(Wanted(**before)) is keeps  # type: ignore[arg-type]
