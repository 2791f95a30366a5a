"""The folder on disk: reading, validating, writing, the journal, recovery."""
