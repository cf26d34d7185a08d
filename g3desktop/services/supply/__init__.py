"""Where packs come from: what is known, who offers it, and how its bytes arrive whole."""
