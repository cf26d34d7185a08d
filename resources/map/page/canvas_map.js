// The map without WebGL2: the same layers on a 2D canvas, projected by d3-geo.

import { densityAreas, densityRamp, reachPixels } from "./density.js";
import { Ground } from "./canvas_ground.js";
import { EARTH_RADIUS_M, angleDeg } from "./geometry.js";
import { nameCountries } from "./labels.js";
import { linksOf, marksOf } from "./marks.js";
import { HALO_ALPHA, PALETTES, withAlpha } from "./palette.js";
import { Overlay, placeMarks } from "./overlay.js";
import { LabelSpace } from "./label_space.js";

const MOST_SCALE = 14000;
const NEAR_PX_PER_DEG = 45;
const DRAG_PX = 4;
const TILE_PX = 512;
const REST_MS = 160;
const HEAT_SHRINK = 4;
// What only the overlay shows; and with the content, whose names and density can wait a moment.
const OVERLAY_KEYS = new Set(["turn", "selection", "picked", "hover"]);
const MARK_KEYS = new Set([...OVERLAY_KEYS, "content"]);

export class CanvasMap {
  /**
   * @param {HTMLElement} container
   * @param {object} context `d3` (d3-geo), `countries`, `font`, and `geography`: `coarse` and `fine`
   *     with land, coast, border; `lakes`, `towns`.
   * @param {object} on Callbacks: pick(id), hover(id), idle(), moved(), fail(error).
   */
  constructor(container, context, on) {
    this.container = container;
    this.context = context;
    this.on = on;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "flat-canvas";
    container.append(this.canvas);
    this.overlay = new Overlay(container);
    this.ground = new Ground(context.d3, context.geography);
    this.view = { lon: 12, lat: 22, scale: 0 };
    this.frame = this.rest = 0;
  }

  start(state) {
    this.state = state;
    this.view.scale = this.wholeScale();
    this.listen();
    this.draw();
  }

  update(state, changed) {
    // Whoever saw the whole world sees the whole world.
    const whole = this.view.scale <= this.wholeScale() * 1.01;
    this.state = state;
    if (changed.has("projection") && whole) this.view.scale = this.wholeScale();
    if (changed.has("basemap") && state.basemap) this.on.fail(new Error("basemap-needs-webgl"));
    const only = (keys) => [...changed].every((key) => keys.has(key));
    if (!this.project || this.frame || !only(MARK_KEYS)) return this.draw();
    this.drawOverlay();
    if (only(OVERLAY_KEYS)) requestAnimationFrame(() => this.rest || this.on.idle());
    // Without marks no name has to be laid out anew.
    else if (marksOf(state.content, state).length) this.drawAtRest();
    else this.draw();
  }

  /** Draw in the next frame, and once more in full detail when the view rests. */
  draw({ moving = false } = {}) {
    this.moving = moving;
    clearTimeout(this.rest);
    this.rest = 0;
    if (moving) this.drawAtRest();
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
      this.on.moved();
      if (!this.moving) this.on.idle();
    });
  }

  drawAtRest() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.draw(), REST_MS);
  }

  paint() {
    const { canvas, container } = this;
    const ratio = globalThis.devicePixelRatio;
    const [width, height] = [container.clientWidth, container.clientHeight];
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const context = canvas.getContext("2d");
    this.project = this.makeProjection(width, height);
    const palette = PALETTES[this.state.theme];
    const ground = this.ground.picture(this.groundView(width, height, ratio));
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(ground, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (this.state.layers.density) this.paintDensity(context, palette, width, height);
    if (!this.moving) {
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.drawImage(this.namesPicture(palette, width, height, ratio), 0, 0);
    }
    this.drawOverlay();
  }

  drawOverlay() {
    const { state, context } = this;
    this.overlay.draw({
      marks: marksOf(state.content, state),
      links: linksOf(state.content, state),
      theme: state.theme,
      font: context.font,
      place: (where) => this.place(where),
    });
  }

  /** The names of the view as it is; kept, because they stay while marks go and the density comes. */
  namesPicture(palette, width, height, ratio) {
    const { theme, language, projection } = this.state;
    const size = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    const taken = this.takenPlaces();
    const key = JSON.stringify([this.view, theme, language, projection, size]);
    const blocked = JSON.stringify(taken);
    const { marks } = taken;
    // Names that made room for marks that are gone need not move.
    if (this.names?.key === key && (!marks.length || this.names.blocked === blocked)) return this.names.picture;
    const space = new LabelSpace(width, height);
    for (const box of [...marks, ...taken.panels]) space.block(...box);
    const picture = new OffscreenCanvas(...size);
    const context = picture.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.paintNames(context, palette, space);
    this.names = { key, blocked, picture };
    return picture;
  }

  /** Where no name can be: boxes of the marks and of the panels. */
  takenPlaces() {
    const shown = marksOf(this.state.content, { ...this.state, selection: "", picked: "", hover: "" });
    const marks = placeMarks(shown, (where) => this.place(where)).map(({ x, y, size }) => {
      return [x - size / 2 - 1, y - size / 2 - 1, size + 2, size + 2];
    });
    const panels = [...document.querySelectorAll(".panel, #scale, #credit")].map((panel) => {
      const { x, y, width, height } = panel.getBoundingClientRect();
      return [x, y - 4, width, height + 4];
    });
    return { marks, panels };
  }

  makeProjection(width, height) {
    const { d3 } = this.context;
    const { lon, lat, scale } = this.view;
    const middle = [width / 2, height / 2];
    const clip = [
      [0, 0],
      [width, height],
    ];
    if (this.state.projection === "globe") {
      const globe = d3.geoOrthographic().rotate([-lon, -lat]).scale(scale).translate(middle);
      return globe.clipAngle(90).clipExtent(clip).precision(0.4);
    }
    const flat = d3.geoNaturalEarth1().rotate([-lon, 0]).scale(scale).translate(middle);
    const y = flat([lon, lat])[1];
    return flat.translate([middle[0], middle[1] + (middle[1] - y)]).clipExtent(clip).precision(0.4);
  }

  /** What the ground has to know of the view. */
  groundView(width, height, ratio) {
    const { lon, lat, scale } = this.view;
    const corner = Math.hypot(width, height) / 2;
    const isGlobe = this.state.projection === "globe";
    return {
      project: this.project,
      centre: { lat, lon },
      pixelsPerDegree: this.pixelsPerDegree(),
      // A flat map is the more drawn together the farther from the equator.
      reachDeg: isGlobe ? (Math.asin(Math.min(1, corner / scale)) * 180) / Math.PI : (2 * corner) / this.pixelsPerDegree(),
      isGlobe,
      theme: this.state.theme,
      width,
      height,
      ratio,
      hasty: this.moving,
    };
  }

  paintDensity(context, palette, width, height) {
    const small = [Math.ceil(width / HEAT_SHRINK), Math.ceil(height / HEAT_SHRINK)];
    const pixelsPerKm = (this.pixelsPerDegree() * 180_000) / (Math.PI * EARTH_RADIUS_M);
    for (const area of densityAreas(this.state.content.density)) {
      const heat = new OffscreenCanvas(...small);
      const brush = heat.getContext("2d");
      const reach = reachPixels(area.reach, pixelsPerKm);
      const dab = makeDab(reach / HEAT_SHRINK);
      for (const one of area.points) {
        const { x, y, front } = this.place(one);
        if (!front || x < -reach || y < -reach || x > width + reach || y > height + reach) continue;
        brush.drawImage(dab, x / HEAT_SHRINK - dab.width / 2, y / HEAT_SHRINK - dab.height / 2);
      }
      const tinted = colour(heat, this.moving ? 1 : HEAT_SHRINK, densityRamp(palette, area.alpha));
      context.drawImage(tinted, 0, 0, small[0] * HEAT_SHRINK, small[1] * HEAT_SHRINK);
    }
  }

  paintNames(context, palette, space) {
    const zoom = Math.log2((this.pixelsPerDegree() * 360) / TILE_PX);
    const { font } = this.context;
    const write = (text, x, y, colour, style) => {
      context.font = style;
      context.lineJoin = "round";
      context.lineWidth = 2.4;
      context.strokeStyle = withAlpha(palette.halo, HALO_ALPHA);
      context.strokeText(text, x, y);
      context.fillStyle = colour;
      context.fillText(text, x, y);
    };
    context.textBaseline = "middle";
    context.textAlign = "center";
    for (const country of this.countriesAt(zoom)) {
      const at = this.screenOf(country);
      if (!at.visible) continue;
      const style = `10.5px ${font}`;
      const text = country.name.toUpperCase();
      context.font = style;
      const width = context.measureText(text).width + 12;
      if (!space.take(at.x - width / 2, at.y - 9, width, 18)) continue;
      write(text, at.x, at.y, palette.country, style);
    }
    context.textAlign = "left";
    for (const [lon, lat, , name] of this.townsAt(zoom)) {
      const at = this.screenOf({ lon, lat });
      if (!at.visible) continue;
      const style = `11px ${font}`;
      context.font = style;
      const width = context.measureText(name).width + 16;
      if (!space.take(at.x - 4, at.y - 8, width, 16)) continue;
      context.beginPath();
      context.arc(at.x, at.y, 1.8, 0, 2 * Math.PI);
      context.fillStyle = palette.grid;
      context.fill();
      write(name, at.x + 6, at.y, palette.town, style);
    }
  }

  countriesAt(zoom) {
    const { language } = this.state;
    if (this.named?.language !== language) {
      const countries = nameCountries(this.context.countries, language);
      this.named = { language, countries: countries.sort((a, b) => b.inset - a.inset) };
    }
    return this.named.countries.filter((one) => one.zoom <= zoom + 0.3);
  }

  townsAt(zoom) {
    const least = zoom < 2.4 ? Infinity : 10 ** Math.max(5, 8.6 - 0.7 * zoom);
    return this.context.geography.towns.filter(([, , people]) => people >= least);
  }

  listen() {
    const { canvas } = this;
    let held = null;
    const place = (event) => {
      const box = canvas.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      held = { ...place(event), from: { ...this.view }, dragged: false };
    });
    canvas.addEventListener("pointermove", (event) => {
      const at = place(event);
      if (!held) return this.hovered(this.overlay.hit(at));
      const [dx, dy] = [at.x - held.x, at.y - held.y];
      held.dragged ||= Math.hypot(dx, dy) > DRAG_PX;
      if (held.dragged) this.drag(held.from, dx, dy);
    });
    canvas.addEventListener("pointerup", (event) => {
      if (held && !held.dragged) this.on.pick(this.overlay.hit(place(event)));
      held = null;
    });
    canvas.addEventListener("pointercancel", () => (held = null));
    canvas.addEventListener("pointerleave", () => this.hovered(""));
    canvas.addEventListener(
      "wheel",
      (event) => {
        event.preventDefault();
        this.scaleAt(2 ** (-event.deltaY / 300), place(event));
      },
      { passive: false },
    );
    canvas.addEventListener("dblclick", (event) => this.scaleAt(event.shiftKey ? 0.5 : 2, place(event)));
  }

  hovered(id) {
    this.canvas.style.cursor = id ? "pointer" : "";
    this.on.hover(id);
  }

  drag(from, dx, dy) {
    const perPixel = 1 / this.pixelsPerDegree();
    this.view.lon = wrap(from.lon - (dx * perPixel) / Math.max(0.2, Math.cos((from.lat * Math.PI) / 180)));
    this.view.lat = Math.max(-90, Math.min(90, from.lat + dy * perPixel));
    this.draw({ moving: true });
  }

  scaleBy(factor, how) {
    const least = this.wholeScale() * 0.6;
    this.view.scale = Math.min(MOST_SCALE, Math.max(least, this.view.scale * factor));
    this.draw(how);
  }

  /** Come closer or go farther, and leave what is under the pointer there. */
  scaleAt(factor, { x, y }) {
    const before = this.project.invert([x, y]);
    this.scaleBy(factor, { moving: true });
    const { clientWidth, clientHeight } = this.container;
    const after = this.makeProjection(clientWidth, clientHeight).invert([x, y]);
    // Beside the globe there is nothing to hold on to.
    if (!(before && after && [...before, ...after].every(Number.isFinite))) return;
    this.view.lon = wrap(this.view.lon + before[0] - after[0]);
    this.view.lat = Math.max(-90, Math.min(90, this.view.lat + before[1] - after[1]));
  }

  zoomBy(steps) {
    this.scaleBy(2 ** steps);
  }

  panBy(dx, dy) {
    this.drag(this.view, -dx, -dy);
  }

  wholeScale() {
    const { clientWidth, clientHeight } = this.container;
    if (this.state.projection === "globe") return 0.45 * Math.min(clientWidth, clientHeight);
    // Natural Earth is 5.5 radii wide and 2.9 high.
    return 0.94 * Math.min(clientWidth / 5.5, clientHeight / 2.9);
  }

  look(cap) {
    const { clientWidth, clientHeight } = this.container;
    const room = 0.36 * Math.min(clientWidth, clientHeight);
    const perDegree = Math.min(NEAR_PX_PER_DEG, room / Math.max(cap.radiusDeg, 0.5));
    const scale = Math.max(this.wholeScale(), (perDegree * 180) / Math.PI);
    this.view = { lon: cap.lon, lat: cap.lat, scale };
    // Coarsely first: the answer is seen sooner.
    this.draw({ moving: true });
  }

  pixelsPerDegree() {
    return (this.view.scale * Math.PI) / 180;
  }

  screenOf(where) {
    const { x, y, front } = this.place(where);
    const { clientWidth, clientHeight } = this.container;
    const inside = x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight;
    return { x, y, visible: inside && front };
  }

  place(where) {
    const isGlobe = this.state.projection === "globe";
    const at = this.project([where.lon, where.lat]);
    const front = Boolean(at) && !(isGlobe && angleDeg(where, this.view) > 89.5);
    const turn = 360 * Math.round((this.view.lon - where.lon) / 360);
    return { x: at?.[0] ?? 0, y: at?.[1] ?? 0, lon: isGlobe ? 0 : where.lon + turn, front };
  }

  /** The radius of the globe's rim on the screen, or 0 where the map is flat. */
  rimRadius() {
    return this.state.projection === "globe" ? this.view.scale : 0;
  }

  metresPerPixel() {
    return (EARTH_RADIUS_M * Math.PI) / 180 / this.pixelsPerDegree();
  }

  resize() {
    this.draw();
  }

  destroy() {
    clearTimeout(this.rest);
    cancelAnimationFrame(this.frame);
    this.overlay.destroy();
    this.canvas.remove();
  }
}

const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

/** One cell of a density: the same bell as MapLibre's, three deviations wide. */
function makeDab(radius) {
  const size = Math.max(2, Math.ceil(2 * radius));
  const dab = new OffscreenCanvas(size, size);
  const brush = dab.getContext("2d");
  const glow = brush.createRadialGradient(size / 2, size / 2, 0, size / 2, size / 2, radius);
  for (let t = 0; t <= 1; t += 1 / 16) glow.addColorStop(t, `rgba(0,0,0,${Math.exp(-4.5 * t * t)})`);
  brush.fillStyle = glow;
  brush.fillRect(0, 0, size, size);
  return dab;
}

/**
 * Turn the alpha of what was painted into the colours of a ramp.
 *
 * @param {OffscreenCanvas} heat
 * @param {number} growth It is enlarged before, smoothly, for the ramp has sharp edges.
 * @param {[number, string][]} stops
 */
function colour(heat, growth, stops) {
  const [width, height] = [heat.width * growth, heat.height * growth];
  const tinted = new OffscreenCanvas(width, height);
  const brush = tinted.getContext("2d", { willReadFrequently: true });
  brush.drawImage(heat, 0, 0, width, height);
  const picture = brush.getImageData(0, 0, width, height);
  const pixels = new Uint32Array(picture.data.buffer);
  const tints = rampTints(stops);
  for (let i = 0; i < pixels.length; i++) pixels[i] = tints[picture.data[4 * i + 3]];
  brush.putImageData(picture, 0, 0);
  return tinted;
}

/** The ramp's colour for each of the 256 alphas. */
function rampTints(stops) {
  const strip = new OffscreenCanvas(256, 1).getContext("2d", { willReadFrequently: true });
  const ramp = strip.createLinearGradient(0, 0, 256, 0);
  for (const [stop, tint] of stops) ramp.addColorStop(stop, tint);
  strip.fillStyle = ramp;
  strip.fillRect(0, 0, 256, 1);
  return new Uint32Array(strip.getImageData(0, 0, 256, 1).data.buffer);
}
