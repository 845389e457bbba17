"""`deploymap.toml`: what may stand in it, and what a folder may name by itself."""
