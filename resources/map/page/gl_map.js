// The map with WebGL2: MapLibre GL on the bundled vector tiles.

import { addProtocol, Map as MapLibre, setWorkerUrl } from "./lib/maplibre-gl.mjs";
import { openBasemap } from "./basemap.js";
import { densityPoints } from "./density.js";
import { EARTH_RADIUS_M, angleDeg, globeRadius, seenRadius } from "./geometry.js";
import { MARK_LAYER, makeStyle } from "./gl_style.js";
import { nameCountries } from "./labels.js";
import { linksOf, marksOf } from "./marks.js";
import { PALETTES } from "./palette.js";
import { drawMark, reachOf } from "./shapes.js";

const HIT_PX = 4;
const TILE_PX = 512;
const MOST_ZOOM = 12;
const MOST_ZOOM_STREETS = 18;
const NEAR_ZOOM = 5;
const EASE_MS = 700;
const RESTORE_MS = 4000;
const RIM_ZOOM = 6;
// MapLibre's field of view of 36.87 degrees puts the camera this many map heights above the ground.
const CAMERA_HEIGHTS = 1.5;
// What moves no layer but the marks and links.
const MARK_KEYS = new Set(["turn", "selection", "picked", "hover"]);

const features = (list, toFeature) => ({ type: "FeatureCollection", features: list.map(toFeature) });
const point = (one, properties) => ({
  type: "Feature",
  properties,
  geometry: { type: "Point", coordinates: [one.lon, one.lat] },
});

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
    this.listen();
  }

  listen() {
    const { map, on } = this;
    map.setMissingStyleImageResolver((id) => this.addImage(id));
    map.on("idle", () => on.idle());
    map.on("move", () => on.moved());
    map.on("error", ({ error }) => on.fail(error));
    map.on("click", (event) => on.pick(this.hit(event.point)?.id ?? ""));
    map.on("mousemove", (event) => this.hovered(this.hit(event.point)?.id ?? ""));
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

  hit({ x, y }) {
    if (!this.map.getLayer(MARK_LAYER)) return null;
    const box = [
      [x - HIT_PX, y - HIT_PX],
      [x + HIT_PX, y + HIT_PX],
    ];
    const found = this.map.queryRenderedFeatures(box, { layers: [MARK_LAYER] });
    return found.map((one) => one.properties).sort((a, b) => b.order - a.order)[0] ?? null;
  }

  /** Redraw what `changed` names: keys of the state. */
  async update(state, changed) {
    this.state = state;
    if (changed.has("basemap")) await this.openBasemap(state.basemap);
    const onlyMarks = [...changed].every((key) => MARK_KEYS.has(key));
    if (onlyMarks) {
      this.map.getSource("marks")?.setData(this.marks());
      this.map.getSource("links")?.setData(this.links());
    } else {
      this.map.setStyle(this.style(), { diff: true });
    }
    // A patch that changes no pixel must be answered by an idle as well.
    this.map.triggerRepaint();
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
    const density = state.layers.density ? densityPoints(state.content.density) : [];
    return makeStyle({
      theme: state.theme,
      projection: state.projection,
      layers: state.layers,
      font: context.font,
      origin: context.origin,
      basemap: this.basemap?.styled(state.theme, state.language, context.font) ?? null,
      countries: features(countries, (one) => point(one, one)),
      density: features(density, (one) => point(one, { share: one.share })),
      marks: this.marks(),
      links: this.links(),
    });
  }

  marks() {
    return features(marksOf(this.state.content, this.state), (mark) => {
      const { id, kind, order, offset } = mark;
      return point(mark, { id, kind, order, offset, image: this.imageOf(mark) });
    });
  }

  links() {
    return features(linksOf(this.state.content, this.state), (link) => ({
      type: "Feature",
      properties: { kind: link.kind },
      geometry: { type: "MultiLineString", coordinates: link.lines },
    }));
  }

  /** Name the picture of a mark by everything that it shows; MapLibre asks for it by this name. */
  imageOf(mark) {
    const { kind, size, state, hover, rank, origin } = mark;
    return JSON.stringify({ kind, size, state, hover, rank, origin, theme: this.state.theme });
  }

  addImage(id) {
    if (this.map.hasImage(id)) return;
    const ratio = Math.max(2, globalThis.devicePixelRatio);
    const [reach, draw] = id === "town" ? this.townDot() : this.markPicture(JSON.parse(id));
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil(2 * reach * ratio);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.scale(ratio, ratio);
    context.translate(reach, reach);
    draw(context);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    this.map.addImage(id, pixels, { pixelRatio: ratio });
  }

  markPicture({ theme, ...mark }) {
    return [reachOf(mark), (context) => drawMark(context, mark, PALETTES[theme], this.context.font)];
  }

  townDot() {
    return [
      4,
      (context) => {
        // Grey enough for both themes: the picture has one name, whatever the theme.
        context.fillStyle = "#7d8794";
        context.beginPath();
        context.arc(0, 0, 2, 0, 2 * Math.PI);
        context.fill();
      },
    ];
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

  /** Tell where a position is on the screen, and whether it can be seen there. */
  screenOf({ lon, lat }) {
    const { x, y } = this.map.project([lon, lat]);
    const { lng, lat: middleLat } = this.map.getCenter();
    const middle = { lon: lng, lat: middleLat };
    const { clientWidth, clientHeight } = this.container;
    const inside = x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight;
    return { x, y, visible: inside && angleDeg(middle, { lon, lat }) < this.horizonDeg() };
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
    this.map?.remove();
  }
}
