// Finds where a country's name is written: the point deepest inside its largest part.

const STEPS = 24;
const ROUNDS = 4;

/**
 * Find the point of a polygon that is farthest from its edge, near enough for a label.
 *
 * Distances count longitudes by the cosine of the polygon's middle latitude. A grid is laid over the
 * polygon's box, then over the neighbourhood of the best point, and so on.
 *
 * @param {number[][][]} polygon Outer ring and holes, planar degrees.
 * @returns {{lon: number, lat: number, insetDeg: number}} `insetDeg`: its distance to the edge.
 */
export function deepestPoint(polygon) {
  const box = boxOf(polygon[0]);
  const squeeze = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180);
  let best = { lon: (box.west + box.east) / 2, lat: (box.south + box.north) / 2, insetDeg: -Infinity };
  let width = box.east - box.west;
  let height = box.north - box.south;
  for (let round = 0; round < ROUNDS; round++) {
    const { lon, lat } = best;
    for (let i = 0; i <= STEPS; i++) {
      for (let j = 0; j <= STEPS; j++) {
        const point = [lon + width * (i / STEPS - 0.5), lat + height * (j / STEPS - 0.5)];
        const insetDeg = inset(point, polygon, squeeze);
        if (insetDeg > best.insetDeg) best = { lon: point[0], lat: point[1], insetDeg };
      }
    }
    width /= STEPS / 4;
    height /= STEPS / 4;
  }
  return best;
}

function boxOf(ring) {
  const lons = ring.map((point) => point[0]);
  const lats = ring.map((point) => point[1]);
  return { west: Math.min(...lons), east: Math.max(...lons), south: Math.min(...lats), north: Math.max(...lats) };
}

/** Distance from the edge; negative outside. */
function inset(point, polygon, squeeze) {
  let inside = false;
  let nearest = Infinity;
  for (const ring of polygon) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i];
      const [bx, by] = ring[j];
      if (ay > point[1] !== by > point[1] && point[0] < ((bx - ax) * (point[1] - ay)) / (by - ay) + ax) {
        inside = !inside;
      }
      nearest = Math.min(nearest, toSegment(point, ring[i], ring[j], squeeze));
    }
  }
  return inside ? nearest : -nearest;
}

function toSegment([px, py], [ax, ay], [bx, by], squeeze) {
  const dx = (bx - ax) * squeeze;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  const along = length2 ? ((px - ax) * squeeze * dx + (py - ay) * dy) / length2 : 0;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot((px - ax) * squeeze - t * dx, py - ay - t * dy);
}
