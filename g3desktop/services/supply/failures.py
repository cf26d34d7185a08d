"""Why something could not be got, as the network says it and as the user reads it."""

from __future__ import annotations

import email.utils
import math
import time
from collections.abc import Mapping

from g3desktop.domain.errors import PackError, UsageError

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_UNREACHABLE = 0
SWITCHED_OFF = -1
"""In place of a status, where the user wants no network."""


class SupplyError(PackError):
    """A source does not give what it should."""


class OfflineError(SupplyError):
    """No source can be reached; what is installed works all the same."""


class TermsError(UsageError):
    """Terms of use were not accepted."""


class AttemptError(Exception):
    """One try that failed.

    Args:
        host: Who was asked.
        reason: What happened, in words.
        status: What the host answered; 0 where it did not.
        retry_after_s: How long the host asks to wait.
        is_gated: Whether the host wants somebody it knows.
    """

    def __init__(
        self,
        host: str,
        reason: str,
        *,
        status: int = _UNREACHABLE,
        retry_after_s: float = 0.0,
        is_gated: bool = False,
    ) -> None:
        super().__init__(f"{host}: {reason}")
        self.host, self.reason, self.status = host, reason, status
        self.retry_after_s, self.is_gated = retry_after_s, is_gated

    @property
    def is_passing(self) -> bool:
        """Whether another try may do better."""
        return self.status == _UNREACHABLE or self.status in RETRIED

    @property
    def is_missing(self) -> bool:
        """Whether the host says that it has no such thing."""
        return self.status in (404, 410)

    def as_error(self, what: str) -> SupplyError:
        """Return what the user is told.

        Args:
            what: Was to be got.
        """
        if self.status in (_UNREACHABLE, SWITCHED_OFF):
            return OfflineError(
                f"{self.host} cannot be reached: {self.reason}.",
                hint="What has come stays: run the same command again when there is a connection.",
            )
        if self.is_gated:
            return SupplyError(
                f"{self.host} gives {what} to people alone who asked for it.",
                hint="Ask for it on its page there, log in with `hf auth login`, and try again.",
            )
        if self.is_missing:
            return SupplyError(
                f"{self.host} has no {what}.",
                hint="It may have been moved: name another source with --from.",
            )
        return SupplyError(
            f"{self.host} does not give {what}: {self.reason}.",
            hint="What has come stays: run the same command again later.",
        )


def answered(host: str, status: int, headers: Mapping[str, str]) -> AttemptError:
    """Return the failure that an answer stands for.

    Args:
        host: Who answered.
        status: 400 or more.
        headers: Of the answer.
    """
    code = headers.get("x-error-code", "")
    return AttemptError(
        host,
        f"HTTP {status}",
        status=status,
        retry_after_s=read_retry_after(headers.get("retry-after", "")),
        # The hub hides a gated or private repository from who is not logged in.
        is_gated=code == "GatedRepo" or status in (401, 403),
    )


def read_retry_after(text: str, now_s: float | None = None) -> float:
    """Return the seconds that a host asks to wait; 0 where it says nothing that can be read.

    Args:
        text: Seconds, or a date.
        now_s: Time of day, for the date.
    """
    try:
        seconds = float(text)
    except ValueError:
        try:
            then = email.utils.parsedate_to_datetime(text)
            seconds = then.timestamp() - (time.time() if now_s is None else now_s)
        except (ValueError, TypeError, OverflowError):
            return 0.0
    return max(0.0, seconds) if math.isfinite(seconds) else 0.0
