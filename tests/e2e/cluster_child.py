"""A build on a cluster that ends too soon: `cluster_child FOLDER SHELF ADDRESS HOW`.

HOW is `kill:N` or `stop:N`: die, or stop as after Ctrl-C, as soon as N photos are reported.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from g3desktop.domain.errors import CancelledError
from g3desktop.domain.work import Progress
from tests.cluster_workers import company_recipe
from tests.e2e.test_gallery_cluster import build_on


def main(folder: Path, shelf: Path, address: str, how: str) -> int:
    end, _, number = how.partition(":")
    done = 0

    def report(progress: Progress) -> None:
        nonlocal done
        done = progress.done
        if end == "kill" and done >= int(number):
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        build_on(
            address,
            company_recipe(),
            folder,
            shelf,
            report=report,
            cancelled=lambda: end == "stop" and done >= int(number),
        )
    except CancelledError as error:
        return error.exit_status
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:]))
