"""The paper's experiments: how far from the truth answers are, and what each part is worth."""
