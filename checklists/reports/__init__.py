"""Readiness on paper: the summary as text, Markdown and JSON, all from one view."""
