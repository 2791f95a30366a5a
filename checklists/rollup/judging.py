"""A unit of the roll-up: a meeting's facts, or why there are none, judged on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from checklists.base.language import N_, _, ngettext
from checklists.readiness.duties import NO_TALLY, Tally, judge_readiness, sum_tallies
from checklists.readiness.reasons import describe_due, format_quorum
from checklists.rollup.facts import Facts, Open, RollUpChecklist, Title

UnitVerdict = Literal["faulty", "not-begun", "late", "not-ready", "ready"]
VERDICTS: tuple[UnitVerdict, ...] = ("faulty", "not-begun", "late", "not-ready", "ready")
"""The verdicts, the most urgent first."""
UNIT_VERDICT_WORDS: dict[UnitVerdict, str] = {
    "faulty": N_("faulty"),
    "not-begun": N_("not begun"),
    "late": N_("late"),
    "not-ready": N_("not ready"),
    "ready": N_("ready"),
}
VERDICT_SIGNS: dict[UnitVerdict, str] = {"faulty": "×", "not-begun": "–", "late": "!", "not-ready": "◐", "ready": "✔"}


class Due(NamedTuple):
    """The first reason why a meeting is not ready."""

    kind: Literal["quorum", "returned", "overdue", "open"]
    title: Title | None = None
    subjects: int = 0
    is_group: bool = True
    day: date | None = None
    facts: Facts | None = None
    """The facts with the numbers, if the reason is the quorum."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A line of the roll-up."""

    path: Path
    """The folder; the expected one if the unit has not begun."""
    folder: str
    """The folder as shown: relative to the root, safe on one line."""
    district: str
    unit: str
    verdict: UnitVerdict
    today: date
    title: str = ""
    day: date | None = None
    plan: RollUpChecklist | None = None
    stages: tuple[Tally, ...] = ()
    total: Tally = NO_TALLY
    """The tally of all that counts for readiness."""
    late: tuple[int, ...] = ()
    """The overdue items, by their index in the plan."""
    is_ready: bool = False
    """Whether the meeting can be held, and nothing for afterwards is late."""
    due: Due | None = None
    problem: str = ""
    """What is wrong with the folder; empty if nothing is."""
    is_expected: bool = True
    """Whether the manifest has it; true without a manifest."""

    @property
    def days_left(self) -> int | None:
        """Days until the meeting; negative once it is past."""
        return (self.day - self.today).days if self.day else None

    @property
    def overdue(self) -> int:
        """How many duties are overdue, those for afterwards included."""
        return sum(tally.overdue for tally in self.stages)

    @property
    def progress(self) -> float:
        """From 0 to 1; 0 if it is unknown."""
        return self.total.progress if self.plan else 0.0

    @property
    def stage_tallies(self) -> dict[str, Tally]:
        """The tallies by the stages' ids."""
        stages = self.plan.stages if self.plan else ()
        return {stage.id: tally for stage, tally in zip(stages, self.stages, strict=True)}

    @property
    def reason(self) -> str:
        """The first reason why it is not ready, as a sentence."""
        if self.problem or self.due is None:
            return self.problem
        due = self.due
        if due.facts:
            return format_quorum(due.facts.quorum, has_principal=due.facts.has_principal)
        when = describe_due(due.day, self.today) if due.day else ""
        if due.kind == "returned":
            sentence = ngettext(
                "“{item}” was returned {count} time, {when}",
                "“{item}” was returned {count} times, {when}",
                due.subjects,
            )
        elif due.is_group:
            sentence = _("“{item}” is open, {when}")
        else:
            sentence = ngettext(
                "“{item}” is open for {count} member, {when}",
                "“{item}” is open for {count} members, {when}",
                due.subjects,
            )
        return sentence.format(item=due.title, count=due.subjects, when=when)


def judge(
    facts: Facts, today: date, *, path: Path, folder: str, district: str, problem: str = "", is_expected: bool = True
) -> Unit:
    """Judge a meeting on a day. If its files have a problem, nobody knows whether it is ready."""
    plan, day, progress = facts.plan, facts.day, facts.compute_progress(today)
    overdue = [0] * len(plan.stages)
    late = []
    passed = (today - day).days
    for place, subjects, _returned in progress.open:
        item = plan.items[place]
        if item.due < passed:
            overdue[item.stage] += subjects
            late.append(place)
    stages = tuple(
        [tally._replace(overdue=more) if more else tally for tally, more in zip(progress.stages, overdue, strict=True)]
    )
    total = sum_tallies([tally for stage, tally in zip(plan.stages, stages, strict=True) if stage.is_before])
    is_prepared = not problem and facts.quorum.is_ok and total.done == total.required
    verdict: UnitVerdict = (
        "faulty" if problem else judge_readiness(is_prepared=is_prepared, is_over=passed > 0, overdue=len(late))
    )
    return Unit(
        path,
        folder,
        district,
        facts.unit,
        verdict,
        today,
        facts.title,
        day,
        plan,
        stages,
        total,
        tuple(late),
        verdict == "ready",
        None if problem else _find_first(facts, progress.open, passed, is_prepared=is_prepared),
        problem,
        is_expected,
    )


def _find_first(facts: Facts, opened: tuple[Open, ...], passed: int, *, is_prepared: bool) -> Due | None:
    """Return the first reason; once the meeting can be held, the first late duty for afterwards."""
    plan = facts.plan
    if not facts.quorum.is_ok:
        return Due("quorum", facts=facts)
    found: list[tuple[int, int, int, int]] = []
    for place, subjects, returned in opened:
        item = plan.items[place]
        is_late = item.due < passed
        if item.is_quorum or (is_prepared and not is_late) or not (is_prepared or plan.stages[item.stage].is_before):
            continue
        if subjects > returned:
            found.append((0 if is_late else 2, item.due, place, subjects - returned))
        if returned:
            found.append((1, item.due, place, returned))
    if not found:
        return None
    rank, due, place, subjects = min(found)
    item = plan.items[place]
    kinds: tuple[Literal["overdue", "returned", "open"], ...] = ("overdue", "returned", "open")
    return Due(kinds[rank], item.title, subjects, item.is_group, facts.day + timedelta(days=due))
