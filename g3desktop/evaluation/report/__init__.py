"""An evaluation as files: a page, its plain version, every photo's answer, the numbers."""
