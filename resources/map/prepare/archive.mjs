// Writes a PMTiles archive, version 3: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md

import { gzipSync } from "node:zlib";
import { zxyToTileId } from "pmtiles";

const HEADER_BYTES = 127;
const ROOT_BYTES = 16384 - HEADER_BYTES;
const LEAF_ENTRIES = 2048;
const NO_COMPRESSION = 1;
const GZIP = 2;
const VECTOR_TILES = 1;

/**
 * Pack vector tiles into one archive.
 *
 * @param {{z: number, x: number, y: number, bytes: Uint8Array}[]} tiles In any order.
 * @param {object} metadata What the archive says about itself.
 * @returns {Buffer}
 */
export function packTiles(tiles, metadata) {
  const sorted = tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), bytes: tile.bytes }))
    .sort((a, b) => a.id - b.id);
  let offset = 0;
  const entries = sorted.map(({ id, bytes }) => {
    const entry = { id, offset, length: bytes.length, run: 1 };
    offset += bytes.length;
    return entry;
  });
  const { root, leaves } = packDirectories(entries);
  const about = gzipSync(Buffer.from(JSON.stringify(metadata)));
  const zooms = tiles.map((tile) => tile.z);
  const sections = [root, about, leaves, { length: offset }];
  const header = packHeader(sections, entries.length, Math.min(...zooms), Math.max(...zooms));
  return Buffer.concat([header, root, about, leaves, ...sorted.map((tile) => tile.bytes)]);
}

function packDirectories(entries) {
  const whole = packDirectory(entries);
  if (whole.length <= ROOT_BYTES) return { root: whole, leaves: Buffer.alloc(0) };
  const leaves = [];
  const pointers = [];
  let offset = 0;
  for (let start = 0; start < entries.length; start += LEAF_ENTRIES) {
    const leaf = packDirectory(entries.slice(start, start + LEAF_ENTRIES));
    // A run of 0 says that the entry points to a leaf directory.
    pointers.push({ id: entries[start].id, offset, length: leaf.length, run: 0 });
    leaves.push(leaf);
    offset += leaf.length;
  }
  return { root: packDirectory(pointers), leaves: Buffer.concat(leaves) };
}

function packDirectory(entries) {
  const numbers = [entries.length];
  entries.forEach((entry, i) => numbers.push(entry.id - (i ? entries[i - 1].id : 0)));
  entries.forEach((entry) => numbers.push(entry.run));
  entries.forEach((entry) => numbers.push(entry.length));
  entries.forEach((entry, i) => {
    const before = entries[i - 1];
    const follows = before && before.offset + before.length === entry.offset;
    numbers.push(follows ? 0 : entry.offset + 1);
  });
  return gzipSync(Buffer.from(numbers.flatMap(varint)));
}

function varint(number) {
  const bytes = [];
  while (number >= 0x80) {
    bytes.push((number % 0x80) + 0x80);
    number = Math.floor(number / 0x80);
  }
  bytes.push(number);
  return bytes;
}

function packHeader(sections, tileCount, minZoom, maxZoom) {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("PMTiles", 0, "latin1");
  header.writeUInt8(3, 7);
  let offset = HEADER_BYTES;
  sections.forEach((section, i) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + 16 * i);
    header.writeBigUInt64LE(BigInt(section.length), 16 + 16 * i);
    offset += section.length;
  });
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(BigInt(tileCount), at);
  [1, GZIP, NO_COMPRESSION, VECTOR_TILES, minZoom, maxZoom].forEach((value, i) => {
    header.writeUInt8(value, 96 + i);
  });
  [-180, -85.0511287, 180, 85.0511287].forEach((degrees, i) => {
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * i);
  });
  header.writeUInt8(minZoom, 118);
  return header;
}
