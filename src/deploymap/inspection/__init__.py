"""All inputs of a map, read, checked and joined, and what is wrong with any of them."""
