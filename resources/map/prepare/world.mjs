// Turns Natural Earth into planar GeoJSON that can be cut into tiles.

import { geoArea, geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature, mesh } from "topojson-client";

// One unit a degree. world-atlas has polygons that run across 180 degrees and around the poles, which
// only make sense on a sphere; projecting them cuts them there.
const PLATE = geoEquirectangular()
  .scale(180 / Math.PI)
  .translate([0, 0])
  .precision(0);

const SEAM_DEG = 1e-3;

// Tiles end at 85.05 degrees, and a globe's cap goes on from there as the edge is: where the ice shelf
// ends beyond, a wedge of sea would reach the pole.
const SOUTHMOST_COAST_DEG = -84.9;
const POLE_DEG = -89;

/** Bring spherical GeoJSON into the plane; d3 counts y downwards. */
function flatten(geometry) {
  const flat = geoProject(geometry, PLATE);
  return flat && mapPoints(flat, ([x, y]) => [x, -y]);
}

function mapPoints(geometry, change) {
  const walk = (value) => (typeof value[0] === "number" ? change(value) : value.map(walk));
  return { type: geometry.type, coordinates: walk(geometry.coordinates) };
}

/** Cut a line where it follows the cut at 180 degrees or at a pole, which is no coast. */
export function withoutSeams(line) {
  const onSeam = ([lon, lat], [lon2, lat2]) =>
    (Math.abs(lon) > 180 - SEAM_DEG && Math.abs(lon2) > 180 - SEAM_DEG) ||
    (Math.abs(lat) > 89.9 && Math.abs(lat2) > 89.9);
  const pieces = [];
  let piece = [];
  line.forEach((point, i) => {
    if (i > 0 && onSeam(line[i - 1], point)) {
      if (piece.length > 1) pieces.push(piece);
      piece = [];
    }
    piece.push(point);
  });
  if (piece.length > 1) pieces.push(piece);
  return pieces;
}

/** Keep the coast within the tiles; what lies at the pole itself is no coast. */
function withinTiles(geometry) {
  return mapPoints(geometry, ([lon, lat]) => [lon, lat > POLE_DEG ? Math.max(lat, SOUTHMOST_COAST_DEG) : lat]);
}

const asFeature = (geometry, properties = {}) => ({ type: "Feature", geometry, properties });

function lines(geometry) {
  const parts = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
  return parts
    .flatMap(withoutSeams)
    .map((coordinates) => asFeature({ type: "LineString", coordinates }));
}

/**
 * Split into polygons, without those that cover more than half the sphere: rounding turned some islets
 * of a few points inside out, and their land would be all the rest of the world.
 */
function soundPolygons(geometry) {
  const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return parts
    .map((coordinates) => ({ type: "Polygon", coordinates }))
    .filter((polygon) => geoArea(polygon) < 2 * Math.PI);
}

/**
 * Take land, coast and borders from a topology of world-atlas.
 *
 * @param {TopoJSON.Topology} topology
 * @returns {{land: GeoJSON.Feature[], coast: GeoJSON.Feature[], border: GeoJSON.Feature[]}}
 */
export function worldLayers(topology) {
  const { countries, land } = topology.objects;
  const geometries = feature(topology, land).features.map((one) => one.geometry);
  return {
    land: geometries.flatMap(soundPolygons).map((one) => asFeature(withinTiles(flatten(one)))),
    coast: lines(withinTiles(flatten(mesh(topology, countries, (a, b) => a === b)))),
    border: lines(flatten(mesh(topology, countries, (a, b) => a !== b))),
  };
}

/**
 * Take the largest polygon of every country, planar, with what its name is made of.
 *
 * @param {TopoJSON.Topology} topology
 * @returns {{name: string, iso: string, polygon: number[][][]}[]} `iso` is "" where there is none.
 */
export function countryShapes(topology) {
  return feature(topology, topology.objects.countries).features.map(({ id, properties, geometry }) => {
    const flat = flatten(geometry);
    const polygons = flat.type === "Polygon" ? [flat.coordinates] : flat.coordinates;
    const polygon = polygons.reduce((best, one) =>
      Math.abs(signedArea(one[0])) > Math.abs(signedArea(best[0])) ? one : best,
    );
    return { name: properties.name, iso: isoOf(id), polygon };
  });
}

/** Two letters for a numeric ISO 3166-1 code, by the aliases that every Intl carries. */
function isoOf(numeric) {
  if (!/^\d{3}$/.test(numeric ?? "")) return "";
  const region = new Intl.Locale(`und-${numeric}`).region;
  return /^[A-Z]{2}$/.test(region) ? region : "";
}

/**
 * Make features of lakes.
 *
 * @param {TopoJSON.Topology} topology Of data/natural-earth.json.gz; planar.
 * @returns {{feature: GeoJSON.Feature, areaDeg2: number}[]}
 */
export function lakesOf(topology) {
  return feature(topology, topology.objects.lakes).geometry.coordinates.map((polygon) => ({
    feature: asFeature({ type: "Polygon", coordinates: polygon }),
    areaDeg2: Math.abs(signedArea(polygon[0])),
  }));
}

/**
 * Make features of the lines between first-level regions.
 *
 * @param {TopoJSON.Topology} topology Of data/natural-earth.json.gz; planar.
 * @returns {{feature: GeoJSON.Feature, reachDeg: number}[]} `reachDeg` is the longer side of the
 *     line's box.
 */
export function regionLines(topology) {
  return feature(topology, topology.objects.regions).geometry.coordinates.map((coordinates) => {
    const spans = [0, 1].map((axis) => {
      const values = coordinates.map((point) => point[axis]);
      return Math.max(...values) - Math.min(...values);
    });
    return { feature: asFeature({ type: "LineString", coordinates }), reachDeg: Math.max(...spans) };
  });
}

/** Area of a ring in square degrees; negative where it runs clockwise. */
export function signedArea(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  }
  return sum / 2;
}
