"""Changes of a sheet: the cells that are meant become others, and not one byte besides."""
