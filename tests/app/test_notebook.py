"""A circuit in a notebook: drawn in a fresh process that has no display and knows nothing of Qt."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import circuitlab
from circuitlab.app.render import NOTEBOOK_GATES

MAKE = "import os, sys, circuitlab; c = circuitlab.parse('f = (x + y) * z', x=-2, y=5, z=-4)\n"
QT = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "QT_QPA_PLATFORM_PLUGIN_PATH")


def run(code, **variables):
    """What the code prints in a process without a display."""
    environment = {name: value for name, value in os.environ.items() if name not in QT} | variables
    done = subprocess.run(
        [sys.executable, "-c", MAKE + code],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_draws_itself_without_a_display():
    drawn = run("print(c._repr_svg_())")
    assert ET.fromstring(drawn).tag.endswith("svg")  # noqa: S314  Our own picture.


def test_drawing_leaves_the_environment_as_it_was():
    code = "before = dict(os.environ); assert c._repr_svg_(); print(before == dict(os.environ))"
    assert run(code) == "True"


def test_plugins_of_other_packages_do_not_get_in_the_way(tmp_path):
    assert run("print(bool(c._repr_svg_()))", QT_QPA_PLATFORM_PLUGIN_PATH=str(tmp_path)) == "True"


def test_it_draws_itself_where_a_program_has_its_application():
    code = "from PySide6.QtWidgets import QApplication; app = QApplication([]); print(bool(c._repr_svg_()))"
    assert run(code, QT_QPA_PLATFORM="offscreen") == "True"


def test_an_application_without_fonts_draws_nothing():
    code = "from PySide6.QtCore import QCoreApplication; app = QCoreApplication([]); print(c._repr_svg_())"
    assert run(code) == "None"


def test_where_qt_cannot_load_there_is_no_picture():
    assert run("sys.modules['PySide6'] = None; print(c._repr_svg_(), c)").startswith("None <Circuit")


def test_another_thread_draws_nothing():
    code = (
        "from threading import Thread; t = Thread(target=lambda: print(c._repr_svg_())); t.start(); t.join()"
    )
    assert run(code) == "None"


def test_no_qt_is_loaded_before_it_is_called():
    code = "circuitlab.run(c); repr(c); hasattr(c, '_repr_svg_'); print('PySide6' in sys.modules)"
    assert run(code) == "False"


def test_what_makes_no_sensible_picture_makes_none(qapp):
    assert circuitlab.Circuit()._repr_svg_() is None
    many = "\n".join(f"x{place} = {place}" for place in range(NOTEBOOK_GATES + 1))
    assert circuitlab.parse(many)._repr_svg_() is None
