"""What the text of one cell means: numbers, dates, positions, codes, words."""
