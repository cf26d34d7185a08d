"""A build in a process of its own, which dies at a chosen moment: `gallery_child FOLDER SHELF HOW`.

HOW is `progress:N` (die as photo N is reported), `CALL:N` (die just before the Nth call of an
operating system function), `limit:BYTES` (no file may grow beyond), or `none`.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from g3desktop.domain.errors import UserError
from g3desktop.domain.work import Progress
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from tests.fakes import CompanyEncoder

IMAGE_DIM = 500


def main(folder: Path, shelf: Path, how: str) -> int:
    moment, _, number = how.partition(":")
    if moment == "limit":
        limit_file_size(int(number))
    elif moment not in ("progress", "none"):
        die_before_call(moment, int(number))

    def report(progress: Progress) -> None:
        sys.stderr.write(f"{progress.stage} {progress.done}\n")
        if moment == "progress" and progress.done == int(number):
            die()

    try:
        build_gallery(
            BuildPlan(folder, "mine", shelf), CompanyEncoder(image_dim=IMAGE_DIM), report=report
        )
    except UserError as error:
        sys.stderr.write(error.one_line() + "\n")
        return error.exit_status
    return 0


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_before_call(name: str, number: int) -> None:
    owner = os if hasattr(os, name) else Path
    real, calls = getattr(owner, name), 0

    def deadly(*arguments, **options):
        nonlocal calls
        calls += 1
        if calls == number:
            die()
        return real(*arguments, **options)

    setattr(owner, name, deadly)


def limit_file_size(limit: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
