"""Named conditions: when an item applies at all. A closed set, so that a misspelt one is a fault."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from checklists.meeting import Member, Settings

Circumstance = Literal["date-moved", "case-analysis"]
"""What only some meetings have: a date moved with consent, a case to analyse."""

Condition = Literal[
    "always",
    "date-moved",
    "case-analysis",
    "absent",
    "present",
    "not-principal",
    "has-units",
    "has-branch",
]

CONDITIONS: dict[Condition, Callable[["Settings", "Member | None"], bool]] = {
    "always": lambda _settings, _member: True,
    "date-moved": lambda settings, _member: "date-moved" in settings.circumstances,
    "case-analysis": lambda settings, _member: "case-analysis" in settings.circumstances,
    "absent": lambda _settings, member: member is not None and member.attendance == "absent",
    "present": lambda _settings, member: member is not None and member.attendance == "expected",
    "not-principal": lambda _settings, member: member is not None and member.role != "principal",
    "has-units": lambda _settings, member: member is not None and bool(member.units),
    "has-branch": lambda _settings, member: member is not None and bool(member.branch),
}
"""Whether the condition holds for the meeting's settings and, in items for members, the member."""

OF_MEMBER: frozenset[Condition] = frozenset({"absent", "present", "not-principal", "has-units", "has-branch"})
"""Conditions that ask about a member, so have no meaning in an item for the group."""
