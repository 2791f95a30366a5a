"""Edits: small frozen objects that say what to change in which file."""
