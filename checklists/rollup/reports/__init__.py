"""The overview of several units in every format."""
