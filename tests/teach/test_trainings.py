"""What one example did, in a sentence."""

from circuitlab.teach.trainings import epochs, example, score


def test_one_example_its_pull_and_what_it_moved():
    moved = {"a": (0.98, 1.01), "b": (-2.0, -2.0), "c": (-1.0, -0.99)}
    said = example(2, (3.0, 0.1), 1.0, 1.0, moved, label=True)
    assert said == "Example 3 (3, 0.1), label +1: pull +1; a 0.98 → 1.01, c −1 → −0.99."


def test_of_many_parameters_those_that_moved_most_are_named():
    moved = {f"w{place}": (0.0, float(place)) for place in range(6)}
    said = example(0, (1.0,), 2.5, -0.25, moved, label=False)
    assert said == "Example 1 (1), target 2.5: pull −0.25; w3 0 → 3, w4 0 → 4, w5 0 → 5, and 2 more."


def test_an_example_on_its_side_does_not_pull():
    assert example(0, (1.0,), -1.0, 0.0, {"a": (1.0, 1.0)}, label=True).endswith(
        "no pull, and nothing moves."
    )


def test_scores_and_epochs():
    assert (epochs(1), epochs(100)) == ("1 epoch", "100 epochs")
    assert (score(0.0123, 0.98), score(4.0, None)) == ("loss 0.0123, accuracy 98 %", "loss 4")


def test_a_pull_that_is_no_number_has_no_sign():
    said = example(0, (1.0,), 1.0, float("nan"), {}, label=True)
    assert "pull undefined" in said
