import assert from "node:assert/strict";
import { test } from "node:test";
import * as geometry from "../page/geometry.js";

const AGRA = { lat: 27.1751, lon: 78.0421 };
const FIJI = { lat: -17.7, lon: 178.0 };
const SAMOA = { lat: -13.8, lon: -171.8 };

test("angles are those of the sphere", () => {
  assert.ok(Math.abs(geometry.angleDeg({ lat: 0, lon: 0 }, { lat: 0, lon: 90 }) - 90) < 1e-9);
  assert.ok(Math.abs(geometry.angleDeg({ lat: 90, lon: 10 }, { lat: -90, lon: 50 }) - 180) < 1e-9);
  assert.equal(geometry.angleDeg(AGRA, AGRA), 0);
});

test("a way across 180 degrees is drawn as two lines that meet there", () => {
  const [first, second] = geometry.greatCircle(FIJI, SAMOA);
  assert.equal(first.at(-1)[0], 180);
  assert.equal(second[0][0], -180);
  assert.equal(first.at(-1)[1], second[0][1]);
  assert.deepEqual(first[0], [FIJI.lon, FIJI.lat]);
  assert.deepEqual(second.at(-1), [SAMOA.lon, SAMOA.lat]);
});

test("no line ever leaps across the map", () => {
  for (let lon = -180; lon <= 180; lon += 7) {
    for (const lat of [-89, -40, 0, 65, 90]) {
      for (const line of geometry.greatCircle({ lat, lon }, SAMOA)) {
        for (let i = 1; i < line.length; i++) assert.ok(Math.abs(line[i][0] - line[i - 1][0]) <= 180);
      }
    }
  }
});

test("ways between equal and opposite points are finite", () => {
  for (const to of [AGRA, { lat: -AGRA.lat, lon: AGRA.lon - 180 }]) {
    assert.ok(geometry.greatCircle(AGRA, to).flat(2).every(Number.isFinite));
  }
});

test("the view holds what is near the best place and leaves out what is far", () => {
  const cap = geometry.capAround([AGRA, { lat: 28.6, lon: 77.2 }, { lat: -33.9, lon: 151.2 }]);
  assert.ok(geometry.angleDeg(cap, AGRA) <= cap.radiusDeg + 1e-9);
  assert.ok(cap.radiusDeg < 2);
  assert.equal(geometry.capAround([]), null);
});

test("a view across 180 degrees is centred there, not at Greenwich", () => {
  const cap = geometry.capAround([FIJI, SAMOA]);
  assert.ok(Math.abs(cap.lon) > 170);
});

test("the graticule stays on the globe and reaches the poles by four meridians", () => {
  for (const step of [30, 10, 2]) {
    const lines = geometry.graticule(step);
    assert.ok(lines.flat().every(([lon, lat]) => Math.abs(lon) <= 180 && Math.abs(lat) <= 90));
    assert.equal(lines.filter((line) => line.at(-1)[1] === 90).length, 4);
  }
});

test("the seen rim and the globe's radius are inverses", () => {
  for (const globe of [50, 400, 5000]) {
    const seen = geometry.seenRadius(globe, 1200);
    assert.ok(seen < globe);
    assert.ok(Math.abs(geometry.globeRadius(seen, 1200) - globe) < 1e-6 * globe);
  }
});
