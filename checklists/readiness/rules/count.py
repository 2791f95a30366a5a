"""What every counting rule gives: have, need, and what is missing, by name."""

from collections.abc import Callable
from functools import wraps
from typing import Literal, NamedTuple, cast

from checklists.base.language import N_, _, get_language
from checklists.model.meeting import Meeting

Want = Literal[
    "feedback", "claim", "answer", "example", "cause", "measure", "owner", "due", "target", "progress", "closing"
]
"""What a record may still lack."""
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
"""Kinds of records that lack something."""
_RECORDS: dict[Lacking, str] = {
    "opinion": N_("opinion {id}"),
    "problem": N_("problem {id}"),
    "cause": N_("cause {id}"),
    "measure": N_("measure {id}"),
    "entry": N_("measure {id}"),
}


class Titled(str):
    """A thing told by its title, which persons read in quotation marks: titles have commas of their own."""

    __slots__ = ()


class Lack(str):
    """What a record lacks, as programs read it: by the record's id. To persons `missing_text` says it in words."""

    __slots__ = ("key", "kind", "subject", "want")

    def __new__(cls, want: Want, kind: Lacking, key: str, subject: str) -> "Lack":
        """Say it by the id; `subject` is whose record it is."""
        lack = super().__new__(cls, describe_want(want, name_record(kind, key)))
        lack.want, lack.kind, lack.key, lack.subject = want, kind, key, subject
        return lack

    want: Want
    kind: Lacking
    key: str
    subject: str


def describe_want(want: Want, what: str) -> str:
    """Say what is wanted of a thing; only its name where what is wanted goes without saying."""
    return _(_WANTS[want]).format(what=what) if want in _WANTS else what


def name_record(kind: Lacking, name: str) -> str:
    """Name a record of this kind, by its id or its first words."""
    return _(_RECORDS[kind]).format(id=name)


class Count(NamedTuple):
    """How much there is of what is needed."""

    have: int
    need: int
    missing: tuple[str, ...] = ()
    """What is missing, thing by thing; `Lack` where a record lacks it, `Titled` where it has a title."""
    is_returned: bool = False
    """Whether it was handed in and came back."""

    def add(self, other: "Count") -> "Count":
        """Ask for both."""
        missing = (*self.missing, *other.missing)
        return Count(self.have + other.have, self.need + other.need, missing, self.is_returned or other.is_returned)


CountFunction = Callable[[Meeting, str, int], Count]
"""Counts for a subject of a meeting, where so many are needed."""
NOTHING_NEEDED = Count(0, 0)
"""Where nothing is asked for, nothing is missing."""


def count_each(asked: dict[str, bool], missing: Callable[[str], str] = str) -> Count:
    """Count things by their names: those that are there, and what is missing for each that is not."""
    return Count(
        sum(asked.values()), len(asked), tuple(missing(name) for name, is_there in asked.items() if not is_there)
    )


def count_once(rule: CountFunction) -> CountFunction:
    """Count once for a meeting what several rules are made of; the rule must not look at its `need`."""

    @wraps(rule)
    def counted(meeting: Meeting, subject: str, need: int) -> Count:
        key = (rule.__name__, subject, get_language())
        if key not in meeting.memo:
            meeting.memo[key] = rule(meeting, subject, need)
        return cast("Count", meeting.memo[key])

    return counted
