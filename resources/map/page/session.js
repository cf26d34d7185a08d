// The state of the page and what changes it; draws nothing itself.

import { capAround } from "./geometry.js";
import { EMPTY, importantPositions, marksOf, stepCandidate } from "./marks.js";

const WHOLE = { lat: 22, lon: 12, radiusDeg: 180 };
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const PAN_PX = 80;
const PANS = { ArrowRight: [PAN_PX, 0], ArrowDown: [0, PAN_PX], ArrowLeft: [-PAN_PX, 0], ArrowUp: [0, -PAN_PX] };
const ZOOMS = { "+": 1, "=": 1, "-": -1, "\u2212": -1 };

const START = {
  turn: 0,
  content: EMPTY,
  selection: "",
  picked: "",
  hover: "",
  theme: "dark",
  projection: "globe",
  layers: { density: true, references: true, answers: true },
  language: "en",
  direction: "ltr",
  units: "metric",
  basemap: "",
  texts: {},
};

/**
 * Make the page's state.
 *
 * @param {object} parts `tell(message)` to the program; `redraw(state, changed)`; `look(cap, how)`;
 *     `isVisible(mark)`.
 */
export function makeSession({ tell, redraw, look, isVisible }) {
  let state = START;

  const apply = (patch) => {
    const changed = new Set(Object.keys(patch).filter((key) => patch[key] !== state[key]));
    state = { ...state, ...patch };
    redraw(state, changed);
  };

  const candidate = (id) => state.content.candidates.find((one) => one.id === id);

  const bringIntoView = () => {
    const chosen = candidate(state.selection);
    if (chosen && !isVisible(chosen)) look({ ...chosen, radiusDeg: 12 }, {});
  };

  /** The program's word: any part of the state. */
  const show = (patch) => {
    const before = state;
    const content = patch.content ? { ...EMPTY, ...patch.content } : state.content;
    apply({ ...patch, content });
    const another = content.key !== before.content.key;
    const first = before.content.candidates.length === 0 && content.candidates.length > 0;
    // Refined answers of the same photo leave the view where the reader has it, and so does a photo
    // that has no answer yet.
    if ((another && content.key !== "") || first) whole({ still: before.content.key === "" });
    else if (state.selection !== before.selection) bringIntoView();
  };

  const whole = (how = {}) => look(capAround(importantPositions(state.content)) ?? WHOLE, how);

  /** A switch of the page: the program is told, so that it can remember. */
  const change = (patch) => {
    apply(patch);
    tell({ type: "view", projection: state.projection, layers: state.layers });
  };

  const choose = (id) => {
    if (id === state.selection) return;
    apply({ selection: id });
    bringIntoView();
    tell({ type: "select", kind: "candidate", id });
  };

  const markOf = (id) => marksOf(state.content, state).find((one) => one.id === id) ?? null;

  const pick = (id) => {
    const mark = id ? markOf(id) : null;
    if (mark?.kind === "candidate") choose(id);
    else if (mark) {
      apply({ picked: id });
      tell({ type: "select", kind: mark.kind, id });
    }
  };

  /** Tell whether the pointer came to another mark. */
  const hover = (id) => {
    if (id === state.hover) return false;
    apply({ hover: id });
    tell({ type: "hover", id });
    return true;
  };

  /** Tell whether a key, with or without the shift key, meant something. */
  const key = (name, { zoomBy, panBy }, shift = false) => {
    if (shift && PANS[name]) panBy(...PANS[name]);
    else if (STEPS[name]) {
      const id = stepCandidate(state.content, state.selection, STEPS[name]);
      if (id) choose(id);
    } else if (ZOOMS[name]) zoomBy(ZOOMS[name]);
    else if (name === "0") whole();
    else if (name === "Escape" && state.selection) choose("");
    else return false;
    return true;
  };

  return {
    show,
    whole: () => whole(),
    change,
    pick,
    hover,
    key,
    markOf,
    pointed: () => (state.hover ? markOf(state.hover) : null),
    get state() {
      return state;
    },
  };
}

/** One line about an error, for the program's log. */
export function describe(error) {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
