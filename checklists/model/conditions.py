"""Named conditions: when an item applies at all. A closed set, so that a misspelt one is a fault."""

from collections.abc import Callable

from checklists.base.language import N_, _
from checklists.model.checklist import Condition, Item
from checklists.model.meeting import Meeting, Member, is_there


def _is(test: Callable[[Member], bool]) -> Callable[[Meeting, str], bool]:
    """Make a condition from a predicate on the member."""

    def holds(meeting: Meeting, subject: str) -> bool:
        member = meeting.settings.members.get(subject)
        return member is not None and test(member)

    return holds


def is_away(meeting: Meeting, subject: str) -> bool:
    """Tell whether a member is counted as away, with leave or without."""
    return subject in meeting.settings.members and not is_there(meeting, subject)


def is_on_leave(meeting: Meeting, subject: str) -> bool:
    """Tell whether a member is away with leave: a written speech is not asked of one who stayed away without."""
    return is_away(meeting, subject) and meeting.ledgers.day.attendance.get(subject) != "unexcused"


CONDITIONS: dict[Condition, Callable[[Meeting, str], bool]] = {
    "always": lambda _meeting, _subject: True,
    "date-moved": lambda meeting, _subject: "date-moved" in meeting.settings.circumstances,
    "case-analysis": lambda meeting, _subject: "case-analysis" in meeting.settings.circumstances,
    "absent": is_on_leave,
    "present": is_there,
    "not-principal": _is(lambda member: member.role != "principal"),
    "has-units": _is(lambda member: bool(member.units)),
    "has-branch": _is(lambda member: bool(member.branch)),
    "missed-meeting": is_away,
    "missed-study": lambda meeting, subject: bool(meeting.ledgers.study.list_missed(subject)),
}
"""Whether the condition holds for the meeting and, in items for members, the member."""

OF_MEMBER: frozenset[Condition] = frozenset(
    {"absent", "present", "not-principal", "has-units", "has-branch", "missed-study", "missed-meeting"}
)
"""Conditions that ask about a member, so have no meaning in an item for the group."""

CONDITION_WORDS: dict[Condition, str] = {
    "date-moved": N_("for meetings whose date was moved: say so in the settings, under the date"),
    "case-analysis": N_("for meetings that analyse a case: say so in the settings"),
    "absent": N_("for members on leave: record that in the settings or at sign-in"),
    "present": N_("for members who attend"),
    "not-principal": N_("for all members but the principal"),
    "has-units": N_("for members with units in their charge: name them in the settings, on the roster"),
    "has-branch": N_("for members whose branch is named: name it in the settings, on the roster"),
    "missed-study": N_("for members who missed a study session: record attendance first"),
    "missed-meeting": N_("for members who missed the meeting: record that at sign-in"),
}
"""The words of conditions: whom an item is for, and where a condition is set."""


def translate_condition(condition: Condition) -> str:
    """Return the words for a condition: whom an item is for."""
    return _(CONDITION_WORDS.get(condition, ""))


def is_applicable(meeting: Meeting, item: Item, subject: str) -> bool:
    """Tell whether an item applies to the subject."""
    return CONDITIONS[item.when](meeting, subject)
