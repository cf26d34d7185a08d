// The ground of the canvas map (sea, land, lakes, grid, coasts, borders), kept as a picture.

import { angleDeg, graticule, toPosition, toVector } from "./geometry.js";
import { PALETTES, withAlpha } from "./palette.js";

const FINE_PX_PER_DEG = 3;
// Lines are cut into pieces of so many points, so that those out of sight cost nothing.
const PIECE_POINTS = 48;
const WIDEST_DEG = 60;

export class Ground {
  /**
   * @param {object} d3 d3-geo.
   * @param {object} geography `coarse` and `fine` with land, countries, coast and border; `lakes`.
   */
  constructor(d3, geography) {
    this.d3 = d3;
    this.geography = geography;
    this.kept = null;
    this.pieces = new Map();
  }

  /**
   * The ground of a view; the latest is kept, because other answers often share it.
   *
   * @param {object} view `project` (of d3), `centre`, `pixelsPerDegree`, `reachDeg` (how far from the
   *     centre the corners are), `isGlobe`, `theme`, `width` and `height` in CSS pixels, `ratio`,
   *     `hasty`: whether it is to be soon, rather than in full detail.
   */
  picture(view) {
    const { theme, isGlobe, ratio } = view;
    const [width, height] = [view.width, view.height].map((length) => Math.max(1, Math.round(length * ratio)));
    const key = JSON.stringify([view.centre, view.pixelsPerDegree, theme, isGlobe, width, height]);
    if (this.kept?.key === key && (this.kept.isFine || view.hasty)) return this.kept.picture;
    const former = this.kept?.picture;
    const fits = former?.width === width && former.height === height;
    const picture = fits ? former : new OffscreenCanvas(width, height);
    const context = picture.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paint(context, view);
    this.kept = { key, picture, isFine: !view.hasty };
    return picture;
  }

  paint(context, view) {
    const path = this.d3.geoPath(view.project, context);
    const palette = PALETTES[view.theme];
    const trace = (geometries) => {
      context.beginPath();
      for (const geometry of geometries) path(geometry);
    };
    const fill = (colour, ...geometries) => {
      trace(geometries);
      context.fillStyle = colour;
      context.fill();
    };
    const stroke = (colour, width, ...geometries) => {
      trace(geometries);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    };
    const sphere = { type: "Sphere" };
    const { land, coast, border, lakes } = this.inSight(view);
    context.lineJoin = "round";
    fill(palette.sea, sphere);
    fill(palette.land, ...land);
    fill(palette.sea, ...lakes);
    const step = view.pixelsPerDegree < 12 ? 30 : view.pixelsPerDegree < 60 ? 10 : 2;
    stroke(withAlpha(palette.grid, 0.2), 0.6, { type: "MultiLineString", coordinates: graticule(step) });
    stroke(palette.coast, 0.8, ...coast);
    stroke(palette.coast, 1, ...border);
    if (!view.isGlobe) stroke(palette.rim, 1, sphere);
  }

  /** The geometries that a view shows. */
  inSight(view) {
    const { coarse, fine, lakes } = this.geography;
    const isCoarse = view.hasty || view.pixelsPerDegree < FINE_PX_PER_DEG;
    const { land, coast, border, countries } = isCoarse ? coarse : fine;
    const water = view.hasty ? [] : [lakes];
    if (view.reachDeg > WIDEST_DEG) return { land: [land], coast: [coast], border: [border], lakes: water };
    const near = (geometry) =>
      this.piecesOnce(geometry)
        .filter(({ cap }) => angleDeg(cap, view.centre) <= cap.radiusDeg + view.reachDeg)
        .map((piece) => piece.geometry);
    // Countries, for the land of a continent is one shape; their seams lie below the borders.
    return { land: near(countries), coast: near(coast), border: near(border), lakes: water.flatMap(near) };
  }

  piecesOnce(geometry) {
    if (!this.pieces.has(geometry)) this.pieces.set(geometry, piecesOf(geometry));
    return this.pieces.get(geometry);
  }
}

/**
 * Take a geometry apart into small ones, each with a cap of the sphere around it.
 *
 * @param {object} shape GeoJSON: a collection of features, or a geometry of polygons or lines.
 * @returns {{cap: {lat: number, lon: number, radiusDeg: number}, geometry: object}[]}
 */
export function piecesOf(shape) {
  if (shape.type === "FeatureCollection") return shape.features.flatMap(piecesOf);
  if (shape.type === "Feature") return piecesOf(shape.geometry);
  if (shape.type === "GeometryCollection") return shape.geometries.flatMap(piecesOf);
  if (shape.type === "Polygon") return piecesOf({ type: "MultiPolygon", coordinates: [shape.coordinates] });
  if (shape.type === "MultiPolygon") {
    return shape.coordinates.map((coordinates) => piece("Polygon", coordinates, coordinates[0]));
  }
  const lines = shape.type === "LineString" ? [shape.coordinates] : shape.coordinates;
  return lines.flatMap(cut).map((line) => piece("LineString", line, line));
}

function piece(type, coordinates, outline) {
  const positions = outline.map(([lon, lat]) => ({ lat, lon }));
  const sum = [0, 0, 0];
  for (const vector of positions.map(toVector)) vector.forEach((value, k) => (sum[k] += value));
  const centre = Math.hypot(...sum) > 1e-6 ? toPosition(sum) : positions[0];
  const radiusDeg = Math.max(...positions.map((one) => angleDeg(centre, one)));
  // Around a pole, or over half a globe, points of the outline tell nothing of the inside.
  return { cap: { ...centre, radiusDeg: radiusDeg > WIDEST_DEG ? 180 : radiusDeg }, geometry: { type, coordinates } };
}

/** Cut a line; each piece begins where the one before ends. */
function cut(line) {
  const pieces = [];
  for (let i = 0; i === 0 || i < line.length - 1; i += PIECE_POINTS) {
    pieces.push(line.slice(i, i + PIECE_POINTS + 1));
  }
  return pieces;
}
