"""Exit codes of the commands, beside 0 (done), 1 (not ready) and 2 (wrong usage)."""

FAULTY = 3
"""Something in the files is faulty."""
CANNOT_WRITE = 4
"""Standard output cannot be written."""
INTERRUPTED = 130
"""Control+C, as shells give it."""
