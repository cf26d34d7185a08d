"""What lives beside the engine: packs on disk and the gazetteer."""
