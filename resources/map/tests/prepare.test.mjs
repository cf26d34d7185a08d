import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { PMTiles } from "pmtiles";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { packTiles } from "../prepare/archive.mjs";
import { deepestPoint } from "../prepare/labels.mjs";
import { cutTiles } from "../prepare/tiles.mjs";
import { firstZoom, greatTowns, townFeatures } from "../prepare/towns.mjs";
import { countryShapes, lakesOf, regionLines, signedArea, withoutSeams, worldLayers } from "../prepare/world.mjs";

const atlas = (scale) =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`)));

const OUTER = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]];

const naturalEarth = JSON.parse(
  gunzipSync(readFileSync(new URL("../data/natural-earth.json.gz", import.meta.url))),
);

test("the great lakes are lakes, of about the size that they have", () => {
  const holds = ([lon, lat]) => (lake) => {
    let inside = false;
    const [ring] = lake.feature.geometry.coordinates;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
      if (ay > lat !== by > lat && lon < ((bx - ax) * (lat - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  };
  const lakes = lakesOf(naturalEarth);
  const victoria = lakes.find(holds([33, -1]));
  // 68,000 square kilometres at the equator, where a degree is 111 long.
  assert.ok(Math.abs(victoria.areaDeg2 - 68_000 / 111.2 ** 2) < 0.4, `${victoria.areaDeg2}`);
  assert.ok(lakes.some(holds([-87, 44])));
  assert.ok(!lakes.some(holds([0, 0])));
});

test("lines between regions are where regions meet, and none leaps", () => {
  const lines = regionLines(naturalEarth);
  const points = lines.flatMap((line) => line.feature.geometry.coordinates);
  assert.ok(points.length > 100_000);
  // New South Wales and Victoria meet in the Murray; Utah and Arizona on the 37th parallel.
  for (const [lon, lat] of [[146.9, -36.1], [-111.6, 37]]) {
    assert.ok(lines.some((line) => nearLine([lon, lat], line.feature.geometry.coordinates) < 0.2), `${lon}`);
  }
  for (const { feature, reachDeg } of lines) {
    const line = feature.geometry.coordinates;
    assert.ok(line.length > 1 && reachDeg < 60);
    assert.ok(line.every(([lon], i) => i === 0 || Math.abs(lon - line[i - 1][0]) < 30));
  }
});

function nearLine([x, y], line) {
  return Math.min(
    ...line.slice(1).map(([bx, by], i) => {
      const [ax, ay] = line[i];
      const [dx, dy] = [bx - ax, by - ay];
      const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      return Math.hypot(x - ax - t * dx, y - ay - t * dy);
    }),
  );
}

for (const scale of ["110m", "50m", "10m"]) {
  const { land, coast, border } = worldLayers(atlas(scale));
  const rings = land.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((one) => one[0]),
  );

  test(`${scale}: land covers the share of the world that it does`, () => {
    // Square degrees of the plane, where Antarctica is wide: a third of 360 x 180.
    const share = rings.reduce((sum, ring) => sum + Math.abs(signedArea(ring)), 0) / (360 * 180);
    assert.ok(share > 0.3 && share < 0.4, `${share}`);
  });

  test(`${scale}: no line follows the cut at 180 degrees or leaps across the map`, () => {
    for (const { geometry } of [...coast, ...border]) {
      const line = geometry.coordinates;
      for (let i = 1; i < line.length; i++) {
        const [[lon, lat], [lon2, lat2]] = [line[i - 1], line[i]];
        assert.ok(Math.abs(lon2 - lon) < 180, `${line[i - 1]} to ${line[i]}`);
        assert.ok(!(Math.abs(lon) > 179.999 && Math.abs(lon2) > 179.999 && lat !== lat2));
      }
    }
  });

  test(`${scale}: Antarctica reaches the pole and the full turn`, () => {
    const south = rings.flat().filter(([, lat]) => lat < -85);
    assert.ok(Math.min(...south.map((point) => point[0])) < -179.9);
    assert.ok(Math.max(...south.map((point) => point[0])) > 179.9);
  });
}

for (const scale of ["110m", "50m", "10m"]) {
  test(`${scale}: no sea lies where the tiles end in the south`, () => {
    const { land, coast } = worldLayers(atlas(scale));
    const latsOf = (value) => (typeof value[0] === "number" ? [value[1]] : value.flatMap(latsOf));
    const lats = [...land, ...coast].flatMap(({ geometry }) => latsOf(geometry.coordinates));
    assert.ok(lats.length > 1000);
    assert.ok(lats.every((lat) => lat >= -84.9 || lat < -89));
  });
}

test("a line loses only the part that lies on the cut", () => {
  const pieces = withoutSeams([[170, 60], [180, 65], [180, 70], [170, 75]]);
  assert.deepEqual(pieces, [[[170, 60], [180, 65]], [[180, 70], [170, 75]]]);
});

test("a country's name stands inside its largest part", () => {
  const shapes = countryShapes(atlas("50m"));
  const names = Object.fromEntries(shapes.map((one) => [one.name, one]));
  assert.equal(names.India.iso, "IN");
  const india = deepestPoint(names.India.polygon);
  assert.ok(india.lon > 74 && india.lon < 83 && india.lat > 17 && india.lat < 27);
  const russia = deepestPoint(names.Russia.polygon);
  assert.ok(russia.lon > 50 && russia.lon < 140);
});

test("a label avoids a hole", () => {
  const { lon, lat, insetDeg } = deepestPoint([OUTER, [[1, 1], [9, 1], [9, 9], [1, 9], [1, 1]]]);
  assert.ok(insetDeg > 0 && (lon < 1 || lon > 9 || lat < 1 || lat > 9));
});

test("greater towns are named earlier, and the closest tiles hold every town", () => {
  assert.ok(firstZoom(9_000_000) < firstZoom(60_000));
  const towns = [[1, 2, 9_000_000, "Great"], [3, 4, 800, "Small"]];
  assert.deepEqual(townFeatures(towns, 3).map((one) => one.properties.name), ["Great"]);
  assert.equal(townFeatures(towns, 7).length, 2);
  assert.deepEqual(greatTowns(towns).map((one) => one[3]), ["Great"]);
});

test("an archive gives back its tiles, also where the directory has leaves", async () => {
  // Of lengths without a pattern, or the directory would pack too well to need leaves.
  const text = (i) => `tile ${i} ${"x".repeat(Math.abs(Math.sin(i)) * 1000)}`;
  const tiles = Array.from({ length: 20_000 }, (_, i) => ({
    z: 8,
    x: i % 256,
    y: Math.floor(i / 256),
    bytes: Buffer.from(text(i)),
  }));
  const archive = packTiles(tiles, { name: "test" });
  const source = {
    getKey: () => "memory",
    getBytes: async (offset, length) => ({
      data: archive.buffer.slice(archive.byteOffset + offset, archive.byteOffset + offset + length),
    }),
  };
  const reader = new PMTiles(source);
  const header = await reader.getHeader();
  assert.equal(header.tileType, 1);
  assert.ok(header.leafDirectoryLength > 0);
  for (const i of [0, 255, 10_123, 19_999]) {
    const { data } = await reader.getZxy(8, i % 256, Math.floor(i / 256));
    assert.equal(Buffer.from(data).toString(), text(i));
  }
  assert.equal(await reader.getZxy(8, 200, 200), undefined);
  assert.equal((await reader.getMetadata()).name, "test");
});

test("tiles hold what lies in them", () => {
  const town = { type: "Feature", geometry: { type: "Point", coordinates: [78, 27] }, properties: { name: "Agra" } };
  const [tile] = cutTiles({ town: [town] }, [3], { exact: true, buffer: 0 });
  assert.deepEqual([tile.z, tile.x, tile.y], [3, 5, 3]);
  const { layers } = new VectorTile(new PbfReader(tile.bytes));
  assert.equal(layers.town.feature(0).properties.name, "Agra");
});
