"""The window of galleries as a program: what it loads, and what it builds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from g3desktop.engine.gallery.integrity import verify_gallery
from tests.pictures import write_photos
from tests.tiny_pack import write_tiny_pack

REPOSITORY = Path(__file__).parents[2]


def test_a_gallery_is_built_and_the_window_never_loads_what_encodes(home: Path, tmp_path: Path):
    write_tiny_pack(home / "packs")
    write_photos(tmp_path / "photos", 3)
    run = subprocess.run(
        [sys.executable, "-m", "tests.library_window", str(tmp_path / "photos")],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "GalleryBuilt(name='mine', rows=3" in run.stdout
    assert "['mine', 'starter']" in run.stdout
    for heavy in ("torch", "faiss", "open_clip", "timm"):
        assert f"'{heavy}'" not in run.stdout
    assert verify_gallery(home / "galleries" / "mine").rows == 3
