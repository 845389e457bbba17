"""All that a page shows -> the page: Scene, payload, HTML."""
