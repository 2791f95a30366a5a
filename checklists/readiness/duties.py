"""Readiness: what is done of what is required, at a date. A pure function of meeting and day.

The parts are computed per subject and taken over from an earlier readiness where nothing they depend on has
changed, so that one mark among 300 members costs one subject. No rule counts marks: what was counted outlives them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Literal, NamedTuple

from checklists.base.faults import Fault
from checklists.base.language import _
from checklists.model.checklist import Item, Phase
from checklists.model.conditions import is_applicable
from checklists.model.meeting import GROUP, LEDGERS, NO_MARK, Ledgers, Mark, Meeting, Status
from checklists.readiness.rules import RULES, Count, Quorum, compute_quorum, count

CLOSED = frozenset({"done", "waived"})
BARELY_OPEN = 0.9999
"""The greatest progress while something is open; progress is written with four digits."""
ROUNDING = 1e-9
"""Sums of fractions may be slightly too small: 29 of 50 is 58 percent, not 57."""
COUNTED_WHERE_ENTERED = frozenset({"study", "talks", "rectification"})
"""Ledgers at which no counting rule looks but those whose data is entered there."""
MeetingVerdict = Literal["ready", "not-ready", "late"]
"""Of a meeting; ``late`` only once its day is past."""


def judge_readiness(*, is_prepared: bool, is_over: bool, overdue: int) -> MeetingVerdict:
    """Return a meeting's verdict: whether it can be held; once it is over, whether anything is late."""
    if is_prepared and not overdue:
        return "ready"
    return "late" if is_over and overdue else "not-ready"


class Duty(NamedTuple):
    """An item for one subject, with its status."""

    item: Item
    subject: str
    status: Status
    """From the count if the item has a rule, else from the mark."""
    have: int
    need: int
    missing: tuple[str, ...]
    due: date
    is_overdue: bool
    mark: Mark

    @property
    def is_open(self) -> bool:
        """Tell whether something remains to be done."""
        return self.status not in CLOSED

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1; a counted duty gives its own share."""
        if not self.is_open:
            return 1.0
        return self.have / self.need if self.item.rule and self.need else 0.0


def compute_percent(progress: float) -> int:
    """Return the progress in percent, rounded down, but 0 only if nothing is done and 100 only if nothing is left."""
    return max(int(progress * 100 + ROUNDING), 1) if progress > 0 else 0


class Tally(NamedTuple):
    """How much of what is required is done."""

    done: int = 0
    required: int = 0
    share: float = 0.0
    """The sum of the duties' shares."""
    overdue: int = 0
    doing: int = 0
    returned: int = 0

    @property
    def progress(self) -> float:
        """From 0 to 1; 1 only if nothing is left, also if nothing is required."""
        if self.done >= self.required:
            return 1.0
        return min(self.share / self.required, BARELY_OPEN)

    @property
    def percent(self) -> int:
        """The progress in whole percent."""
        return compute_percent(self.progress)

    def add(self, other: "Tally") -> "Tally":
        """Add two tallies."""
        return Tally(
            self.done + other.done,
            self.required + other.required,
            self.share + other.share,
            self.overdue + other.overdue,
            self.doing + other.doing,
            self.returned + other.returned,
        )


NO_TALLY = Tally()


class SubjectReadiness(NamedTuple):
    """The duties of the group or of one member."""

    subject: str
    duties: dict[str, Duty]
    stages: dict[str, Tally]
    waited_for: frozenset[str]
    """Required items that are still open."""
    counts: Mapping[str, Count]
    """What the counting rules gave, by item."""


@dataclass(frozen=True)
class Readiness:
    """How much is done of what is required, and whether the meeting can be held."""

    meeting: Meeting
    today: date
    subjects: dict[str, SubjectReadiness]
    quorum: Quorum
    faults: tuple[Fault, ...] = ()
    """The faults of the files; for a viewer only those that they may see."""
    has_errors: bool = False
    """Whether files have faults, so that nobody can know whether all is done; the same for every viewer."""

    @cached_property
    def stages(self) -> dict[str, Tally]:
        """The tally of each stage over all subjects."""
        return {
            stage: sum_tallies(part.stages[stage] for part in self.subjects.values())
            for stage in self.meeting.checklist.stages
        }

    @cached_property
    def total(self) -> Tally:
        """The tally of all that counts for readiness."""
        return self._sum_phase("before", self.stages)

    def total_of(self, subject: str) -> Tally:
        """Return one subject's tally of all that counts for readiness."""
        return self._sum_phase("before", self.subjects[subject].stages)

    def get_afterwards_tally(self, subject: str) -> Tally:
        """Return a subject's tally of the duties of the meeting's day and afterwards."""
        return self._sum_phase("after", self.subjects[subject].stages)

    def _sum_phase(self, phase: Phase, tallies: dict[str, Tally]) -> Tally:
        stages = self.meeting.checklist.stages
        return sum_tallies(tally for stage, tally in tallies.items() if stages[stage].phase == phase)

    @cached_property
    def afterwards(self) -> Tally:
        """The tally of the duties of the meeting's day and afterwards."""
        return self._sum_phase("after", self.stages)

    @property
    def overdue(self) -> int:
        """How many duties are overdue, those of the meeting and of afterwards included."""
        return self.total.overdue + self.afterwards.overdue

    def count_overdue(self, subject: str) -> int:
        """Return how many of a subject's duties are overdue, those for afterwards included."""
        return sum(tally.overdue for tally in self.subjects[subject].stages.values())

    @property
    def is_over(self) -> bool:
        """Tell whether the meeting's day is past."""
        return self.days_left < 0

    @property
    def is_ready(self) -> bool:
        """Tell whether all that is required before the meeting is done or waived and the quorum holds.

        Once the meeting's day is past, nothing for afterwards may be overdue either.
        """
        return self.verdict == "ready"

    @property
    def is_prepared(self) -> bool:
        """Tell whether all that is required before the meeting is done or waived and the quorum holds."""
        return self.total.done == self.total.required and self.quorum.is_ok and not self.has_errors

    @property
    def verdict(self) -> MeetingVerdict:
        """Whether the meeting can be held; once its day is past, whether something is late."""
        return judge_readiness(is_prepared=self.is_prepared, is_over=self.is_over, overdue=self.overdue)

    @property
    def days_left(self) -> int:
        """Days until the meeting; negative once it is past."""
        return (self.meeting.settings.date - self.today).days

    def duties(self) -> Iterator[Duty]:
        """All duties in the order of the checklist, within an item in the roster's order."""
        for item_id in self.meeting.checklist.items:
            yield from self.list_item_duties(item_id)

    def list_item_duties(self, item_id: str) -> Iterator[Duty]:
        """Yield the duties of an item."""
        item = self.meeting.checklist.items[item_id]
        for subject in (GROUP,) if item.scope == "group" else self.meeting.settings.members:
            duty = self.subjects[subject].duties.get(item_id)
            if duty:
                yield duty

    def duty(self, subject: str, item_id: str) -> Duty | None:
        """Return a duty; ``None`` if the item does not apply to the subject."""
        part = self.subjects.get(subject)
        return part.duties.get(item_id) if part else None

    @property
    def has_begun(self) -> bool:
        """Tell whether the meeting's day has come, or someone signed in."""
        return has_begun(self.meeting, self.today)

    @cached_property
    def _open_items(self) -> Counter[str]:
        counted: Counter[str] = Counter()
        for part in self.subjects.values():
            counted.update(part.waited_for)
        return counted

    def list_prerequisites(self, duty: Duty) -> list[str]:
        """Return the open items that must be done before a duty: of the subject, or of the whole group.

        From the meeting on, what a counted item builds on is waited for too: the count may be complete long before.
        """
        return list(self._first_of(duty.item.id, duty.subject))

    def _first_of(self, item_id: str, subject: str) -> tuple[str, ...]:
        known = self._firsts.get((item_id, subject))
        if known is not None:
            return known
        items = self.meeting.checklist.items
        found: dict[str, None] = {}
        for first in items[item_id].after:
            whose = GROUP if items[first].scope == "group" else subject
            if items[first].scope == "member" and whose == GROUP:
                is_open = self._open_items[first] > 0
            else:
                is_open = first in self.subjects[whose].waited_for
            if is_open:
                found[first] = None
            elif items[first].rule and not self.meeting.checklist.is_before(items[first]):
                found.update(dict.fromkeys(self._first_of(first, whose)))
        self._firsts[item_id, subject] = tuple(found)
        return tuple(found)

    @cached_property
    def _firsts(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The items that come first, by item and subject."""
        return {}


def has_begun(meeting: Meeting, today: date) -> bool:
    """Tell whether the meeting's day has come, or someone signed in."""
    return today >= meeting.settings.date or "present" in meeting.ledgers.day.attendance.values()


def postpone_duty(duty: Duty) -> Duty:
    """Return a counted duty of the meeting's day or afterwards as it stands before that day.

    The measures of the outlines are there long before; they are no plan of rectification yet.
    """
    if duty.item.rule is None or not duty.have:
        return duty
    status: Status = "waived" if duty.status == "waived" else "todo"
    return duty._replace(status=status, have=0, missing=(_("the meeting itself"),))


def assess(
    meeting: Meeting, today: date, faults: tuple[Fault, ...] = (), earlier: Readiness | None = None
) -> Readiness:
    """Compute the readiness; parts of an `earlier` one are reused if they still hold."""
    dues = {item.id: meeting.settings.date + timedelta(days=item.due) for item in meeting.checklist.items.values()}
    before: Meeting | None = None
    if (
        earlier
        and earlier.today == today
        and earlier.meeting.settings is meeting.settings
        and earlier.meeting.checklist is meeting.checklist
    ):
        before = earlier.meeting
    subjects: dict[str, SubjectReadiness] = {}
    for subject in meeting.subjects:
        part = earlier.subjects[subject] if earlier and before else None
        counts = _keep_counts(before, meeting, part) if part and before else {}
        if part and before and counts is part.counts and before.sheet(subject).marks is meeting.sheet(subject).marks:
            subjects[subject] = part
        else:
            subjects[subject] = _assess_subject(meeting, subject, today, dues, counts)
    has_errors = any(fault.severity != "notice" for fault in faults)
    return Readiness(meeting, today, subjects, compute_quorum(meeting), faults, has_errors)


def _keep_counts(before: Meeting, now: Meeting, part: SubjectReadiness) -> Mapping[str, Count]:
    """Return what was counted for a subject and still holds: its counts themselves where nothing changed but marks."""
    for owner in now.subjects if part.subject == GROUP else (part.subject,):
        old, new = before.sheet(owner), now.sheet(owner)
        if old is not new and not (
            old.outline is new.outline and old.study is new.study and old.criticisms is new.criticisms
        ):
            return {}
    changed = {name for name in LEDGERS if getattr(before.ledgers, name) is not getattr(now.ledgers, name)}
    if not changed or (
        part.subject != GROUP and _facts(before.ledgers, part.subject) == _facts(now.ledgers, part.subject)
    ):
        return part.counts
    if not changed <= COUNTED_WHERE_ENTERED:
        return {}
    rules = {key: now.checklist.items[key].rule for key in part.counts}
    return {key: part.counts[key] for key, rule in rules.items() if rule and RULES[rule.name].place not in changed}


def _facts(ledgers: Ledgers, member: str) -> tuple[object, ...]:
    """Return the ledgers' data about a member that the counting rules use."""
    day = ledgers.day
    return (
        ledgers.study,
        bool(ledgers.opinions.opinions),
        ledgers.opinions.about.get(member),
        member in ledgers.opinions.none_told,
        ledgers.talks.of.get(member),
        day.attendance,
        day.spoken.get(member),
        member in day.told,
    )


def _assess_subject(
    meeting: Meeting, subject: str, today: date, dues: dict[str, date], earlier: Mapping[str, Count]
) -> SubjectReadiness:
    """Assess a subject's duties; what was counted `earlier` is not counted again."""
    marks = meeting.sheet(subject).marks
    is_early = not has_begun(meeting, today)
    duties: dict[str, Duty] = {}
    counts: dict[str, Count] = {}
    by_stage: dict[str, list[Duty]] = {stage: [] for stage in meeting.checklist.stages}
    for item in meeting.checklist.items_by_scope["group" if subject == GROUP else "member"]:
        if item.when == "always" or is_applicable(meeting, item, subject):
            if item.rule:
                counts[item.id] = earlier.get(item.id) or count(meeting, item, subject)
            duty = _duty(item, subject, marks.get(item.id, NO_MARK), dues[item.id], today, counts.get(item.id))
            if is_early and not meeting.checklist.is_before(item):
                duty = postpone_duty(duty)
            duties[item.id] = duty
            by_stage[item.stage].append(duty)
    stages = {stage: tally_duties(found) if found else NO_TALLY for stage, found in by_stage.items()}
    waited_for = frozenset(key for key, duty in duties.items() if duty.status not in CLOSED and duty.item.required)
    return SubjectReadiness(subject, duties, stages, waited_for, counts)


def _duty(item: Item, subject: str, mark: Mark, due: date, today: date, counted: Count | None) -> Duty:
    status = mark.status
    if status == "waived" and not (mark.note and mark.by):
        status = "todo"
    have, need = (1 if status == "done" else 0), 1
    missing: tuple[str, ...] = ()
    if counted:
        have, need, missing, is_returned = counted
        if status != "waived":
            status = "returned" if is_returned else "done" if have >= need else "doing" if have else "todo"
    return Duty(item, subject, status, have, need, missing, due, due < today and status not in CLOSED, mark)


def tally_duties(duties: Iterable[Duty]) -> Tally:
    """Count done and required duties."""
    done = required = overdue = doing = returned = 0
    share = 0.0
    for duty in duties:
        if not duty.item.required:
            continue
        required += 1
        if duty.status in CLOSED:
            done += 1
            share += 1.0
            continue
        share += duty.share
        overdue += duty.is_overdue
        doing += duty.status == "doing"
        returned += duty.status == "returned"
    return Tally(done, required, share, overdue, doing, returned)


def sum_tallies(tallies: Iterable[Tally]) -> Tally:
    """Add up tallies."""
    found = list(tallies)
    return Tally(*map(sum, zip(*found, strict=True))) if found else NO_TALLY
