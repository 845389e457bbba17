"""Units -> files that other programs read."""
