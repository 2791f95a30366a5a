"""The roll-up: many meetings' folders in one table, read on all cores, and again only if they changed."""
