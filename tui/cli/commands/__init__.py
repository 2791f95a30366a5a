"""One module for each command; only the one that is asked for is imported."""
