"""One meeting, as its folder holds it: settings, the checklist it follows, a sheet for the group and each member."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import AfterValidator, Field

from checklists.base.dates import number_text
from checklists.base.language import N_, _
from checklists.base.model import FILE_FORMAT, Day, ItemId, Many, MemberId, Model, RecordId
from checklists.base.text import LineText, ProseText, RequiredLine
from checklists.model.checklist import Checklist, Circumstance, Target
from checklists.model.checks import CheckSetting, RuleId
from checklists.model.layout import Layout
from checklists.model.ledgers.attendance import AWAY
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.day import MeetingDay
from checklists.model.ledgers.opinions import Opinions
from checklists.model.ledgers.outline import EditedText, Outline, ReviewState
from checklists.model.ledgers.rectification import Rectification
from checklists.model.ledgers.study import SelfStudy, Study
from checklists.model.ledgers.talks import Talks


class FilePart(NamedTuple):
    """A part of a file: a mark by its item, else a table or key at the file's top."""

    file: str
    table: str


ChangeDays = Mapping[FilePart, frozenset[date]]
"""The days on which each part of a file was changed."""


class MeetingHistory(Protocol):
    """What only the history of the meeting's folder knows. Each call reads the files that were added to since."""

    def read_change_days(self) -> ChangeDays:
        """Return the days of changes by part of a file; empty if the history cannot be read."""

    def read_departed(self) -> Mapping[str, str]:
        """Return the names of departed members by id."""


class _NoHistory:
    def read_change_days(self) -> ChangeDays:
        return {}

    def read_departed(self) -> Mapping[str, str]:
        return {}


NO_HISTORY: MeetingHistory = _NoHistory()
"""The history of a meeting without a folder, or with a hidden history."""


Status = Literal["todo", "doing", "done", "waived", "returned"]
GROUP = "group"
"""The subject that all members are together; every other subject is a member's id."""


def _parse_fraction(text: str) -> str:
    parse_quorum(text)
    return number_text(text)


def parse_quorum(text: str) -> tuple[int, int]:
    """Read ``2/3`` or ``90%`` as an exact fraction of the expected attendance."""
    match = re.fullmatch(r"(\d{1,3})(?:/(\d{1,3})|%)", number_text(text))
    if match:
        above, below = int(match[1]), int(match[2] or 100)
        if 0 < above <= below:
            return above, below
    raise ValueError(_("expected a share such as 2/3 or 90%, at most the whole"))


class Member(Model):
    """One of the group."""

    name: RequiredLine
    post: LineText = ""
    role: Literal["principal", "member"] = "member"
    units: Many[RequiredLine] = ()
    """The units in their charge."""
    branch: LineText = ""
    """The party branch they belong to themselves."""
    attendance: Literal["expected", "absent"] = "expected"
    reason: LineText = ""
    """Why they will be absent."""


class Settings(Model):
    """The meeting itself: what, when, who. The content of ``meeting.toml``."""

    format: int = Field(default=FILE_FORMAT, ge=1)
    unit: RequiredLine
    title: RequiredLine
    theme: LineText = ""
    date: Day
    place: LineText = ""
    quorum: Annotated[LineText, AfterValidator(_parse_fraction)] = "2/3"
    circumstances: Many[Circumstance] = ()
    criticism_opened: bool = False
    """Whether members may see the criticism of them."""
    aspects: dict[ItemId, RequiredLine] = {}
    targets: dict[Target, Annotated[int, Field(ge=0, le=999)]] = {}
    checks: dict[RuleId, CheckSetting] = {}
    """The draft rules in use, with their thresholds."""
    layout: Layout = Layout.model_construct()
    """How the papers are set."""
    members: dict[MemberId, Member] = {}

    @property
    def unit_on_papers(self) -> str:
        """The unit's name as papers have it."""
        return self.layout.unit or self.unit

    @cached_property
    def principal(self) -> str | None:
        """The id of the principal: exactly one; with more on the roster, the first."""
        return next((key for key, member in self.members.items() if member.role == "principal"), None)


SETTING_WORDS = {
    "unit": N_("Unit"),
    "title": N_("Title"),
    "theme": N_("Theme"),
    "date": N_("Date"),
    "place": N_("Place"),
    "quorum": N_("Quorum"),
    "aspects": N_("Aspects"),
    "targets": N_("Targets"),
    "checks": N_("Rules of the draft checks"),
    "layout": N_("Layout of papers"),
    "members": N_("Roster"),
}
"""What the settings are called, on forms as in the history."""


class Mark(Model):
    """What a person said of a duty."""

    status: Status = "todo"
    on: date | None = None
    by: LineText = ""
    note: ProseText = ""
    evidence: Many[RequiredLine] = ()


NO_MARK = Mark.model_construct()


_NO_STUDY = SelfStudy.model_construct()
_NO_OUTLINE = Outline.model_construct()


class Sheet(Model):
    """The sheet of the group or of one member: ``group.toml``, ``members/m01.toml``."""

    format: int = Field(default=FILE_FORMAT, ge=1)
    marks: dict[ItemId, Mark] = {}
    # made by functions, for pydantic copies a default that holds a dictionary for every sheet it reads
    study: SelfStudy = Field(default_factory=lambda: _NO_STUDY)
    outline: Outline = Field(default_factory=lambda: _NO_OUTLINE)
    criticisms: dict[RecordId, Criticism] = {}
    """What this member has to say of others."""


EMPTY_SHEET = Sheet.model_construct()


@dataclass(frozen=True)
class Ledgers:
    """What the whole group records together; each has a file of its own."""

    study: Study = field(default_factory=Study.model_construct)
    opinions: Opinions = field(default_factory=Opinions.model_construct)
    talks: Talks = field(default_factory=Talks.model_construct)
    day: MeetingDay = field(default_factory=MeetingDay.model_construct)
    rectification: Rectification = field(default_factory=Rectification.model_construct)


LEDGERS: dict[str, type[Model]] = {
    "study": Study,
    "opinions": Opinions,
    "talks": Talks,
    "day": MeetingDay,
    "rectification": Rectification,
}
"""By name: ``study`` is kept in ``study.toml``."""
NO_LEDGERS = Ledgers()


@dataclass(frozen=True)
class Meeting:
    """The content of one folder."""

    settings: Settings
    checklist: Checklist
    sheets: Mapping[str, Sheet]
    """By subject; a subject without a file has an empty sheet."""
    ledgers: Ledgers = NO_LEDGERS
    history: MeetingHistory = field(default=NO_HISTORY, compare=False, repr=False)
    unread: frozenset[str] = field(default=frozenset(), compare=False)
    """Ledgers with unreadable files: their content is unknown."""
    faulty: frozenset[str] = field(default=frozenset(), compare=False)
    """Partly unreadable files, and the folder of sheets: some references are unknown."""

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The group, then the members in the roster's order."""
        return (GROUP, *self.settings.members)

    @cached_property
    def away(self) -> frozenset[str]:
        """The members counted as away: as signed in, else as expected."""
        return frozenset(key for key in self.settings.members if not is_there(self, key))

    @cached_property
    def memo(self) -> dict[object, object]:
        """Results computed once for this meeting; each key belongs to one function."""
        return {}

    @cached_property
    def names(self) -> dict[str, str]:
        """The members' names, in the roster's order."""
        return {key: member.name for key, member in self.settings.members.items()}

    @cached_property
    def ids_by_name(self) -> dict[str, tuple[str, ...]]:
        """The ids of members by name: mostly one each."""
        found: dict[str, tuple[str, ...]] = {}
        for key, member in self.settings.members.items():
            found[member.name] = (*found.get(member.name, ()), key)
        return found

    def sheet(self, subject: str) -> Sheet:
        """Return the sheet of a subject."""
        return self.sheets.get(subject, EMPTY_SHEET)

    def edited_texts(self, subject: str) -> tuple[EditedText, ...]:
        """Return the texts of an outline edited after the last step of its review.

        Measures change when the meeting is over: that is rectification, and needs no new round.
        """
        found = self.sheet(subject).outline.edited or ()
        is_over = "present" in self.ledgers.day.attendance.values()
        return tuple(one for one in found if not (is_over and one.part == "measure"))

    def outline_state(self, subject: str) -> ReviewState:
        """Return the state of an outline's review: by its last step, if no text was edited since."""
        return "changed" if self.edited_texts(subject) else self.sheet(subject).outline.step

    def mark(self, subject: str, item: str) -> Mark:
        """Return a duty's mark; an empty one if there is none."""
        return self.sheet(subject).marks.get(item, NO_MARK)

    def may_see(self, viewer: str | None, critic: str, criticised: str) -> bool:
        """Tell whether a viewer sees a criticism: who wrote it always, who it is of once the stage is opened."""
        return viewer in {None, critic} or (viewer == criticised and self.settings.criticism_opened)

    def name(self, subject: str) -> str:
        """Return how a subject is called on screens and in reports."""
        if subject == GROUP:
            return _("Group")
        member = self.settings.members.get(subject)
        return member.name if member else self.history.read_departed().get(subject, subject)

    def target(self, name: Target) -> int:
        """Return the number required by the meeting, else by the checklist."""
        return self.settings.targets.get(name, self.checklist.targets.get(name, 1))


def is_there(meeting: Meeting, subject: str) -> bool:
    """Tell whether a member is taken to be at the meeting: as signed in, else as expected."""
    state = meeting.ledgers.day.attendance.get(subject)
    member = meeting.settings.members.get(subject)
    return member is not None and (member.attendance == "expected" if state is None else state not in AWAY)
