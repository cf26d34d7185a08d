// Puts the page together. The program says `g3.show(patch)`; the page answers through its channel.

import { makeChannel } from "./channel.js";
import * as controls from "./controls.js";
import { applyPalette } from "./palette.js";
import { openRenderer } from "./renderer.js";
import { describe, makeSession } from "./session.js";

const FONT = "system-ui, sans-serif";

const options = new URLSearchParams(location.search);
const tell = makeChannel((address, request) => fetch(address, request));
const container = document.getElementById("map");

let renderer = null;
let announced = -1;

const session = makeSession({
  tell,
  redraw: (state, changed) => {
    renderer.update(state, changed);
    panels(state);
  },
  look: (cap, how) => renderer.look(cap, how),
  isVisible: (mark) => renderer.screenOf(mark).visible,
});

function panels(state) {
  applyPalette(document.documentElement, state.theme);
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.direction;
  controls.drawToolbar(state, session.change);
  controls.drawZoom(state, { zoomBy: (steps) => renderer.zoomBy(steps), whole: session.whole });
  controls.drawLegend(state, FONT);
  controls.drawCredit(state);
  controls.drawPlaces(state);
  moved();
}

function moved() {
  const { state } = session;
  controls.drawScale(renderer.metresPerPixel(), state);
  controls.drawRim(renderer.rimRadius());
  const mark = session.pointed();
  controls.drawTip(mark && { ...mark, screen: renderer.screenOf(mark) }, state);
}

/** The program's word; the marks are on the screen long before the map below has loaded. */
function show(patch) {
  session.show(patch);
  const { turn } = session.state;
  afterFrame(() => tell({ type: "shown", turn }));
}

/** What is drawn in this frame has been handed on to the screen when the next task runs. */
function afterFrame(act) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = act;
  requestAnimationFrame(() => port2.postMessage(null));
}

/** What is drawn in this frame is on the screen two frames later, for whoever takes a picture of it. */
function onScreen(act) {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

/** Where a mark is, for whoever wants to point at it. */
function screenOf(id) {
  const mark = session.markOf(id);
  return mark && renderer.screenOf(mark);
}

function idle() {
  const { turn } = session.state;
  if (turn === announced) return;
  announced = turn;
  onScreen(() => tell({ type: "idle", turn }));
}

const callbacks = {
  pick: session.pick,
  hover: (id) => {
    if (session.hover(id)) moved();
  },
  moved,
  idle,
  fail: (error) => tell({ type: "error", message: describe(error) }),
  lost: () => start("canvas"),
};

async function start(wanted) {
  renderer?.destroy();
  renderer = null;
  const opened = await openRenderer(wanted, container, FONT, options.has("still"), callbacks);
  opened.start(session.state);
  renderer = opened;
  panels(session.state);
  globalThis.g3 = { show, screenOf };
  announced = -1;
  tell({ type: "ready", renderer: renderer.name });
}

addEventListener("error", ({ message }) => tell({ type: "error", message }));
addEventListener("unhandledrejection", ({ reason }) => tell({ type: "error", message: describe(reason) }));
document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
  tell({ type: "error", message: `blocked by policy (${effectiveDirective}): ${blockedURI}` });
});
document.addEventListener("contextmenu", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  // A control or command key makes it the window's.
  if (!renderer || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    zoomBy: (steps) => renderer.zoomBy(steps),
    panBy: (dx, dy) => renderer.panBy(dx, dy),
  };
  if (session.key(event.key, act, event.shiftKey)) event.preventDefault();
});
new ResizeObserver(() => {
  renderer?.resize();
  if (renderer) moved();
}).observe(container);

start(options.get("renderer") ?? "auto");
