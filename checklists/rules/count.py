"""What every counting rule gives: have, need, and what is missing, by name."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, NamedTuple

from checklists.language import current

if TYPE_CHECKING:
    from checklists.meeting import Meeting


class Count(NamedTuple):
    """How much there is of what is needed."""

    have: int
    need: int
    missing: tuple[str, ...] = ()
    """What is missing, thing by thing."""
    is_returned: bool = False
    """Whether it was handed in and came back."""

    def plus(self, other: "Count") -> "Count":
        """Ask for both."""
        missing = (*self.missing, *other.missing)
        return Count(self.have + other.have, self.need + other.need, missing, self.is_returned or other.is_returned)


Rule = Callable[["Meeting", str, int], Count]
"""Counts for a subject of a meeting, where so many are needed."""
NOTHING = Count(0, 0)
"""Where nothing is asked for, nothing is missing."""


def each(wanted: dict[str, bool], missing: str = "{name}") -> Count:
    """Count things by their names: those that are there, and the sentence for each that is not."""
    return Count(
        sum(wanted.values()),
        len(wanted),
        tuple(missing.format(name=name) for name, is_there in wanted.items() if not is_there),
    )


def once(rule: Rule) -> Rule:
    """Count once for a meeting what several rules are made of; the rule must not look at its `need`."""

    @wraps(rule)
    def counted(meeting: "Meeting", subject: str, need: int) -> Count:
        key = (rule.__name__, subject, current())
        found = meeting.counted.get(key)
        if found is None:
            found = meeting.counted[key] = rule(meeting, subject, need)
        return found

    return counted
