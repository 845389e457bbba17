"""What of the sheets leaves for the page, and what stays out: `[publish]`, docs/publishing.md."""
