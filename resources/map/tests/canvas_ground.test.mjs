import assert from "node:assert/strict";
import test from "node:test";

import { piecesOf } from "../page/canvas_ground.js";
import { angleDeg } from "../page/geometry.js";

const inside = ({ cap }, [lon, lat]) => angleDeg(cap, { lat, lon }) <= cap.radiusDeg + 1e-6;

test("a line is cut into pieces that meet, and loses no point", () => {
  const line = Array.from({ length: 200 }, (_, i) => [i / 10, Math.sin(i)]);
  const pieces = piecesOf({ type: "MultiLineString", coordinates: [line, line.slice(0, 2)] });
  assert.ok(pieces.length > 4);
  const cut = pieces.slice(0, -1).map(({ geometry }) => geometry.coordinates);
  assert.deepEqual([...cut[0], ...cut.slice(1).flatMap((piece) => piece.slice(1))], line);
  cut.slice(1).forEach((piece, i) => assert.deepEqual(piece[0], cut[i].at(-1)));
  assert.deepEqual(pieces.at(-1).geometry.coordinates, line.slice(0, 2));
});

test("every point lies in the cap of its piece, at the seam and near a pole as well", () => {
  const ring = [[179, 10], [-178, 12], [-179, 14], [179, 10]];
  const arctic = [[-100, 88], [-60, 88.5], [-80, 89], [-100, 88]];
  const shape = {
    type: "FeatureCollection",
    features: [
      { type: "Feature", geometry: { type: "Polygon", coordinates: [ring] } },
      { type: "Feature", geometry: { type: "MultiPolygon", coordinates: [[arctic]] } },
    ],
  };
  const pieces = piecesOf(shape);
  assert.deepEqual(pieces.map(({ geometry }) => geometry.type), ["Polygon", "Polygon"]);
  assert.ok(pieces.every((piece) => piece.cap.radiusDeg < 10));
  for (const piece of pieces) {
    for (const point of piece.geometry.coordinates[0]) assert.ok(inside(piece, point));
  }
});

test("the cap of a shape around a pole holds the pole", () => {
  const antarctica = Array.from({ length: 37 }, (_, i) => [-180 + 10 * i, -65]);
  const [piece] = piecesOf({ type: "Polygon", coordinates: [antarctica] });
  assert.ok(inside(piece, [0, -90]));
});

test("a shape as wide as half a globe may be anywhere", () => {
  const band = Array.from({ length: 36 }, (_, i) => [-170 + 10 * i, i % 2 ? 5 : -5]);
  const [piece] = piecesOf({ type: "Polygon", coordinates: [band] });
  assert.ok(inside(piece, [0, 90]) && inside(piece, [180, 0]));
});
