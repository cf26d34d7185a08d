// The colours of the program, by theme; g3desktop/ui/theme.py has the same, and a test compares them.

export const PALETTES = {
  dark: {
    background: "#14171c",
    panel: "#1b1f26",
    raised: "#232933",
    line: "#2e3540",
    text: "#e8ebf0",
    dim: "#98a2b1",
    faint: "#8d97a6",
    accent: "#4fb3a5",
    failure: "#e98080",
    working: "#e0a458",
    reference: "#5b9bd5",
    model: "#c38ee0",
    grid: "#8c96a5",
    sea: "#0f1319",
    land: "#262d37",
    coast: "#46505e",
    // Derived: text on the accent, names and what they stand out from, the globe's rim, the air around.
    onAccent: "#0c1513",
    town: "#c6cdd7",
    country: "#98a2b1",
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
    dim: "#566070",
    faint: "#606a76",
    accent: "#1a7568",
    failure: "#b93c3c",
    working: "#96590a",
    reference: "#2a6fb0",
    model: "#8b4fb3",
    grid: "#646d7b",
    sea: "#cfdbe6",
    land: "#f7f5f0",
    coast: "#aab4bf",
    onAccent: "#ffffff",
    town: "#3d4653",
    country: "#566070",
    halo: "#f7f5f0",
    rim: "#b4c3d1",
    air: "#dbe5ee",
  },
};

/** How much of the ground a name's halo covers. */
export const HALO_ALPHA = 0.85;

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
