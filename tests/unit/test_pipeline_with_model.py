"""The way of a photo with a vision model: what is sent, what is heard, what becomes of it."""

from __future__ import annotations

import base64
import dataclasses
import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import pairwise, permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from g3desktop.domain.answer import Answer, Candidate, to_json
from g3desktop.domain.dialogue import VisionModel
from g3desktop.domain.errors import CancelledError
from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.domain.work import Progress, never_cancelled
from g3desktop.engine.diversification import Grid
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.photo import read_photo
from g3desktop.engine.pipeline import Engine, LocateOptions, PhotoFailure, Update, locate_updates
from g3desktop.engine.prompts import REPLY_SCHEMA
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.engine.verification import LocationCache
from g3desktop.services.ollama import OllamaModel, Patience
from tests.fakes import EchoingModel, FakeEncoder, FakeVisionModel
from tests.pictures import write_photo, write_photos
from tests.scripted_ollama import (
    FOREVER_S,
    ScriptedOllama,
    answering,
    refusing,
    silent,
)
from tests.unit.test_pipeline import FUSION, GRID, NO_GRID, Names

PLAN = SamplingPlan()
HASTY = Patience(retry_waits_s=(0.0,))

_SHOWN = re.compile(r"^(SIMILAR|DIFFERENT): (\S+), (\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty photos with positions and a gallery of them; not written to."""
    root = tmp_path_factory.mktemp("with-model")
    write_photos(root / "photos", 40)
    build_gallery(BuildPlan(root / "photos", "mine", root / "galleries"), FakeEncoder())
    return root


@pytest.fixture(scope="module")
def photos(folder: Path) -> list[Path]:
    return sorted((folder / "photos").rglob("*.jpg"))


@pytest.fixture(scope="module")
def engine(folder: Path) -> Engine:
    """What answers, without a model."""
    gallery = Gallery.open(folder / "galleries" / "mine")
    return Engine(FakeEncoder(), gallery, GRID, Names(), FUSION, LocationCache(None))


@pytest.fixture
def server() -> Iterator[ScriptedOllama]:
    with ScriptedOllama() as scripted:
        yield scripted


def said(lat: float, lon: float) -> str:
    return json.dumps({"latitude": lat, "longitude": lon})


# Far from each other, from the towns and from every photo.
SOUTH, EAST, NORTH, WEST = (-48.1, 60.2), (5.1, 88.2), (71.3, 45.4), (40.2, -140.7)
FOUR = [said(*one) for one in (SOUTH, EAST, NORTH, WEST)]


def updates_of(
    photos: Sequence[Path], engine: Engine, model: VisionModel | None, **options: Any
) -> list[Update]:
    chosen = LocateOptions(**({"plan": PLAN, "top": 100} | options))
    asked = dataclasses.replace(engine, model=model)
    return list(locate_updates(photos, engine=asked, options=chosen))


def answers_of(photo: Path, engine: Engine, model: VisionModel | None, **options) -> list[Answer]:
    answers = [one.result for one in updates_of([photo], engine, model, **options)]
    assert all(isinstance(one, Answer) for one in answers)
    return answers  # type: ignore[return-value] # asserted


def ask(photo: Path, engine: Engine, model: VisionModel | None, **options) -> Answer:
    return answers_of(photo, engine, model, **options)[-1]


def sources(candidates: Sequence[Candidate], kind: str) -> list[dict[str, Any]]:
    return [
        dict(source.facts) for one in candidates for source in one.sources if source.kind == kind
    ]


def kinds(candidates: Sequence[Candidate]) -> set[str]:
    return {source.kind for one in candidates for source in one.sources}


def about_the_model(answer: Answer) -> list[str]:
    return [line for line in answer.warnings if "fake-llava" in line]


# What is sent.


def segments(jpeg: bytes) -> list[tuple[int, bytes]]:
    """Return the markers of a JPEG and what they hold, up to the end of the picture."""
    assert jpeg[:2] == b"\xff\xd8"
    found, at = [], 2
    while True:
        assert jpeg[at] == 0xFF
        marker = jpeg[at + 1]
        if marker == 0xD9:
            assert at + 2 == len(jpeg), "something follows the picture"
            return found
        length = int.from_bytes(jpeg[at + 2 : at + 4])
        found.append((marker, jpeg[at + 4 : at + 2 + length]))
        at += 2 + length
        if marker == 0xDA:
            # Within the scan 0xff is followed by zero or by a restart marker.
            at = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(jpeg, at).start()  # type: ignore[union-attr] # there is an end


def arrived(server: ScriptedOllama, engine: Engine, photo: Path) -> Image.Image:
    """Locate a photo; return the picture that came, after looking for metadata in it."""
    model = OllamaModel("m", server.host, parallel=1, patience=HASTY)
    ask(photo, engine, model, plan=SamplingPlan(prompts=(0,)))
    (exchange,) = server.chats()
    (encoded,) = exchange.json["messages"][0]["images"]
    jpeg = base64.b64decode(encoded, validate=True)
    held = segments(jpeg)
    # The frame, its tables, and the plain JFIF header: its version, density 1 x 1, no thumbnail.
    tables = {0xDB, 0xC4, 0xDA, 0xC0, 0xC2, 0xDD}
    assert [body for marker, body in held if marker not in tables] == [
        b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    ]
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert max(picture.size) <= 1024
    assert not picture.getexif()
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(picture.info)
    return picture


SECRET = "Ada Lovelace, 12 St James's Square"


def with_metadata() -> dict[str, Any]:
    exif = Image.Exif()
    exif[0x0112] = 6  # orientation: the camera was turned, the left side belongs on top
    exif[0x010E] = exif[0x013B] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 8.0, 7.0)})
    return {
        "exif": exif,
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        "xmp": f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode(),
    }


def halves(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, (200, 20, 20))
    picture.paste((20, 20, 200), (size[0] // 2, 0, *size))
    return picture.convert(mode)


def assert_red_before_blue(picture: Image.Image, *, downwards: bool) -> None:
    width, height = picture.size
    first = (width // 2, height // 8) if downwards else (width // 8, height // 2)
    second = (width // 2, height * 7 // 8) if downwards else (width * 7 // 8, height // 2)
    red, blue = picture.getpixel(first), picture.getpixel(second)
    assert red[0] > 150 > 80 > red[2]
    assert blue[2] > 150 > 80 > blue[0]


def test_a_turned_jpeg_arrives_upright_small_and_without_metadata(
    server: ScriptedOllama, engine: Engine, tmp_path: Path
):
    path = tmp_path / "secret-name.jpg"
    halves((2400, 1200)).save(path, comment=SECRET.encode(), quality=90, **with_metadata())
    assert path.read_bytes().count(SECRET.encode()) >= 3
    picture = arrived(server, engine, path)
    assert picture.size == (512, 1024)
    assert_red_before_blue(picture, downwards=True)
    (exchange,) = server.chats()
    (encoded,) = exchange.json["messages"][0].pop("images")
    for said in (exchange.body, base64.b64decode(encoded), str(exchange.headers).encode()):
        for secret in (SECRET, "secret-name", str(tmp_path), tmp_path.name):
            assert secret.encode() not in said


@pytest.mark.parametrize("suffix", ["png", "webp", "tiff"])
def test_other_formats_arrive_as_plain_jpegs(
    server: ScriptedOllama, engine: Engine, tmp_path: Path, suffix: str
):
    path = tmp_path / f"photo.{suffix}"
    metadata = with_metadata()
    if suffix == "tiff":
        metadata.pop("xmp")
    halves((1500, 300), "RGBA").save(path, **metadata)
    picture = arrived(server, engine, path)
    assert picture.size in ((1024, 205), (205, 1024))
    assert_red_before_blue(picture, downwards=picture.height > picture.width)


def test_a_cmyk_jpeg_arrives_in_rgb(server: ScriptedOllama, engine: Engine, tmp_path: Path):
    path = tmp_path / "print.jpg"
    halves((1200, 900), "CMYK").save(path, quality=95)
    picture = arrived(server, engine, path)
    assert picture.size == (1024, 768)
    assert_red_before_blue(picture, downwards=False)


def test_a_heic_arrives_as_a_plain_jpeg(server: ScriptedOllama, engine: Engine, shared_data: Path):
    path = shared_data / "exif" / "IMG_5195.HEIC"
    picture = arrived(server, engine, path)
    photo = read_photo(path)
    assert max(picture.size) == 1024
    assert picture.width / picture.height == pytest.approx(photo.width / photo.height, rel=0.01)
    assert b"IMG_5195" not in server.chats()[0].body


@pytest.mark.parametrize("size", [(7, 5), (1, 1), (1024, 1024), (3000, 2)])
def test_a_small_or_thin_picture_arrives_no_larger_than_it_is(
    server: ScriptedOllama, engine: Engine, tmp_path: Path, size: tuple[int, int]
):
    path = tmp_path / "small.png"
    halves(size).save(path)
    picture = arrived(server, engine, path)
    assert picture.size == ((1024, 1) if size[0] == 3000 else size)


def test_the_request(server: ScriptedOllama, engine: Engine, photos: list[Path]):
    model = OllamaModel("m", server.host, parallel=1, patience=HASTY)
    plan = SamplingPlan(samples=2, temperature=0.3)
    answer = ask(photos[0], engine, model, plan=plan, seed=5)
    sent = [exchange.json for exchange in server.chats()]
    assert len(sent) == 8
    for one in sent:
        assert one["model"] == "m"
        assert one["format"] == REPLY_SCHEMA
        assert one["think"] is False
        assert set(one["options"]) == {"num_ctx", "num_predict", "temperature", "seed"}
        assert one["options"]["temperature"] == 0.3
        assert one["options"]["num_predict"] > 0
        assert one["options"]["num_ctx"] >= 4096
        assert [message["role"] for message in one["messages"]] == ["user"]
    # What a server could reuse stays the same: the picture, the room, the beginning of the text.
    assert len({one["messages"][0]["images"][0] for one in sent}) == 1
    assert len({one["options"]["num_ctx"] for one in sent}) == 1
    texts = [one["messages"][0]["content"] for one in sent]
    assert all(later.startswith(text) for text, later in pairwise(texts))
    assert [len(_SHOWN.findall(text)) for text in texts] == [0, 0, 10, 10, 20, 20, 30, 30]
    seeds = [one["options"]["seed"] for one in sent]
    assert len(set(seeds)) == 8
    told = sources(answer.candidates, "llm")
    assert sorted(one["seed"] for one in told) == sorted(seeds)


def test_the_photo_itself_and_an_excluded_author_are_not_among_the_references(
    engine: Engine, photos: list[Path]
):
    model = FakeVisionModel(*FOUR)
    plan = SamplingPlan(prompts=(100,))
    ask(photos[5], engine, model, plan=plan, exclude_author="Author 1")
    gallery = engine.gallery
    assert gallery is not None
    excluded = {
        *gallery.rows_by_author("Author 1"),
        *gallery.rows_with_sha256(read_photo(photos[5]).sha256),
    }
    assert len(excluded) > 1
    shown = {(float(lat), float(lon)) for _, lat, lon in _SHOWN.findall(model.asked[0][0].text)}
    positions = {
        row: tuple(round(float(value), 4) for value in gallery.lat_lon_deg[row])
        for row in range(gallery.rows)
    }
    assert shown == {where for row, where in positions.items() if row not in excluded}


# What becomes of the replies.


def test_the_first_update_is_the_answer_without_a_model(engine: Engine, photos: list[Path]):
    answers = answers_of(photos[0], engine, FakeVisionModel(*FOUR))
    without = ask(photos[0], engine, None)
    assert answers[0].candidates == without.candidates
    # It is not the end: nothing is said to be missing.
    assert not about_the_model(answers[0])
    assert answers[0].sampling is not None
    assert (answers[0].sampling.planned, answers[0].sampling.answered) == (4, 0)


def test_an_update_follows_every_reply_and_the_last_is_marked(engine: Engine, photos: list[Path]):
    model = FakeVisionModel(FOUR[0], "no idea", *FOUR[2:])
    updates = updates_of([photos[0]], engine, model)
    assert [one.last for one in updates] == [False] * 5 + [True]
    answers = [one.result for one in updates]
    heard = [(one.sampling.answered, one.sampling.accepted) for one in answers]
    assert heard == [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (4, 3)]
    assert [len(one.rejected) for one in answers] == [0, 0, 1, 1, 1, 1]
    assert answers[-1].candidates == answers[-2].candidates


def test_by_the_papers_rule_replies_compete_with_one_retrieved_position(
    engine: Engine, photos: list[Path]
):
    answer = ask(photos[0], engine, FakeVisionModel(*FOUR), ranking="paper")
    assert len(answer.candidates) == 5
    assert kinds(answer.candidates) == {"llm", "retrieved"}
    assert len(sources(answer.candidates, "retrieved")) == 1
    assert [one.rank for one in answer.candidates] == [1, 2, 3, 4, 5]
    assert all(one.score == one.cosine for one in answer.candidates)
    more = ask(photos[0], engine, FakeVisionModel(*FOUR), ranking="paper", retrieved=3)
    assert len(more.candidates) == 7


def test_the_fused_rule_keeps_every_source(engine: Engine, photos: list[Path]):
    answer = ask(photos[0], engine, FakeVisionModel(*FOUR), ranking="fused")
    assert kinds(answer.candidates) == {"llm", "retrieved", "grid"}
    assert len(sources(answer.candidates, "llm")) == 4


@pytest.mark.parametrize("ranking", ["paper", "fused"])
@pytest.mark.parametrize("reply", ["no idea", ("", "HTTP 500"), said(95, 200), said(0, 0)])
def test_when_everything_is_rejected_the_others_answer_and_one_warning_says_so(
    engine: Engine, photos: list[Path], ranking, reply
):
    answer = ask(photos[0], engine, FakeVisionModel(reply), ranking=ranking)
    without = ask(photos[0], engine, None, ranking=ranking, plan=None)
    assert answer.candidates == without.candidates
    assert "grid" in kinds(answer.candidates)
    assert len(answer.rejected) == 4
    (line,) = about_the_model(answer)
    assert "no position that counts (4 " in line


def test_without_a_gallery_the_towns_are_there_from_the_start(photos: list[Path]):
    engine = Engine(FakeEncoder(), None, GRID, Names(), None, LocationCache(None))
    first, *_, last = answers_of(photos[0], engine, FakeVisionModel(*FOUR))
    assert kinds(first.candidates) == {"grid"}
    assert kinds(last.candidates) == {"llm", "grid"}


def test_with_nothing_else_the_model_answers_alone(photos: list[Path]):
    engine = Engine(FakeEncoder(), None, NO_GRID, Names(), None, LocationCache(None))
    first, *_, last = answers_of(photos[0], engine, FakeVisionModel(*FOUR))
    assert first.candidates == ()
    assert kinds(last.candidates) == {"llm"}


def test_everything_about_a_reply_is_in_the_json(engine: Engine, photos: list[Path]):
    near = said(SOUTH[0] + 0.004, SOUTH[1])
    model = FakeVisionModel(FOUR[0], "I cannot \x1b[31m[red]say", near, FOUR[3])
    answer = json.loads(json.dumps(to_json(ask(photos[0], engine, model, seed=9)), allow_nan=False))
    assert answer["engine"]["llm"] == {"model": "fake-llava", "host": "http://127.0.0.1:1"}
    seeds = [question.seed for question in model.asked[0]]
    told = [
        source
        for candidate in answer["candidates"]
        for source in candidate["sources"]
        if source["kind"] == "llm"
    ]
    told.sort(key=lambda one: one["prompt"])
    assert told == [
        {
            "kind": "llm",
            "model": "fake-llava",
            "prompt": prompt,
            "sample": 0,
            "seed": seeds[index],
            "raw": raw,
            "votes": votes,
        }
        for index, prompt, raw, votes in (
            (0, 0, FOUR[0], 2),
            (2, 10, near, 2),
            (3, 15, FOUR[3], 1),
        )
    ]
    (rejected,) = answer["rejected"]
    assert rejected.pop("reason").startswith("the model declined")
    assert rejected == {
        "prompt": 5,
        "sample": 0,
        "seed": seeds[1],
        "raw": "I cannot \x1b[31m[red]say",
    }
    assert answer["sampling"].pop("wall_s") >= 0
    assert answer["sampling"] == {
        "planned": 4,
        "answered": 4,
        "accepted": 3,
        "rejected": {"the model declined": 1},
        "stopped": None,
        "server_s": 0.0,
    }
    (place,) = [c for c in answer["candidates"] if c["agreement"]["model"] == 2]
    assert (place["lat"], place["lon"]) == SOUTH


def test_a_repeated_similar_photo_agrees_with_retrieval(engine: Engine, photos: list[Path]):
    answer = ask(
        photos[0], engine, EchoingModel("SIMILAR"), ranking="paper",
        plan=SamplingPlan(prompts=(0, 5)),
    )  # fmt: skip
    (told,) = sources(answer.candidates, "llm")
    assert told["echo"] == "similar"
    gallery = engine.gallery
    assert gallery is not None
    (place,) = [one for one in answer.candidates if one.agreement.model]
    assert place.agreement.retrieval
    # On the photo's own position, not on the rounded one of the prompt.
    assert place.where == gallery.row(told["row"]).where
    assert told["row"] in [source["row"] for source in sources([place], "retrieved")]
    assert told["row"] in [reference.row for reference in place.references]


def test_a_repeated_dissimilar_photo_does_not_agree_with_retrieval(
    engine: Engine, photos: list[Path]
):
    answer = ask(
        photos[0], engine, EchoingModel("DIFFERENT"), ranking="paper",
        plan=SamplingPlan(prompts=(5,)),
    )  # fmt: skip
    (told,) = sources(answer.candidates, "llm")
    assert told["echo"] == "dissimilar"
    (place,) = [one for one in answer.candidates if one.agreement.model]
    assert not place.agreement.retrieval


def test_the_order_of_arrival_changes_nothing(engine: Engine, photos: list[Path]):
    replies = [said(10 + 0.007 * n, 20) for n in range(3)]
    outcomes = []
    for arrival in permutations(range(4)):
        model = FakeVisionModel(*replies, "no idea", arrival=arrival)
        answer = ask(photos[0], engine, model)
        outcomes.append((answer.candidates, answer.rejected, answer.warnings))
    assert all(one == outcomes[0] for one in outcomes)


def best_position(engine: Engine, photo: Path) -> LatLon:
    """Return the point of the greatest verification cosine, to some hundred metres."""
    encoder = engine.encoder
    vectors = encoder.encode_images([encoder.prepare(read_photo(photo).pixels)])
    lat, lon, span = 0.0, 0.0, 180.0
    for _ in range(8):
        lats = np.clip(np.linspace(lat - span / 2, lat + span / 2, 121), -89.9, 89.9)
        lons = np.clip(np.linspace(lon - span, lon + span, 241), -180, 180)
        grid = np.stack(np.meshgrid(lats, lons, indexing="ij"), axis=-1).reshape(-1, 2)
        cosines = encoder.encode_locations(grid).astype(np.float64) @ vectors.image_gps[0]
        lat, lon = grid[int(cosines.argmax())].tolist()
        span /= 6
    return LatLon(lat, lon)


def test_a_model_that_won_far_from_every_similar_photo_is_warned_of(
    engine: Engine, photos: list[Path]
):
    best = best_position(engine, photos[0])
    model = FakeVisionModel(said(best.lat_deg, best.lon_deg))
    # A town beside it is no evidence.
    beside = Grid(np.array([[best.lat_deg, best.lon_deg]]), ["Town"])
    # As good as verification alone, with every source.
    by_cosine = dataclasses.replace(FUSION, verification=1e5)
    for ranking, grid, origins in (
        ("paper", GRID, {"llm"}),
        ("fused", NO_GRID, {"llm"}),
        ("fused", beside, {"llm", "grid"}),
    ):
        chosen = dataclasses.replace(engine, grid=grid, fusion=by_cosine)
        answer = ask(photos[0], chosen, model, ranking=ranking)
        assert kinds(answer.candidates[:1]) == origins
        assert answer.candidates[0].agreement.model == 4
        assert answer.candidates[0].agreement.verification
        assert sum("200 km" in line for line in answer.warnings) == 1


def test_no_warning_where_the_model_did_not_win(engine: Engine, photos: list[Path]):
    answer = ask(photos[0], engine, FakeVisionModel(*FOUR), ranking="fused")
    assert not answer.candidates[0].agreement.model
    assert not any("200 km" in line for line in answer.warnings)


# Time.


@pytest.mark.parametrize(("budget_s", "replies"), [(50.0, 0), (250.0, 2)])
def test_time_is_up(engine: Engine, photos: list[Path], budget_s: float, replies: int):
    model = FakeVisionModel(*FOUR, reply_s=100.0)
    plan = dataclasses.replace(PLAN, budget_s=budget_s)
    answer = ask(photos[0], engine, model, ranking="paper", plan=plan)
    assert len(sources(answer.candidates, "llm")) == replies
    told = to_json(answer)["sampling"]
    assert (told["planned"], told["answered"], told["stopped"]) == (4, replies, "budget")
    (line,) = about_the_model(answer)
    assert f"time was up when {replies} of 4" in line


def test_time_is_up_by_the_real_clock_with_a_silent_server(
    server: ScriptedOllama, engine: Engine, photos: list[Path]
):
    server.otherwise["/api/chat"] = silent
    model = OllamaModel("m", server.host, patience=HASTY)
    answer = ask(photos[0], engine, model, plan=dataclasses.replace(PLAN, budget_s=0.2))
    assert answer.sampling is not None
    assert (answer.sampling.answered, answer.sampling.stopped) == (0, "budget")
    assert answer.candidates == ask(photos[0], engine, None, plan=None).candidates
    for exchange in server.chats():
        assert exchange.gone.wait(FOREVER_S)


def test_settled_where_nothing_better_is_anywhere(engine: Engine, photos: list[Path]):
    best = best_position(engine, photos[0])
    plan = dataclasses.replace(PLAN, budget_s=1000.0)
    model = FakeVisionModel(said(best.lat_deg, best.lon_deg))
    answer = ask(photos[0], engine, model, ranking="paper", plan=plan)
    assert distance_km(answer.candidates[0].where, best) < 0.1
    assert to_json(answer)["sampling"]["stopped"] == "settled"
    assert answer.sampling is not None
    assert answer.sampling.answered == 1
    assert model.ended == 1
    assert sum("1 of 4 questions were answered, as no further" in w for w in answer.warnings) == 1


def test_not_settled_where_something_better_may_come(engine: Engine, photos: list[Path]):
    plan = dataclasses.replace(PLAN, budget_s=1000.0)
    for model in (FakeVisionModel(*FOUR), FakeVisionModel("no idea")):
        answer = ask(photos[0], engine, model, ranking="paper", plan=plan)
        assert answer.sampling is not None
        assert (answer.sampling.answered, answer.sampling.stopped) == (4, "")


# Faults, and stopping.


def test_two_photos_in_one_call(engine: Engine, photos: list[Path], tmp_path: Path):
    bad = tmp_path / "bad.jpg"
    bad.write_text("no photo")
    model = FakeVisionModel(*FOUR)
    updates = updates_of([photos[0], bad, photos[1]], engine, model)
    assert [one.photo for one in updates] == [0] * 6 + [1] + [2] * 6
    assert [one.last for one in updates] == ([False] * 5 + [True]) + [True] + ([False] * 5 + [True])
    assert isinstance(updates[6].result, PhotoFailure)
    first, second = model.asked
    assert len({question.image_jpeg for question in first}) == 1
    assert first[0].image_jpeg != second[0].image_jpeg
    # The seeds are those of the questions, whatever the photo.
    assert [one.seed for one in first] == [one.seed for one in second]
    for answer in (updates[5].result, updates[12].result):
        assert isinstance(answer, Answer)
        assert len(sources(answer.candidates, "llm")) == 4


@pytest.mark.parametrize("change", ["gone", "other photo", "no photo"])
@pytest.mark.parametrize("ranking", ["paper", "fused"])
def test_a_photo_that_changed_meanwhile_is_answered_without_the_model(
    engine: Engine, tmp_path: Path, ranking, change: str
):
    path = write_photo(tmp_path / "photo.jpg", seed=77)
    without = ask(path, engine, None, plan=None, ranking=ranking)
    model = FakeVisionModel(*FOUR)
    updates = locate_updates(
        [path],
        engine=dataclasses.replace(engine, model=model),
        options=LocateOptions(plan=PLAN, top=100, ranking=ranking),
    )
    next(updates)
    if change == "gone":
        path.unlink()
    elif change == "other photo":
        write_photo(path, seed=78)
    else:
        path.write_text("no photo")
    (last,) = updates
    assert last.last
    assert isinstance(last.result, Answer)
    assert last.result.candidates == without.candidates
    (line,) = about_the_model(last.result)
    assert str(path) in line
    assert model.asked == []
    assert to_json(last.result)["sampling"]["stopped"] == "failed"


def test_what_came_before_a_fault_counts(
    server: ScriptedOllama, engine: Engine, photos: list[Path]
):
    server.script["/api/chat"] += [answering(FOUR[0]), refusing(500, "out of memory")]
    model = OllamaModel("m", server.host, parallel=1, patience=HASTY)
    answer = ask(photos[0], engine, model)
    assert answer.sampling is not None
    assert (answer.sampling.answered, answer.sampling.accepted) == (4, 3)
    (rejected,) = answer.rejected
    assert (rejected.reason, rejected.prompt) == ("HTTP 500: out of memory", 5)
    (line,) = [one for one in answer.warnings if one.startswith("m: ")]
    assert line == "m: 1 of 4 replies did not count (1 HTTP 500)."


@pytest.mark.parametrize("replies", [0, 1])
def test_cancel_stops_the_servers_work(
    server: ScriptedOllama, engine: Engine, photos: list[Path], replies: int
):
    # Whoever is not answered is held until the client goes away.
    server.script["/api/chat"] += [answering(FOUR[0])] * replies
    server.otherwise["/api/chat"] = silent
    model = OllamaModel("m", server.host, parallel=2, patience=HASTY)
    heard = []
    updates = locate_updates(
        [photos[0]],
        engine=dataclasses.replace(engine, model=model),
        options=LocateOptions(plan=PLAN),
        cancelled=lambda: len(server.chats()) >= 2 + replies,
    )
    with pytest.raises(CancelledError):
        heard.extend(updates)  # the fixture that looks for threads does the rest
    held = server.chats()[replies:]
    assert len(held) == 2
    assert all(exchange.gone.wait(FOREVER_S) for exchange in held)


def test_cancel_is_heard_while_a_better_position_is_searched(engine: Engine, photos: list[Path]):
    best = best_position(engine, photos[0])
    model = FakeVisionModel(said(best.lat_deg, best.lon_deg))
    replies: list[Progress] = []

    def report(progress: Progress) -> None:
        if progress.stage == "asking fake-llava" and progress.done:
            replies.append(progress)

    updates = locate_updates(
        [photos[0]],
        engine=dataclasses.replace(engine, model=model),
        options=LocateOptions(plan=dataclasses.replace(PLAN, budget_s=1000.0), ranking="paper"),
        report=report,
        # From the first reply on, after which the search would end the asking.
        cancelled=lambda: bool(replies),
    )
    with pytest.raises(CancelledError):
        list(updates)
    assert len(replies) == 1
    assert model.ended == 1


def test_who_stops_listening_stops_the_servers_work(
    server: ScriptedOllama, engine: Engine, photos: list[Path]
):
    server.script["/api/chat"] += [answering(FOUR[0])]
    server.otherwise["/api/chat"] = silent
    model = OllamaModel("m", server.host, parallel=1, patience=HASTY)
    updates = locate_updates(
        photos[:3],
        engine=dataclasses.replace(engine, model=model),
        options=LocateOptions(plan=PLAN),
        cancelled=never_cancelled,
    )
    with closing(updates):
        assert [next(updates).last, next(updates).last] == [False, False]
        server.wait_for(2)
    assert server.chats()[1].gone.wait(FOREVER_S)


def test_without_a_plan_a_model_is_not_asked(engine: Engine, photos: list[Path]):
    model = FakeVisionModel(*FOUR)
    answer = ask(photos[0], engine, model, plan=None)
    assert model.asked == []
    assert answer.engine.llm is None
    assert answer.sampling is None
