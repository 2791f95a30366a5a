"""The kinds of records and their fields: forms, lists, the command line and imports are made from these tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from checklists.base.language import N_
from checklists.base.model import Model
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion
from checklists.model.ledgers.outline import Cause, Measure, Problem
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.ledgers.study import StudySession, StudyText
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import GROUP, Meeting

FieldKind = Literal[
    "line",
    "prose",
    "date",
    "amount",
    "decimal",
    "choice",
    "flag",
    "lines",
    "member",
    "subject",
    "subjects",
    "aspect",
    "record",
    "records",
]
KindName = Literal["text", "session", "channel", "opinion", "talk", "problem", "cause", "measure", "criticism", "entry"]
T_co = TypeVar("T_co", bound=Model, covariant=True)


@dataclass(frozen=True)
class Field:
    """One field of a record."""

    name: str
    label: str
    kind: FieldKind = "line"
    width: int = 0
    """Its width in a list, in cells; 0: no column, -1: the rest of the width."""
    choices: Mapping[str, str] | None = None
    """For a *choice*: the values and their words."""
    of: KindName | None = None
    """For *record* and *records*: the kind referred to."""
    hint: str = ""
    is_ahead: bool = False
    """For a *date*: it lies ahead, as a deadline does, so that one without a year is the next from today on."""
    only: tuple[str, tuple[str, ...]] | None = None
    """Only asked for where another field has one of these values."""


@dataclass(frozen=True, eq=False)
class RecordKind(Generic[T_co]):
    """One kind of record: its model, its words, its fields and its table."""

    name: KindName
    title: str
    plural: str
    prefix: str
    """The first letter of its ids."""
    model: type[T_co]
    select: Callable[[Meeting, str], Mapping[str, T_co]]
    """Returns the records of a meeting by id; on a sheet, those of one subject."""
    path: tuple[str, ...]
    """The keys of that table in its file."""
    fields: tuple[Field, ...]
    ledger: str = ""
    """The ledger's name; empty for records on a subject's sheet."""
    order: str = ""
    """The field to sort lists by; empty for the order of entry."""

    @property
    def table(self) -> str:
        """The name of that table."""
        return self.path[-1]

    def records(self, meeting: Meeting, subject: str = "") -> Mapping[str, T_co]:
        """Return the records by id; those of a sheet for one subject."""
        return self.select(meeting, subject)

    def sort_records(self, meeting: Meeting, subject: str = "") -> Mapping[str, T_co]:
        """Return the records in the order of lists."""
        found = self.records(meeting, subject)
        return dict(sorted(found.items(), key=lambda one: getattr(one[1], self.order))) if self.order else found

    def field(self, name: str) -> Field:
        """Return a field by its name."""
        return next(one for one in self.fields if one.name == name)

    def owners(self, meeting: Meeting) -> tuple[str, ...]:
        """Return the subjects with sheets for such records; one empty name for a ledger."""
        if self.ledger:
            return ("",)
        return tuple(meeting.settings.members) if self.name == "criticism" else meeting.subjects


CHANNEL_WORDS = {
    "talk": N_("talks"),
    "seminar": N_("seminar"),
    "questionnaire": N_("survey"),
    "box": N_("box"),
    "letter": N_("letters"),
    "hotline": N_("hotline"),
    "online": N_("online"),
    "other": N_("other"),
}
TALK_WORDS = {
    "member": N_("with member"),
    "unit": N_("with unit"),
    "branch": N_("with branch"),
    "requested": N_("asked for"),
}
_ASPECT = Field("aspect", N_("Aspect"), "aspect", 10)
_PROGRESS = (
    Field("progress", N_("Progress"), "prose"),
    Field("evidence", N_("Evidence"), "lines", hint=N_("one a line")),
    Field("closed", N_("Closed"), "date", 10),
    Field("carried", N_("Carried over"), "prose", hint=N_("why it goes into next year's list")),
)
_MEASURE = (
    Field("text", N_("Measure"), "prose", -1),
    Field("owner", N_("Owner"), "subject", 10),
    Field(
        "due",
        N_("Due"),
        "date",
        10,
        hint=N_("such as 2027-06-30 or 6月底; “ongoing” and the like belong in the target"),
        is_ahead=True,
    ),
    Field("target", N_("Target"), "prose", hint=N_("how to tell that it is done")),
)

TEXT = RecordKind(
    "text",
    N_("Text"),
    N_("Reading list"),
    "x",
    StudyText,
    lambda meeting, _subject: meeting.ledgers.study.texts,
    ("texts",),
    (
        Field("title", N_("Title"), "line", -1),
        Field("required", N_("Required"), "flag", 6),
        Field("note", N_("Note"), "line", 24),
    ),
    ledger="study",
)
SESSION = RecordKind(
    "session",
    N_("Session"),
    N_("Sessions"),
    "e",
    StudySession,
    lambda meeting, _subject: meeting.ledgers.study.sessions,
    ("sessions",),
    (
        Field("date", N_("Date"), "date", 10),
        Field("topic", N_("Topic"), "line", -1),
        Field("texts", N_("Texts"), "records", of="text"),
        Field("hours", N_("Hours"), "decimal", 5),
        Field("place", N_("Place"), "line", 14),
        Field("note", N_("Note"), "prose"),
    ),
    ledger="study",
    order="date",
)
CHANNEL = RecordKind(
    "channel",
    N_("Channel"),
    N_("Channels"),
    "n",
    Channel,
    lambda meeting, _subject: meeting.ledgers.opinions.channels,
    ("channels",),
    (
        Field("title", N_("Channel"), "line", -1),
        Field("kind", N_("Kind"), "choice", 8, CHANNEL_WORDS),
        Field("source", N_("Asked"), "line", 16, hint=N_("which group was asked")),
        Field("sent", N_("Sent"), "amount", 5),
        Field("returned", N_("Returned"), "amount", 5),
        Field("raw", N_("Opinions"), "amount", 6, hint=N_("as they came in, before merging")),
        Field("closed", N_("Ended"), "date", 10, hint=N_("when collecting ended; empty while it goes on")),
        Field("note", N_("Note"), "prose"),
    ),
    ledger="opinions",
)
OPINION = RecordKind(
    "opinion",
    N_("Opinion"),
    N_("Opinions"),
    "o",
    Opinion,
    lambda meeting, _subject: meeting.ledgers.opinions.opinions,
    ("opinions",),
    (
        Field("text", N_("Opinion"), "prose", -1),
        Field("about", N_("About"), "subjects", 14),
        _ASPECT,
        Field("channel", N_("Channel"), "record", 10, of="channel"),
        Field("source", N_("From"), "line", hint=N_("which group said it")),
        Field("voices", N_("Voices"), "amount", 4, hint=N_("how many raw opinions it merges")),
        Field("received", N_("Received"), "date"),
    ),
    ledger="opinions",
)
TALK = RecordKind(
    "talk",
    N_("Talk"),
    N_("Talks"),
    "t",
    Talk,
    lambda meeting, _subject: meeting.ledgers.talks.talks,
    ("talks",),
    (
        Field("kind", N_("Kind"), "choice", 12, TALK_WORDS),
        Field("member", N_("Member"), "member", 10),
        Field("partner", N_("With member"), "member", 10, only=("kind", ("member",))),
        Field("unit", N_("With unit"), "line", 16, only=("kind", ("unit",))),
        Field(
            "person",
            N_("Person"),
            "line",
            hint=N_("who spoke for the unit or branch, or asked for the talk"),
            only=("kind", ("unit", "branch", "requested")),
        ),
        Field("planned", N_("Planned"), "date", 10),
        Field("held", N_("Held"), "date", 10),
        Field("place", N_("Place"), "line", -1),
        Field("said", N_("Said"), "prose", hint=N_("what the member pointed out")),
        Field("heard", N_("Heard"), "prose", hint=N_("what was pointed out to the member")),
    ),
    ledger="talks",
)
PROBLEM = RecordKind(
    "problem",
    N_("Problem"),
    N_("Problems"),
    "p",
    Problem,
    lambda meeting, subject: meeting.sheet(subject).outline.problems,
    ("outline", "problems"),
    (
        Field("text", N_("Problem"), "prose", -1),
        _ASPECT,
        Field("example", N_("Example"), "prose", hint=N_("a case that shows it")),
        Field("answers", N_("Answers"), "records", 8, of="opinion"),
        Field("causes", N_("Causes"), "records", of="cause"),
    ),
)
CAUSE = RecordKind(
    "cause",
    N_("Cause"),
    N_("Causes"),
    "c",
    Cause,
    lambda meeting, subject: meeting.sheet(subject).outline.causes,
    ("outline", "causes"),
    (
        Field("text", N_("Cause"), "prose", -1),
        Field("measures", N_("Measures"), "records", of="measure"),
    ),
)
MEASURE = RecordKind(
    "measure",
    N_("Measure"),
    N_("Measures"),
    "s",
    Measure,
    lambda meeting, subject: meeting.sheet(subject).outline.measures,
    ("outline", "measures"),
    (*_MEASURE, *_PROGRESS),
)
CRITICISM = RecordKind(
    "criticism",
    N_("Criticism"),
    N_("Criticisms"),
    "k",
    Criticism,
    lambda meeting, subject: meeting.sheet(subject).criticisms,
    ("criticisms",),
    (
        Field("to", N_("To"), "member", 10),
        Field("text", N_("Criticism"), "prose", -1),
        _ASPECT,
        Field("discussed", N_("Talked over"), "flag", 6, hint=N_("with that member, beforehand")),
        Field("given", N_("Given"), "flag", 6, hint=N_("at the meeting")),
        Field("answer", N_("Answer"), "prose", hint=N_("what the other said to it")),
    ),
)
ENTRY = RecordKind(
    "entry",
    N_("Measure"),
    N_("Measures"),
    "r",
    RectificationEntry,
    lambda meeting, _subject: meeting.ledgers.rectification.entries,
    ("entries",),
    (
        Field("subject", N_("Whose"), "subject", 10),
        Field("problem", N_("Problem"), "prose", -1),
        *_MEASURE,
        *_PROGRESS,
        Field("origin", N_("From"), "line", hint=N_("the meeting it was taken over from; empty for this one")),
    ),
    ledger="rectification",
)

KINDS: dict[KindName, RecordKind[Model]] = {
    kind.name: kind for kind in (TEXT, SESSION, CHANNEL, OPINION, TALK, PROBLEM, CAUSE, MEASURE, CRITICISM, ENTRY)
}
"""Every kind by its name, in the order of lists and of faults."""


def is_known(meeting: Meeting, subject: str) -> bool:
    """Tell whether there is such a subject."""
    return subject == GROUP or subject in meeting.settings.members
