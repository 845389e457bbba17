"""Border files -> countries, regions and lines, and what they say of positions."""
