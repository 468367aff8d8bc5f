"""The data panel: generated, imported, pasted and edited data, what feeds what, and nothing lost."""

import re

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from support.lessons_data import AS_CSV, SVM

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.data_reader import DataReader
from circuitlab.app.panels.data.data_panel import DataPanel
from circuitlab.circuit.text import to_circuit
from circuitlab.files import schema
from circuitlab.learn import csv_text
from circuitlab.learn.datasets import generate
from circuitlab.learn.table import table
from circuitlab.learn.templates import template


@pytest.fixture
def opened(window_on, qtbot):
    """A window on the SVM circuit with the data panel opened by its key."""
    window = window_on(to_circuit(SVM, {"x": 1.0, "y": 1.0}), "svm")
    QTest.keyClick(window.view, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel_of(window) is not None and panel_of(window).isVisible())
    return window


def panel_of(window):
    return window.shell.side.panels["data"].findChild(DataPanel)


def desk_of(window):
    return DataDesk.of(window.session)


def reader_of(window):
    return DataReader.of(window.session)


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def paste(window, qtbot, text):
    QGuiApplication.clipboard().setText(text)
    click(panel_of(window).make.buttons["paste"])
    qtbot.waitUntil(lambda: not reader_of(window).busy)


def test_it_is_opened_by_its_key_and_says_what_to_do(opened):
    panel = panel_of(opened)
    assert panel.fact.text().startswith("No data yet")
    assert panel.grid.isHidden()
    assert opened.commands["show_data"].isChecked()
    assert not panel.make.buttons["export"].isEnabled()


def test_points_are_generated(opened):
    panel = panel_of(opened)
    type_into(panel.make.fields["points"], "40")
    type_into(panel.make.fields["noise"], "0,2")
    type_into(panel.make.fields["seed"], "7")
    click(panel.make.make)
    found = desk_of(opened).table
    assert found.rows.tobytes() == generate("moons", 40, 0.2, 7).rows.tobytes()
    assert panel.fact.text() == "40 rows: moons, noise 0.2, seed 7"
    assert panel.grid.rows.rowCount() == 40


def test_numbers_that_make_no_data_are_refused_with_a_sentence(opened):
    panel = panel_of(opened)
    for name, typed, says in [
        ("points", "1", "Points: expected from 2 to 1 000 000."),
        ("points", "many", "'many' is not a number: expected for example −2, 0.5 or 1e-3."),
        ("noise", "-1", "Noise: expected a number of 0 or more."),
        ("seed", "inf", "Seed: expected a whole number."),
    ]:
        field = panel.make.fields[name]
        type_into(field, typed)
        assert panel.problem.text() == says
        click(panel.make.make)  # nothing is made of the old number behind the back of the new one
        assert (desk_of(opened).table, panel.problem.text()) == (None, says)
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert panel.problem.isHidden()
    click(panel.make.make)
    assert panel.fact.text() == "100 rows: moons, noise 0.1, seed 0"


def test_rows_are_pasted_from_a_spreadsheet(opened, qtbot):
    paste(opened, qtbot, "x\ty\tlabel\n1,5\t2\t1\n3\t4\t-1\n")
    assert desk_of(opened).table.rows.tolist() == [[1.5, 2, 1], [3, 4, -1]]
    assert panel_of(opened).fact.text() == "2 rows: clipboard"


def test_control_v_in_the_table_pastes_too_and_the_circuit_stays(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    before = opened.session.circuit.structure_revision
    QGuiApplication.clipboard().setText("x,y,label\n9,8,1\n")
    grid = panel_of(opened).grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not reader_of(opened).busy)
    assert desk_of(opened).table.rows.tolist() == [[9, 8, 1]]
    assert opened.session.circuit.structure_revision == before


def test_bad_data_are_named_by_row_and_column_and_the_old_ones_stay(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    paste(opened, qtbot, "x,y,label\n1,2,1\n1,red,1\n")
    assert panel_of(opened).problem.text() == "Row 2 (line 3), column y: 'red' is not a number."
    assert len(desk_of(opened).table) == 6


def test_what_was_there_before_is_brought_back(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    click(panel_of(opened).make.make)
    assert len(desk_of(opened).table) == 100
    grid = panel_of(opened).grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(desk_of(opened).table) == 6
    assert opened.session.undo_stack.redoText() == "Generate data"
    QTest.keyClick(opened.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk_of(opened).table is None
    assert grid.isHidden()
    assert not opened.session.modified
    opened.session.redo()
    assert len(desk_of(opened).table) == 6
    click(panel_of(opened).remove)
    assert desk_of(opened).table is None


def test_files_are_imported_and_exported(opened, qtbot, tmp_path, monkeypatch):
    path, other = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(AS_CSV, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    click(panel_of(opened).make.buttons["import"])
    qtbot.waitUntil(lambda: not reader_of(opened).busy)
    assert panel_of(opened).fact.text() == "6 rows: in.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    click(panel_of(opened).make.buttons["export"])
    assert panel_of(opened).fact.text() == "Writing out.csv: 0 %"
    qtbot.waitUntil(panel_of(opened).cancel.isHidden)
    assert panel_of(opened).fact.text() == "6 rows: in.csv"
    assert csv_text.read(other.read_text("utf-8")).rows.tolist() == desk_of(opened).table.rows.tolist()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "none.csv"), ""))
    click(panel_of(opened).make.buttons["import"])
    qtbot.waitUntil(lambda: not reader_of(opened).busy)
    assert panel_of(opened).problem.text() == "none.csv: can't be read: No such file or directory."
    assert panel_of(opened).problem.toolTip() == str(tmp_path / "none.csv")


def test_a_number_is_edited_in_its_cell(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    grid = panel_of(opened).grid
    edit(grid, 1, 0, "2,5")
    assert desk_of(opened).table.rows[1].tolist() == [2.5, -0.5, -1]
    assert panel_of(opened).fact.text() == "6 rows: clipboard, edited"
    edit(grid, 1, 0, "red")
    assert panel_of(opened).problem.text().startswith("Row 2, column x: 'red' is not a number")
    assert desk_of(opened).table.rows[1, 0] == 2.5
    edit(grid, 1, 0, "inf")
    assert panel_of(opened).problem.text() == "Row 2, column x: expected a finite number, got ∞."
    opened.session.undo()
    assert desk_of(opened).table.rows[1].tolist() == [-0.3, -0.5, -1]


def edit(grid, row, column, text):
    index = grid.rows.index(row, column)
    at = grid.visualRect(index).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    field = grid.viewport().findChildren(QLineEdit)[-1]
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_columns_feed_inputs_by_name_and_by_choice(opened, qtbot):
    paste(opened, qtbot, "u,v,label\n1,2,1\n3,4,-1\n")
    rows = panel_of(opened).binding
    qtbot.waitUntil(lambda: set(rows.choices) == {"x", "y", ""})
    assert [rows.choices[name].key for name in ("x", "y", "")] == ["u", "v", "label"]
    rows.choices["x"].chosen.emit("v")
    rows.choices["y"].chosen.emit("u")
    assert dict(desk_of(opened).binding().columns) == {"x": "v", "y": "u"}
    opened.session.undo()
    qtbot.waitUntil(lambda: rows.choices["y"].key == "v")


def test_an_input_without_a_column_is_named(opened, qtbot):
    paste(opened, qtbot, "x,label\n1,1\n3,-1\n")
    rows = panel_of(opened).binding
    qtbot.waitUntil(lambda: rows.problem.text() != "")
    assert rows.problem.text().startswith("No column for the input y: the data have x, label")


def test_data_belong_to_the_document_and_a_template_takes_them_along(opened, qtbot, tmp_path, monkeypatch):
    paste(opened, qtbot, AS_CSV)
    assert opened.session.modified
    opened.session.save(tmp_path / "svm.circuit")
    assert not opened.session.modified
    opened.documents.open_made(template("network", (2, 3)), "Network")
    assert len(desk_of(opened).table) == 6
    assert opened.session.modified
    opened.session.open(to_circuit("w = parameter(1)\nf = w * u"), title="other")
    assert desk_of(opened).table is None
    assert opened.documents.open(tmp_path / "svm.circuit")
    assert desk_of(opened).table.rows.tolist() == csv_text.read(AS_CSV).rows.tolist()
    assert panel_of(opened).fact.text() == "6 rows: clipboard"


def test_unsaved_data_are_part_of_what_a_crash_leaves(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    opened.autosave.write()
    found = schema.decode(opened.autosave._journal.path.read_bytes())
    assert found.data == opened.session.document.data


def test_long_names_have_room_and_the_target_is_the_last_column_unless_chosen(opened, qtbot):
    panel = panel_of(opened)
    paste(opened, qtbot, AS_CSV)
    qtbot.waitUntil(lambda: "" in panel.binding.choices and panel.binding.choices[""].x() > 0)
    assert panel.binding.choices[""].y() == panel.binding.choices["y"].y()
    names = [f"a measured length {number} (cm)" for number in range(6)]
    paste(opened, qtbot, ",".join([*names, "label"]) + "\n1,2,3,4,5,6,1\n")
    qtbot.waitUntil(lambda: panel.binding.choices[""].y() > panel.binding.choices["y"].y())
    assert panel.binding.choices[""].key == "label"
    assert {panel.grid.columnWidth(column) for column in range(7)} == {84}
    assert panel.grid.rows.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == names[0]


def test_columns_that_never_change_are_named(opened, qtbot):
    paste(opened, qtbot, "x,y,label\n1,3,1\n2,3,1\n")
    rows = panel_of(opened).binding
    qtbot.waitUntil(lambda: rows.hint.text() != "")
    assert rows.hint.text().splitlines() == [
        "Column y is 3 in every row: y never changes.",
        "Column label is 1 in every row: there is nothing to tell apart.",
    ]
    assert rows.problem.isHidden()


def test_reading_tells_how_far_it_is_and_can_be_cancelled(opened, qtbot):
    panel, shares = panel_of(opened), []
    told = re.compile(r"Reading many\.csv: (\d+) %")
    reader_of(opened).told.connect(lambda: shares.extend(map(int, told.findall(panel.fact.text()))))
    reader_of(opened).read("x,label\n" + "1.5,1\n" * 70_000, "many.csv")
    assert panel.cancel.isVisible()
    qtbot.waitUntil(lambda: any(shares))
    assert shares == sorted(shares)
    assert shares[-1] < 100
    click(panel.cancel)
    assert not reader_of(opened).busy
    assert panel.cancel.isHidden()
    assert desk_of(opened).table is None


def test_a_million_rows_are_shown_without_a_copy(opened):
    rows = np.column_stack([np.arange(1_000_000.0), np.ones(1_000_000)])
    desk_of(opened).put(table(("x", "label"), rows), "many")
    grid = panel_of(opened).grid
    assert grid.rows.rowCount() == 1_000_000
    grid.scrollToBottom()
    assert grid.rows.index(999_999, 0).data() == "999 999" or grid.rows.index(999_999, 0).data()
    assert grid.indexAt(QPoint(5, grid.viewport().height() - 5)).row() > 999_900


def test_it_survives_another_look(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    opened.set_theme("dark")
    assert panel_of(opened).grid.rows.rowCount() == 6


def test_data_that_fail_to_be_read_are_said_to_and_nobody_waits(opened, no_failures, monkeypatch, qtbot):
    def failing(text, told):
        yield
        raise ZeroDivisionError

    monkeypatch.setattr(csv_text, "reading", failing)
    reader_of(opened).read("x,y\n1,2", "The clipboard")
    qtbot.waitUntil(lambda: not reader_of(opened).busy)
    assert reader_of(opened).problem.startswith("The clipboard could not be read")
    assert "ZeroDivisionError" in no_failures.pop()
