// What is drawn over the map: one list of marks and one of links, the same for both renderers.

import { greatCircle } from "./geometry.js";

const LEAST_DISC_PX = 20;
const MOST_DISC_PX = 30;
const SHAPE_PX = { reference: 10, answer: 12, exif: 18 };

// Evidence this near a candidate would lie under its disc at any zoom; it is pinned to the disc's edge.
const PINNED_DEG = 0.02;
const PINS = { reference: [-1, 1], answer: [1, -1], exif: [1, 1] };

/** Content of an empty map; what `show` may leave out. */
export const EMPTY = Object.freeze({
  key: "",
  candidates: [],
  references: [],
  answers: [],
  density: [],
  exif: null,
});

/**
 * List the marks, those to be drawn last at the end.
 *
 * @param {object} content As Python sends it.
 * @param {object} state Ids `selection` (a candidate), `picked` (evidence), `hover`; and `layers`.
 * @returns {object[]} Marks with id, kind, lat, lon, name, size in CSS pixels, and state: "plain",
 *     "chosen", "supports" or "faint"; `hover`; and the screen `offset`.
 */
export function marksOf(content, { selection, picked, hover, layers }) {
  const chosen = content.candidates.find((one) => one.id === selection);
  const state = (one) => {
    if (one.id === picked) return "chosen";
    if (!chosen) return "plain";
    return (one.supports ?? []).includes(chosen.id) ? "supports" : "faint";
  };
  const evidence = (kind, ones) =>
    ones.map((one) => ({
      ...mark(kind, one, SHAPE_PX[kind], state(one), hover),
      offset: pin(kind, one, content.candidates),
    }));
  const marks = [
    ...(layers.references ? evidence("reference", content.references) : []),
    ...(layers.answers ? evidence("answer", content.answers) : []),
    ...(content.exif ? evidence("exif", [content.exif]).map((one) => ({ ...one, state: "plain" })) : []),
    ...content.candidates.map((one) =>
      mark("candidate", one, discSize(one.size), one.id === selection ? "chosen" : "plain", hover),
    ),
  ];
  return marks.map((one, i) => ({ ...one, order: drawOrder(one, i) })).sort((a, b) => a.order - b.order);
}

function mark(kind, one, size, state, hover) {
  const { id, lat, lon, name } = one;
  const facts = { id, kind, lat, lon, name, size, state, hover: one.id === hover, offset: [0, 0] };
  return kind === "candidate" ? { ...facts, rank: one.rank, origin: one.origin } : facts;
}

/** How far a mark is moved on the screen, in CSS pixels to the right and down. */
function pin(kind, one, candidates) {
  const host = candidates.find(
    ({ lat, lon }) => Math.abs(lat - one.lat) < PINNED_DEG && Math.abs(lon - one.lon) < PINNED_DEG,
  );
  if (!host) return [0, 0];
  const reach = discSize(host.size) * 0.38 + 1;
  return PINS[kind].map((side) => Math.round(side * reach));
}

/** Diameter of a disc whose area grows with a score of 0 to 1. */
export function discSize(share) {
  const clipped = Math.min(1, Math.max(0, share));
  return Math.round(Math.sqrt(LEAST_DISC_PX ** 2 + clipped * (MOST_DISC_PX ** 2 - LEAST_DISC_PX ** 2)));
}

function drawOrder(one, index) {
  const layer = { reference: 0, answer: 1, exif: 2, candidate: 3 }[one.kind];
  const lift = one.offset.some(Boolean) ? 3.5 : 0;
  const raised = one.hover || one.state === "chosen" ? 10 : one.state === "supports" ? 0.5 : 0;
  // The best rank lies on top of the others.
  const within = one.kind === "candidate" ? 1 / (1 + one.rank) : index / 1e6;
  return layer + lift + raised + within * 0.4;
}

/**
 * List the lines from the chosen candidate to what supports it.
 *
 * @returns {{id: string, kind: string, lines: number[][][]}[]}
 */
export function linksOf(content, { selection, layers }) {
  const chosen = content.candidates.find((one) => one.id === selection);
  if (!chosen) return [];
  const from = (kind, ones) =>
    ones
      .filter((one) => (one.supports ?? []).includes(chosen.id))
      .map((one) => ({ id: one.id, kind, lines: greatCircle(one, chosen) }));
  return [
    ...(layers.references ? from("reference", content.references) : []),
    ...(layers.answers ? from("answer", content.answers) : []),
  ];
}

/** Every position of the content, the most important first: what the map turns to. */
export function importantPositions(content) {
  return content.candidates.length
    ? [...content.candidates].sort((a, b) => a.rank - b.rank)
    : content.exif
      ? [content.exif]
      : [];
}

/** The candidate that a step from the chosen one leads to; the ends are joined. */
export function stepCandidate(content, selection, step) {
  const ordered = [...content.candidates].sort((a, b) => a.rank - b.rank);
  if (ordered.length === 0) return "";
  const at = ordered.findIndex((one) => one.id === selection);
  if (at < 0) return ordered[step > 0 ? 0 : ordered.length - 1].id;
  return ordered[(at + step + ordered.length) % ordered.length].id;
}
