// Cuts GeoJSON into vector tiles.

import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";

const EXTENT = 4096;

/**
 * Cut layers into the tiles of some zooms.
 *
 * @param {Record<string, GeoJSON.Feature[]>} layers Features by layer name, planar lon and lat.
 * @param {number[]} zooms Which zooms to make.
 * @param {{exact?: boolean, buffer?: number}} options `exact` keeps every vertex.
 * @returns {{z: number, x: number, y: number, bytes: Uint8Array}[]} Tiles that are not empty.
 */
export function cutTiles(layers, zooms, { exact = false, buffer = 64 } = {}) {
  const indexes = Object.entries(layers).map(([name, features]) => [
    name,
    new GeoJSONVT(
      { type: "FeatureCollection", features },
      { maxZoom: Math.max(...zooms) + (exact ? 0 : 1), indexMaxZoom: 4, extent: EXTENT, buffer, tolerance: 2 },
    ),
  ]);
  const tiles = [];
  for (const z of zooms) {
    for (let x = 0; x < 2 ** z; x++) {
      for (let y = 0; y < 2 ** z; y++) {
        const parts = indexes
          .map(([name, index]) => [name, index.getTile(z, x, y)])
          .filter(([, tile]) => tile && tile.features.length > 0);
        if (parts.length === 0) continue;
        const bytes = fromGeojsonVt(Object.fromEntries(parts), { version: 2, extent: EXTENT });
        tiles.push({ z, x, y, bytes });
      }
    }
  }
  return tiles;
}
