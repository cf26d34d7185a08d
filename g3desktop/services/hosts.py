"""Where Ollama listens, and where the photos that it is shown go.

A photo goes to the host that is named here and, for a model in the cloud, from there to the makers
of Ollama. Whether a host is this machine is read off its address alone: looking a name up would
already tell somebody.
"""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from g3desktop.domain.errors import UsageError

HOST_VARIABLE = "OLLAMA_HOST"
DEFAULT_HOST = "http://127.0.0.1:11434"
CLOUD = "ollama.com"
"""Where Ollama passes on what a model in the cloud is shown."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_BARE_PORT = 11434
# No user, no query, no backslash: nothing that two readers of an address could read differently.
_ADDRESS = re.compile(
    r"""
    (?: (?P<scheme> [a-z]+ ) :// )?
    (?P<host> \[ [0-9a-f:.]+ \] | [a-z0-9._-]* )
    (?: : (?P<port> [0-9]{1,5} ) )?
    (?P<path> (?: / [a-z0-9._~-]* )* )
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# Ollama takes off spaces and minds no case; the hyphen stands for tags such as "235b-cloud".
_CLOUD_TAG = re.compile(r"[:-]\s*cloud\s*$", re.IGNORECASE)


class RemoteHostError(UsageError):
    """Photos would leave this machine, and nobody said that they may."""


class _Address(NamedTuple):
    scheme: str
    host: str
    port: int
    path: str


def resolve_host(setting: str | None, environ: Mapping[str, str] = os.environ) -> str:
    """Return the URL of the Ollama server to use.

    Args:
        setting: What the user chose, in any form that Ollama takes (`host`, `host:port`, `:port`,
            with or without scheme and path); None or "" for `OLLAMA_HOST`, else the default.
        environ: Where `OLLAMA_HOST` is looked for.

    Returns:
        scheme://host:port without a final slash. An address to listen on, such as 0.0.0.0, stands
        for this machine; so does `localhost`, which is never looked up.

    Raises:
        UsageError: It is no address.
    """
    # Ollama, too, takes the variable in quotes: some systems' settings keep them.
    for text in (setting, environ.get(HOST_VARIABLE)):
        stripped = (text or "").strip().strip("\"'").strip()
        if stripped:
            address = _parse(stripped)
            return f"{address.scheme}://{address.host}:{address.port}{address.path}"
    return DEFAULT_HOST


def is_this_machine(host: str) -> bool:
    """Say whether a host is this machine by its address alone; a name other than localhost is not.

    Raises:
        UsageError: It is no address.
    """
    name = _parse(host).host
    if name == "localhost":
        return True
    ip = _read_ip(name)
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip
    return ip is not None and ip.is_loopback


def runs_in_cloud(model: str) -> bool:
    """Say whether a model's name is one of those that Ollama does not run itself."""
    return _CLOUD_TAG.search(model) is not None


def photos_go_to(model: str, host: str) -> tuple[str, ...]:
    """Name the sites that get the photos which a model is shown, the first one first.

    Args:
        model: As the server knows it.
        host: Of the server, in any form that `resolve_host` takes.

    Returns:
        Names without scheme and port; none where photos stay on this machine. What is no address
        is named as it stands: nobody can say that it is here.
    """
    try:
        here, site = is_this_machine(host), _parse(host).host.strip("[]")
    except UsageError:
        here, site = False, host
    sites = () if here else (site,)
    # Its makers run Ollama's own server, too.
    passes_on = runs_in_cloud(model) and CLOUD not in sites
    return (*sites, CLOUD) if passes_on else sites


def require_yes(host: str, *, remote_ok: bool) -> None:
    """Refuse a host that is not this machine unless the user said yes; connects to nothing.

    Raises:
        RemoteHostError: It is another machine, and `remote_ok` is not set.
        UsageError: It is no address.
    """
    if not remote_ok and not is_this_machine(host):
        raise RemoteHostError(
            f"{host} is not this machine, and photos would be sent there.",
            hint="Say --llm-host-remote-ok if they may.",
        )


def _parse(text: str) -> _Address:
    if isinstance(_read_ip(text), ipaddress.IPv6Address) and text[0] != "[":
        text = f"[{text}]"
    found = _ADDRESS.fullmatch(text)
    scheme = found and (found["scheme"] or "http").lower()
    if found is None or scheme not in _DEFAULT_PORTS or not (found["host"] or found["port"]):
        raise _no_address(text)
    port = int(found["port"] or (_DEFAULT_PORTS[scheme] if found["scheme"] else _BARE_PORT))
    name = found["host"].lower().removesuffix(".") or "127.0.0.1"
    if not 0 < port < 2**16 or (name.startswith("[") and _read_ip(name) is None):
        raise _no_address(text)
    if name == "localhost" and scheme == "http":
        # With TLS the certificate may be for the name; without, no table of names is asked.
        name = "127.0.0.1"
    return _Address(scheme, _connectable(name), port, found["path"].rstrip("/"))


def _connectable(host: str) -> str:
    """Turn an address that only a server can use, "any of mine", into this machine's."""
    ip = _read_ip(host)
    if ip is None or not ip.is_unspecified:
        return host
    return "127.0.0.1" if ip.version == 4 else "[::1]"


def _read_ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def _no_address(text: str) -> UsageError:
    return UsageError(
        f"{text!r} is no address of an Ollama server.",
        hint=f"Write host:port, for example {DEFAULT_HOST.removeprefix('http://')}.",
    )
