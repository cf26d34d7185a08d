// Draws one mark around (0, 0) of a 2D context; both renderers use it.

import { markColour } from "./palette.js";

const GROWTH_HOVER = 1.12;
const FAINT_ALPHA = 0.4;

/**
 * Draw a mark.
 *
 * @param {CanvasRenderingContext2D} context One unit is one CSS pixel.
 * @param {object} mark As `marksOf` makes them.
 * @param {Record<string, string>} palette
 * @param {string} font CSS font family.
 */
export function drawMark(context, mark, palette, font) {
  context.save();
  context.globalAlpha = mark.state === "faint" && !mark.hover ? FAINT_ALPHA : 1;
  if (mark.hover) context.scale(GROWTH_HOVER, GROWTH_HOVER);
  context.lineJoin = "round";
  SHAPES[mark.kind](context, mark, palette, font);
  context.restore();
}

const SHAPES = { candidate: disc, reference: square, answer: triangle, exif: target };

function disc(context, mark, palette, font) {
  const chosen = mark.state === "chosen";
  const colour = chosen ? palette.accent : markColour(palette, mark);
  const radius = mark.size / 2 - 1;
  if (chosen) {
    circle(context, radius + 4);
    context.fillStyle = `${palette.accent}40`;
    context.fill();
  }
  circle(context, radius);
  context.fillStyle = chosen ? colour : palette.panel;
  context.fill();
  context.lineWidth = chosen ? 1.75 : 2;
  context.strokeStyle = chosen ? palette.panel : colour;
  context.stroke();
  const text = String(mark.rank);
  const height = text.length > 2 ? 9 : mark.size >= 26 ? 13 : 11;
  context.font = `600 ${height}px ${font}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillStyle = chosen ? palette.onAccent : palette.text;
  const box = context.measureText(text);
  context.fillText(text, 0, (box.actualBoundingBoxAscent - box.actualBoundingBoxDescent) / 2);
}

function square(context, mark, palette) {
  const half = mark.size / 2 - 0.5;
  const grown = mark.state === "chosen" ? half + 2 : half;
  context.beginPath();
  context.roundRect(-grown, -grown, 2 * grown, 2 * grown, 2);
  finish(context, mark, palette);
}

function triangle(context, mark, palette) {
  const reach = mark.size / 2 + (mark.state === "chosen" ? 2 : 0.5);
  context.beginPath();
  context.moveTo(0, -reach);
  context.lineTo(reach * 0.95, reach * 0.75);
  context.lineTo(-reach * 0.95, reach * 0.75);
  context.closePath();
  finish(context, mark, palette);
}

function finish(context, mark, palette) {
  context.lineWidth = 2.5;
  context.strokeStyle = mark.state === "chosen" ? palette.text : palette.panel;
  context.stroke();
  context.fillStyle = markColour(palette, mark);
  context.fill();
}

/** The camera's own word: a ring with four ticks, hollow, so that it hides nothing. */
function target(context, mark, palette) {
  const radius = mark.size / 2 - 4;
  for (const [width, colour] of [
    [4, palette.panel],
    [1.75, markColour(palette, mark)],
  ]) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    circle(context, radius);
    for (const [x, y] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
      context.moveTo(x * (radius - 2), y * (radius - 2));
      context.lineTo(x * (radius + 4), y * (radius + 4));
    }
    context.stroke();
  }
}

function circle(context, radius) {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
}
