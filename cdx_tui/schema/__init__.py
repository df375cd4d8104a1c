"""The schema engine: text in, documents out. Pure."""
