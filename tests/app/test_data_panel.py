"""The data panel: generated, imported, pasted and edited data, what feeds what, and nothing lost."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from support.lessons_data import AS_CSV, SVM

from circuitlab.app.data_desk import DataDesk
from circuitlab.app.panels.data.data_panel import DataPanel
from circuitlab.circuit.text import to_circuit
from circuitlab.learn import csv_text
from circuitlab.learn.datasets import generate
from circuitlab.learn.table import table


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
    qtbot.waitUntil(lambda: not desk_of(window).busy)


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
    type_into(panel.make.fields["points"], "1")
    click(panel.make.make)
    assert panel.problem.text().startswith("Points: expected from 2")
    type_into(panel.make.fields["points"], "many")
    assert "is not a number" in panel.problem.text()
    assert desk_of(opened).table is None


def test_rows_are_pasted_from_a_spreadsheet(opened, qtbot):
    paste(opened, qtbot, "x\ty\tlabel\n1,5\t2\t1\n3\t4\t-1\n")
    assert desk_of(opened).table.rows.tolist() == [[1.5, 2, 1], [3, 4, -1]]
    assert panel_of(opened).fact.text() == "2 rows: clipboard"


def test_control_v_in_the_table_pastes_too_and_the_circuit_stays(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    before = opened.session.circuit.revision
    QGuiApplication.clipboard().setText("x,y,label\n9,8,1\n")
    grid = panel_of(opened).grid
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not desk_of(opened).busy)
    assert desk_of(opened).table.rows.tolist() == [[9, 8, 1]]
    assert opened.session.circuit.revision == before


def test_bad_data_are_named_by_row_and_column_and_the_old_ones_stay(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    paste(opened, qtbot, "x,y,label\n1,2,1\n1,red,1\n")
    assert panel_of(opened).problem.text() == "Row 2, column y: 'red' is not a number."
    assert len(desk_of(opened).table) == 6


def test_what_was_there_before_is_brought_back(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    click(panel_of(opened).make.make)
    assert len(desk_of(opened).table) == 100
    click(panel_of(opened).make.buttons["back"])
    assert len(desk_of(opened).table) == 6
    assert not panel_of(opened).make.buttons["back"].isEnabled()


def test_files_are_imported_and_exported(opened, qtbot, tmp_path, monkeypatch):
    path, other = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_text(AS_CSV, encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    click(panel_of(opened).make.buttons["import"])
    qtbot.waitUntil(lambda: not desk_of(opened).busy)
    assert panel_of(opened).fact.text() == "6 rows: in.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    click(panel_of(opened).make.buttons["export"])
    assert csv_text.read(other.read_text("utf-8")).rows.tolist() == desk_of(opened).table.rows.tolist()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "none.csv"), ""))
    click(panel_of(opened).make.buttons["import"])
    qtbot.waitUntil(lambda: not desk_of(opened).busy)
    assert "can't be read" in panel_of(opened).problem.text()


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
    assert "finite" in panel_of(opened).problem.text()


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
    assert dict(desk_of(opened).binding(opened.session).columns) == {"x": "v", "y": "u"}


def test_an_input_without_a_column_is_named(opened, qtbot):
    paste(opened, qtbot, "x,label\n1,1\n3,-1\n")
    rows = panel_of(opened).binding
    qtbot.waitUntil(lambda: rows.problem.text() != "")
    assert rows.problem.text().startswith("No column for the input y: the data have x, label")


def test_data_stay_when_another_circuit_is_opened(opened, qtbot):
    paste(opened, qtbot, AS_CSV)
    opened.session.open(to_circuit("w = parameter(1)\nf = w * u"), title="other")
    assert len(desk_of(opened).table) == 6
    rows = panel_of(opened).binding
    qtbot.waitUntil(lambda: set(rows.choices) == {"u", ""})
    assert rows.problem.text().startswith("No column for the input u")


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
    def failing(text):
        yield
        raise ZeroDivisionError

    monkeypatch.setattr(csv_text, "reading", failing)
    desk_of(opened).read("x,y\n1,2", "The clipboard")
    qtbot.waitUntil(lambda: not desk_of(opened).busy)
    assert desk_of(opened).problem.startswith("The clipboard could not be read")
    assert desk_of(opened).progress == ""
    assert "ZeroDivisionError" in no_failures.pop()
