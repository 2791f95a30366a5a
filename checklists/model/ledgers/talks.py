"""``talks.toml``: who talked with whom, planned and held."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field

from checklists.base.model import FILE_FORMAT, Day, MemberId, Model, OptionalMemberId, RecordId
from checklists.base.text import LineText, ProseText

TalkKind = Literal["member", "unit", "branch", "requested"]


class Talk(Model):
    """A talk of one member: with another member, the head of a unit in their charge, or their own branch."""

    kind: TalkKind = "member"
    member: MemberId
    partner: OptionalMemberId = ""
    """The other member, in a talk between two members."""
    unit: LineText = ""
    """The unit, in a talk with the head of one in their charge."""
    person: LineText = ""
    """Who spoke for the unit or the branch, or who asked for the talk."""
    planned: Day | None = None
    held: Day | None = None
    """When it was held; empty while it is only planned."""
    place: LineText = ""
    said: ProseText = ""
    """What the member pointed out."""
    heard: ProseText = ""
    """What was pointed out to the member."""

    @property
    def pair(self) -> frozenset[str]:
        """The two members of a talk between members."""
        return frozenset({self.member, self.partner})


class TalksOf(NamedTuple):
    """What one member has talked and planned."""

    held_with: frozenset[str] = frozenset()
    """Members' ids, units' names, and ``""`` for the own branch."""
    planned_with: Mapping[str, date | None] = {}
    """The same for talks not held yet: the first planned day, if any."""
    requests_held: int = 0
    """The number of requested talks held."""
    requests_open: tuple["Talk", ...] = ()
    """Those that were not."""


NO_TALKS = TalksOf()
BRANCH = ""
"""Stands for the own branch among those talked with."""


class Talks(Model):
    """The ledger of talks."""

    format: int = Field(default=FILE_FORMAT, ge=1)
    talks: dict[RecordId, Talk] = {}

    @cached_property
    def of(self) -> dict[str, TalksOf]:
        """Each member's talks; one between members counts for both, one without a partner for none."""
        held: dict[str, set[str]] = {}
        planned: dict[str, dict[str, date | None]] = {}
        requests: dict[str, list[Talk]] = {}
        for talk in self.talks.values():
            if talk.kind == "requested":
                requests.setdefault(talk.member, []).append(talk)
            elif talk.kind == "branch" or _get_other(talk):
                pairs = [(talk.member, _get_other(talk))]
                pairs += [(talk.partner, talk.member)] if talk.kind == "member" else []
                for one, other in pairs:
                    if talk.held:
                        held.setdefault(one, set()).add(other)
                    else:
                        plans = planned.setdefault(one, {})
                        plans[other] = min(filter(None, (plans.get(other), talk.planned)), default=None)
        return {
            member: TalksOf(
                frozenset(held.get(member, ())),
                planned.get(member, {}),
                sum(talk.held is not None for talk in requests.get(member, ())),
                tuple(talk for talk in requests.get(member, ()) if talk.held is None),
            )
            for member in {*held, *planned, *requests}
        }

    @cached_property
    def between(self) -> dict[frozenset[str], tuple[str, ...]]:
        """The talks of each pair of members."""
        found: dict[frozenset[str], list[str]] = {}
        for key, talk in self.talks.items():
            if talk.kind == "member" and talk.partner:
                found.setdefault(talk.pair, []).append(key)
        return {pair: tuple(keys) for pair, keys in found.items()}

    @cached_property
    def beside(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """By member and unit (``""`` for the own branch), the talks with those."""
        found: dict[tuple[str, str], list[str]] = {}
        for key, talk in self.talks.items():
            if talk.kind in {"unit", "branch"}:
                found.setdefault((talk.member, _get_other(talk)), []).append(key)
        return {place: tuple(keys) for place, keys in found.items()}


def _get_other(talk: Talk) -> str:
    return {"member": talk.partner, "unit": talk.unit}.get(talk.kind, BRANCH)
