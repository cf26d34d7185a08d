// Names of countries, in the reader's language where it has a name for the country's code.

/**
 * Name the countries.
 *
 * @param {{name: string, iso: string, lon: number, lat: number, inset: number}[]} countries
 * @param {string} language BCP 47; "en" keeps the map's own short names.
 * @returns {object[]} The same with names, and `zoom`, the first that has room for the name.
 */
export function nameCountries(countries, language) {
  const names = makeNames(language);
  return countries.map((country) => {
    const name = (country.iso && names?.of(country.iso)) || country.name;
    return { ...country, name, zoom: firstZoom(country.inset, name) };
  });
}

function makeNames(language) {
  if (language === "en" || language.startsWith("en-")) return null;
  try {
    return new Intl.DisplayNames([language], { type: "region", style: "short", fallback: "none" });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The first zoom at which a name of this length fits a country with this much room. */
export function firstZoom(insetDeg, name) {
  const needed = 8 + 1.5 * name.length;
  const pixelsPerDegree = needed / Math.max(insetDeg, 0.02);
  const zoom = Math.log2((pixelsPerDegree * 360) / 512);
  return Math.min(7, Math.max(1.2, Math.round(zoom * 10) / 10));
}
