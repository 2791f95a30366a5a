"""Edits: small frozen objects, each a list of changes to files."""
