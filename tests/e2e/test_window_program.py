"""The window as a user starts it, without a screen."""

from __future__ import annotations

import os
import queue
import select
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from g3desktop.engine.host import EngineProcess
from g3desktop.engine.messages import Event, Ready, Unready
from g3desktop.ui import makeshift
from g3desktop.ui.second_start import SecondStart, decode_paths, encode_paths
from g3desktop.wiring import EngineWish
from tests.e2e.program import start
from tests.pictures import write_photo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    # Chromium refuses its sandbox to root, which tests in a container often are.
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --use-gl=angle --use-angle=swiftshader"
    " --enable-unsafe-swiftshader",
}


# For what of Qt runs in this process.
if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def window(*arguments: object, **options) -> subprocess.Popen:
    return start(arguments, env=os.environ | ENVIRONMENT, **options)


def last_line(err: bytes) -> str:
    return err.decode(errors="replace").splitlines()[-1]


@pytest.mark.slow
def test_a_picture_of_a_good_and_a_broken_photo(own_home: Path, tmp_path: Path):
    good, broken = write_photo(tmp_path / "good.jpg"), tmp_path / "broken.jpg"
    broken.write_text("no picture")
    out = tmp_path / "out.png"
    with window("--screenshot", out, "--size", "1300x800", "--select", 2, broken, good) as program:
        _, err = program.communicate(timeout=300)
    assert program.returncode == 0, err
    with Image.open(out) as picture:
        assert picture.size == (1300, 800)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.jpg", "good.jpg", "out.png"]
    assert not (own_home / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--screenshot", "missing/out.png", "a.jpg"], 5),
        (["--screenshot", "out.txt"], 2),
        (["--screenshot", "out.png", "--size", "big"], 2),
        (["--size", "0x100"], 2),
        (["--select", "0"], 2),
        (["--theme", "pink"], 2),
        (["--nope"], 2),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    home: Path, tmp_path: Path, arguments: list[str], status: int
):
    with window(*arguments, cwd=tmp_path) as program:
        out, err = program.communicate(timeout=120)
    assert program.returncode == status
    assert out == b""
    assert len(err.decode().splitlines()) == 1
    assert err.startswith(b"error: ")


@pytest.mark.parametrize("photos", [[], ["a.jpg"]])
@pytest.mark.parametrize("text", ['[llm]\neffort = "huge"\n', "[llm"])
def test_wrong_settings_are_said_where_nobody_can_be_asked(
    home: Path, tmp_path: Path, photos: list[str], text: str
):
    (home / "settings.toml").write_text(text)
    with window(*photos, cwd=tmp_path) as program:
        _, err = program.communicate(timeout=120)
    assert program.returncode == 2
    (line,) = err.decode().splitlines()
    assert line.startswith("error: The settings ")
    assert (home / "settings.toml").read_text() == text


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others always have a screen")
def test_without_a_screen_there_is_no_window(home: Path):
    gone = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    with start([], env=environment) as program:
        _, err = program.communicate(timeout=120)
    assert program.returncode == 5
    (line,) = err.decode().splitlines()
    assert line.startswith("error: There is no screen")


def test_an_engine_without_the_settings_that_are_wrong(own_home: Path, tmp_path: Path):
    settings = own_home / "settings.toml"
    settings.write_text('[engine]\nencoder = "nope"\n')
    heard: queue.Queue[Event] = queue.Queue()
    engine = EngineProcess(heard.put, builder=makeshift.BUILDER, log=tmp_path / "engine.log")

    def last_word() -> Event:
        while not isinstance(word := heard.get(timeout=120), (Ready, Unready)):
            pass
        return word

    with closing(engine):
        # What can be used is used.
        engine.start(EngineWish())
        assert "nope" in last_word().message
        settings.write_text("[engine\nencoder = 'nope'\n")
        engine.start(EngineWish(encoder="tiny"))
        assert last_word().encoder.startswith("tiny-")


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="watching others' children is for Linux")
def test_a_window_that_is_killed_leaves_no_engine(qtbot, own_home: Path):
    with window(start_new_session=True) as program:
        qtbot.waitUntil(lambda: bool(engines_of(program.pid)), timeout=60_000)
        (engine,) = map(os.pidfd_open, engines_of(program.pid))
        os.kill(program.pid, signal.SIGKILL)
        program.communicate()
        try:
            gone, _, _ = select.select([engine], [], [], 60)
        finally:
            os.close(engine)
        assert gone


def engines_of(window: int) -> list[int]:
    """The engine's processes that a window has started."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            _, _, rest = (folder / "stat").read_text().rpartition(")")
            command = (folder / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(rest.split()[1]) == window and b"g3desktop.engine.worker" in command:
            found.append(int(folder.name))
    return found


def test_a_second_start_hands_its_photos_over(qtbot, home: Path, tmp_path: Path):
    strange = os.fsdecode(b"caf\xe9\n<b>.jpg")
    with closing(SecondStart(home / "data")) as first:
        assert not first.hand_over([])
        first.listen()
        handed: list[tuple[Path, ...]] = []
        first.handed.connect(handed.append)
        with window("a.jpg", os.fsencode(strange), cwd=tmp_path) as second:
            qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
            assert second.returncode == 0, second.stderr.read()
        assert handed == [(tmp_path / "a.jpg", tmp_path / strange)]


def test_what_a_killed_window_left_is_no_obstacle(qapp, home: Path, tmp_path: Path):
    data = home / "data"
    child = (
        "import os, sys; from pathlib import Path; from g3desktop.ui.second_start import *;"
        f"one = SecondStart(Path({str(data)!r})); assert not one.hand_over([]);"
        "one.listen(); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", child], check=False)
    assert ended.returncode == -signal.SIGKILL
    with closing(SecondStart(home / "data")) as first:
        assert not first.hand_over([tmp_path / "a.jpg"])


def test_messages_of_strangers_are_refused():
    assert decode_paths(b"[1]") is None
    assert decode_paths(b'["relative.jpg"]') is None
    assert decode_paths(b"{}") is None
    assert decode_paths(b"\xff") is None
    assert decode_paths(b"[" * 100_000) is None
    names = (Path("/a b.jpg"), Path(os.fsdecode(b"/\xff.jpg")))
    assert decode_paths(encode_paths(names)[4:]) == names
