import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PMTiles } from "pmtiles";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { packTiles } from "../prepare/archive.mjs";
import { deepestPoint } from "../prepare/labels.mjs";
import { groupRings, readShapes, signedArea } from "../prepare/shapefile.mjs";
import { cutTiles } from "../prepare/tiles.mjs";
import { firstZoom, greatTowns, townFeatures } from "../prepare/towns.mjs";
import { countryShapes, withoutSeams, worldLayers } from "../prepare/world.mjs";

const atlas = (scale) =>
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve(`world-atlas/countries-${scale}.json`)));

/** A shapefile of one polygon with two rings. */
function shapefile(rings) {
  const points = rings.flat();
  const record = Buffer.alloc(44 + 4 * rings.length + 16 * points.length);
  record.writeInt32LE(5, 0);
  record.writeInt32LE(rings.length, 36);
  record.writeInt32LE(points.length, 40);
  let start = 0;
  rings.forEach((ring, i) => {
    record.writeInt32LE(start, 44 + 4 * i);
    start += ring.length;
  });
  points.flat().forEach((value, i) => record.writeDoubleLE(value, 44 + 4 * rings.length + 8 * i));
  const head = Buffer.alloc(108);
  head.writeInt32BE(9994, 0);
  head.writeInt32BE(1, 100);
  head.writeInt32BE(record.length / 2, 104);
  return Buffer.concat([head, record]);
}

const OUTER = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]];
const HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]];

test("shapefiles are read with their holes", () => {
  const shapes = readShapes(shapefile([OUTER, HOLE]));
  assert.deepEqual(shapes, [[OUTER, HOLE]]);
  assert.deepEqual(groupRings(shapes[0]), [[OUTER, HOLE]]);
  assert.throws(() => readShapes(Buffer.from("no shapefile")), /not a shapefile/);
});

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
