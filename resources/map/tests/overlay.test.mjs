import assert from "node:assert/strict";
import { test } from "node:test";
import { hitMark, placeMarks, trace } from "../page/overlay.js";

const mark = (id, lon, size = 20, offset = [0, 0]) => ({ id, lat: 0, lon, size, offset });
const place = ({ lon, lat }) => ({ x: lon, y: lat, lon, front: lon < 100 });

test("marks behind the globe are neither drawn nor hit, and pins are moved", () => {
  const placed = placeMarks([mark("a", 10), mark("b", 120), mark("c", 50, 20, [5, -5])], place);
  assert.deepEqual(
    placed.map(({ id, x, y }) => [id, x, y]),
    [
      ["a", 10, 0],
      ["c", 55, -5],
    ],
  );
  assert.equal(hitMark(placed, { x: 120, y: 0 }), "");
  assert.equal(hitMark(placed, { x: 12, y: 3 }), "a");
});

test("the mark drawn last is hit first", () => {
  const placed = placeMarks([mark("below", 10), mark("above", 14)], place);
  assert.equal(hitMark(placed, { x: 12, y: 0 }), "above");
});

test("lines break behind the globe and at the edge of the world", () => {
  const strokes = [];
  const pen = {
    moveTo: (x) => strokes.push(["move", x]),
    lineTo: (x) => strokes.push(["line", x]),
  };
  trace(pen, [[80, 0], [90, 0], [110, 0], [95, 0]], place);
  assert.deepEqual(strokes, [["move", 80], ["line", 90], ["move", 110], ["move", 95]]);
  strokes.length = 0;
  trace(pen, [[-170, 0], [30, 0]], place);
  assert.deepEqual(strokes, [["move", -170], ["move", 30]]);
});
