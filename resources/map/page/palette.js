// The colours of the program, by theme; the window's style has the same.

export const PALETTES = {
  dark: {
    background: "#14171c",
    panel: "#1b1f26",
    raised: "#232933",
    line: "#2e3540",
    text: "#e8ebf0",
    dim: "#98a2b1",
    faint: "#6c7684",
    accent: "#4fb3a5",
    failure: "#e06c6c",
    working: "#e0a458",
    reference: "#5b9bd5",
    model: "#c38ee0",
    grid: "#8c96a5",
    sea: "#0f1319",
    land: "#262d37",
    coast: "#46505e",
    // Derived: text on the accent, what names stand out from, the globe's rim and the air around it.
    onAccent: "#0d1413",
    halo: "#1a1f27",
    rim: "#2b333f",
    air: "#26313c",
  },
  light: {
    background: "#f3f4f6",
    panel: "#ffffff",
    raised: "#f0f2f5",
    line: "#dde1e7",
    text: "#1b2028",
    dim: "#5b6573",
    faint: "#8a94a2",
    accent: "#1f8577",
    failure: "#b93c3c",
    working: "#a8690f",
    reference: "#2a6fb0",
    model: "#8b4fb3",
    grid: "#6b7482",
    sea: "#cfdbe6",
    land: "#f7f5f0",
    coast: "#aab4bf",
    onAccent: "#ffffff",
    halo: "#f7f5f0",
    rim: "#b4c3d1",
    air: "#dbe5ee",
  },
};

/** The colour of a mark, by what it shows. */
export function markColour(palette, mark) {
  if (mark.kind === "reference") return palette.reference;
  if (mark.kind === "answer") return palette.model;
  if (mark.kind === "exif") return palette.text;
  return { retrieved: palette.reference, model: palette.model, grid: palette.grid }[mark.origin] ?? palette.accent;
}

/** Add an alpha of 0 to 1 to a colour of six digits. */
export function withAlpha(colour, alpha) {
  return `${colour}${Math.round(alpha * 255).toString(16).padStart(2, "0")}`;
}

/** Let the style sheet see the colours. */
export function applyPalette(root, theme) {
  root.dataset.theme = theme;
  for (const [name, colour] of Object.entries(PALETTES[theme])) {
    root.style.setProperty(`--${name}`, colour);
  }
}
