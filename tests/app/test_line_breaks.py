"""Where a text is broken."""

from hypothesis import given
from hypothesis import strategies as st

from circuitlab.app.line_breaks import lines_of

widths = st.lists(st.integers(1, 50), max_size=30)


@given(widths, st.integers(0, 10), st.integers(1, 100))
def test_every_piece_stands_on_one_line_and_no_line_is_too_wide_or_broken_too_early(pieces, gap, room):
    lines = lines_of(pieces, gap, room)
    assert [index for line in lines for index in line] == list(range(len(pieces)))
    wide = [sum(pieces[index] for index in line) + gap * (len(line) - 1) for line in lines]
    for line, width, following in zip(lines, wide, [*lines[1:], None][: len(lines)], strict=True):
        assert width <= room or len(line) == 1
        assert following is None or width + gap + pieces[following[0]] > room
