"""The commands, a module each; only the running one is imported."""
