// The panels over the map: switches, zoom, legend, scale, and the tip at a mark.

import { SHARE_WORDS, densityAreas, densityRamp } from "./density.js";
import { PALETTES } from "./palette.js";
import { distanceLabel, scaleBar } from "./scale.js";
import { drawMark } from "./shapes.js";

const MOST_SCALE_PX = 120;
const LEGEND_PX = 18;
const TIP_GAP_PX = 14;

const LEGEND = [
  { kind: "candidate", size: 14, rank: "", state: "plain" },
  { kind: "reference", size: 10, state: "plain" },
  { kind: "answer", size: 12, state: "plain" },
  { kind: "exif", size: 16, state: "plain" },
];

const element = (name, facts = {}) => Object.assign(document.createElement(name), facts);
const byId = (id) => document.getElementById(id);

function button(text, pressed, act) {
  const made = element("button", { type: "button", textContent: text, onclick: act });
  if (pressed !== undefined) made.setAttribute("aria-pressed", String(pressed));
  return made;
}

/** Draw the switches; `change` gets a patch of the state. */
export function drawToolbar(state, change) {
  const { texts, projection, layers } = state;
  const focused = [...byId("toolbar").children].indexOf(document.activeElement);
  const project = (name) =>
    button(texts[name], projection === name, () => change({ projection: name }));
  const toggle = (name) =>
    button(texts[name], layers[name], () => change({ layers: { ...layers, [name]: !layers[name] } }));
  byId("toolbar").replaceChildren(
    project("globe"),
    project("flat"),
    element("span", { className: "gap" }),
    toggle("density"),
    toggle("references"),
    toggle("answers"),
  );
  byId("toolbar").setAttribute("aria-label", texts.toolbar);
  // A switch that was pressed by key keeps the focus, though it was drawn anew.
  byId("toolbar").children[focused]?.focus();
}

export function drawZoom(state, { zoomBy, whole }) {
  const labelled = (sign, label, act) => {
    const made = button(sign, undefined, act);
    made.setAttribute("aria-label", label);
    made.title = label;
    return made;
  };
  const { texts } = state;
  byId("zoom").setAttribute("aria-label", texts.zoom);
  byId("zoom").replaceChildren(
    labelled("+", texts.zoomIn, () => zoomBy(1)),
    labelled("\u2212", texts.zoomOut, () => zoomBy(-1)),
    labelled("\u25ce", texts.whole, whole),
  );
}

/** Explain the shapes that are on the map, and no others. */
export function drawLegend(state, font) {
  const { content, texts, theme, layers } = state;
  const shown = {
    candidate: content.candidates.length > 0,
    reference: layers.references && content.references.length > 0,
    answer: layers.answers && content.answers.length > 0,
    exif: Boolean(content.exif),
  };
  const rows = LEGEND.filter((one) => shown[one.kind]).map((sample) => {
    const row = element("li");
    row.append(swatch(sample, PALETTES[theme], font), element("span", { textContent: texts[sample.kind] }));
    return row;
  });
  if (layers.density && content.density.length > 0) rows.push(...densityRows(state));
  byId("legend").setAttribute("aria-label", texts.legend);
  byId("legend").replaceChildren(...rows);
}

/** Say what the areas are: how much of the evidence each holds. */
function densityRows({ content, texts, theme }) {
  const areas = densityAreas(content.density);
  const heading = element("li", { className: "heading", textContent: texts.densityHeading });
  const rows = areas.map((area, i) => {
    const row = element("li");
    const palette = PALETTES[theme];
    const tints = areas.slice(0, i + 1).map(({ alpha }) => densityRamp(palette, alpha).at(-1)[1]);
    const rim = densityRamp(palette, area.alpha)[2][1];
    const patch = (context) => {
      for (const tint of [palette.land, ...tints]) {
        context.fillStyle = tint;
        context.fillRect(-8, -5, 16, 10);
      }
      context.strokeStyle = rim;
      context.strokeRect(-7.5, -4.5, 15, 9);
    };
    const words = texts[SHARE_WORDS[area.share]] ?? "";
    row.append(picture(patch), element("span", { textContent: words }));
    return row;
  });
  return [heading, ...rows.reverse()];
}

const swatch = (sample, palette, font) =>
  picture((context) => drawMark(context, sample, palette, font));

function picture(draw) {
  const ratio = Math.max(2, globalThis.devicePixelRatio);
  const canvas = element("canvas", { width: LEGEND_PX * ratio, height: LEGEND_PX * ratio });
  canvas.setAttribute("aria-hidden", "true");
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  context.translate(LEGEND_PX / 2, LEGEND_PX / 2);
  draw(context);
  return canvas;
}

export function drawScale(metresPerPixel, state) {
  const bar = scaleBar(metresPerPixel, MOST_SCALE_PX, state.units);
  const box = byId("scale");
  box.hidden = !bar;
  if (!bar) return;
  box.style.width = `${bar.pixels}px`;
  box.firstElementChild.textContent = distanceLabel(bar, state.language);
}

/** Draw the globe's rim and a little air around it; far closer than the rim there is none to see. */
export function drawRim(radius) {
  const rim = byId("rim");
  rim.hidden = radius <= 0 || radius > 2 * Math.hypot(innerWidth, innerHeight);
  if (rim.hidden) return;
  rim.style.width = rim.style.height = `${2 * radius}px`;
}

export function drawCredit(state) {
  byId("credit").textContent = state.basemap
    ? "© OpenStreetMap contributors · Protomaps · GeoNames"
    : "Natural Earth · GeoNames";
}

/**
 * Show the name of a mark beside it; names come from files and galleries, and are only ever text.
 *
 * @param {object | null} mark With `screen`: {x, y, visible}.
 */
export function drawTip(mark, state) {
  const tip = byId("tip");
  tip.hidden = !mark?.screen.visible;
  if (tip.hidden) return;
  const kind = mark.kind === "candidate" ? `${mark.rank}` : state.texts[mark.kind];
  tip.replaceChildren(element("span", { className: "kind", textContent: mark.name ? `${kind} · ` : kind }));
  tip.append(mark.name ?? "");
  const { x, y } = mark.screen;
  const { offsetWidth, offsetHeight } = tip;
  const gap = mark.size / 2 + TIP_GAP_PX;
  const left = x + gap + offsetWidth > innerWidth ? x - gap - offsetWidth : x + gap;
  const top = Math.min(innerHeight - offsetHeight - 8, Math.max(8, y - offsetHeight / 2));
  tip.style.transform = `translate(${Math.round(Math.max(8, left))}px, ${Math.round(top)}px)`;
}

/** Tell assistive technology what the discs tell the eye. */
export function drawPlaces(state) {
  const list = byId("places");
  list.setAttribute("aria-label", state.texts.places);
  const ordered = [...state.content.candidates].sort((a, b) => a.rank - b.rank);
  const rows = ordered.map((one) => {
    const row = element("li", { id: `place-${one.id}`, textContent: `${one.rank}. ${one.name}` });
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(one.id === state.selection));
    return row;
  });
  list.replaceChildren(...rows);
  const chosen = ordered.find((one) => one.id === state.selection);
  if (chosen) list.setAttribute("aria-activedescendant", `place-${chosen.id}`);
  else list.removeAttribute("aria-activedescendant");
}
