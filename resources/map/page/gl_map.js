// The map with WebGL2: MapLibre GL on the bundled vector tiles.

import { addProtocol, Map as MapLibre, setWorkerUrl } from "./lib/maplibre-gl.mjs";
import { openBasemap } from "./basemap.js";
import { densityAreas, stretchAt } from "./density.js";
import { EARTH_RADIUS_M, angleDeg, globeRadius, seenRadius } from "./geometry.js";
import { BLOCK, BLOCK_PX, densityId, makeStyle } from "./gl_style.js";
import { nameCountries } from "./labels.js";
import { linksOf, marksOf } from "./marks.js";
import { Overlay } from "./overlay.js";

const TILE_PX = 512;
const MOST_ZOOM = 12;
const MOST_ZOOM_STREETS = 18;
const NEAR_ZOOM = 5;
const EASE_MS = 700;
const RESTORE_MS = 4000;
const RIM_ZOOM = 6;
// MapLibre's field of view of 36.87 degrees puts the camera this many map heights above the ground.
const CAMERA_HEIGHTS = 1.5;
// What only the overlay shows, and what needs new data but no new style.
const OVERLAY_KEYS = new Set(["turn", "selection", "picked", "hover"]);
const DATA_KEYS = new Set([...OVERLAY_KEYS, "content"]);

const PICTURE_RATIO = 4;
const PICTURES = {
  town: {
    reach: 4,
    draw: (context) => {
      // Grey enough for both themes: the picture has one name, whatever the theme.
      context.fillStyle = "#7d8794";
      context.beginPath();
      context.arc(0, 0, 2, 0, 2 * Math.PI);
      context.fill();
    },
  },
  [BLOCK]: { reach: BLOCK_PX / 2, draw: () => {} },
};

const features = (list, toFeature) => ({ type: "FeatureCollection", features: list.map(toFeature) });
const point = (one, properties) => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates: [one.lon, one.lat] },
});

/** What of the density is style, not data. */
const signature = (density) => density.map((area) => `${densityId(area)} ${area.reach}`).join();

export class GlMap {
  /**
   * @param {HTMLElement} container
   * @param {object} context Fixed things: `countries`, `font`, `origin`, `still` (no animations).
   * @param {object} on Callbacks: pick(id), hover(id), idle(), moved(), fail(error), lost().
   */
  constructor(container, context, on) {
    this.context = context;
    this.on = on;
    this.basemap = null;
    this.container = container;
  }

  /** Start with a whole state; `update` follows. */
  start(state) {
    const protocol = new globalThis.pmtiles.Protocol();
    addProtocol("pmtiles", protocol.tile);
    setWorkerUrl(new URL("lib/maplibre-gl-worker.mjs", document.baseURI).href);
    this.state = state;
    this.map = new MapLibre({
      container: this.container,
      style: this.style(),
      center: [12, 22],
      zoom: this.globeZoom(),
      minZoom: 0,
      maxZoom: MOST_ZOOM,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      keyboard: false,
      fadeDuration: this.context.still ? 0 : 180,
      localIdeographFontFamily: this.context.font,
      maxTileCacheSize: 128,
    });
    this.map.touchZoomRotate.disableRotation();
    // What the keyboard reaches is the list of places, which stands for the map.
    this.map.getCanvas().tabIndex = -1;
    this.overlay = new Overlay(this.container);
    this.listen();
  }

  listen() {
    const { map, on } = this;
    map.setMissingStyleImageResolver((id) => this.addImage(id));
    map.on("idle", () => on.idle());
    map.on("move", () => on.moved());
    map.on("error", ({ error }) => on.fail(error));
    // In the frame of the map itself, so that the marks never lag behind it.
    map.on("render", () => this.drawOverlay());
    map.on("click", (event) => on.pick(this.overlay.hit(event.point)));
    map.on("mousemove", (event) => this.hovered(this.overlay.hit(event.point)));
    map.on("mouseout", () => this.hovered(""));
    map.on("webglcontextlost", () => {
      this.losing = setTimeout(() => on.lost(), RESTORE_MS);
    });
    map.on("webglcontextrestored", () => clearTimeout(this.losing));
  }

  hovered(id) {
    this.map.getCanvas().style.cursor = id ? "pointer" : "";
    this.on.hover(id);
  }

  /** Redraw what `changed` names: keys of the state. */
  async update(state, changed) {
    this.state = state;
    if (changed.has("basemap")) await this.openBasemap(state.basemap);
    const within = (keys) => [...changed].every((key) => keys.has(key));
    if (!within(DATA_KEYS)) this.map.setStyle(this.style(), { diff: true });
    else if (!within(OVERLAY_KEYS)) this.setContent();
    this.drawOverlay();
    this.answer();
  }

  setContent() {
    const density = this.density();
    const known = signature(density);
    // Other areas are other layers; the same ones take new data, also where the style is still loading.
    if (known !== this.drawn) {
      this.map.setStyle(this.style(), { diff: true });
      return;
    }
    this.map.getSource("blocks")?.setData(this.blocks());
    for (const area of density) this.map.getSource(densityId(area))?.setData(area.data);
  }

  /** A patch that changes nothing below the overlay must be answered by an idle as well. */
  answer() {
    if (this.map.loaded() && !this.map.isMoving()) requestAnimationFrame(() => this.on.idle());
    else this.map.triggerRepaint();
  }

  drawOverlay() {
    const { state, context } = this;
    this.overlay.draw({
      marks: marksOf(state.content, state),
      links: linksOf(state.content, state),
      theme: state.theme,
      font: context.font,
      place: this.placing(),
    });
  }

  async openBasemap(address) {
    try {
      this.basemap = address ? await openBasemap(address, this.state) : null;
    } catch (error) {
      this.basemap = null;
      this.on.fail(error);
    }
    this.map.setMaxZoom(this.basemap ? MOST_ZOOM_STREETS : MOST_ZOOM);
  }

  style() {
    const { state, context } = this;
    const countries = nameCountries(context.countries, state.language);
    const density = this.density();
    this.drawn = signature(density);
    return makeStyle({
      theme: state.theme,
      projection: state.projection,
      layers: state.layers,
      font: context.font,
      origin: context.origin,
      basemap: this.basemap?.styled(state.theme, state.language, context.font) ?? null,
      countries: features(countries, (one) => point(one, one)),
      density,
      blocks: this.blocks(),
    });
  }

  density() {
    return densityAreas(this.state.content.density).map((area) => ({
      ...area,
      data: features(area.points, (one) => point(one, { stretch: stretchAt(one.lat) })),
    }));
  }

  /** Where the marks lie, so that names are placed around them. */
  blocks() {
    const { content, layers } = this.state;
    const marks = marksOf(content, { selection: "", picked: "", hover: "", layers });
    return features(marks, (mark) => point(mark, { scale: mark.size / BLOCK_PX, offset: mark.offset }));
  }

  /** The only pictures of the map below: a town's dot, and one that nobody sees. */
  addImage(id) {
    if (this.map.hasImage(id) || !PICTURES[id]) return;
    const { reach, draw } = PICTURES[id];
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 2 * reach * PICTURE_RATIO;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.scale(PICTURE_RATIO, PICTURE_RATIO);
    context.translate(reach, reach);
    draw(context);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    this.map.addImage(id, pixels, { pixelRatio: PICTURE_RATIO });
  }

  /** Turn to a cap of the sphere; at once where `still`. */
  look(cap, { still = false } = {}) {
    const { clientWidth, clientHeight } = this.container;
    const room = 0.36 * Math.min(clientWidth, clientHeight);
    const pixelsPerDegree = room / Math.max(cap.radiusDeg, 0.5);
    const zoom = Math.log2((pixelsPerDegree * 360 * Math.cos((cap.lat * Math.PI) / 180)) / TILE_PX);
    const target = {
      center: [cap.lon, cap.lat],
      zoom: Math.min(NEAR_ZOOM, Math.max(this.globeZoom(cap.lat), zoom)),
    };
    if (still || this.context.still) this.map.jumpTo(target);
    else this.map.easeTo({ ...target, duration: EASE_MS });
  }

  /** The zoom at which the whole globe fits; MapLibre's globe grows with the latitude. */
  globeZoom(lat = 22) {
    const { clientWidth, clientHeight } = this.container;
    const seen = 0.45 * Math.max(200, Math.min(clientWidth, clientHeight));
    const equator = 2 * Math.PI * globeRadius(seen, CAMERA_HEIGHTS * clientHeight);
    return Math.log2((equator / TILE_PX) * Math.cos((lat * Math.PI) / 180));
  }

  /** The radius of the globe's rim on the screen, or 0 where the map is flat. */
  rimRadius() {
    if (this.state.projection !== "globe" || this.map.getZoom() > RIM_ZOOM) return 0;
    return seenRadius(this.globePixels(), CAMERA_HEIGHTS * this.container.clientHeight);
  }

  globePixels() {
    const { lat } = this.map.getCenter();
    return (TILE_PX * 2 ** this.map.getZoom()) / (2 * Math.PI * Math.cos((lat * Math.PI) / 180));
  }

  /** How far from the middle the globe can be seen, in degrees of arc. */
  horizonDeg() {
    if (this.state.projection !== "globe") return Infinity;
    const radius = this.globePixels();
    const camera = radius + CAMERA_HEIGHTS * this.container.clientHeight;
    return (Math.acos(radius / camera) * 180) / Math.PI;
  }

  zoomBy(steps) {
    this.map.zoomTo(this.map.getZoom() + steps, { duration: this.context.still ? 0 : 200 });
  }

  panBy(dx, dy) {
    this.map.panBy([dx, dy], { duration: this.context.still ? 0 : 120 });
  }

  /** Tell where a position is on the screen, and whether it can be seen there. */
  screenOf(where) {
    const { x, y, front } = this.placing()(where);
    const { clientWidth, clientHeight } = this.container;
    const inside = x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight;
    return { x, y, visible: inside && front };
  }

  /** Make the function that puts positions on the screen, for the view as it is now. */
  placing() {
    const { lng, lat } = this.map.getCenter();
    const middle = { lon: lng, lat };
    const horizon = this.horizonDeg();
    return (where) => {
      // Of the copies of a flat world, the one nearest to the middle.
      const lon = where.lon + 360 * Math.round((lng - where.lon) / 360);
      const { x, y } = this.map.project([lon, where.lat]);
      // A globe has no edge for a line to break at.
      const isFlat = horizon === Infinity;
      return { x, y, lon: isFlat ? lon : 0, front: isFlat || angleDeg(middle, where) < horizon };
    };
  }

  metresPerPixel() {
    const { lat } = this.map.getCenter();
    const worldPx = TILE_PX * 2 ** this.map.getZoom();
    return (2 * Math.PI * EARTH_RADIUS_M * Math.cos((lat * Math.PI) / 180)) / worldPx;
  }

  resize() {
    this.map.resize();
  }

  destroy() {
    clearTimeout(this.losing);
    this.overlay?.destroy();
    this.map?.remove();
  }
}
