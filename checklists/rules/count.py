"""What every counting rule gives: have, need, and what is missing, by name."""

from typing import NamedTuple


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


NOTHING = Count(0, 0)
"""Where nothing is asked for, nothing is missing."""


def each(wanted: dict[str, bool], missing: str = "{name}") -> Count:
    """Count things by their names: those that are there, and the sentence for each that is not."""
    return Count(
        sum(wanted.values()),
        len(wanted),
        tuple(missing.format(name=name) for name, is_there in wanted.items() if not is_there),
    )
