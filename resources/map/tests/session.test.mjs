import assert from "node:assert/strict";
import { test } from "node:test";
import { describe, makeSession } from "../page/session.js";

const candidate = (id, rank, lat = 10 * rank) => ({ id, rank, lat, lon: 0, name: id, size: 1, origin: "grid" });
const CONTENT = { key: "a", candidates: [candidate("c1", 1), candidate("c2", 2)] };

function open({ visible = true } = {}) {
  const said = [];
  const looks = [];
  const redraws = [];
  const session = makeSession({
    tell: (message) => said.push(message),
    redraw: (state, changed) => redraws.push([...changed]),
    look: (cap) => looks.push(cap),
    isVisible: () => visible,
  });
  return { session, said, looks, redraws };
}

const NO_ZOOM = { zoomBy: () => assert.fail("not asked for") };

test("a photo's first answer turns the map, a refined one leaves it alone", () => {
  const { session, looks } = open();
  session.show({ content: CONTENT });
  assert.equal(looks.length, 1);
  session.show({ content: { ...CONTENT, candidates: [candidate("c1", 1, 44)] } });
  assert.equal(looks.length, 1);
  session.show({ content: { ...CONTENT, key: "b" } });
  assert.equal(looks.length, 2);
});

test("what the program chooses is not told back to it", () => {
  const { session, said } = open();
  session.show({ content: CONTENT, selection: "c2" });
  assert.deepEqual(said, []);
  assert.equal(session.state.selection, "c2");
});

test("a chosen place is turned to only where it is out of sight", () => {
  const seen = open();
  seen.session.show({ content: CONTENT });
  seen.session.show({ selection: "c2" });
  assert.equal(seen.looks.length, 1);
  const hidden = open({ visible: false });
  hidden.session.show({ content: CONTENT });
  hidden.session.show({ selection: "c2" });
  assert.equal(hidden.looks.length, 2);
});

test("clicks on discs and on evidence say which kind was chosen", () => {
  const { session, said } = open();
  const references = [{ id: "r1", lat: 1, lon: 1, name: "", supports: ["c1"] }];
  session.show({ content: { ...CONTENT, references } });
  session.pick("c1");
  session.pick("c1");
  session.pick("r1");
  session.pick("");
  assert.deepEqual(said, [
    { type: "select", kind: "candidate", id: "c1" },
    { type: "select", kind: "reference", id: "r1" },
  ]);
  assert.equal(session.state.selection, "c1");
});

test("a pointer that stays on a mark says so once", () => {
  const { session, said } = open();
  session.show({ content: CONTENT });
  assert.ok(session.hover("c1"));
  assert.ok(!session.hover("c1"));
  assert.ok(session.hover(""));
  assert.deepEqual(said.map((one) => one.id), ["c1", ""]);
});

test("arrow keys walk the ranks, escape lets go, other keys are left to others", () => {
  const { session, said } = open();
  session.show({ content: CONTENT });
  for (const name of ["ArrowDown", "ArrowRight", "ArrowUp", "Escape"]) assert.ok(session.key(name, NO_ZOOM));
  assert.deepEqual(said.map((one) => one.id), ["c1", "c2", "c1", ""]);
  assert.ok(!session.key("Escape", NO_ZOOM));
  assert.ok(!session.key("Tab", NO_ZOOM));
});

test("plus and minus zoom", () => {
  const steps = [];
  const { session } = open();
  for (const name of ["+", "-"]) session.key(name, { zoomBy: (step) => steps.push(step) });
  assert.deepEqual(steps, [1, -1]);
});

test("switches are told to the program, so that it can remember them", () => {
  const { session, said } = open();
  session.change({ projection: "flat" });
  assert.equal(said[0].type, "view");
  assert.equal(said[0].projection, "flat");
  assert.equal(said[0].layers.density, true);
});

test("a patch names what it changes, and nothing else", () => {
  const { session, redraws } = open();
  session.show({ content: CONTENT });
  session.show({ selection: "c1", theme: "dark", turn: 3 });
  assert.deepEqual(redraws.at(-1).sort(), ["selection", "turn"]);
});

test("errors of all kinds become one line", () => {
  assert.equal(describe(new TypeError("no")), "TypeError: no");
  assert.equal(describe("plain"), "plain");
});

test("arrow keys with shift move the map and leave the choice alone", () => {
  const { session } = open();
  session.show({ content: CONTENT });
  const moves = [];
  assert.ok(session.key("ArrowLeft", { zoomBy: () => {}, panBy: (...by) => moves.push(by) }, true));
  assert.deepEqual(moves, [[-80, 0]]);
  assert.equal(session.state.selection, "");
});
