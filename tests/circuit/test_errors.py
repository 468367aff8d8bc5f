"""Lines for people."""

from circuitlab.circuit.errors import complete


def test_a_line_becomes_a_sentence_with_a_real_minus_before_its_numbers():
    assert complete("row 2: got -0.5, not 'a-1'") == "Row 2: got −0.5, not 'a-1'."
    assert complete("Done.") == "Done."
