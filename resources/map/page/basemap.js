// The user's own `.pmtiles` file: streets under our layers.

import { PALETTES } from "./palette.js";

const VECTOR = 1;

/**
 * Open the file.
 *
 * @param {string} address Of our own scheme.
 * @returns {Promise<{styled: (theme: string, language: string, font: string) => object}>}
 */
export async function openBasemap(address) {
  const url = new URL(address, document.baseURI).href;
  const header = await new globalThis.pmtiles.PMTiles(url).getHeader();
  const source = {
    type: header.tileType === VECTOR ? "vector" : "raster",
    tiles: [`pmtiles://${url}/{z}/{x}/{y}`],
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    bounds: [header.minLon, Math.max(-85, header.minLat), header.maxLon, Math.min(85, header.maxLat)],
    ...(header.tileType === VECTOR ? {} : { tileSize: 256 }),
  };
  if (source.type === "raster") {
    const layers = [{ id: "basemap", type: "raster", source: "basemap" }];
    return { styled: () => ({ source, layers }) };
  }
  return { styled: (theme, language, font) => ({ source, layers: streets(theme, language, font) }) };
}

function streets(theme, language, font) {
  const { layers, namedFlavor } = globalThis.basemaps;
  const palette = PALETTES[theme];
  const flavor = { ...namedFlavor(theme), background: palette.sea, earth: palette.land, water: palette.sea };
  return layers("basemap", flavor, { lang: language.split("-")[0] })
    .filter((layer) => layer.type !== "background")
    .map((layer) => withoutDownloads(layer, font));
}

/** Draw with the system's font and without the icons of a sprite, which would have to be fetched. */
export function withoutDownloads(layer, font) {
  if (layer.type !== "symbol") return layer;
  const layout = Object.entries(layer.layout ?? {}).filter(([name]) => !name.startsWith("icon-"));
  return { ...layer, layout: { ...Object.fromEntries(layout), "text-font": [font] } };
}
