"""What is seen of a climb: curves, landscapes, and exports of them."""

from math import e
from time import perf_counter

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from support.climbing import (
    GROWING,
    click,
    climber_of,
    colours,
    panel_of,
    press,
    said,
    tick,
    values,
)

from circuitlab.app.panels.climb.scenery import AT_MOST_MS, LONGEST_MS, ONE_INPUT
from circuitlab.app.plots.export import KINDS
from circuitlab.app.slices import FAILED
from circuitlab.circuit import edits
from circuitlab.circuit.text import to_circuit


def chosen(box, words, name):
    """Choose an input in the menu of a plot."""
    menu = QMenu()
    box._fill(menu)
    inputs = next(each.menu() for each in menu.actions() if each.text() == words)
    next(each for each in inputs.actions() if each.text() == name).trigger()


def test_the_plot_has_a_curve_for_each_run_named_beside_it_those_that_are_one_together(climb_on):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 40)
    climber_of(window).pause()
    plot = panel_of(window).history.plot
    plot.draw()
    assert plot.names.shown == ["random search", "numerical ≈ analytic"]
    place = climber_of(window).team.place
    assert [curve.here[0] for curve in plot.curves] == [place] * 3


def test_while_curves_grow_and_are_rewound_none_comes_to_lie_on_a_name(climb_on):
    window = climb_on()
    climber, plot = climber_of(window), panel_of(window).history.plot
    climber.climb()
    for frame in range(60):
        if frame == 40:  # from here on back
            climber.pause()
        tick(window) if frame < 40 else climber.go_to(climber.team.place - 1)
        QApplication.processEvents()
        assert plot.names.shown or frame <= 20  # at first there is no room where nothing grows
        assert not plot.names.are_crossed(plot.curves, plot._marked)


def test_every_button_of_a_plot_is_named_and_has_the_keyboard(climb_on):
    window = climb_on()
    for button in panel_of(window).history._tools["curves"].buttons.values():
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_landscape_is_made_anew_where_an_unseen_input_moves(climb_on, qtbot):
    window = climb_on("x = 1\ny = 2\nz = 3\nf = x * y * z")
    scenery = panel_of(window).scenery
    first = scenery.surface
    window.session.edit("Set z", lambda circuit: edits.set_values(circuit, {"z": 6.0}))
    qtbot.waitUntil(lambda: scenery.surface is not first)
    assert scenery.surface.heights == pytest.approx(2 * first.heights)


def test_a_dragged_input_moves_the_point_on_the_same_landscape(climb_on, qtbot):
    window = climb_on()
    panel = panel_of(window)
    first = panel.scenery.surface
    window.session.preview(edits.set_values(window.session.circuit, {"x": 3.25}))
    qtbot.waitUntil(lambda: panel.landscape.plot.paths["here"].here == (3.25, 4.0))
    assert panel.scenery.surface is first
    window.session.cancel_preview()


def test_the_landscape_takes_in_where_the_canvas_is_and_comes_back_with_it(climb_on, qtbot):
    window = climb_on("x = 3.5\ny = 3.5\nf = x ** 2 * y")
    climber, scenery = climber_of(window), panel_of(window).scenery
    before = scenery.frame
    climber.tune("numerical", "step_size", 1.5)
    for _ in range(5):
        climber.pull()
    assert values(window)[0] > 1e14
    scenery._pause.start(0)  # what follows needs no waiting for the next look
    qtbot.waitUntil(lambda: scenery.frame is not None and scenery.frame.holds(*values(window)))
    climber.start_over()
    scenery._pause.start(0)
    qtbot.waitUntil(lambda: scenery.frame == before)


def test_while_an_input_is_dragged_one_point_is_that_of_the_canvas_and_the_eye_stays(climb_on, qtbot):
    window = climb_on()
    climber, panel = climber_of(window), panel_of(window)
    panel.landscape.show_view("surface")
    climber.climb()
    tick(window, 20)
    climber.pause()
    plot = panel.landscape.plot
    qtbot.waitUntil(lambda: plot.surface is not None and plot.surface.frame == panel.scenery.frame)
    cells, eye = panel.numbers._leader._cells, plot.axes.azim
    assert cells[0]._number.property("role") == "value"
    window.session.edit("Set x", lambda circuit: edits.set_values(circuit, {"x": 7.0}))
    qtbot.waitUntil(lambda: "here" in plot.paths and plot.surface.frame.holds(7.0, 4.0))
    blue = [name for name, (path, _) in plot.paths.items() if path.is_here]
    assert blue == ["here"]
    assert plot._lines["numerical"][1].get_markerfacecolor() == "#FFFFFF"
    assert cells[0]._number.property("role") == ""
    assert plot.axes.azim == eye
    plot.resettle()
    assert plot.axes.azim != eye


def test_one_input_is_seen_along_a_line_only(window_on, qtbot):
    window = window_on(to_circuit("x = 1\nf = x ** 2"), "parabola")
    press(window, Qt.Key.Key_9, Qt.KeyboardModifier.ControlModifier)
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.landscape.remark.text() == ONE_INPUT)
    panel.history.show_view("along")
    qtbot.waitUntil(lambda: panel.history.plot.profile is not None)
    assert panel.history.plot.profile.slope == 2


def test_every_view_is_drawn(climb_on, qtbot):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 10)
    climber_of(window).pause()
    panel = panel_of(window)
    for box in (panel.history, panel.landscape):
        for view in box._titles:
            box.show_view(view)
            plot = box.plot
            assert plot.isVisible()
            plot.draw()
            qtbot.waitUntil(lambda plot=plot: len(colours(plot)) > 2)


@pytest.mark.parametrize("view", ["above", "surface"])
def test_the_landscape_is_seen_in_many_colours_with_numbers_at_its_sides(climb_on, qtbot, view):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 5)
    climber_of(window).pause()
    box = panel_of(window).landscape
    box.show_view(view)
    scenery = panel_of(window).scenery
    qtbot.waitUntil(lambda: box.plot.surface is not None and box.plot.surface.frame == scenery.frame)
    box.plot.draw()
    lows = [axis.get_view_interval()[0] for axis in (box.plot.axes.xaxis, box.plot.axes.yaxis)]
    assert lows == pytest.approx(scenery.frame[::2])
    assert len(colours(box.plot)) > 8
    assert sum(bool(text.get_text()) for text in box.plot.axes.get_xticklabels()) >= 2


def test_a_click_in_the_error_plot_gives_the_measured_gradient_its_step(climb_on, qtbot):
    window = climb_on()
    panel = panel_of(window)
    window.player.end()
    panel.history.show_view("error")
    plot = panel.history.plot
    qtbot.waitUntil(lambda: plot.marked is not None)
    plot.draw()
    x, y = plot.axes.transData.transform((1e-6, plot.axes.get_ylim()[0] * 10))
    at = QPointF(x, plot.height() - y)
    event = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        at,
        plot.mapToGlobal(at),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(plot, event)
    assert climber_of(window).choice.tunings["numerical"].h == pytest.approx(1e-6, rel=1.5)


def error_at(plot, h):
    return min(plot._errors.items(), key=lambda each: abs(each[0] - h))[1]


def test_the_error_plot_is_of_the_difference_and_the_input_that_are_chosen(climb_on, qtbot):
    """At x = 1, y = 2: forward, exp(x) is off by e/2 times h, y**3 by 6 h; central by e/6 and 1 times h²."""
    window = climb_on("x = 1\ny = 2\nf = exp(x) + y**3")
    history, climber = panel_of(window).history, climber_of(window)
    history.show_view("error")
    title, plot = history.title, history.plot
    qtbot.waitUntil(lambda: plot.marked is not None)
    assert title.text() == "Error of a forward difference in x, over h"
    assert error_at(plot, 1e-4) == pytest.approx(e / 2 * 1e-4, rel=1e-2)
    chosen(history, "Along", "y")
    qtbot.waitUntil(lambda: error_at(plot, 1e-4) == pytest.approx(6e-4, rel=1e-2))
    climber.choose(climber.choice.tuned("numerical", difference="central"))
    qtbot.waitUntil(lambda: error_at(plot, 1e-2) == pytest.approx(1e-4, rel=1e-2))
    assert title.text() == "Error of a central difference in y, over h"
    words = {text.get_text() for text in plot.axes.texts}
    assert "truncation, like h² →" in words


def test_what_runs_away_is_seen_by_its_powers_and_the_title_says_so(climb_on):
    window = climb_on(GROWING)
    climber_of(window).tune("numerical", "step_size", 0.1)
    climber_of(window).climb()
    tick(window, 20)
    climber_of(window).pause()
    history = panel_of(window).history
    history.plot.draw()
    assert history.title.text() == "f after each step, log scale each way from 0"
    numbers = [text.get_text() for text in history.plot.axes.get_yticklabels()]
    assert numbers[0] == "0"
    assert all(number.startswith("10") for number in numbers[1:])
    history.show_view("along")
    assert history.title.text() == "f along a"
    for view in ("above", "surface"):
        panel_of(window).landscape.show_view(view)
        panel_of(window).landscape.plot.draw()


def test_a_landscape_that_fails_says_so_in_its_place_until_the_next_one(climb_on, qtbot):
    window = climb_on()
    box, scenery = panel_of(window).landscape, panel_of(window).scenery
    scenery._fail()
    assert box.remark.isVisible()
    assert box.remark.text() == FAILED
    assert not box.plot.isVisible()
    scenery.look_at(1, 0)
    qtbot.waitUntil(box.plot.isVisible)
    assert box.plot.isVisible()
    assert not box.remark.isVisible()


def test_what_was_zoomed_by_hand_stays_until_home(climb_on):
    window = climb_on()
    panel = panel_of(window)
    climber_of(window).climb()
    tick(window, 10)
    climber_of(window).pause()
    box, plot = panel.history, panel.history.plot
    tools = box._tools["curves"]
    plot.draw()
    whole = plot.axes.get_xlim()
    click(tools.buttons["zoom"])
    assert tools.buttons["zoom"].isChecked()
    area = plot.rect()
    start, end = QPoint(area.width() // 3, 30), QPoint(area.width() // 2, 70)
    QTest.mousePress(plot, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(plot, end)
    QTest.mouseRelease(plot, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    zoomed = plot.axes.get_xlim()
    assert zoomed[1] - zoomed[0] < 0.5 * (whole[1] - whole[0])
    climber_of(window).pull()
    assert plot.axes.get_xlim() == zoomed
    click(tools.buttons["home"])
    assert plot.axes.get_xlim()[1] == climber_of(window).team.place


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("view", ["above", "surface"])
def test_a_plot_is_exported_with_what_moves(climb_on, qtbot, tmp_path, kind, view):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 10)
    climber_of(window).pause()
    box = panel_of(window).landscape
    box.show_view(view)
    path = tmp_path / f"plot{kind}"
    box._tools[view].export_to(path)
    begins = {".png": b"\x89PNG", ".svg": b"<?xml", ".pdf": b"%PDF"}[kind]
    assert path.read_bytes().startswith(begins)
    qtbot.waitUntil(lambda: said(window) == f"Exported plot{kind}.")
    assert all(artist.get_animated() for artist in box.plot._moving)


def test_an_export_is_on_white_and_the_same_whenever_it_is_written(climb_on, qtbot, tmp_path):
    window = climb_on()
    window.set_theme("dark")
    qtbot.waitUntil(lambda: panel_of(window).history.plot is not None)
    tools, first, second = panel_of(window).history._tools["curves"], tmp_path / "1.png", tmp_path / "2.pdf"
    tools.export_to(first)
    assert QImage(str(first)).pixelColor(2, 2).name() == "#ffffff"
    tools.export_to(second)
    before = second.read_bytes()
    assert b"Inter" in before
    tools.export_to(second)
    assert second.read_bytes() == before


def test_an_export_that_fails_is_one_line(climb_on, qtbot, tmp_path):
    window = climb_on()
    box = panel_of(window).history
    box._tools["curves"].export_to(tmp_path / "none" / "plot.png")
    qtbot.waitUntil(lambda: "can't be written" in said(window))
    box._tools["curves"].export_to(tmp_path / "plot.gif")
    qtbot.waitUntil(lambda: "expected a name that ends in" in said(window))


def test_runs_and_choices_survive_another_look(climb_on, qtbot):
    window = climb_on()
    climber_of(window).climb()
    tick(window, 20)
    climber_of(window).pause()
    place = climber_of(window).team.place
    window.set_theme("dark")
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.history.plot is not None and panel.scenery.surface is not None)
    assert panel.rewinder.slider.value() == place
    assert len(panel.history.plot.curves) == 3


def test_numbers_that_grew_in_a_climb_are_in_view_at_its_end_where_all_was(climb_on):
    window = climb_on(GROWING)
    window.view.fitting.show_circuit()
    before = window.view.zoom
    click(panel_of(window).controls.climb)
    tick(window, 2000)
    assert not climber_of(window).running
    seen = window.view.mapToScene(window.view.viewport().rect()).boundingRect()
    assert seen.contains(window.scene.extent())
    assert window.view.zoom < before


def test_a_climb_leaves_a_view_that_somebody_chose(climb_on):
    window = climb_on(GROWING)
    window.view.zoom_in()
    before = window.view.fitting.sight
    click(panel_of(window).controls.climb)
    tick(window, 2000)
    assert not climber_of(window).running
    assert window.view.fitting.sight == before


def test_titles_name_what_is_seen_now(climb_on, qtbot):
    window = climb_on("x = 1\ny = 2\nw = 3\nf = x * y * w")
    panel = panel_of(window)
    above, session = panel.landscape, window.session
    chosen(above, "Up", "w")
    assert above.title.text() == "From above: f over x and w"
    chosen(above, "Up", "y")
    chosen(above, "Across", "w")
    for title in (above.title.text(), above.plot.accessibleName(), above._tools["above"]._title):
        assert title == "From above: f over w and y"
    session.edit("Rename", lambda circuit: edits.rename(circuit, circuit.names["f"], "g"))
    qtbot.waitUntil(lambda: above.title.text() == "From above: g over w and y")
    assert panel.history.title.text() == "g after each step"
    session.edit("Rename", lambda circuit: edits.rename(circuit, circuit.names["w"], "v"))
    qtbot.waitUntil(lambda: above.title.text() == "From above: g over v and y")
    qtbot.waitUntil(lambda: panel.scenery.surface is not None)
    assert above.plot._names == ("v", "y"), "what is looked at is the same under another name"


def test_a_curve_of_what_is_no_more_gives_way_to_the_reason(climb_on, qtbot):
    window = climb_on()
    history, session = panel_of(window).history, window.session
    history.show_view("along")
    qtbot.waitUntil(lambda: history.plot.profile is not None)
    session.edit("Empty x", lambda circuit: edits.set_values(circuit, {"x": None}))
    qtbot.waitUntil(lambda: not history.plot.isVisible())
    assert history.remark.text() == "x has no value to begin with."
    session.edit("Set x", lambda circuit: edits.set_values(circuit, {"x": 5.0}))
    qtbot.waitUntil(history.plot.isVisible)
    qtbot.waitUntil(lambda: history.plot.profile.x == 5)


def test_the_pause_between_surfaces_is_of_frames_and_another_choice_has_none(climb_on, qtbot, monkeypatch):
    window = climb_on("x = 1\ny = 2\nw = 3\nf = x * y * w")
    panel, now = panel_of(window), [perf_counter()]
    scenery, pause = panel.scenery, panel.scenery._pause
    monkeypatch.setattr("circuitlab.app.panels.climb.scenery.perf_counter", lambda: now[0])
    for gap, longest in ((60.0, AT_MOST_MS), (0.09, LONGEST_MS)):  # a rest, then slow frames
        scenery._pause.stop()
        scenery._slices.drop()
        scenery.surface, scenery._beat = None, 0.0
        now[0] += gap
        scenery.refresh()
        assert 0 < pause.interval() <= longest
    chosen(panel.landscape, "Across", "w")
    assert scenery._slices.isActive(), "while it pauses"
    qtbot.waitUntil(lambda: scenery.surface is not None and scenery.surface.across == 2)


def test_a_landscape_that_fails_is_tried_again_after_another_edit(climb_on, qtbot, monkeypatch, no_failures):
    window = climb_on("x = 1\ny = 2\nz = 3\nf = x * y * z")
    scenery, tried = panel_of(window).scenery, []

    def failing(*_):
        tried.append(True)
        raise ValueError("planted")
        yield

    monkeypatch.setattr("circuitlab.learn.landscape.surfacing", failing)
    for times, value in enumerate((6.0, 7.0), 1):
        window.session.edit("Set z", lambda circuit, z=value: edits.set_values(circuit, {"z": z}))
        qtbot.waitUntil(lambda times=times: len(tried) == times and scenery.surface is None)
        assert not scenery._pause.isActive()
        for _ in range(3):
            scenery.refresh()
            QApplication.processEvents()
        assert len(tried) == times
    assert len(no_failures) == 2
    no_failures.clear()


def test_a_large_profile_is_computed_in_pieces(monkeypatch, climb_on, qtbot):
    window = climb_on()
    history, asked = panel_of(window).history, []
    prepared = panel_of(window).scenery.hill.prepared
    monkeypatch.setattr("circuitlab.learn.landscape.PIECE", 250)
    monkeypatch.setattr(prepared, "values", lambda points: asked.append(len(points)) or points[:, 0])
    history.show_view("along")
    qtbot.waitUntil(lambda: history.plot.profile is not None)
    assert sum(asked) == 200
    assert max(asked) < 100


def test_the_point_of_the_canvas_is_apart_from_the_paths_only_where_it_stands_on_none(climb_on, qtbot):
    window = climb_on()
    climber, paths = climber_of(window), lambda: panel_of(window).landscape.plot.paths
    assert set(paths()) == {"here"}
    climber.climb()
    tick(window, 5)
    climber.pause()
    qtbot.waitUntil(lambda: "numerical" in paths())
    assert "here" not in paths()
    window.session.edit("Set x", lambda circuit: edits.set_values(circuit, {"x": 3.75}))
    qtbot.waitUntil(lambda: "here" in paths())
    assert paths()["here"].here[0] == 3.75


def test_the_frame_comes_nearer_when_a_climb_is_over_and_goes_where_the_next_begins(climb_on, qtbot):
    window = climb_on()
    climber, scenery = climber_of(window), panel_of(window).scenery
    before = scenery.frame
    climber.climb()
    tick(window, 5)
    climber.pause()
    assert scenery.frame.right - scenery.frame.left < 0.8 * (before.right - before.left)
    window.session.edit("Set x", lambda circuit: edits.set_values(circuit, {"x": 500.0}))
    climber.pull()
    qtbot.waitUntil(lambda: scenery.frame is not None and scenery.frame.left > 100)


def test_nothing_is_computed_while_nobody_looks(climb_on):
    window = climb_on("x = 1\ny = 2\nz = 3\nf = x * y * z")
    scenery = panel_of(window).scenery
    scenery.look_at(1, 0)
    assert scenery._slices.isActive()
    scenery.watch(False)
    assert not scenery._slices.isActive()
    scenery.look_at(0, 2)
    assert not scenery._slices.isActive()
    scenery.watch(True)
    assert scenery._slices.isActive()


def test_a_file_without_a_suffix_gets_that_of_the_chosen_kind(climb_on, tmp_path, monkeypatch):
    window = climb_on()
    asked = tmp_path / "plot", "SVG drawing (*.svg)"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(asked[0]), asked[1]))
    click(panel_of(window).history._tools["curves"].buttons["export"])
    assert (tmp_path / "plot.svg").read_bytes().startswith(b"<?xml")
