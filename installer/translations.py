"""Keep the translations of the window: `python installer/translations.py` after a text changed.

Reads the texts of g3desktop/ui into resources/translations/*.ts, which a translator fills in with
Qt Linguist, and makes the .qm files that the program loads. Both are kept in the repository, so
that installing needs no Qt. What is not translated yet is counted at the end.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "g3desktop" / "ui"
TRANSLATIONS = ROOT / "resources" / "translations"

COMPLETE = ("de", "fr")
"""Languages with a translation of every text; English has only its plurals."""


def main() -> None:
    """Read the texts anew, and make what the program loads."""
    update(TRANSLATIONS)
    for language in ("en", *COMPLETE):
        texts = TRANSLATIONS / f"g3desktop_{language}.ts"
        release(texts, texts.with_suffix(".qm"))
        unfinished = texts.read_text("utf-8").count('type="unfinished"')
        print(f"{texts.name}: {unfinished} texts left to translate")


def update(folder: Path) -> None:
    """Bring the .ts files of a folder up to date with the sources."""
    with tempfile.TemporaryDirectory() as folder_of_copies:
        copies, names = Path(folder_of_copies), []
        for source in sorted(SOURCES.rglob("*.py")):
            copy = copies / source.relative_to(SOURCES)
            copy.parent.mkdir(exist_ok=True)
            copy.write_text(with_plain_counts(source.read_text("utf-8")), "utf-8")
            names.append(str(copy))
        options = ["-silent", "-locations", "none", "-no-obsolete", "-source-language", "en"]
        for language in ("en", *COMPLETE):
            only = ["-pluralonly"] if language == "en" else []
            target = ["-target-language", language, "-ts", f"{folder}/g3desktop_{language}.ts"]
            _run("lupdate", *names, *options, *only, *target)


def with_plain_counts(source: str) -> str:
    """Write 1 for the count of every `translate(context, text, comment, count)`.

    lupdate knows from `tr` that a text has plurals, but from `translate` only where the count is
    a plain number, and it overlooks calls where the count is anything longer than a name.
    """
    lines = source.encode().splitlines(keepends=True)
    for count in sorted(_counts(source), key=_start, reverse=True):
        if count.end_lineno != count.lineno:
            raise ValueError(f"lupdate reads no count of several lines: {ast.unparse(count)}")
        line = lines[count.lineno - 1]
        lines[count.lineno - 1] = line[: count.col_offset] + b"1" + line[count.end_col_offset :]
    return b"".join(lines).decode()


def release(texts: Path, loaded: Path) -> None:
    """Make the file that the program loads from a .ts file."""
    _run("lrelease", "-silent", str(texts), "-qm", str(loaded))


def _counts(source: str) -> Iterator[ast.expr]:
    for call in ast.walk(ast.parse(source)):
        match call:
            case ast.Call(
                func=ast.Name(id="translate") | ast.Attribute(attr="translate"),
                args=[_, _, _, count],
            ):
                yield count


def _start(expression: ast.expr) -> tuple[int, int]:
    return expression.lineno, expression.col_offset


def _run(tool: str, *arguments: str) -> None:
    program = Path(sysconfig.get_path("scripts")) / f"pyside6-{tool}"
    subprocess.run([str(program), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
