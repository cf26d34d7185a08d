"""What becomes of sentences from below: real ones, and names, numbers and unknown text in them."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from g3desktop.domain.errors import GalleryError, PhotoError
from g3desktop.engine.cautions import about_no_model
from g3desktop.engine.gallery.manifest import read_manifest
from g3desktop.engine.photo import find_photos, read_photo
from g3desktop.store.library import open_library
from g3desktop.ui.sentences import error_words, translated_sentence
from tests.pictures import write_photo
from tests.ui.translators import Dictionary, translated_by, words_left

# What the program really says.


def _broken(folder: Path) -> Iterator[Path]:
    whole = write_photo(folder / "A", size=(256, 256)).read_bytes()
    contents = {
        *{("CUT.JPG", whole[: len(whole) // 2]), ("EMPTY.JPG", b""), ("TEXT.JPG", b"hello " * 99)},
        *{("HEAD.JPG", whole[:200]), ("SOI.JPG", whole[:4] + bytes(500))},
    }
    for name, content in contents:
        (folder / name).write_bytes(content)
        yield folder / name
    (folder / "FOLDER.JPG").mkdir()
    os.mkfifo(folder / "PIPE.JPG")
    yield from (folder / name for name in ("FOLDER.JPG", "PIPE.JPG", "GONE.JPG"))


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders")
def test_why_a_photo_cannot_be_read_is_told(scrambled, tmp_path: Path):
    for photo in _broken(tmp_path):
        with pytest.raises(PhotoError) as raised:
            read_photo(photo)
        assert error_words(raised.value).startswith(f"{photo} ø")
        assert words_left(raised.value.one_line(), photo) == []


def test_links_that_lead_nowhere_are_told(scrambled, tmp_path: Path):
    link = tmp_path / "LOST.jpg"
    link.symlink_to(tmp_path / "NOWHERE")
    told: list[str] = []
    assert list(find_photos(tmp_path, on_problem=told.append)) == []
    assert [words_left(one, link) for one in told] == [[]]


def test_a_gallery_that_is_not_there_and_a_damaged_one_are_told(scrambled, tmp_path: Path):
    (tmp_path / "gallery.json").write_text("{}", "utf-8")
    for folder in (tmp_path / "NONE", tmp_path):
        with pytest.raises(GalleryError) as raised:
            read_manifest(folder)
        assert words_left(raised.value.one_line(), tmp_path, "gallery.json", "format:") == []


def test_a_store_that_was_put_aside_is_told(scrambled, tmp_path: Path):
    path = tmp_path / "L.SQLITE"
    path.write_bytes(b"no database " * 400)
    opened = open_library(path)
    opened.library.close()
    assert opened.set_aside is not None
    assert words_left(opened.set_aside.warning(), opened.set_aside.kept_as, path) == []


# Names, numbers and unknown text.


@given(st.text())
def test_text_without_a_translation_stays_as_it_is(text: str):
    assert translated_sentence(text) == text


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("%1. \"'\n:;"), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_names_stay_intact(qapp, name: str):
    words = Dictionary(
        **{"%1 is larger than 2 GiB.": "2 GiB < %1.", "Save it as a JPEG.": "JPEG!."}
    )
    with translated_by(words):
        told = translated_sentence(f"/{name} is larger than 2 GiB. Save it as a JPEG.")
        assert told == f"2 GiB < /{name}. JPEG!."


def test_what_is_not_known_stays_beside_what_is(qapp):
    words = Dictionary(**{"Ollama's log may say more.": "Mehr im Protokoll."})
    with translated_by(words):
        line = "http://h:1: it is. raining: %1. Ollama's log may say more."
        told = translated_sentence(line)
    assert told == "http://h:1: it is. raining: %1. Mehr im Protokoll."


def test_the_words_of_a_model_stay_as_they_are(qapp):
    words = Dictionary(**{"the model declined: %1": "abgelehnt: %1", "Try again.": "Noch einmal."})
    with translated_by(words):
        assert translated_sentence("the model declined: Try again.") == "abgelehnt: Try again."


def test_a_file_may_be_named_like_a_reason(qapp):
    words = Dictionary(**{"%1 is empty.": "%1 ist leer.", "cut off": "abgebrochen"})
    with translated_by(words):
        assert translated_sentence("cut off is empty.") == "cut off ist leer."


def test_the_most_specific_template_is_taken(qapp):
    general, special = "not a number: %1", "not a number: nothing"
    with translated_by(Dictionary(**{general: "keine Zahl: %1", special: "nichts"})):
        assert translated_sentence("not a number: nothing") == "nichts"
        assert translated_sentence("not a number: x") == "keine Zahl: x"


def test_values_may_change_places(qapp):
    words = Dictionary(
        **{"The gallery %1 has format %2; this program reads up to %3.": "%3 %1 %2."}
    )
    with translated_by(words):
        line = "The gallery %3 has format 1; this program reads up to 2."
        assert translated_sentence(line) == "2 %3 1."


def test_a_sentence_inside_another_may_have_lost_capital_and_full_stop(qapp):
    words = Dictionary(
        **{
            "No language model was used: %1.": "Kein Modell. %1.",
            "%1 does not answer.": "%1 antwortet nicht.",
            "Restart Ollama, then try again.": "Neu starten.",
        }
    )
    with translated_by(words):
        told = translated_sentence(
            about_no_model("h:1 does not answer. Restart Ollama, then try again")
        )
    assert told.startswith("Kein Modell. h:1 antwortet nicht. Neu starten. ")


def test_semicolons_are_written_as_the_language_does(qapp):
    words = Dictionary(
        **{
            "%1; %2": "%1\N{NO-BREAK SPACE}; %2",
            "%1 of %2 replies did not count (%3)": "%1/%2 (%3)",
            "the time was up when %1 of %2 questions were answered": "%1/%2",
            "cut off": "coupée",
        }
    )
    with translated_by(words):
        told = translated_sentence(
            "m: 2 of 3 replies did not count (1 HTTP 500, 1 cut off); "
            "the time was up when 3 of 9 questions were answered."
        )
    assert told == "m: 2/3 (1 HTTP 500, 1 coupée)\N{NO-BREAK SPACE}; 3/9."


def test_large_numbers_are_written_as_the_language_does(qapp):
    before = QLocale()
    template = "%1 is cut short: %2 of %3 bytes are there."
    QLocale.setDefault(QLocale("de_DE"))
    try:
        with translated_by(Dictionary(**{template: "%1: %2 von %3."})):
            line = "1,5 is cut short: 12,345 of 1,234,567 bytes are there."
            assert translated_sentence(line) == "1,5: 12.345 von 1.234.567."
    finally:
        QLocale.setDefault(before)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems word it differently")
@pytest.mark.parametrize(
    "code",
    [
        *(errno.EACCES, errno.EPERM, errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.EEXIST),
        *(errno.ENOTEMPTY, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO),
        *(errno.ENAMETOOLONG, errno.ELOOP, errno.EMFILE, errno.EBUSY, errno.EAGAIN, errno.ESTALE),
        *(errno.ENOTCONN, errno.EHOSTDOWN, errno.ENODEV, errno.ENXIO, errno.EINVAL, errno.ENOMEM),
        errno.ENOEXEC,
    ],
)
def test_what_the_system_says_is_known(scrambled, code: int):
    for why in (os.strerror(code), str(OSError(code, os.strerror(code), "P"))):
        assert words_left(f"Cannot write in Q: {why}.") == []


def test_a_line_of_very_many_sentences_is_read(scrambled):
    line = "a. " * 5_000 + "Try again."
    assert translated_sentence(line) == "a. " * 5_000 + "øøø øøøøø."
