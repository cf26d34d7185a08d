"""How much room folders take."""

from __future__ import annotations

from pathlib import Path

import pytest

from g3desktop.domain.errors import CancelledError
from g3desktop.services.disk import size_bytes


def test_files_at_every_depth_are_counted_and_links_are_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "a").write_bytes(bytes(10))
    (folder / "deep" / "er" / "b").write_bytes(bytes(200))
    assert size_bytes(folder) == 210
    (tmp_path / "large").write_bytes(bytes(100_000))
    (folder / "link").symlink_to(tmp_path / "large")
    (folder / "loop").symlink_to(tmp_path)
    assert 210 <= (size_bytes(folder) or 0) < 1000


def test_a_file_an_empty_folder_and_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(7))
    (tmp_path / "empty").mkdir()
    assert size_bytes(tmp_path / "file") == 7
    assert size_bytes(tmp_path / "empty") == 0
    assert size_bytes(tmp_path / "missing") is None


def test_measuring_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    with pytest.raises(CancelledError):
        size_bytes(tmp_path, cancelled=lambda: True)
