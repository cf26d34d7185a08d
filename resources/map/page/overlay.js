// Draws marks and links over a renderer's map, on a canvas of their own: a hover or a choice redraws
// these and nothing else, and an answer is seen before the map below it has loaded.

import { PALETTES, withAlpha } from "./palette.js";
import { drawMark } from "./shapes.js";

const HIT_PX = 4;
const LINK_PX = 1.4;
const LINK_ALPHA = 0.75;

export class Overlay {
  /** @param {HTMLElement} container The map's; the canvas lies over all that is in it. */
  constructor(container) {
    this.container = container;
    this.canvas = document.createElement("canvas");
    this.canvas.className = "overlay";
    container.append(this.canvas);
    this.placed = [];
  }

  /**
   * Draw everything anew.
   *
   * @param {object[]} marks As `marksOf` lists them.
   * @param {object[]} links As `linksOf` lists them.
   * @param {string} theme
   * @param {string} font CSS font family.
   * @param {(where: {lat: number, lon: number}) => {x: number, y: number, lon: number, front: boolean}} place
   *     To CSS pixels; `lon` is the turn of the longitude that was taken.
   */
  draw({ marks, links, theme, font, place }) {
    const context = this.clear();
    const palette = PALETTES[theme];
    for (const link of links) {
      context.beginPath();
      for (const line of link.lines) trace(context, line, place);
      context.strokeStyle = withAlpha(link.kind === "answer" ? palette.model : palette.reference, LINK_ALPHA);
      context.lineWidth = LINK_PX;
      context.lineJoin = context.lineCap = "round";
      context.stroke();
    }
    this.placed = placeMarks(marks, place);
    for (const mark of this.placed) {
      context.save();
      context.translate(mark.x, mark.y);
      drawMark(context, mark, palette, font);
      context.restore();
    }
  }

  clear() {
    const { canvas, container } = this;
    const ratio = globalThis.devicePixelRatio;
    const size = [container.clientWidth, container.clientHeight].map((length) => Math.round(length * ratio));
    if (canvas.width !== size[0] || canvas.height !== size[1]) [canvas.width, canvas.height] = size;
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, container.clientWidth, container.clientHeight);
    return context;
  }

  /** The id of the topmost mark at a point, or "". */
  hit(point) {
    return hitMark(this.placed, point);
  }

  destroy() {
    this.canvas.remove();
  }
}

/** Put marks on the screen; those behind the globe are left out. */
export function placeMarks(marks, place) {
  return marks.flatMap((mark) => {
    const { x, y, front } = place(mark);
    return front ? [{ ...mark, x: x + mark.offset[0], y: y + mark.offset[1] }] : [];
  });
}

/** The id of the last of the marks that reach a point, or "". */
export function hitMark(placed, { x, y }) {
  const under = placed.filter((mark) => Math.hypot(mark.x - x, mark.y - y) <= mark.size / 2 + HIT_PX);
  return under.at(-1)?.id ?? "";
}

/** Follow a line of [lon, lat]; it breaks behind the globe and at the edge of a flat world. */
export function trace(context, line, place) {
  let before = null;
  for (const [lon, lat] of line) {
    const at = place({ lon, lat });
    const joined = before?.front && at.front && Math.abs(at.lon - before.lon) <= 180;
    if (joined) context.lineTo(at.x, at.y);
    else context.moveTo(at.x, at.y);
    before = at;
  }
}
