// Chooses how the map is drawn, and loads what that takes.

const json = async (address) => {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
  return reply.json();
};

/** Tell whether WebGL2 can be had here. */
export function hasWebGl2(makeCanvas = () => document.createElement("canvas")) {
  const context = makeCanvas().getContext("webgl2");
  // There may be only so many contexts at once.
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(context);
}

/**
 * Open a renderer.
 *
 * @param {"auto" | "canvas"} wanted "auto" is WebGL2 where there is such a thing.
 * @returns {Promise<object>} With `name`: "webgl" or "canvas".
 */
export async function openRenderer(wanted, container, font, still, callbacks) {
  const countries = await json("data/countries.json");
  const base = { countries, font, still, origin: location.origin };
  if (wanted !== "canvas" && hasWebGl2()) {
    const [{ GlMap }] = await Promise.all([
      import("./gl_map.js"),
      script("lib/pmtiles.js").then(() => script("lib/basemaps.js")),
    ]);
    return Object.assign(new GlMap(container, base, callbacks), { name: "webgl" });
  }
  await script("lib/d3-array.min.js");
  await Promise.all([script("lib/d3-geo.min.js"), script("lib/topojson-client.min.js")]);
  const [{ CanvasMap }, geography] = await Promise.all([import("./canvas_map.js"), readGeography()]);
  const context = { ...base, d3: globalThis.d3, geography };
  return Object.assign(new CanvasMap(container, context, callbacks), { name: "canvas" });
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
    coast: mesh(topology, countries, (a, b) => a === b),
    border: mesh(topology, countries, (a, b) => a !== b),
  };
}
