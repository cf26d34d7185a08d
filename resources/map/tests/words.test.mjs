import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutDownloads } from "../page/basemap.js";
import { makeChannel } from "../page/channel.js";
import { densityPoints } from "../page/density.js";
import { LabelSpace } from "../page/label_space.js";
import { firstZoom, nameCountries } from "../page/labels.js";
import { PALETTES, markColour } from "../page/palette.js";
import { hasWebGl2 } from "../page/renderer.js";
import { distanceLabel, roundDown, scaleBar } from "../page/scale.js";

test("the scale bar is round and fits", () => {
  for (const metresPerPixel of [0.3, 17, 1234, 39000]) {
    for (const system of ["metric", "imperial"]) {
      const bar = scaleBar(metresPerPixel, 120, system);
      assert.ok(bar.pixels <= 120 && bar.pixels > 120 / 2.6, `${bar.pixels}`);
      assert.ok([1, 2, 5].includes(Number(String(bar.value).replace(/[0.]/g, ""))), `${bar.value}`);
    }
  }
  assert.equal(scaleBar(NaN, 120, "metric"), null);
  assert.equal(roundDown(0.7), 0.5);
});

test("distances are written as the reader's language does", () => {
  assert.equal(distanceLabel({ value: 2000, unit: "kilometer" }, "de"), "2.000 km");
  assert.equal(distanceLabel({ value: 500, unit: "foot" }, "en"), "500 ft");
});

test("countries are named in the reader's language, by code", () => {
  const [named, nameless] = nameCountries(
    [
      { name: "Germany", iso: "DE", inset: 3 },
      { name: "Somaliland", iso: "", inset: 1 },
    ],
    "fr",
  );
  assert.equal(named.name, "Allemagne");
  assert.equal(nameless.name, "Somaliland");
  assert.equal(nameCountries([{ name: "X", iso: "DE", inset: 3 }], "not a language")[0].name, "X");
});

test("long names wait for more room than short ones", () => {
  assert.ok(firstZoom(3, "Mali") < firstZoom(3, "Central African Republic"));
  assert.ok(firstZoom(8, "Brazil") < firstZoom(0.5, "Brazil"));
});

test("densities are shares of the greatest, and what cannot be seen is left out", () => {
  const points = densityPoints([10, 20, 4, 11, 21, 2, 12, 22, 0.001, 13]);
  assert.deepEqual(points.map((one) => one.share), [1, 0.5]);
  assert.deepEqual(densityPoints([]), []);
  assert.deepEqual(densityPoints([1, 2, 0]), []);
});

test("names are placed only where nothing lies", () => {
  const space = new LabelSpace(100, 100);
  space.block(40, 40, 20, 20);
  assert.ok(!space.take(50, 50, 20, 10));
  assert.ok(space.take(0, 0, 30, 10));
  assert.ok(!space.take(20, 5, 30, 10));
  assert.ok(!space.take(90, 90, 30, 5));
});

test("messages are sent in order, and a deaf program harms nothing", async () => {
  const sent = [];
  const tell = makeChannel(async (address) => {
    sent.push(JSON.parse(decodeURIComponent(address.split("?")[1])).id);
    if (sent.length === 1) throw new Error("gone");
  });
  tell({ type: "hover", id: 1 });
  await tell({ type: "hover", id: 2 });
  assert.deepEqual(sent, [1, 2]);
});

test("every origin has a colour of its own in both themes", () => {
  for (const palette of Object.values(PALETTES)) {
    const origins = ["several", "retrieved", "model", "grid"];
    const colours = origins.map((origin) => markColour(palette, { kind: "candidate", origin }));
    assert.equal(new Set(colours).size, origins.length);
  }
});

test("streets are drawn without fonts or icons from elsewhere", () => {
  const layer = { id: "x", type: "symbol", layout: { "icon-image": "shop", "text-field": "name" } };
  assert.deepEqual(withoutDownloads(layer, "sans").layout, { "text-field": "name", "text-font": ["sans"] });
  const line = { id: "y", type: "line" };
  assert.equal(withoutDownloads(line, "sans"), line);
});

test("a machine without WebGL2 is told from one with it", () => {
  assert.equal(hasWebGl2(() => ({ getContext: () => null })), false);
  assert.equal(hasWebGl2(() => ({ getContext: () => ({ getExtension: () => null }) })), true);
});
