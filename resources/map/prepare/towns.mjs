// Decides from which zoom on a town has a name on the map.

const MAX_ZOOM = 7;

/** People that a town needs to be named at a zoom; the last row holds for every smaller town. */
const TIERS = [
  [2, 5_000_000],
  [3, 2_000_000],
  [4, 500_000],
  [5, 150_000],
  [6, 50_000],
  [7, 15_000],
  [8, 5_000],
  [9, 0],
];

/** Return the first zoom that names a town of so many people. */
export function firstZoom(population) {
  return TIERS.find(([, least]) => population >= least)[0];
}

/** Return the zooms that have tiles of towns. */
export function townZooms() {
  return Array.from({ length: MAX_ZOOM - 1 }, (_, i) => i + 2);
}

/**
 * Make features of the towns that a tile of zoom `z` holds; the last zoom holds all of them.
 *
 * @param {[number, number, number, string][]} towns Lon, lat, population, name.
 * @param {number} z
 * @returns {GeoJSON.Feature[]} With `name`, `people`, and `zoom`, the first that names it.
 */
export function townFeatures(towns, z) {
  return towns
    .filter(([, , population]) => z === MAX_ZOOM || firstZoom(population) <= z)
    .map(([lon, lat, people, name]) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lon, lat] },
      properties: { name, people, zoom: firstZoom(people) },
    }));
}

/** Return the towns that the canvas map names, which has no tiles; the greatest first. */
export function greatTowns(towns) {
  return towns.filter(([, , population]) => population >= 100_000).sort((a, b) => b[2] - a[2]);
}
