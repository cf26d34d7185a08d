// Chooses how the map is drawn, and loads what that takes.

const json = async (address) => {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  return reply.json();
};

// What draws WebGL without a graphics processor: Chromium's own, Mesa's two, and Windows'.
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Tell how WebGL2 can be had here: by a graphics processor, by software in its place, or not. */
export function webGl2Kind(makeCanvas = () => document.createElement("canvas")) {
  const context = makeCanvas().getContext("webgl2");
  if (!context) return "none";
  const about = context.getExtension("WEBGL_debug_renderer_info");
  const name = context.getParameter(about ? about.UNMASKED_RENDERER_WEBGL : context.RENDERER);
  // There may be only so many contexts at once.
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return SOFTWARE.test(String(name)) ? "software" : "hardware";
}

/**
 * Choose a renderer. Software takes seconds for what a 2D canvas draws in tenths of one.
 *
 * @param {"auto" | "gl" | "canvas"} wanted
 * @param {"hardware" | "software" | "none"} kind
 */
export function chooseRenderer(wanted, kind) {
  if (wanted === "canvas" || kind === "none") return "canvas";
  return wanted === "gl" || kind === "hardware" ? "webgl" : "canvas";
}

/**
 * Open a renderer.
 *
 * @param {"auto" | "gl" | "canvas"} wanted As `chooseRenderer` takes it.
 * @returns {Promise<object>} With `name`: "webgl" or "canvas".
 */
export async function openRenderer(wanted, container, font, still, callbacks) {
  const name = chooseRenderer(wanted, wanted === "canvas" ? "none" : webGl2Kind());
  const countries = await json("data/countries.json");
  const base = { countries, font, still, origin: location.origin };
  if (name === "webgl") {
    const [{ GlMap }] = await Promise.all([
      import("./gl_map.js"),
      script("lib/pmtiles.js").then(() => script("lib/basemaps.js")),
    ]);
    return Object.assign(new GlMap(container, base, callbacks), { name });
  }
  await script("lib/d3-array.min.js");
  await Promise.all([script("lib/d3-geo.min.js"), script("lib/topojson-client.min.js")]);
  const [{ CanvasMap }, geography] = await Promise.all([import("./canvas_map.js"), readGeography()]);
  const context = { ...base, d3: globalThis.d3, geography };
  return Object.assign(new CanvasMap(container, context, callbacks), { name });
}

function script(address) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = address;
    tag.onload = resolve;
    tag.onerror = () => reject(new Error(`${address} cannot be loaded`));
    document.head.append(tag);
  });
}

async function readGeography() {
  const names = ["countries-110m", "countries-50m", "lakes", "cities"];
  const [coarse, fine, lakes, towns] = await Promise.all(names.map((name) => json(`data/${name}.json`)));
  return { coarse: unpack(coarse), fine: unpack(fine), lakes, towns };
}

function unpack(topology) {
  const { feature, mesh } = globalThis.topojson;
  const { countries, land } = topology.objects;
  return {
    land: feature(topology, land),
    countries: feature(topology, countries),
    coast: mesh(topology, countries, (a, b) => a === b),
    border: mesh(topology, countries, (a, b) => a !== b),
  };
}
