"""Files and addresses -> sheets: every cell as text, with its place in the file."""
