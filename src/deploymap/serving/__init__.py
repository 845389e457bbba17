"""The editor: a server on this computer that shows a map and takes its changes."""
