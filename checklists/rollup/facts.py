"""What the roll-up keeps of a meeting: numbers and titles, nothing confidential and nothing that depends on the day.

A day makes duties overdue and a meeting near, but changes no count. So the facts of an unchanged folder hold on every
day, and `checklists.rollup.judging` works out from them what is late today.
"""

import json
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from checklists.checklist import Checklist, Wording
from checklists.language import current
from checklists.meeting import Meeting
from checklists.models import EARLIEST
from checklists.readiness import CLOSED, Readiness, Tally, assess
from checklists.rules import Quorum
from checklists.text import clean_line

MOST_PLANS = 32


class Title(NamedTuple):
    """A title in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return (self.zh or self.en) if current() == "zh" else (self.en or self.zh)


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
    """Which stage, by its place."""
    due: int
    """Days from the meeting's date."""
    is_group: bool
    is_quorum: bool
    """Whether it counts the quorum, which is told for the whole meeting."""


class Plan(NamedTuple):
    """What the roll-up needs of a checklist; thousands of meetings share one."""

    key: str
    """A digest of the rest."""
    id: str
    title: Title
    stages: tuple[PlanStage, ...]
    items: tuple[PlanItem, ...]


Open = tuple[int, int, int]
"""A required item that is open: its place in the plan, for how many subjects, and to how many it was returned."""


class Facts(NamedTuple):
    """One meeting on any day."""

    plan: Plan
    unit: str
    title: str
    day: date
    """The meeting's date."""
    members: int
    stages: tuple[Tally, ...]
    """What is done of each stage of the plan; what is overdue depends on the day and is not counted here."""
    open: tuple[Open, ...]
    quorum: Quorum
    has_principal: bool


class Plans:
    """The plans of the checklists seen last: thousands of meetings follow the same few."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Checklist, Plan]] = {}

    def of(self, checklist: Checklist) -> Plan:
        """Return the plan of a checklist, made once."""
        known = self._known.get(id(checklist))
        if known is None or known[0] is not checklist:
            if len(self._known) >= MOST_PLANS:
                self._known.clear()
            known = self._known[id(checklist)] = (checklist, plan_of(checklist))
        return known[1]


def plan_of(checklist: Checklist) -> Plan:
    """Take what the roll-up needs of a checklist."""
    places = {stage: number for number, stage in enumerate(checklist.stages)}
    content = (
        checklist.id,
        _title(checklist.title),
        tuple(PlanStage(key, _title(stage.title), stage.phase == "before") for key, stage in checklist.stages.items()),
        tuple(
            PlanItem(
                item.id,
                _title(item.title),
                places[item.stage],
                item.due,
                item.scope == "group",
                item.rule is not None and item.rule.name == "quorum-forecast",
            )
            for item in checklist.items.values()
        ),
    )
    return Plan(sha256(json.dumps(content).encode()).hexdigest()[:24], *content)


def facts_of(meeting: Meeting, plan: Plan) -> Facts:
    """Take what the roll-up keeps of a meeting."""
    readiness = assess(meeting, EARLIEST)
    settings = meeting.settings
    return Facts(
        plan,
        settings.unit,
        settings.title,
        settings.date,
        len(settings.members),
        tuple(tally._replace(overdue=0) for tally in readiness.stages.values()),
        _open(readiness, plan),
        readiness.quorum,
        settings.principal is not None,
    )


def _open(readiness: Readiness, plan: Plan) -> tuple[Open, ...]:
    counts = {item.id: (0, 0) for item in plan.items}
    for part in readiness.subjects.values():
        for duty in part.duties.values():
            if duty.status not in CLOSED and duty.item.required:
                subjects, returned = counts[duty.item.id]
                counts[duty.item.id] = (subjects + 1, returned + (duty.status == "returned"))
    return tuple((number, *counts[item.id]) for number, item in enumerate(plan.items) if counts[item.id][0])


def _title(wording: Wording) -> Title:
    return Title(wording.zh, wording.en)


def plan_text(plan: Plan) -> str:
    """Write a plan for the index."""
    return json.dumps(plan, ensure_ascii=False)


def plan_from(text: str) -> Plan:
    """Read a plan of the index. Raises `ValueError`, `TypeError` or `KeyError` where it is none."""
    key, name, title, stages, items = json.loads(text)
    return Plan(
        key,
        name,
        Title(*title),
        tuple(PlanStage(stage, Title(*words), before) for stage, words, before in stages),
        tuple(PlanItem(item, Title(*words), *rest) for item, words, *rest in items),
    )


def facts_text(facts: Facts) -> str:
    """Write facts for the index; the plan stands there once for all."""
    quorum = facts.quorum
    return json.dumps(
        [facts.unit, facts.title, facts.day.toordinal(), facts.members, facts.stages, facts.open, quorum,
         facts.has_principal],
        ensure_ascii=False,
    )  # fmt: skip


def facts_from(text: str, plan: Plan) -> Facts:
    """Read facts of the index. Raises `ValueError` or `TypeError` where they are none."""
    unit, title, day, members, stages, opened, quorum, has_principal = json.loads(text)
    found = Facts(
        plan,
        clean_line(unit),
        clean_line(title),
        date.fromordinal(day),
        members,
        tuple(map(Tally._make, stages)),
        tuple(map(tuple, opened)),
        Quorum._make(quorum),
        has_principal,
    )
    if len(found.stages) != len(plan.stages) or (found.open and max(found.open)[0] >= len(plan.items)):
        raise ValueError(plan.key)
    return found
