import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutDownloads } from "../page/basemap.js";
import { makeChannel } from "../page/channel.js";
import { densityAreas, densityRamp, reachByZoom, reachPixels } from "../page/density.js";
import { LabelSpace } from "../page/label_space.js";
import { firstZoom, nameCountries } from "../page/labels.js";
import { HALO_ALPHA, PALETTES, markColour } from "../page/palette.js";
import { chooseRenderer, webGl2Kind } from "../page/renderer.js";
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

const DENSITY = [
  { share: 0.5, reach: 8, points: [10, 20] },
  { share: 0.8, reach: 8, points: [10, 20, 11, 21] },
  { share: 0.95, reach: 60, points: [10, 20, 15, 25] },
];

test("areas of evidence are drawn from the outermost to the innermost, each stronger", () => {
  const areas = densityAreas(DENSITY);
  assert.deepEqual(areas.map((one) => one.share), [0.95, 0.8, 0.5]);
  assert.deepEqual(areas[1].points, [{ lat: 10, lon: 20 }, { lat: 11, lon: 21 }]);
  assert.ok(areas[0].alpha < areas[1].alpha && areas[1].alpha < areas[2].alpha);
  assert.deepEqual(densityAreas([]), []);
});

test("an area has its size on the ground, but is never hidden by a mark", () => {
  assert.equal(reachPixels(100, 2), 200);
  assert.ok(reachPixels(1, 0.01) > 15);
  // At zoom 0 the equator is 512 pixels long, and twice as long at the next.
  const stops = reachByZoom(1000);
  const pixels = stops[stops.indexOf(3) + 1][2][2][1];
  assert.ok(Math.abs(pixels - (512 * 8 * 1000) / 40030) < 0.2, `${pixels}`);
});

const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const hex = (values) => `#${values.map((v) => Math.round(v * 255).toString(16).padStart(2, "0")).join("")}`;
const mix = (below, above, alpha) =>
  hex(channels(below).map((value, k) => value + (channels(above)[k] - value) * alpha));

function luminance(colour) {
  const [r, g, b] = channels(colour).map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** Lightness in OKLab: https://bottosson.github.io/posts/oklab/ */
function lightness(colour) {
  const [r, g, b] = channels(colour).map(linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
}

const alphaOf = (tint) => parseInt(tint.slice(7), 16) / 255;

for (const [theme, palette] of Object.entries(PALETTES)) {
  const steps = (ground) =>
    densityAreas(DENSITY).reduce(
      (shades, { alpha }) => {
        const inside = densityRamp(palette, alpha).at(-1)[1];
        return [...shades, mix(shades.at(-1), palette.accent, alphaOf(inside))];
      },
      [ground],
    );

  test(`${theme}: names are read on land and sea, and on the densest evidence by their halo`, () => {
    for (const name of ["town", "country", "dim"]) {
      for (const ground of ["land", "sea"]) {
        assert.ok(contrast(palette[name], palette[ground]) >= 4.5, `${name} on ${ground}`);
        const behind = mix(steps(palette[ground]).at(-1), palette.halo, HALO_ALPHA);
        assert.ok(contrast(palette[name], behind) >= 4.5, `${name} on evidence over ${ground}`);
      }
    }
  });

  test(`${theme}: words on panels are read, and what has the focus is seen`, () => {
    for (const panel of ["panel", "raised"]) {
      for (const name of ["text", "dim"]) assert.ok(contrast(palette[name], palette[panel]) >= 4.5, name);
      assert.ok(contrast(palette.accent, palette[panel]) >= 3);
    }
    assert.ok(contrast(palette.onAccent, palette.accent) >= 4.5);
    assert.ok(contrast(palette.text, palette.panel) >= 4.5);
  });

  test(`${theme}: every mark stands out from land and sea`, () => {
    for (const name of ["accent", "reference", "model", "grid", "text"]) {
      for (const ground of ["land", "sea"]) {
        assert.ok(contrast(palette[name], palette[ground]) >= 3, `${name} on ${ground}`);
      }
    }
  });

  test(`${theme}: steps of evidence are even in lightness, which every eye sees`, () => {
    const shades = steps(palette.land).map(lightness);
    const differences = shades.slice(1).map((shade, i) => Math.abs(shade - shades[i]));
    assert.ok(Math.min(...differences) > 0.06, `${differences}`);
    assert.ok(Math.max(...differences) / Math.min(...differences) < 1.25, `${differences}`);
  });
}

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

const canvasOf = (renderer) => () => ({
  getContext: () => ({
    RENDERER: 1,
    getExtension: (name) =>
      name === "WEBGL_debug_renderer_info" ? { UNMASKED_RENDERER_WEBGL: 2 } : { loseContext: () => {} },
    getParameter: (what) => (what === 2 ? renderer : "WebKit WebGL"),
  }),
});

test("WebGL2 by software is told from a graphics processor", () => {
  assert.equal(webGl2Kind(() => ({ getContext: () => null })), "none");
  assert.equal(webGl2Kind(canvasOf("ANGLE (NVIDIA GeForce RTX 3060)")), "hardware");
  for (const name of [
    "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)",
    "llvmpipe (LLVM 15.0.6, 256 bits)",
    "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)",
  ]) {
    assert.equal(webGl2Kind(canvasOf(name)), "software");
  }
});

test("software draws by canvas, unless WebGL is asked for", () => {
  assert.equal(chooseRenderer("auto", "hardware"), "webgl");
  assert.equal(chooseRenderer("auto", "software"), "canvas");
  assert.equal(chooseRenderer("gl", "software"), "webgl");
  assert.equal(chooseRenderer("gl", "none"), "canvas");
  assert.equal(chooseRenderer("canvas", "hardware"), "canvas");
});
