"""What is loaded between the window's first picture and its first photo, and in which steps."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject

from g3desktop.ui.preparation import Preparation

LOADING = """
import importlib, json, sys
from PySide6.QtCore import QObject
import g3desktop.ui.application
from g3desktop.ui.preparation import MODULES

def objects(name):
    found = vars(sys.modules[name]).values()
    return any(isinstance(one, type(QObject)) and one.__module__ == name for one in found)

def loaded():
    return {name for name in sys.modules if name.startswith("g3desktop.ui.")}

steps = {}
for name in MODULES:
    before = loaded()
    importlib.import_module(name)
    steps[name] = [one for one in loaded() - before - {name} if objects(one)]
before = loaded()
# What the window imports when it makes what shows a photo.
import g3desktop.ui.chosen_photo, g3desktop.ui.evidence, g3desktop.ui.picture_fetch
print(json.dumps([steps, sorted(loaded() - before)]))
"""


def test_no_module_brings_another_with_it():
    found = subprocess.run(
        [sys.executable, "-c", LOADING], check=True, capture_output=True, cwd=Path.cwd()
    )
    steps, left = json.loads(found.stdout)
    assert {name: brought for name, brought in steps.items() if brought} == {}
    assert left == []


def test_every_module_in_the_windows_thread(qtbot, tmp_path: Path, monkeypatch):
    for name in ("prepared_first", "prepared_second"):
        source = "import threading\nthread = threading.current_thread()\n"
        (tmp_path / f"{name}.py").write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    owner = QObject()
    preparation = Preparation(owner, ("prepared_first", "prepared_second"))
    # Not before whoever began it goes on.
    assert "prepared_first" not in sys.modules
    with qtbot.waitSignal(preparation.destroyed):
        pass
    for name in ("prepared_first", "prepared_second"):
        assert sys.modules.pop(name).thread is threading.current_thread()
