// The density layer: the densest areas that hold half, four fifths and 95 % of the evidence, in even
// steps of one colour, so that lightness alone tells them apart.

import { EARTH_RADIUS_M } from "./geometry.js";
import { withAlpha } from "./palette.js";

const TILE_PX = 512;
const LEAST_REACH_PX = 26;
const MOST_REACH_PX = 1200;
// Towns say nothing of streets.
export const FADE_ZOOMS = [10.5, 12];

// Of a cell's own height: where the area ends, and its line and its inside begin.
const EDGE = 0.16;
const LINE = 0.24;
const INSIDE = 0.34;
const LINE_ALPHA = 0.5;

// Over land each step is 0.075 darker or lighter in OKLab than the one before, in both themes; names
// with their halo keep a contrast of more than 4.5 on the last.
const STEP_ALPHAS = [0.28, 0.22, 0.18];

/** Words for the legend, by the share that an area holds. */
export const SHARE_WORDS = { 0.5: "densityHalf", 0.8: "densityMost", 0.95: "densityNearly" };

/**
 * Lay out the areas, the outermost first: in the order in which they are drawn.
 *
 * @param {{share: number, reach: number, points: number[]}[]} density The innermost first; `reach` in
 *     kilometres; latitude and longitude of one point after the other.
 * @returns {{share: number, reach: number, alpha: number, points: {lat: number, lon: number}[]}[]}
 */
export function densityAreas(density) {
  return density
    .map(({ share, reach, points }, i) => ({
      share,
      reach,
      alpha: STEP_ALPHAS[Math.min(i, STEP_ALPHAS.length - 1)],
      points: Array.from({ length: Math.floor(points.length / 2) }, (_, k) => ({
        lat: points[2 * k],
        lon: points[2 * k + 1],
      })),
    }))
    .reverse();
}

/** Stops of an area's colours, from density 0 to 1: nothing, a line around it, and its inside. */
export function densityRamp(palette, alpha) {
  return [
    [0, withAlpha(palette.accent, 0)],
    [EDGE, withAlpha(palette.accent, 0)],
    [(EDGE + LINE) / 2, withAlpha(palette.accent, LINE_ALPHA)],
    [LINE, withAlpha(palette.accent, LINE_ALPHA)],
    [INSIDE, withAlpha(palette.accent, alpha)],
    [1, withAlpha(palette.accent, alpha)],
  ];
}

/** How far a cell is drawn; never so small that a mark would cover it. */
export function reachPixels(reachKm, pixelsPerKm) {
  return Math.min(MOST_REACH_PX, Math.max(LEAST_REACH_PX, reachKm * pixelsPerKm));
}

/**
 * Make MapLibre's radius of an area, which keeps its size on the ground.
 *
 * @param {number} reachKm
 * @returns {unknown[]} An expression of the zoom and of the feature's `stretch`: how much larger the
 *     map is drawn there than at the equator.
 */
export function reachByZoom(reachKm) {
  const pixelsPerKm = (TILE_PX * 1000) / (2 * Math.PI * EARTH_RADIUS_M);
  const stops = Array.from({ length: FADE_ZOOMS[1] + 1 }, (_, zoom) => [
    zoom,
    ["min", MOST_REACH_PX, ["max", LEAST_REACH_PX, ["*", reachKm * pixelsPerKm * 2 ** zoom, ["get", "stretch"]]]],
  ]);
  return ["interpolate", ["exponential", 2], ["zoom"], ...stops.flat()];
}

/** How much larger than at the equator a Mercator map is drawn at a latitude. */
export function stretchAt(lat) {
  return 1 / Math.cos((Math.min(85, Math.abs(lat)) * Math.PI) / 180);
}
