"""The report's page: stands alone, holds no foreign markup, and is written whole or not at all."""

from __future__ import annotations

import base64
import errno
import hashlib
import io
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from typing_extensions import override

from g3desktop.domain.answer import Reference
from g3desktop.domain.errors import CancelledError, EngineError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.evaluation.diagnosis import failure_table
from g3desktop.evaluation.outcomes import Evaluation, Run, Table
from g3desktop.evaluation.report.cases import (
    MOST_CASES,
    MOST_CHARACTERS,
    NO_PROBABILITY,
    choose_cases,
)
from g3desktop.evaluation.report.error_map import MOST_LINES
from g3desktop.evaluation.report.files import write_report
from g3desktop.evaluation.report.markup import distance, link, plain
from g3desktop.evaluation.report.page import report_page, table_html
from tests.evaluated_photos import (
    EMOJI,
    MARKUP,
    RIGHT_TO_LEFT,
    hostile_evaluation,
    many_outcomes,
)

FILES = {"report.html", "report.md", "queries.csv", "metrics.json"}
VOID = {"meta", "img", "br"}


class Page(HTMLParser):
    """What a page holds; fails on what is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, self._open

    @override
    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    @override
    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    @override
    def handle_endtag(self, tag):
        assert self._open.pop() == tag, tag

    @override
    def handle_data(self, data):
        self.texts.append(data)

    def values(self, attribute: str) -> list[str]:
        """Every value of an attribute, in order."""
        return [facts[attribute] for _, facts in self.tags if attribute in facts]

    def of(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of a kind."""
        return [facts for name, facts in self.tags if name == tag]


def write(evaluation: Evaluation, folder: Path, **options) -> None:
    write_report(
        evaluation, folder, **{"report": ignore_progress, "cancelled": never_cancelled} | options
    )


def page_of(evaluation: Evaluation) -> str:
    return report_page(evaluation, (), report=ignore_progress, cancelled=never_cancelled)


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory) -> Evaluation:
    return hostile_evaluation(tmp_path_factory.mktemp("photos"))


@pytest.fixture(scope="module")
def folder(evaluation, tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("report") / "new" / "folder"
    write(evaluation, made)
    return made


@pytest.fixture(scope="module")
def source(folder) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(source) -> Page:
    return Page(source)


def test_all_files_are_there_and_nothing_else(folder):
    assert {path.name for path in folder.iterdir()} == FILES
    assert json.loads((folder / "metrics.json").read_text(encoding="utf-8"))["runs"]


def test_nothing_in_the_page_is_fetched_or_run(page):
    names = {name for name, _ in page.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "form", "base", "image"}
    attributes = {name for _, facts in page.tags for name in facts}
    assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcset")]
    assert all(one.startswith("data:image/jpeg;base64,") for one in page.values("src"))
    assert all(one.startswith(("#", "https://example.org/")) for one in page.values("href"))


def test_the_policy_allows_the_one_style_sheet_and_pictures_alone(page, source):
    (policy,) = (
        facts["content"]
        for facts in page.of("meta")
        if facts.get("http-equiv") == "Content-Security-Policy"
    )
    (style,) = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_style_sheet_knows_every_colour_in_light_and_in_dark(source):
    (style,) = re.findall(r"<style>(.*?)</style>", source, re.DOTALL)
    light, dark = re.findall(r":root\{(.*?)\}", style, re.DOTALL)
    named = [set(re.findall(r"--(\w+):", theme)) for theme in (light, dark)]
    assert named[0] == named[1] == set(re.findall(r"var\(--(\w+)\)", style))


def test_foreign_text_arrives_as_text(page, evaluation):
    text = "".join(page.texts)
    for foreign in (MARKUP, RIGHT_TO_LEFT, EMOJI, 'say "hi".jpg', "<b>1</b>"):
        assert foreign in text
    assert f"</pre>{MARKUP}" in text
    assert "\ud800" not in text
    assert "\x00" not in text
    alternatives = [facts["alt"] for facts in page.of("img")]
    assert f"{MARKUP}.jpg" in alternatives


def test_the_head_says_what_was_measured_with_what(page):
    text = "".join(page.texts)
    assert f"set {MARKUP}: 8 photos" in text
    head = text[text.index("Experiment") : text.index("was slow.")]
    for fact in (
        "overall",
        "Encoder starter-x",
        f"Gallery {MARKUP}",
        "Models llava",
        "Ranking fused",
    ):
        assert fact in head


def test_every_link_inside_the_page_leads_somewhere(page):
    identifiers = page.values("id")
    assert len(set(identifiers)) == len(identifiers)
    inner = {one[1:] for one in page.values("href") if one.startswith("#")}
    assert inner <= set(identifiers)


def test_only_a_web_address_is_a_link(page):
    links = [facts for facts in page.of("a") if not facts["href"].startswith("#")]
    assert {one["href"] for one in links} == {"https://example.org/photo?a=1&b=2"}
    assert {one["rel"] for one in links} == {"noreferrer noopener"}


@pytest.mark.parametrize(
    "url",
    [
        *(None, "", "http://example.org", "javascript:alert(1)", "HTTPS:example.org", "https://"),
        *("https://a b", 'https://a/"', "https://[", "data:text/html,x", "//example.org"),
        *("https://exämple.org", "https://a\nb", " https://a"),
    ],
)
def test_other_addresses_are_no_links(url):
    assert link(url, "source") == ""


def test_pictures_are_small_and_without_metadata(page):
    contents = [base64.b64decode(one.partition(",")[2]) for one in page.values("src")]
    assert len(contents) == 7 * 2 + 1  # every photo but one, with its one reference that is there
    for content in contents:
        assert b"Exif" not in content
        with Image.open(io.BytesIO(content)) as picture:
            assert max(picture.size) <= 420


def test_a_photo_that_is_gone_is_said(page):
    assert page.texts.count("This photo cannot be read any more.") == 1


def test_a_long_reply_is_cut_and_says_so(page):
    assert "x" * MOST_CHARACTERS in [text.strip() for text in page.texts]
    assert f"{5000 - MOST_CHARACTERS:,} more characters are not shown." in page.texts


def test_a_cosine_is_no_probability_where_there_is_one(evaluation, page):
    assert NO_PROBABILITY in page.texts
    bare = tuple(replace(one, references=()) for one in evaluation.runs[0].outcomes)
    without = replace(evaluation, runs=(Run("bare", "Bare", bare),))
    assert NO_PROBABILITY not in Page(page_of(without)).texts


def test_a_photo_that_the_gallery_holds_is_marked(page):
    assert page.texts.count("The gallery holds this photo, or nearly.") == 1


def test_a_table_keeps_its_texts_left_and_its_figures_right():
    notes = ("First <b>.", *(f"Note {at}." for at in range(7)))
    table = Table(
        "t", "T & U", ("a", "b", "Cosine"), (("<i>", "x [y]", "1.0 [0.5, <2]"),), notes, 2
    )
    made = Page(table_html(table))
    classes = [facts.get("class") for name, facts in made.tags if name in ("th", "td")]
    assert classes == [None, None, "n"] * 2
    assert "".join(made.texts).count("[") == 2
    assert "x [y]" in made.texts
    assert {"First <b>.", "Note 6.", NO_PROBABILITY} <= set(made.texts)


def test_what_was_left_out_is_named(page):
    text = "".join(page.texts)
    assert f"line 20, {MARKUP}: latitude 91 is outside [-90, 90]" in text
    assert "line 21, no name: no file" in text
    assert "line 22, torn.jpg: truncated" in text


def test_the_same_evaluation_gives_the_same_bytes(evaluation, folder, tmp_path):
    write(evaluation, tmp_path)
    for name in FILES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), name


def test_an_evaluation_without_photos_is_a_page(evaluation):
    for runs in ((), (Run("none", "None", ()),)):
        made = Page(page_of(replace(evaluation, runs=runs, plots=(), places={}, continents={})))
        assert "There is nothing to draw." in made.texts


def test_an_evaluation_without_any_answer_is_a_page(evaluation):
    (silent,) = (one for one in evaluation.runs[0].outcomes if one.answer is None)
    made = Page(page_of(replace(evaluation, runs=(Run("none", "None", (silent,)),))))
    assert "Without an answer" in made.texts
    assert "1 photo without an answer cannot be drawn." in "".join(made.texts)


def test_thousands_of_photos_make_no_giant(evaluation):
    outcomes = many_outcomes(20_000)
    source = page_of(replace(evaluation, runs=(Run("many", "Many", outcomes),)))
    assert len(source) < 2 << 20
    assert f"{MOST_LINES:,} of 20,000 photos are drawn" in source


def test_cases_are_the_nearest_and_the_farthest():
    outcomes = many_outcomes(100)
    best, worst = choose_cases(outcomes)
    ranked = sorted(one.distance_km for one in outcomes)
    assert [one.distance_km for one in best.outcomes] == ranked[:MOST_CASES]
    assert [one.distance_km for one in worst.outcomes] == ranked[: -MOST_CASES - 1 : -1]


def bars_of(source: str) -> list[str]:
    """What the bars of ways say, in order; [] where there are none."""
    (section,) = re.findall(r'<section id="ways">.*?</section>', source, re.DOTALL) or [""]
    return [one["aria-label"] for one in Page(section).of("svg") if one.get("role") == "img"]


def test_every_way_has_a_bar_where_there_are_several(evaluation, source):
    ours, truth = bars_of(source)
    assert ours.startswith(f"G3, fused {MARKUP}: ")
    assert truth == "The truth itself: 100.0 % within 1 km"
    assert bars_of(page_of(replace(evaluation, runs=evaluation.runs[:1]))) == []


def test_what_several_retrievals_found_stands_side_by_side(evaluation):
    first = evaluation.runs[0]
    thumbnail = first.outcomes[0].references[0].image
    other = Reference(7, LatLon(27.2, 78.0), 0.7123, 0.0, "Another", thumbnail, None)
    looked = tuple(replace(one, references=(other,)) for one in first.outcomes[:1])
    source = page_of(replace(evaluation, runs=(first, Run("image", "image <i>alone", looked))))
    cases = source[source.index('<section id="cases">') :]
    assert 'class="cases wide"' in cases
    lists = [one.partition("</article>")[0] for one in cases.split('<div class="beside">')[1:]]
    assert len(lists) == len(first.outcomes)
    (both,) = (one for one in lists if "Another" in one)
    ours, theirs = both.split("</div><div>")
    assert "cosine 0.910" in ours
    assert theirs.startswith("<h6><bdi>image &lt;i&gt;alone</bdi></h6>")
    # A fortieth of a degree north, 0.0421 degrees west.
    assert "cosine 0.712, 5.00 km" in theirs
    assert theirs.count('<img src="data:image/jpeg') == 1
    assert all("image &lt;i&gt;alone" not in one for one in lists if one is not both)


def test_runs_that_found_the_same_are_told_once(page, source):
    assert "h6" not in {name for name, _ in page.tags}
    assert 'class="cases wide"' not in source


def test_failures_are_shown_by_what_happened(evaluation):
    run = evaluation.runs[0]
    # The answers to the first two photos are right; of the others some places are in the gallery.
    table = failure_table(run, run, lambda query: query.line < 8)
    made = replace(evaluation, tables=(table,))
    source = report_page(made, (table, table), report=ignore_progress, cancelled=never_cancelled)
    cases = source[source.index('<section id="cases">') :].partition("</section>")[0]
    wrong = [kind for kind in table.kinds if kind.lines]
    assert [kind.name[1:] for kind in wrong] == [
        one[1:] for one in re.findall("<h3>(.*?)</h3>", cases)
    ]
    assert {"in the gallery, and not found", "not in the gallery", "no answer"} <= {
        kind.name for kind in wrong
    }
    shown = sum(len(kind.lines) for kind in wrong)
    assert cases.count('<article class="case">') == shown < 8
    assert f"Of 8 photos {shown} are shown" in cases
    # Its own bars stand above each table of kinds.
    assert source.count('class="bar share"') == 2 * len(table.rows)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 23, 24, 25])
def test_no_photo_is_the_nearest_and_the_farthest(count):
    lines = [one.query.line for kind in choose_cases(many_outcomes(count)) for one in kind.outcomes]
    assert len(lines) == len(set(lines)) == min(count, 2 * MOST_CASES)


def test_a_full_disk_leaves_the_former_report(evaluation, tmp_path, monkeypatch):
    write(evaluation, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    calls = 0

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EngineError) as caught:
        write(replace(evaluation, notes=()), tmp_path)
    assert "is full" in caught.value.one_line()
    assert "\n" not in caught.value.one_line()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_folder_that_cannot_be_is_one_line(evaluation, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(EngineError) as caught:
        write(evaluation, tmp_path / "file" / "out")
    assert "file" in caught.value.one_line()


def test_stopping_writes_nothing(evaluation, tmp_path):
    told: list[Progress] = []
    with pytest.raises(CancelledError):
        write(evaluation, tmp_path, report=told.append, cancelled=lambda: len(told) == 3)
    assert [(one.done, one.total) for one in told] == [(1, 8), (2, 8), (3, 8)]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("km", "said"),
    [
        *((0.0, "0 m"), (0.35, "350 m"), (0.9996, "1.00 km"), (9.994, "9.99 km")),
        *(
            (9.996, "10.0 km"),
            (99.96, "100 km"),
            (12345.6, "12,346 km"),
            (float("inf"), "no answer"),
        ),
    ],
)
def test_distances_are_short(km, said):
    assert distance(km) == said


def test_plain_text_can_be_written():
    assert plain("a\r\nb\ud800\x07\u202e").encode("utf-8") == "a\nb\ufffd\ufffd\u202e".encode()
