// The style of the MapLibre map: everything that is drawn, from state to layers.

import { FADE_ZOOMS, densityRamp, reachByZoom } from "./density.js";
import { graticule } from "./geometry.js";
import { HALO_ALPHA, PALETTES, withAlpha } from "./palette.js";

/** The picture, seen by nobody, that keeps names away from the marks; its name and its width. */
export const BLOCK = "block";
export const BLOCK_PX = 16;

const byZoom = (...stops) => ["interpolate", ["linear"], ["zoom"], ...stops];

const collection = (features) => ({ type: "FeatureCollection", features });

const lineFeatures = (lines) =>
  collection(
    lines.map((coordinates) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "LineString", coordinates },
    })),
  );

const GRATICULES = [
  { id: "graticule-30", step: 30, minzoom: 0, maxzoom: 3 },
  { id: "graticule-10", step: 10, minzoom: 3, maxzoom: 5.5 },
  { id: "graticule-2", step: 2, minzoom: 5.5, maxzoom: 24 },
];

const GRATICULE_DATA = Object.fromEntries(
  GRATICULES.map(({ id, step }) => [id, lineFeatures(graticule(step))]),
);

/**
 * Make the whole style.
 *
 * @param {object} view
 * @param {"dark" | "light"} view.theme
 * @param {"globe" | "flat"} view.projection
 * @param {Record<string, boolean>} view.layers
 * @param {string} view.font CSS font family.
 * @param {object} view.countries Named countries, GeoJSON.
 * @param {object} view.blocks GeoJSON of where the marks lie.
 * @param {{share: number, reach: number, alpha: number, data: object}[]} view.density Areas, the outermost
 *     first, with GeoJSON of their cells.
 * @param {string} view.origin Of the page, for the archives' addresses.
 * @param {{source: object, layers: object[]} | null} view.basemap The user's own file.
 * @returns {object} A MapLibre style.
 */
export function makeStyle(view) {
  const palette = PALETTES[view.theme];
  const archive = (name, minzoom, maxzoom) => ({
    type: "vector",
    tiles: [`pmtiles://${view.origin}/data/${name}.pmtiles/{z}/{x}/{y}`],
    minzoom,
    maxzoom,
  });
  const data = (geojson) => ({ type: "geojson", data: geojson });
  return {
    version: 8,
    projection: { type: view.projection === "globe" ? "globe" : "mercator" },
    sky: {
      "sky-color": palette.background,
      "horizon-color": palette.background,
      "fog-color": palette.background,
      "atmosphere-blend": 0,
    },
    sources: {
      world: archive("world", 0, 5),
      towns: archive("towns", 2, 7),
      countries: data(view.countries),
      ...Object.fromEntries(GRATICULES.map(({ id }) => [id, data(GRATICULE_DATA[id])])),
      ...Object.fromEntries(view.density.map((area) => [densityId(area), data(area.data)])),
      blocks: data(view.blocks),
      ...(view.basemap ? { basemap: view.basemap.source } : {}),
    },
    layers: [
      ...ground(palette),
      ...(view.basemap ? view.basemap.layers : []),
      ...lines(palette, view.theme),
      ...(view.layers.density ? view.density.map((area) => heat(area, palette)) : []),
      ...(view.basemap ? [] : names(palette, view.font)),
      blocks(),
    ],
  };
}

function ground(palette) {
  return [
    { id: "sea", type: "background", paint: { "background-color": palette.sea } },
    fill("land", "land", palette.land),
    fill("lake", "lake", palette.sea),
  ];
}

const fill = (id, layer, colour) => ({
  id,
  type: "fill",
  source: "world",
  "source-layer": layer,
  paint: { "fill-color": colour, "fill-antialias": true },
});

function lines(palette, theme) {
  const line = (id, colour, width, opacity = 1, more = {}) => ({
    id,
    type: "line",
    source: "world",
    "source-layer": id,
    layout: { "line-join": "round", "line-cap": "round" },
    paint: { "line-color": colour, "line-width": width, "line-opacity": opacity },
    ...more,
  });
  const shore = theme === "dark" ? 0.9 : 1;
  return [
    ...GRATICULES.map(({ id, minzoom, maxzoom }) => ({
      id,
      type: "line",
      source: id,
      minzoom,
      maxzoom,
      paint: { "line-color": palette.grid, "line-width": 0.6, "line-opacity": 0.2 },
    })),
    line("region", palette.coast, byZoom(3, 0.4, 6, 0.8, 9, 1.1), byZoom(3, 0, 4, 0.35, 6, 0.6), {
      minzoom: 3,
    }),
    {
      ...line("lake-shore", palette.coast, byZoom(3, 0.3, 7, 0.8), byZoom(2.5, 0, 4, shore)),
      "source-layer": "lake",
    },
    line("coast", palette.coast, byZoom(0, 0.5, 4, 0.9, 8, 1.4), shore),
    line("border", palette.coast, byZoom(0, 0.6, 3, 0.9, 6, 1.5, 9, 2)),
  ];
}

/** The id of an area's source and layer. */
export const densityId = ({ share }) => `density-${share}`;

function heat(area, palette) {
  return {
    id: densityId(area),
    type: "heatmap",
    source: densityId(area),
    maxzoom: FADE_ZOOMS[1],
    paint: {
      // A lone cell is 1 in its middle: MapLibre's kernel is 0.4 high.
      "heatmap-weight": 1,
      "heatmap-intensity": Math.sqrt(2 * Math.PI),
      "heatmap-radius": reachByZoom(area.reach),
      "heatmap-opacity": byZoom(FADE_ZOOMS[0], 1, FADE_ZOOMS[1], 0),
      "heatmap-color": [
        "interpolate",
        ["linear"],
        ["heatmap-density"],
        ...densityRamp(palette, area.alpha).flat(),
      ],
    },
  };
}

function names(palette, font) {
  const paint = (colour) => ({
    "text-color": colour,
    "text-halo-color": withAlpha(palette.halo, HALO_ALPHA),
    "text-halo-width": 1.2,
  });
  return [
    {
      id: "town",
      type: "symbol",
      source: "towns",
      "source-layer": "town",
      minzoom: 2.4,
      filter: ["<=", ["get", "zoom"], ["zoom"]],
      layout: {
        "icon-image": "town",
        "icon-size": ["interpolate", ["linear"], ["get", "people"], 0, 0.7, 5_000_000, 1.15],
        "icon-optional": false,
        "text-field": ["get", "name"],
        "text-font": [font],
        "text-size": ["interpolate", ["linear"], ["get", "people"], 0, 10.5, 1_000_000, 11.5, 1e7, 13],
        "text-variable-anchor": ["left", "right", "top", "bottom"],
        "text-radial-offset": 0.55,
        "text-justify": "auto",
        "text-max-width": 9,
        "text-padding": 6,
        "symbol-sort-key": ["-", 0, ["get", "people"]],
      },
      paint: paint(palette.town),
    },
    {
      id: "country",
      type: "symbol",
      source: "countries",
      maxzoom: 8,
      filter: ["<=", ["get", "zoom"], ["zoom"]],
      layout: {
        "text-field": ["get", "name"],
        "text-font": [font],
        "text-size": byZoom(1, ["interpolate", ["linear"], ["get", "inset"], 1, 10, 8, 11.5], 6, 15),
        "text-transform": "uppercase",
        "text-letter-spacing": 0.14,
        "text-max-width": 7,
        "text-padding": 8,
        "symbol-sort-key": ["-", 0, ["get", "inset"]],
      },
      paint: paint(palette.country),
    },
  ];
}

/** On top, where names give way to it. */
function blocks() {
  return {
    id: "blocks",
    type: "symbol",
    source: "blocks",
    layout: {
      "icon-image": BLOCK,
      "icon-size": ["get", "scale"],
      "icon-offset": ["get", "offset"],
      "icon-allow-overlap": true,
      "icon-ignore-placement": false,
      "icon-padding": 1,
    },
  };
}
