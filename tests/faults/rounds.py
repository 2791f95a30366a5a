"""How many rounds a test runs: never fewer than was promised, more where the environment asks for it."""

import os


def rounds(promised: int) -> int:
    """Return the number of rounds; ``HUIQIAN_ROUNDS=10`` makes it ten times as many, nothing makes it fewer."""
    return promised * max(1, int(os.environ.get("HUIQIAN_ROUNDS", "1")))
