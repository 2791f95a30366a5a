"""The one clock: today's date for the user, and the time of a change."""

from datetime import UTC, date, datetime


def today() -> date:
    """Return the user's own calendar day."""
    return now().astimezone().date()


def now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)
