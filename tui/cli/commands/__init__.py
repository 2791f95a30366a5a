"""The commands, a module each; only the one that is run is imported."""
