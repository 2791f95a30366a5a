"""The result of a counting rule: have, need, and the names of what is missing."""

from collections.abc import Callable
from functools import wraps
from typing import Literal, NamedTuple, cast

from checklists.base.language import N_, _, get_language
from checklists.model.meeting import Meeting

Want = Literal[
    "feedback", "claim", "answer", "example", "cause", "measure", "owner", "due", "target", "progress", "closing"
]
"""What a record may lack."""
_WANTS: dict[Want, str] = {
    "example": N_("an example for {what}"),
    "cause": N_("a cause of {what}"),
    "measure": N_("a measure against {what}"),
    "owner": N_("the owner of {what}"),
    "due": N_("the due date of {what}"),
    "target": N_("the target of {what}"),
    "progress": N_("where {what} stands"),
}
Lacking = Literal["opinion", "problem", "cause", "measure", "entry"]
"""The kinds of possibly incomplete records."""
_RECORDS: dict[Lacking, str] = {
    "opinion": N_("opinion {id}"),
    "problem": N_("problem {id}"),
    "cause": N_("cause {id}"),
    "measure": N_("measure {id}"),
    "entry": N_("measure {id}"),
}


class Titled(str):
    """A thing named by its title, shown in quotation marks, as titles may contain commas."""

    __slots__ = ()


class Lack(str):
    """What a record lacks, by the record's id, for programs; `describe_missing` gives the words for people."""

    __slots__ = ("key", "kind", "subject", "want")

    def __new__(cls, want: Want, kind: Lacking, key: str, subject: str) -> "Lack":
        """Make it of the record's id; `subject` is the record's."""
        lack = super().__new__(cls, describe_want(want, name_record(kind, key)))
        lack.want, lack.kind, lack.key, lack.subject = want, kind, key, subject
        return lack

    want: Want
    kind: Lacking
    key: str
    subject: str


def describe_want(want: Want, what: str) -> str:
    """Return what is missing of a thing; only its name if that is obvious."""
    return _(_WANTS[want]).format(what=what) if want in _WANTS else what


def name_record(kind: Lacking, name: str) -> str:
    """Return a record's name by its id or first words."""
    return _(_RECORDS[kind]).format(id=name)


class Count(NamedTuple):
    """How much there is of how much is needed."""

    have: int
    need: int
    missing: tuple[str, ...] = ()
    """What is missing: `Lack` for an incomplete record, `Titled` for a thing with a title."""
    is_returned: bool = False
    """Whether it was submitted and returned."""

    def add(self, other: "Count") -> "Count":
        """Return the sum of both."""
        missing = (*self.missing, *other.missing)
        return Count(self.have + other.have, self.need + other.need, missing, self.is_returned or other.is_returned)


CountFunction = Callable[[Meeting, str, int], Count]
"""Counts for a subject of a meeting, given the number needed."""
NOTHING_NEEDED = Count(0, 0)
"""Where nothing is asked for, nothing is missing."""


def count_each(asked: dict[str, bool], missing: Callable[[str], str] = str) -> Count:
    """Count things by name: those present, and the lack of each other."""
    return Count(
        sum(asked.values()), len(asked), tuple(missing(name) for name, is_there in asked.items() if not is_there)
    )


def count_once(rule: CountFunction) -> CountFunction:
    """Cache a count that several rules use; the rule must not depend on its `need`."""

    @wraps(rule)
    def counted(meeting: Meeting, subject: str, need: int) -> Count:
        key = (rule.__name__, subject, get_language())
        if key not in meeting.memo:
            meeting.memo[key] = rule(meeting, subject, need)
        return cast("Count", meeting.memo[key])

    return counted
