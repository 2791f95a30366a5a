"""Drafts of self-inspections: read from Word or text, recognised, taken into the outline, checked as a reviewer would."""
