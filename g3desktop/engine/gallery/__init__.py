"""Galleries of photos with known positions: build, keep, search.

`positions` reads a CSV, `build` makes a gallery from a folder and `journal` keeps it while it is
unfinished, `store` opens one, `search` finds its nearest rows, `shelf` lists and removes, and
`integrity` checks every byte.
"""
