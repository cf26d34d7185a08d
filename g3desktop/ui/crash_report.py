"""A fault as text that can be given away: no home folder, no names of photos.

Errors quote names in many ways, or not at all, so this errs towards hiding: of a line that names a
photo, all is hidden from the error's class to the end of the name; of others, all from a path on.
"""

from __future__ import annotations

import re
import sysconfig
import traceback
from dataclasses import dataclass
from pathlib import Path

import g3desktop
from g3desktop.engine.photo import SUPPORTED_SUFFIXES

_ENDINGS = "|".join(sorted((one[1:] for one in SUPPORTED_SUFFIXES), key=len, reverse=True))
_PHOTO = re.compile(
    # What is the interpreter's or the system's own may stay, such as "[Errno 2] No such file".
    r"^(?P<before>[|\s]*(?:[\w.]+: )?(?:\[(?:Errno|WinError) \d+\][^:'\"/\\]*: )?)"
    rf"(?P<quote>['\"]?).*\.(?P<ending>{_ENDINGS})\b",
    re.IGNORECASE,
)
_QUOTED_PATH = re.compile(r"""(['"])(?:(?!\1)[^\n])*[\\/](?:(?!\1)[^\n])*\1""")
# Where a path with spaces ends, nobody knows: the rest of the line goes too.
_BARE_PATH = re.compile(r"""(?<![\w.:/\\<])(?:file:|[A-Za-z]:|~)?[\\/](?=\S)[^\n'"]*""")
_FRAME = re.compile(r"""^(?P<before>[\s|]*File ")(?P<path>[^"\n]+)(?P<after>", line \d+.*)$""")
_SOURCE = re.compile(r"^[\s|]*    ")


@dataclass(frozen=True, slots=True)
class Fault:
    """An error that nobody foresaw.

    Attributes:
        place: The same for the same fault.
        line: What it is, in one line.
        trace: Where it happened.
    """

    place: str
    line: str
    trace: str


def fault_of(error: BaseException) -> Fault:
    """Return a fault without names of the user's."""
    where = traceback.extract_tb(error.__traceback__)
    last = f"{where[-1].filename}:{where[-1].lineno}" if where else ""
    (*_, line) = traceback.format_exception_only(error) or [""]
    return Fault(
        place=f"{type(error).__qualname__} {last}",
        line=hide_names(line.strip().partition("\n")[0]),
        trace=hide_names("".join(traceback.format_exception(error)).rstrip()),
    )


def hide_names(text: str) -> str:
    """Return a traceback or a message with the user's own names replaced by short forms."""
    lines, in_source = [], False
    for line in text.split("\n"):
        frame = _FRAME.match(line)
        if frame:
            shown = f"{frame['before']}{_short_code_path(frame['path'])}{frame['after']}"
        elif in_source and _SOURCE.match(line):
            # The program's own text: it holds no names but those in it.
            shown = line
        else:
            shown = _hide_in_message(line)
        in_source = frame is not None or (in_source and _SOURCE.match(line) is not None)
        lines.append(shown)
    # Names of files need not be text, which the clipboard wants.
    return "\n".join(lines).encode("utf-8", "backslashreplace").decode("utf-8")


def _hide_in_message(line: str) -> str:
    line = _PHOTO.sub(r"\g<before>\g<quote><photo>.\g<ending>", line)
    line = _QUOTED_PATH.sub(r"\1<path>\1", line)
    line = _BARE_PATH.sub("<path>", line)
    return line.replace(str(Path.home()), "~")


def _short_code_path(path: str) -> str:
    """Return where code lies, from the folder that it was installed to."""
    installed = sysconfig.get_paths()
    roots = [Path(g3desktop.__file__).parents[1]]
    roots += [Path(installed[key]) for key in ("purelib", "platlib", "stdlib")]
    file = Path(path)
    for root in roots:
        if file.is_relative_to(root):
            return file.relative_to(root).as_posix()
    return path if path.startswith("<") else f"…/{file.name}"
