"""The overview of several units."""
