"""``opinions.toml``: the channels, and each opinion with its progress."""

from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from checklists.base.model import (
    FILE_FORMAT,
    Amount,
    Day,
    Many,
    Model,
    OptionalItemId,
    OptionalRecordId,
    RecordId,
    SubjectId,
)
from checklists.base.text import PROSE_LIMIT, LineText, ProseText, RequiredLine

ChannelKind = Literal["talk", "seminar", "questionnaire", "box", "letter", "hotline", "online", "other"]


class Channel(Model):
    """One way of asking for opinions."""

    title: RequiredLine
    kind: ChannelKind = "other"
    source: LineText = ""
    """Who was asked: leading cadres, staff, the public served…"""
    sent: Amount | None = None
    """How many were asked, or how many forms were sent."""
    returned: Amount | None = None
    """How many answered."""
    raw: Amount | None = None
    """How many opinions came in, counted before any were merged."""
    closed: Day | None = None
    """When collecting ended; from then on its numbers stand."""
    note: ProseText = ""


class Opinion(Model):
    """Something said about the group or members, in the words it was said in."""

    text: Annotated[ProseText, Field(min_length=1, max_length=PROSE_LIMIT)]
    received: Day | None = None
    channel: OptionalRecordId = ""
    source: LineText = ""
    voices: Annotated[int, Field(ge=1, le=99_999)] = 1
    """How many raw opinions it merges."""
    about: Many[SubjectId] = ()
    """The group, or which members."""
    aspect: OptionalItemId = ""
    fed_back: dict[SubjectId, Day] = {}
    """When it was fed back to each subject."""
    claimed: dict[SubjectId, Day] = {}
    """Who took it as theirs, and when."""
    answers: dict[SubjectId, ProseText] = {}
    """Answers in words by subject; an answer by a problem is in the outline."""


BY_SUBJECT = ("fed_back", "claimed", "answers")
"""The fields of an opinion held as tables by subject."""


class Stance(NamedTuple):
    """A subject's state on an opinion about it."""

    opinion: str
    is_fed_back: bool
    is_claimed: bool
    is_answered: bool
    """In words; whether a problem answers it, the outline says."""


class Opinions(Model):
    """The ledger of opinions."""

    format: int = Field(default=FILE_FORMAT, ge=1)
    channels: dict[RecordId, Channel] = {}
    opinions: dict[RecordId, Opinion] = {}
    none_told: dict[SubjectId, Day] = {}
    """When each subject was told that there are no opinions about it."""

    @cached_property
    def about(self) -> dict[str, tuple[Stance, ...]]:
        """The states by subject, on each opinion about it."""
        found: dict[str, list[Stance]] = {}
        for key, one in self.opinions.items():
            for subject in one.about:
                stance = Stance(key, subject in one.fed_back, subject in one.claimed, bool(one.answers.get(subject)))
                found.setdefault(subject, []).append(stance)
        return {subject: tuple(stances) for subject, stances in found.items()}

    @cached_property
    def voices(self) -> dict[str, int]:
        """By channel, how many raw opinions the ledger accounts for; those without a channel under ``""``."""
        found: dict[str, int] = {}
        for one in self.opinions.values():
            found[one.channel] = found.get(one.channel, 0) + one.voices
        return found

    @cached_property
    def entered(self) -> int:
        """How many raw opinions the ledger accounts for."""
        return sum(self.voices.values())

    @cached_property
    def came_in(self) -> int:
        """How many raw opinions came in: the channels' own counts, and never less than are entered.

        A channel that was not counted yet has as many as are entered under it.
        """
        counted = (
            self.voices.get(key, 0) if channel.raw is None else channel.raw for key, channel in self.channels.items()
        )
        return max(sum(counted), self.entered)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The groups asked or heard, each once."""
        held: tuple[Channel | Opinion, ...] = (*self.channels.values(), *self.opinions.values())
        return tuple(dict.fromkeys(one.source for one in held if one.source))
