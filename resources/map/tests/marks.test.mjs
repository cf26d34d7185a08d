import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, discSize, importantPositions, linksOf, marksOf, stepCandidate } from "../page/marks.js";

const place = (id, rank, lat, lon) => ({ id, rank, lat, lon, name: id, size: 1 / rank, origin: "several" });
const CONTENT = {
  ...EMPTY,
  key: "photo",
  candidates: [place("c2", 2, 28.6, 77.2), place("c1", 1, 27.18, 78.04)],
  references: [
    { id: "r1", lat: 27.18, lon: 78.04, name: "same spot", supports: ["c1"] },
    { id: "r2", lat: 41.3, lon: 69.2, name: "far", supports: [] },
  ],
  answers: [{ id: "m1", lat: 19, lon: 72.8, name: "model", supports: ["c2"] }],
  exif: { id: "exif", lat: 23, lon: 72.6, name: "" },
};
const ALL = { references: true, answers: true, density: true };
const state = (more = {}) => ({ selection: "", picked: "", hover: "", layers: ALL, ...more });
const marks = (more) => marksOf(CONTENT, state(more));
const find = (list, id) => list.find((one) => one.id === id);

test("every kind has a mark, and the best candidate is drawn last", () => {
  const kinds = new Set(marks().map((one) => one.kind));
  assert.deepEqual(kinds, new Set(["reference", "answer", "exif", "candidate"]));
  const candidates = marks().filter((one) => one.kind === "candidate");
  assert.equal(candidates.at(-1).id, "c1");
});

test("the chosen candidate lies on top, what supports it stays, the rest is faint", () => {
  const list = marks({ selection: "c2" });
  assert.equal(list.at(-1).id, "c2");
  assert.equal(list.at(-1).state, "chosen");
  assert.equal(find(list, "m1").state, "supports");
  assert.equal(find(list, "r1").state, "faint");
  assert.equal(find(list, "exif").state, "plain");
});

test("evidence at a candidate's own position is pinned to the disc's edge", () => {
  assert.notDeepEqual(find(marks(), "r1").offset, [0, 0]);
  assert.deepEqual(find(marks(), "r2").offset, [0, 0]);
});

test("layers that are off have neither marks nor links", () => {
  const off = { selection: "c1", layers: { references: false, answers: false } };
  assert.ok(marks(off).every((one) => one.kind === "candidate" || one.kind === "exif"));
  assert.deepEqual(linksOf(CONTENT, state(off)), []);
});

test("links lead from the chosen candidate to what supports it", () => {
  assert.deepEqual(linksOf(CONTENT, state()), []);
  assert.deepEqual(
    linksOf(CONTENT, state({ selection: "c1" })).map((one) => one.id),
    ["r1"],
  );
  assert.deepEqual(
    linksOf(CONTENT, state({ selection: "c2" })).map((one) => one.kind),
    ["answer"],
  );
});

test("picked evidence is marked without losing the chosen candidate", () => {
  const list = marks({ selection: "c1", picked: "r2" });
  assert.equal(find(list, "r2").state, "chosen");
  assert.equal(find(list, "c1").state, "chosen");
});

test("discs grow by area and never out of bounds", () => {
  assert.equal(discSize(-5), discSize(0));
  assert.equal(discSize(7), discSize(1));
  assert.ok(discSize(0.2) < discSize(0.8));
});

test("steps go through the ranks and around", () => {
  assert.equal(stepCandidate(CONTENT, "", 1), "c1");
  assert.equal(stepCandidate(CONTENT, "", -1), "c2");
  assert.equal(stepCandidate(CONTENT, "c1", 1), "c2");
  assert.equal(stepCandidate(CONTENT, "c2", 1), "c1");
  assert.equal(stepCandidate(EMPTY, "", 1), "");
});

test("without candidates the camera's position is what matters", () => {
  assert.deepEqual(importantPositions({ ...CONTENT, candidates: [] }), [CONTENT.exif]);
  assert.deepEqual(importantPositions(EMPTY), []);
});
