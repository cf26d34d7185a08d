// Makes resources/map/dist: the page, the library files that it needs, and the map data.
//
//     node prepare/build.mjs --towns FILE --out FOLDER
//
// `installer/build_map.py` calls it; FILE holds [lon, lat, population, name] of every town.

import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { packTiles } from "./archive.mjs";
import { deepestPoint } from "./labels.mjs";
import { cutTiles } from "./tiles.mjs";
import { greatTowns, townFeatures, townZooms } from "./towns.mjs";
import { countryShapes, lakesOf, regionLines, worldLayers } from "./world.mjs";

const HERE = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

const LIBRARIES = [
  "maplibre-gl/dist/maplibre-gl.mjs",
  "maplibre-gl/dist/maplibre-gl-worker.mjs",
  "maplibre-gl/dist/maplibre-gl.css",
  "pmtiles/dist/pmtiles.js",
  "@protomaps/basemaps/dist/basemaps.js",
  "d3-array/dist/d3-array.min.js",
  "d3-geo/dist/d3-geo.min.js",
  "topojson-client/dist/topojson-client.min.js",
];

/** Which scale of Natural Earth is drawn at which zooms. */
const SCALES = [
  { scale: "110m", zooms: [0, 1], leastLakeDeg2: 3, leastRegionDeg: Infinity },
  { scale: "50m", zooms: [2, 3], leastLakeDeg2: 0.5, leastRegionDeg: 1.5 },
  { scale: "10m", zooms: [4], leastLakeDeg2: 0.02, leastRegionDeg: 0.8 },
  { scale: "10m", zooms: [5], leastLakeDeg2: 0, leastRegionDeg: 0, exact: true },
];

const GREAT_LAKE_DEG2 = 0.1;
const COARSE_DEG = 0.03;

const atlas = (scale) => JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${scale}.json`)));

const layersOf = memoize((scale) => worldLayers(atlas(scale)));

function memoize(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key);
  };
}

/** Lakes and the lines between regions, which npm does not have; data/README.md says where from. */
function readNaturalEarth() {
  return JSON.parse(gunzipSync(readFileSync(join(HERE, "data", "natural-earth.json.gz"))));
}

function buildWorld(naturalEarth) {
  const allLakes = lakesOf(naturalEarth);
  const allRegions = regionLines(naturalEarth);
  const tiles = SCALES.flatMap(({ scale, zooms, leastLakeDeg2, leastRegionDeg, exact }) =>
    cutTiles(
      {
        ...layersOf(scale),
        lake: allLakes.filter((lake) => lake.areaDeg2 >= leastLakeDeg2).map((lake) => lake.feature),
        region: allRegions.filter((line) => line.reachDeg >= leastRegionDeg).map((line) => line.feature),
      },
      zooms,
      { exact },
    ),
  );
  return packTiles(tiles, { name: "Natural Earth", attribution: "Natural Earth" });
}

/** For the canvas map, which has no tiles. */
function buildGreatLakes(naturalEarth) {
  const coordinates = lakesOf(naturalEarth)
    .filter((lake) => lake.areaDeg2 >= GREAT_LAKE_DEG2)
    .map((lake) => lake.feature.geometry.coordinates.map(coarse));
  return { type: "MultiPolygon", coordinates };
}

/** Every point that is far enough from the one before; rings stay closed. */
function coarse(ring) {
  const kept = [ring[0]];
  for (const point of ring) {
    const [lon, lat] = kept.at(-1);
    if (Math.hypot(point[0] - lon, point[1] - lat) > COARSE_DEG) kept.push(point);
  }
  kept.push(ring[0]);
  return kept.map((point) => point.map(round));
}

function buildTowns(towns) {
  const tiles = townZooms().flatMap((z) =>
    cutTiles({ town: townFeatures(towns, z) }, [z], { exact: true, buffer: 0 }),
  );
  return packTiles(tiles, { name: "Towns", attribution: "GeoNames" });
}

function buildLabels() {
  return countryShapes(atlas("50m")).map(({ name, iso, polygon }) => {
    const { lon, lat, insetDeg } = deepestPoint(polygon);
    return { name, iso, lon: round(lon), lat: round(lat), inset: round(insetDeg) };
  });
}

const round = (degrees) => Math.round(degrees * 1000) / 1000;

function main() {
  const { values } = parseArgs({ options: { towns: { type: "string" }, out: { type: "string" } } });
  const { towns, out } = values;
  if (!towns || !out) throw new Error("--towns and --out are needed");
  for (const folder of ["", "lib", "data"]) mkdirSync(join(out, folder), { recursive: true });
  cpSync(join(HERE, "page"), out, { recursive: true });
  for (const library of LIBRARIES) {
    const source = join(HERE, "node_modules", library);
    // The maps of minified code are not shipped; without the line nobody asks for them.
    const text = readFileSync(source, "utf8").replace(/\n\/[/*]# sourceMappingURL=.*\s*$/, "\n");
    writeFileSync(join(out, "lib", library.split("/").at(-1)), text);
  }
  for (const scale of ["110m", "50m"]) {
    cpSync(require.resolve(`world-atlas/countries-${scale}.json`), join(out, "data", `countries-${scale}.json`));
  }
  const naturalEarth = readNaturalEarth();
  const townRows = JSON.parse(readFileSync(towns, "utf8"));
  const parts = {
    "world.pmtiles": buildWorld(naturalEarth),
    "towns.pmtiles": buildTowns(townRows),
    "countries.json": JSON.stringify(buildLabels()),
    "lakes.json": JSON.stringify(buildGreatLakes(naturalEarth)),
    "cities.json": JSON.stringify(greatTowns(townRows)),
  };
  for (const [name, content] of Object.entries(parts)) writeFileSync(join(out, "data", name), content);
  process.stdout.write(`${readdirSync(out).length} entries in ${out}\n`);
}

main();
