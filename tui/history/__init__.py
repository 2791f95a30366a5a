"""The history and the kept copies."""
