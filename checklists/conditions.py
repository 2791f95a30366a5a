"""Named conditions: when an item applies at all. A closed set, so that a misspelt one is a fault."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from checklists.ledgers.attendance import AWAY

if TYPE_CHECKING:
    from checklists.meeting import Meeting, Member

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
    "missed-study",
    "missed-meeting",
]


def _member(meeting: "Meeting", subject: str) -> "Member | None":
    return meeting.settings.members.get(subject)


def _is(test: Callable[["Member"], bool]) -> Callable[["Meeting", str], bool]:
    """Make a condition of what must hold for the member."""

    def holds(meeting: "Meeting", subject: str) -> bool:
        member = _member(meeting, subject)
        return member is not None and test(member)

    return holds


def _missed_meeting(meeting: "Meeting", subject: str) -> bool:
    """Tell whether a member was not there, with leave or without; before the day, whether they will not be."""
    member = _member(meeting, subject)
    state = meeting.ledgers.day.attendance.get(subject)
    return member is not None and (state in AWAY or (state is None and member.attendance == "absent"))


CONDITIONS: dict[Condition, Callable[["Meeting", str], bool]] = {
    "always": lambda _meeting, _subject: True,
    "date-moved": lambda meeting, _subject: "date-moved" in meeting.settings.circumstances,
    "case-analysis": lambda meeting, _subject: "case-analysis" in meeting.settings.circumstances,
    "absent": _is(lambda member: member.attendance == "absent"),
    "present": _is(lambda member: member.attendance == "expected"),
    "not-principal": _is(lambda member: member.role != "principal"),
    "has-units": _is(lambda member: bool(member.units)),
    "has-branch": _is(lambda member: bool(member.branch)),
    "missed-meeting": _missed_meeting,
    "missed-study": lambda meeting, subject: bool(meeting.ledgers.study.missed_by(subject)),
}
"""Whether the condition holds for the meeting and, in items for members, the member."""

OF_MEMBER: frozenset[Condition] = frozenset(
    {"absent", "present", "not-principal", "has-units", "has-branch", "missed-study", "missed-meeting"}
)
"""Conditions that ask about a member, so have no meaning in an item for the group."""
