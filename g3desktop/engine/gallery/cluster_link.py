"""The way to a Ray cluster: its address, a bounded wait for it, and a look at its nodes."""

from __future__ import annotations

import importlib.util
import logging
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stdout, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from g3desktop.domain.errors import EngineError, UsageError
from g3desktop.domain.work import Cancelled, check_cancelled
from g3desktop.engine.gallery.cluster_work import NodeFacts, look_around

if TYPE_CHECKING:
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

AUTO, LOCAL = "auto", "local"

POLL_S = 0.2
"""A wait lasts no longer before it is asked whether the user wants to stop."""

_CLIENT = "ray://"
_HOST_PORT = re.compile(r"(ray://)?([^\s/:\[\]]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")

# macOS has the shortest bound, 104 bytes, of which Ray needs some 70.
_LONGEST_FOLDER = 20

_REACH_TIMEOUT_S = 30.0
_LOOK_TIMEOUT_S = 120.0

# Ray itself tries for minutes, in calls that cannot be stopped, and writes to standard error.
_PROBE = "import sys, ray; ray.init(sys.argv[1], log_to_driver=False, logging_level=50)"

_SHARE_HINT = "Every node has to see the photos under the same path, as a shared folder."
_SAME_HINT = "Install the same versions on every node of the cluster as here."


def check_address(address: str) -> None:
    """Refuse at once what can be no address, or one for which something is not installed.

    Raises:
        UsageError: It is no address, or Ray is missing.
    """
    if address not in (AUTO, LOCAL) and not _HOST_PORT.fullmatch(address):
        raise UsageError(
            f"{address!r} is no address of a Ray cluster.",
            hint="It is auto, local, HOST:PORT or ray://HOST:PORT.",
        )
    needed = ["ray", "pyarrow", *(["grpc"] if address.startswith(_CLIENT) else [])]
    if any(importlib.util.find_spec(name) is None for name in needed):
        raise UsageError(
            "A build on a cluster needs Ray, which is not installed.",
            hint="Install g3desktop[ray].",
        )


@contextmanager
def connected(address: str, cancelled: Cancelled) -> Iterator[None]:
    """Belong to a cluster; `local` starts one on this machine and ends it.

    Raises:
        EngineError: It cannot be reached.
        CancelledError: `cancelled` said so.
    """
    # Before Ray is imported: no request of its own leaves the machine.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    with ExitStack() as stack:
        # Ray prints what nodes report on standard output, where only a command's answer belongs.
        nowhere = stack.enter_context(Path(os.devnull).open("w", encoding="utf-8"))
        stack.enter_context(redirect_stdout(nowhere))
        options: dict[str, object] = {}
        if address == LOCAL:
            stack.enter_context(_own_token())
            folder = stack.enter_context(_temporary_folder())
            options = {"include_dashboard": False, "_temp_dir": str(folder)}
        elif not address.startswith(_CLIENT):
            _probe(address, cancelled)
        _init(address, options)
        stack.callback(ray.shutdown)
        yield


def _init(address: str, options: Mapping[str, object]) -> None:
    import ray

    try:
        with warnings.catch_warnings():
            # What it warns of as well as raises when nobody answers.
            warnings.filterwarnings("ignore", message="Ray Client connection timed out")
            ray.init(address, log_to_driver=False, logging_level=logging.CRITICAL, **options)
    except (OSError, RuntimeError, ValueError) as error:
        raise _unreachable(address, str(error)) from error


@cache
def _token() -> str:
    """Return the one token of this process: Ray remembers the first that it has seen."""
    return secrets.token_hex(32)


@contextmanager
def _own_token() -> Iterator[None]:
    """Let nobody else use a cluster that is started; Ray would keep a token in the user's home."""
    # Ray itself sets the mode for what it starts.
    before = {name: os.environ.get(name) for name in ("RAY_AUTH_MODE", "RAY_AUTH_TOKEN")}
    os.environ["RAY_AUTH_TOKEN"] = _token()
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


@contextmanager
def _temporary_folder() -> Iterator[Path]:
    """Give a folder whose path is short: Ray makes sockets in it, whose paths may not be long."""
    usual = tempfile.gettempdir()
    short = usual if len(usual) <= _LONGEST_FOLDER else "/tmp"  # noqa: S108 - mkdtemp is safe there
    folder = Path(tempfile.mkdtemp(prefix="g3-", dir=short))
    try:
        yield folder
    finally:
        # Processes that are about to end may still write their logs.
        shutil.rmtree(folder, ignore_errors=True)


def _probe(address: str, cancelled: Cancelled) -> None:
    """Have a process of its own try to reach the cluster, which can be ended."""
    command = [sys.executable, "-c", _PROBE, address]
    with subprocess.Popen(  # noqa: S603 - the command is the program's own
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as probe:
        try:
            last = _last_words(probe, cancelled)
        finally:
            probe.kill()
    if probe.returncode:
        raise _unreachable(address, last)


def _last_words(probe: subprocess.Popen[bytes], cancelled: Cancelled) -> str:
    """Wait for its end, but not for ever; return the last line that it wrote."""
    deadline_s = time.monotonic() + _REACH_TIMEOUT_S
    while time.monotonic() < deadline_s:
        check_cancelled(cancelled)
        with suppress(subprocess.TimeoutExpired):
            _, written = probe.communicate(timeout=POLL_S)
            lines = written.decode(errors="replace").split("\n")
            return next((line for line in reversed(lines) if line.strip()), "")
    return f"nobody answered for {_REACH_TIMEOUT_S:.0f} seconds"


def _unreachable(address: str, why: str) -> EngineError:
    # The last line of a traceback, without the kind of error, and its first sentence.
    lines = why.strip().splitlines()
    said = re.sub(r"^[\w.]*(Error|Exception): ", "", lines[0]) if lines else ""
    detail = f": {re.split(r'[.](?: |$)', said)[0]}" if said else ""
    return EngineError(
        f"The Ray cluster at {address} cannot be reached{detail}.",
        hint="Start it with `ray start`, on this machine too, or check the address.",
    )


def working_nodes() -> list[Mapping[str, Any]]:
    """Return the nodes that take work, as Ray describes them.

    Raises:
        EngineError: There is none.
    """
    import ray

    nodes = [node for node in ray.nodes() if node["Alive"] and node["Resources"].get("CPU")]
    if not nodes:
        raise EngineError(
            "The Ray cluster has no node that takes work.",
            hint="Start nodes with `ray start` and run the same command again: it goes on.",
        )
    return nodes


def at_node(node_id: str, *, soft: bool = False) -> NodeAffinitySchedulingStrategy:
    """Return what makes Ray place a task or an actor there; `soft` lets it go elsewhere too."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    return NodeAffinitySchedulingStrategy(node_id, soft=soft)


def check_nodes(paths: Sequence[Path], cancelled: Cancelled) -> None:
    """Make sure that every node would do what this machine does.

    Args:
        paths: The photos.
        cancelled: Asked while the nodes answer.

    Raises:
        EngineError: A node lacks the program, has other versions, or does not see the photos.
        CancelledError: `cancelled` said so.
    """
    import ray

    sample = next((path for path in paths if path.is_file()), paths[0])
    here = look_around(sample)
    look = ray.remote(look_around)
    deadline_s = time.monotonic() + _LOOK_TIMEOUT_S
    asked = {
        look.options(num_cpus=0, max_retries=1, scheduling_strategy=at_node(node["NodeID"])).remote(
            sample
        ): node["NodeManagerHostname"]
        for node in working_nodes()
    }
    while asked:
        check_cancelled(cancelled)
        if time.monotonic() > deadline_s:
            raise _useless(next(iter(asked.values())), "does not answer")
        answered, _ = ray.wait(list(asked), timeout=POLL_S)
        for answer in answered:
            host = asked.pop(answer)
            try:
                require_same(here, ray.get(answer), sample)
            except ray.exceptions.RayTaskError as error:
                raise _useless(host, "cannot run this program") from error
            except ray.exceptions.RayError:
                # It went away in the meantime: the others do its work.
                continue


def require_same(here: NodeFacts, there: NodeFacts, sample: Path) -> None:
    """Refuse a node that would do other than this machine.

    Raises:
        EngineError: It has other versions, or does not see the same photo.
    """
    other = [name for name, its in there.versions.items() if its != here.versions[name]]
    if other:
        name = other[0]
        why = f"has {name} {there.versions[name]}, this machine {here.versions[name]}"
        raise _useless(there.host, why)
    if there.sample_size != here.sample_size:
        what = "does not see" if there.sample_size is None else "sees another file as"
        raise EngineError(f"The node {there.host} {what} {sample}.", hint=_SHARE_HINT)


def unseen(host: str, path: Path) -> EngineError:
    """Return the error for a photo that this machine can read and a node cannot."""
    return EngineError(
        f"The node {host} cannot read {path}, which this machine can.", hint=_SHARE_HINT
    )


def _useless(host: str, why: str) -> EngineError:
    return EngineError(f"The node {host} {why}.", hint=_SAME_HINT)
