"""Tables and their CSV text: what is written reads back, and what is wrong is named by row and column."""

import re
from math import inf, nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from circuitlab.circuit.data import with_cell
from circuitlab.engine.work import done
from circuitlab.learn import csv_text
from circuitlab.learn.table import DataError, kept, kept_for_testing, of_columns, of_data, split, table

finite = st.floats(allow_nan=False, allow_infinity=False)


@given(st.lists(st.tuples(finite, finite), min_size=1, max_size=20))
def test_what_is_written_reads_back_to_the_last_bit(rows):
    found = csv_text.read(csv_text.write(table(("x", "label"), rows)))
    assert found.columns == ("x", "label")
    assert found.rows.tolist() == [list(row) for row in rows]


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("x,y\n1,2\n3,-4.5e1\n", ("x", "y"), [[1, 2], [3, -45]]),
        ("\ufeffx,y\r\n1,2\r\n\r\n", ("x", "y"), [[1, 2]]),
        ("x\ty\n1,5\t2\n", ("x", "y"), [[1.5, 2]]),
        ("x;y\n1,5;−2\n", ("x", "y"), [[1.5, -2]]),
        ("1,2\n3,4\n", ("column1", "column2"), [[1, 2], [3, 4]]),
        ('"a, b",c\n" 1 ",2\n', ("a, b", "c"), [[1, 2]]),
    ],
)
def test_it_reads_what_spreadsheets_write(text, columns, rows):
    found = csv_text.read(text)
    assert (found.columns, found.rows.tolist()) == (columns, rows)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "there are no data"),
        ("x,y\n", "no rows of numbers below the column names x, y"),
        ("x,y\n1,2\n3\n", "row 2 (line 3) has 1 cell, expected 2: column y is missing"),
        ("x,y\n1,2,3\n", "row 1 (line 2) has 3 cells, expected 2"),
        ("x,y\n1,\n", "row 1 (line 2), column y is empty"),
        ("x,y\n1,2\n3,red\n", "row 2 (line 3), column y: 'red' is not a number"),
        ("x,y\n1,nan\n", "row 1 (line 2), column y: expected a finite number, got 'nan'"),
        ("x,y\n1e999,1\n", "row 1 (line 2), column x: expected a finite number, got '1e999'"),
        ("x,y\n1_000,1\n", "row 1 (line 2), column x: '1_000' is not a number"),
        ("x,x\n1,2\n", "the first line: two columns are called 'x': columns 1 and 2"),
        ("x,\n1,2\n", "the first line: column 2 has no name"),
        ("1,red\n2,3\n", "row 1, column column2: 'red' is not a number"),
        ("x,y\n\n1,2\n\n1,red\n", "row 2 (line 5), column y"),
        ("1,2\n3,red\n", "row 2, column column2: 'red'"),
        ("x,y\n1,5,2,5\n", "row 1 (line 2) has 4 cells, expected 2; where numbers have decimal commas"),
        (f"{'x,' * 1000}x\n", "1001 columns"),
        ("x\n" + "9" * 200_000 + "\n", "line 2: this is no CSV"),
    ],
)
def test_what_is_wrong_is_named(text, says):
    with pytest.raises(DataError, match=re.escape(says)) as error:
        csv_text.read(text)
    assert len(str(error.value)) <= 240
    assert str(error.value).isprintable()


def test_a_row_far_down_is_named_too():
    lines = ["x,y", *["1,2"] * 9_999, "1,oops"]
    with pytest.raises(DataError, match=r"row 10000 \(line 10001\), column y: 'oops'"):
        csv_text.read("\n".join(lines))


def test_it_tells_how_much_is_read(monkeypatch):
    shares = []
    monkeypatch.setattr(csv_text, "CHARACTERS", 2**15)
    done(csv_text.reading("x\n" + "12345\n" * 15_000, shares.append))
    assert shares[0] == 0
    assert len(shares) >= 3
    assert shares == sorted(shares)
    assert shares[-1] < 1


def test_names_that_spreadsheets_break_into_lines_are_one_line():
    assert csv_text.read('"height\n(cm)",b\u00a0c\n1,2\n').columns == ("height (cm)", "b c")


def test_a_table_is_kept_by_a_document_to_the_last_bit():
    data = table(("x", "y"), np.random.default_rng(0).normal(size=(10_000, 2)))
    held = kept(data, "drawn")
    assert (held.count, len(held.blocks)) == (10_000, 3)
    assert of_data(held).rows.tobytes() == data.rows.tobytes()
    other = with_cell(held, 5_000, 1, 7.0)
    assert of_data(other).rows[5_000].tolist() == [data.rows[5_000, 0], 7.0]
    assert [one is two for one, two in zip(held.blocks, other.blocks, strict=True)] == [True, False, True]


@pytest.mark.parametrize("columns", [1, 10, 1_000])
@pytest.mark.parametrize("delimiter", ",;")
def test_reading_pauses_as_often_for_many_columns_as_for_many_rows(columns, delimiter):
    lines = [
        delimiter.join(f"{cell}{place}" for place in range(columns))
        for cell in ("x", *"1" * (20_000 // columns))
    ]
    assert sum(1 for _ in csv_text.reading("\n".join(lines))) == 4


def test_writing_is_done_in_pieces_that_are_no_longer_for_many_columns():
    wide = table([f"x{place}" for place in range(1_000)], np.ones((20, 1_000)))
    pieces = list(csv_text.pieces(wide))
    assert len(pieces) == 4
    assert "".join(pieces) == csv_text.write(wide)


def test_tables_refuse_what_is_not_finite():
    for wrong in (inf, nan):
        with pytest.raises(DataError, match="row 2, column y"):
            table(("x", "y"), [[1, 2], [3, wrong]])
    assert len(table(("x",), [[1.7e308], [1.7e308]])) == 2  # whose sum is too large


def test_columns_make_a_table():
    assert of_columns({"x": [1, 2], "y": [3, 4]}).rows.tolist() == [[1, 3], [2, 4]]
    with pytest.raises(DataError, match="column y has 1 numbers, column x 2"):
        of_columns({"x": [1, 2], "y": [3]})
    with pytest.raises(DataError, match="row 2, column y: 'a' is not a number"):
        of_columns({"x": [1, 2], "y": [3, "a"]})


@given(st.integers(1, 60), st.floats(0, 0.99), st.integers(0, 5))
def test_a_split_parts_all_rows_and_is_the_same_for_a_seed(count, share, seed):
    assume(share == 0 or (count > 1 and round(share * count)))
    train, test = (rows.tolist() for rows in split(count, share, seed))
    assert sorted([*train, *test]) == list(range(count))
    assert (train, test) == (sorted(train), sorted(test))
    assert len(train) >= 1
    assert split(count, share, seed)[1].tolist() == test


@pytest.mark.parametrize(
    ("rows", "share", "says"),
    [(6, 0.01, "0.01 of 6 rows is no row; one is 0.17"), (1, 0.5, "of a single row none can be kept")],
)
def test_a_share_that_is_no_row_is_refused(rows, share, says):
    with pytest.raises(DataError, match=says):
        kept_for_testing(rows, share)
    assert kept_for_testing(6, 0.17) == 1


def test_a_share_is_less_than_all():
    with pytest.raises(DataError, match="share of test rows"):
        split(1, 1.0, 0)
