"""Words about a unit -> its symbol code (SIDC), class, drawing and marks."""
