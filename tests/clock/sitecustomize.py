"""Moves the product's clock by whole days; Python imports this at its start where the folder is on its path.

The product itself has no such switch: nobody can date a change falsely by an environment variable.
"""

import os
from contextlib import suppress
from datetime import datetime, timedelta, tzinfo

DAYS = "TESTS_CLOCK_DAYS"
"""The environment variable that says by how many days."""


def move(days: int) -> None:
    """Let the product's clock be ahead by so many days of the real one."""
    from checklists.base import clock

    class Moved(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + timedelta(days=days)

    clock.datetime = Moved  # type: ignore[attr-defined]


if DAYS in os.environ:
    with suppress(ImportError):  # a Python in which the product is not installed
        move(int(os.environ[DAYS]))
