"""Installs and imports of packs that die at chosen moments: `packs_child HOMES WHAT POINT...`.

Every POINT is a process of its own, forked from this one, which has imported everything: it works
in HOMES/POINT and is killed just before it writes to the disk for the POINT-th time; 0 lets it
live. Prints a line for each: POINT, how it ended, and how often it wrote.

WHAT is `install ID SOURCE` or `import FOLDER`, in one argument.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from pathlib import Path

from g3desktop.domain.errors import UserError
from g3desktop.services.supply import download
from g3desktop.services.supply.wire import Patience
from g3desktop.settings import find_folders
from g3desktop.wiring.pack_install import InstallWish, installation
from g3desktop.wiring.packs import ImportWish, take_in

PIECE = 100_000
CALLS = ("fsync", "replace", "rename", "link", "unlink", "rmdir", "mkdir")


class Death:
    """Counts what is written, and strikes."""

    def __init__(self, point: int) -> None:
        self.point, self.count = point, 0

    def step(self) -> None:
        self.count += 1
        if self.count == self.point:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, owner: object, name: str) -> None:
        real = getattr(owner, name)

        def deadly(*arguments, **options):
            self.step()
            return real(*arguments, **options)

        setattr(owner, name, deadly)

    def before_pieces(self) -> None:
        """Strike where a download grows past a hundred thousand bytes, however it is cut."""
        real = download._Growth.add

        def deadly(growth: download._Growth, piece: bytes) -> None:
            for _ in range((growth.done + len(piece)) // PIECE - growth.done // PIECE):
                self.step()
            real(growth, piece)

        download._Growth.add = deadly


async def no_sleep(_seconds: float) -> None:
    return


def import_all() -> None:
    """Read the modules that are read late, once for all processes."""
    for name in (
        *("engine.gallery.integrity", "engine.gallery.shelf", "services.pack_archive"),
        *("wiring.gallery_packs", "wiring.pack_placing", "services.supply.mirror"),
    ):
        importlib.import_module(f"g3desktop.{name}")


def work(what: str) -> None:
    kind, _, rest = what.partition(" ")
    if kind == "import":
        take_in(ImportWish(Path(rest)), find_folders())
        return
    pack_id, source = rest.split(" ")
    wish = InstallWish(pack_id, find_folders(), source, accept_terms=True)
    with installation(wish, patience=Patience(sleep=no_sleep)) as under_way:
        under_way.fetch()
        under_way.finish()


def run(home: Path, what: str, point: int) -> int:
    """Work in a process of its own; return how it ended."""
    os.environ["G3DESKTOP_HOME"] = str(home)
    death = Death(point)
    home.mkdir(parents=True, exist_ok=True)
    for name in CALLS:
        death.before(os, name)
    death.before_pieces()
    try:
        work(what)
    except UserError as error:
        sys.stderr.write(error.one_line() + "\n")
        return 1
    say(f"{death.count}\n")
    return 0


def say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def main(homes: Path, what: str, points: list[int]) -> None:
    import_all()
    for point in points:
        say(f"{point} ")
        child = os.fork()
        if not child:
            os._exit(run(homes / str(point), what, point))
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            say("killed\n")
        elif os.WEXITSTATUS(status):
            say("failed\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], [int(one) for one in sys.argv[3:]])
