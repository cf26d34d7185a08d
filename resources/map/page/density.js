// The density layer: towns with weights, and the colours that these become.

import { withAlpha } from "./palette.js";

const LEAST_SHARE = 0.002;

/**
 * Unpack a density.
 *
 * @param {number[]} packed Latitude, longitude and weight of one point after the other.
 * @returns {{lat: number, lon: number, share: number}[]} Shares of the greatest weight; points that
 *     could not be seen are left out.
 */
export function densityPoints(packed) {
  const points = [];
  let most = 0;
  for (let i = 0; i + 2 < packed.length; i += 3) most = Math.max(most, packed[i + 2]);
  for (let i = 0; i + 2 < packed.length && most > 0; i += 3) {
    const share = packed[i + 2] / most;
    if (share >= LEAST_SHARE) points.push({ lat: packed[i], lon: packed[i + 1], share });
  }
  return points;
}

/** Stops of the colour ramp, from density 0 to 1. */
export function densityRamp(palette) {
  return [
    [0, withAlpha(palette.accent, 0)],
    [0.08, withAlpha(palette.accent, 0.05)],
    [0.3, withAlpha(palette.accent, 0.2)],
    [0.6, withAlpha(palette.accent, 0.38)],
    [1, withAlpha(palette.accent, 0.6)],
  ];
}
