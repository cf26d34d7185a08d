// The scale bar's length and label.

const UNITS = {
  metric: [
    { unit: "kilometer", metres: 1000 },
    { unit: "meter", metres: 1 },
  ],
  imperial: [
    { unit: "mile", metres: 1609.344 },
    { unit: "foot", metres: 0.3048 },
  ],
};

/**
 * Choose the greatest round distance that fits.
 *
 * @param {number} metresPerPixel At the middle of the map.
 * @param {number} mostPixels That the bar may take.
 * @param {"metric" | "imperial"} system
 * @returns {{value: number, unit: string, pixels: number} | null} null where nothing sensible fits.
 */
export function scaleBar(metresPerPixel, mostPixels, system) {
  const most = metresPerPixel * mostPixels;
  if (!Number.isFinite(most) || most <= 0) return null;
  const { unit, metres } = UNITS[system].find((one) => most >= one.metres) ?? UNITS[system].at(-1);
  const value = roundDown(most / metres);
  return { value, unit, pixels: (value * metres) / metresPerPixel };
}

/** The greatest 1, 2 or 5 times a power of ten that is not greater. */
export function roundDown(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  return power * ([5, 2, 1].find((one) => lead >= one - 1e-9) ?? 1);
}

/** Write a distance as the reader's language does. */
export function distanceLabel({ value, unit }, language) {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(value);
}
