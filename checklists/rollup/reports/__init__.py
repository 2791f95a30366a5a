"""The roll-up in every format."""
