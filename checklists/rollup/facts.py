"""The facts of a meeting that the roll-up keeps: numbers and titles, nothing confidential or dependent on the day.

A day makes duties overdue and a meeting near, but changes no count. So the facts of an unchanged folder hold on every
day, and `checklists.rollup.judging` works out from them what is late today.
"""

import json
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from checklists.base.dates import EARLIEST
from checklists.base.language import choose_text
from checklists.base.text import clean_line
from checklists.model.checklist import Checklist, Wording
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Duty, Readiness, Tally, assess, has_begun, postpone_duty, tally_duties
from checklists.readiness.rules import Quorum

MOST_PLANS = 32


class Title(NamedTuple):
    """A title in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return choose_text(self.zh, self.en)


class PlanStage(NamedTuple):
    """A stage of a checklist."""

    id: str
    title: Title
    is_before: bool
    """Whether it counts for readiness."""


class PlanItem(NamedTuple):
    """An item of a checklist."""

    id: str
    title: Title
    stage: int
    """The stage, by index."""
    due: int
    """Days from the meeting's date."""
    is_group: bool
    is_quorum: bool
    """Whether it counts the quorum, which is the whole meeting's."""


class RollUpChecklist(NamedTuple):
    """What the roll-up needs of a checklist; thousands of meetings share one."""

    key: str
    """A digest of the other fields."""
    id: str
    title: Title
    stages: tuple[PlanStage, ...]
    items: tuple[PlanItem, ...]


Open = tuple[int, int, int]
"""A required open item: its index in the plan, the number of its open subjects, and of those returned."""


class UnitProgress(NamedTuple):
    """The progress of a meeting."""

    stages: tuple[Tally, ...]
    """The tally of each stage; what is overdue depends on the day and is not included."""
    open: tuple[Open, ...]


class Facts(NamedTuple):
    """The facts of a meeting, valid on any day."""

    plan: RollUpChecklist
    unit: str
    title: str
    day: date
    """The meeting's date."""
    members: int
    is_held: bool
    """Whether anyone signed in."""
    early: UnitProgress
    """The progress before the meeting's day."""
    begun: UnitProgress
    """The progress from that day on, when more counts."""
    quorum: Quorum
    has_principal: bool

    def compute_progress(self, today: date) -> UnitProgress:
        """Return the progress on a day."""
        return self.begun if self.is_held or today >= self.day else self.early


class Plans:
    """A cache of plans: thousands of meetings follow the same few checklists."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Checklist, RollUpChecklist]] = {}

    def get_plan(self, checklist: Checklist) -> RollUpChecklist:
        """Return a checklist's plan, made once."""
        known = self._known.get(id(checklist))
        if known is None or known[0] is not checklist:
            if len(self._known) >= MOST_PLANS:
                self._known.clear()
            known = self._known[id(checklist)] = (checklist, plan_of(checklist))
        return known[1]


def plan_of(checklist: Checklist) -> RollUpChecklist:
    """Return what the roll-up needs of a checklist."""
    places = {stage: number for number, stage in enumerate(checklist.stages)}
    content = (
        checklist.id,
        _make_title(checklist.title),
        tuple(
            PlanStage(key, _make_title(stage.title), stage.phase == "before") for key, stage in checklist.stages.items()
        ),
        tuple(
            PlanItem(
                item.id,
                _make_title(item.title),
                places[item.stage],
                item.due,
                item.scope == "group",
                item.rule is not None and item.rule.name == "quorum-forecast",
            )
            for item in checklist.items.values()
        ),
    )
    return RollUpChecklist(sha256(json.dumps(content).encode()).hexdigest()[:24], *content)


def collect_facts(meeting: Meeting, plan: RollUpChecklist) -> Facts:
    """Return the facts of a meeting."""
    settings = meeting.settings
    readiness = assess(meeting, settings.date)
    is_held = has_begun(meeting, EARLIEST)
    begun = _make_progress(readiness, plan, is_early=False)
    return Facts(
        plan,
        settings.unit,
        settings.title,
        settings.date,
        len(settings.members),
        is_held,
        begun if is_held else _make_progress(readiness, plan, is_early=True),
        begun,
        readiness.quorum,
        settings.principal is not None,
    )


def _make_progress(readiness: Readiness, plan: RollUpChecklist, *, is_early: bool) -> UnitProgress:
    checklist = readiness.meeting.checklist
    counts = {item.id: (0, 0) for item in plan.items}
    by_stage: dict[str, list[Duty]] = {stage.id: [] for stage in plan.stages}
    for part in readiness.subjects.values():
        for counted in part.duties.values():
            duty = postpone_duty(counted) if is_early and not checklist.is_before(counted.item) else counted
            by_stage[duty.item.stage].append(duty)
            if duty.is_open and duty.item.required:
                subjects, returned = counts[duty.item.id]
                counts[duty.item.id] = (subjects + 1, returned + (duty.status == "returned"))
    return UnitProgress(
        tuple(tally_duties(duties)._replace(overdue=0) for duties in by_stage.values()),
        tuple((number, *counts[item.id]) for number, item in enumerate(plan.items) if counts[item.id][0]),
    )


def _make_title(wording: Wording) -> Title:
    return Title(wording.zh, wording.en)


def plan_text(plan: RollUpChecklist) -> str:
    """Return a plan as text for the index."""
    return json.dumps(plan, ensure_ascii=False)


def plan_from(text: str) -> RollUpChecklist:
    """Parse a plan of the index. Raises `ValueError`, `TypeError` or `KeyError`."""
    key, name, title, stages, items = json.loads(text)
    return RollUpChecklist(
        key,
        name,
        Title(*title),
        tuple(PlanStage(stage, Title(*words), before) for stage, words, before in stages),
        tuple(PlanItem(item, Title(*words), *rest) for item, words, *rest in items),
    )


def serialise_facts(facts: Facts) -> str:
    """Return facts as text for the index, without their plan: many share it."""
    quorum = facts.quorum
    return json.dumps(
        [facts.unit, facts.title, facts.day.toordinal(), facts.members, facts.is_held, facts.early, facts.begun, quorum,
         facts.has_principal],
        ensure_ascii=False,
    )  # fmt: skip


def parse_facts(text: str, plan: RollUpChecklist) -> Facts:
    """Parse facts of the index. Raises `ValueError` or `TypeError`."""
    unit, title, day, members, is_held, early, begun, quorum, has_principal = json.loads(text)
    return Facts(
        plan,
        clean_line(unit),
        clean_line(title),
        date.fromordinal(day),
        members,
        is_held,
        _parse_progress(early, plan),
        _parse_progress(begun, plan),
        Quorum._make(quorum),
        has_principal,
    )


def _parse_progress(written: Any, plan: RollUpChecklist) -> UnitProgress:
    stages, opened = written
    found = UnitProgress(tuple(map(Tally._make, stages)), tuple(map(tuple, opened)))
    if len(found.stages) != len(plan.stages) or (found.open and max(found.open)[0] >= len(plan.items)):
        raise ValueError(plan.key)
    return found
