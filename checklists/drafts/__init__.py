"""Drafts of self-inspections: read, recognised, taken into the outline, and checked as a reviewer would."""
