"""The one clock: what day it is for the user, and when a change was made."""

from datetime import UTC, date, datetime


def today() -> date:
    """Return the user's own calendar day."""
    return now().astimezone().date()


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)
