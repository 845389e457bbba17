"""Names of places and countries in all their spellings -> positions and codes."""
