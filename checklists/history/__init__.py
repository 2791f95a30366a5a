"""The history for people: what was changed, by whom; undo, copies, and cutting it."""
