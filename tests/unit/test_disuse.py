import os
import time

from g3desktop.engine.disuse import delete_disused, mark_used

DAY_S = 86_400


def aged(path, days):
    path.write_bytes(b"x")
    then = time.time() - days * DAY_S
    os.utime(path, (then, then))
    return path


def test_only_what_nobody_used_for_long_is_deleted(tmp_path):
    old, recent = aged(tmp_path / "old.npy", 90), aged(tmp_path / "recent.npy", 10)
    other = aged(tmp_path / "old.txt", 90)
    delete_disused(tmp_path, ("*.npy",), kept_days=60)
    assert not old.exists()
    assert recent.exists()
    assert other.exists()


def test_a_file_that_was_read_stays(tmp_path):
    old = aged(tmp_path / "old.npy", 90)
    mark_used(old)
    delete_disused(tmp_path, ("*.npy",), kept_days=60)
    assert old.exists()


def test_a_missing_folder_or_file_is_no_error(tmp_path):
    delete_disused(tmp_path / "none", ("*",))
    mark_used(tmp_path / "none")


def test_a_folder_of_that_name_is_left_alone(tmp_path):
    folder = tmp_path / "folder.npy"
    folder.mkdir()
    then = time.time() - 90 * DAY_S
    os.utime(folder, (then, then))
    delete_disused(tmp_path, ("*.npy",))
    assert folder.is_dir()
