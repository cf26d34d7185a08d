// Reads the lines and polygons of an ESRI shapefile (.shp), which is how Natural Earth is published.
// Format: ESRI Shapefile Technical Description, July 1998. Attributes (.dbf) are not read.

const FILE_CODE = 9994;
const HEADER_BYTES = 100;
const NULL_SHAPE = 0;
const POLYLINE = 3;
const POLYGON = 5;

/**
 * Read every shape of a file.
 *
 * @param {Buffer} bytes Contents of the .shp file.
 * @returns {number[][][][]} For every shape its parts: rings or lines of [lon, lat].
 */
export function readShapes(bytes) {
  if (bytes.length < HEADER_BYTES || bytes.readInt32BE(0) !== FILE_CODE) {
    throw new Error("not a shapefile");
  }
  const shapes = [];
  let at = HEADER_BYTES;
  while (at < bytes.length) {
    const contentBytes = bytes.readInt32BE(at + 4) * 2;
    shapes.push(readParts(bytes.subarray(at + 8, at + 8 + contentBytes)));
    at += 8 + contentBytes;
  }
  return shapes.filter((parts) => parts.length > 0);
}

function readParts(record) {
  const type = record.readInt32LE(0);
  if (type === NULL_SHAPE) return [];
  if (type !== POLYLINE && type !== POLYGON) throw new Error(`shape of unknown type ${type}`);
  const partCount = record.readInt32LE(36);
  const pointCount = record.readInt32LE(40);
  const pointsAt = 44 + 4 * partCount;
  const starts = Array.from({ length: partCount }, (_, i) => record.readInt32LE(44 + 4 * i));
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? pointCount;
    return Array.from({ length: end - start }, (_, k) => {
      const at = pointsAt + 16 * (start + k);
      return [record.readDoubleLE(at), record.readDoubleLE(at + 8)];
    });
  });
}

/**
 * Group the rings of a polygon shape: an outer ring runs clockwise, a hole the other way.
 *
 * @param {number[][][]} rings As `readShapes` returns them.
 * @returns {number[][][][]} Polygons, each its outer ring and then its holes.
 */
export function groupRings(rings) {
  const polygons = [];
  for (const ring of rings) {
    if (signedArea(ring) <= 0 || polygons.length === 0) polygons.push([ring]);
    else polygons.at(-1).push(ring);
  }
  return polygons;
}

/** Area of a ring in square degrees; negative where it runs clockwise. */
export function signedArea(ring) {
  let sum = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    sum += ring[j][0] * ring[i][1] - ring[i][0] * ring[j][1];
  }
  return sum / 2;
}
