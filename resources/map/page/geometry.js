// Positions on the sphere: distances, great circles, and what to look at. Degrees throughout.

const RADIANS = Math.PI / 180;
export const EARTH_RADIUS_M = 6371008.8;

/** Point of the unit sphere. */
export function toVector({ lat, lon }) {
  const [phi, lambda] = [lat * RADIANS, lon * RADIANS];
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
}

/** Position of a vector of any length but 0. */
export function toPosition([x, y, z]) {
  return { lat: Math.atan2(z, Math.hypot(x, y)) / RADIANS, lon: Math.atan2(y, x) / RADIANS };
}

/** Angle between two positions, in degrees of arc. */
export function angleDeg(a, b) {
  const [p, q] = [toVector(a), toVector(b)];
  const cross = Math.hypot(
    p[1] * q[2] - p[2] * q[1],
    p[2] * q[0] - p[0] * q[2],
    p[0] * q[1] - p[1] * q[0],
  );
  const dot = p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
  return Math.atan2(cross, dot) / RADIANS;
}

/**
 * Draw the shortest way between two positions.
 *
 * @param {{lat: number, lon: number}} from
 * @param {{lat: number, lon: number}} to
 * @param {number} stepDeg Most degrees of arc between two points.
 * @returns {number[][][]} Lines of [lon, lat]; two where the way crosses 180 degrees.
 */
export function greatCircle(from, to, stepDeg = 2) {
  const angle = angleDeg(from, to) * RADIANS;
  const [a, b] = [toVector(from), toVector(to)];
  const sine = Math.sin(angle);
  const steps = Math.max(1, Math.ceil(angle / RADIANS / stepDeg));
  const points = [];
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    // Opposite or equal points have no one way between them: a straight mix is as good as any.
    const [u, v] =
      Math.abs(sine) < 1e-9
        ? [1 - t, t]
        : [Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine];
    const { lat, lon } = toPosition([0, 1, 2].map((k) => u * a[k] + v * b[k]));
    points.push([lon, lat]);
  }
  points[0] = [from.lon, from.lat];
  points[steps] = [to.lon, to.lat];
  return splitAtSeam(points);
}

/** Cut a line where it crosses 180 degrees, so that no renderer draws it around the world. */
export function splitAtSeam(points) {
  const lines = [[points[0]]];
  for (let i = 1; i < points.length; i++) {
    const [lon, lat] = points[i - 1];
    const [nextLon, nextLat] = points[i];
    if (Math.abs(nextLon - lon) > 180) {
      const side = lon > 0 ? 180 : -180;
      const unwrapped = nextLon + 2 * side;
      const t = unwrapped === lon ? 0 : (side - lon) / (unwrapped - lon);
      const crossing = lat + t * (nextLat - lat);
      lines.at(-1).push([side, crossing]);
      lines.push([[-side, crossing]]);
    }
    lines.at(-1).push(points[i]);
  }
  return lines;
}

/**
 * Find a cap of the sphere that holds the first position and as many of the others as it can
 * without losing the first in a view of half the globe.
 *
 * @param {{lat: number, lon: number}[]} positions The most important first.
 * @param {number} reachDeg Others farther than this from the first are left out.
 * @returns {{lat: number, lon: number, radiusDeg: number} | null} null where there are none.
 */
export function capAround(positions, reachDeg = 60) {
  if (positions.length === 0) return null;
  const near = positions.filter((one) => angleDeg(positions[0], one) <= reachDeg);
  const sum = [0, 0, 0];
  near.map(toVector).forEach((vector) => vector.forEach((value, k) => (sum[k] += value)));
  const centre = Math.hypot(...sum) > 1e-6 ? toPosition(sum) : positions[0];
  return { ...centre, radiusDeg: Math.max(...near.map((one) => angleDeg(centre, one))) };
}

/**
 * Make the lines of a graticule.
 *
 * @param {number} stepDeg Between two lines; divides 90.
 * @returns {number[][][]} Lines of [lon, lat]; meridians of the quarter turns reach the poles.
 */
export function graticule(stepDeg) {
  const lines = [];
  for (let lon = -180; lon < 180; lon += stepDeg) {
    const end = lon % 90 === 0 ? 90 : 90 - stepDeg;
    lines.push(range(-end, end, 2).map((lat) => [lon, lat]));
  }
  for (let lat = -90 + stepDeg; lat < 90; lat += stepDeg) {
    lines.push(range(-180, 180, 3).map((lon) => [lon, lat]));
  }
  return lines;
}

function range(from, to, step) {
  const count = Math.max(1, Math.round((to - from) / step));
  return Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
}

/** The radius at which a camera sees the rim of a globe, whose nearest point it is `height` above. */
export function seenRadius(globe, height) {
  return (height * globe) / Math.sqrt(height * height + 2 * height * globe);
}

/** The radius of the globe whose rim is seen at radius `seen`: the inverse of `seenRadius`. */
export function globeRadius(seen, height) {
  return (seen * seen + seen * Math.hypot(seen, height)) / height;
}
