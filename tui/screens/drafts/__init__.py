"""The screens of drafts: read, corrected, checked and taken in; the rules; what is meant so."""
