"""Tallies as text."""

from checklists.model.words import OVERDUE, STATUS_SIGNS
from checklists.readiness.duties import Tally


def get_tally_sign(tally: Tally) -> str:
    """Return the character shown for a tally's state."""
    if tally.overdue:
        return OVERDUE
    if tally.returned:
        return STATUS_SIGNS["returned"]
    if tally.done == tally.required:
        return STATUS_SIGNS["done"]
    return STATUS_SIGNS["doing"] if tally.share or tally.doing else STATUS_SIGNS["todo"]


def format_tally(tally: Tally, gap: str = " ") -> str:
    """Format a tally as sign and count: ``◐ 6/11``; a dash if nothing is required."""
    return f"{get_tally_sign(tally)}{gap}{tally.done}/{tally.required}" if tally.required else "–"


def format_percent(tally: Tally) -> str:
    """Format the progress in whole percent; a dash if nothing is required."""
    return f"{tally.percent}%" if tally.required else "–"
