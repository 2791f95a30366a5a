"""Drafts: reading, correcting, checking, and taking them in."""
