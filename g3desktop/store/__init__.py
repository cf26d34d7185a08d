"""What the window remembers: the list of photos, their answers and its own layout, in SQLite."""
