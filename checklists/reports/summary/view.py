"""The content of a summary, computed once for all formats."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from checklists.base.language import _, join_names, ngettext
from checklists.base.text import clean_line
from checklists.readiness.duties import Duty, Readiness, Tally, sum_tallies
from checklists.readiness.reasons import NextStep, Reason, describe_quorum, find_next_steps, find_reasons
from checklists.readiness.words import format_percent
from checklists.reports.summary.numbers import number_lines
from checklists.reports.summary.pace import Pace, compute_pace


class StageRow(NamedTuple):
    """A stage, over the subjects shown."""

    number: int
    id: str
    title: str
    tally: Tally


class SubjectRow(NamedTuple):
    """A subject, over the stages shown."""

    id: str
    name: str
    tally: Tally
    stages: dict[str, Tally]


class Waiver(NamedTuple):
    """A waived duty, with decider and reason."""

    item: str
    title: str
    subject: str
    name: str
    note: str
    by: str
    on: date | None


@dataclass(frozen=True)
class SummaryView:
    """A readiness, or a member's or stage's part of it. The verdict is always the meeting's."""

    readiness: Readiness
    member: str | None = None
    """The only subject shown."""
    stage: str | None = None
    """The only stage shown."""

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The subjects shown."""
        return self.readiness.meeting.subjects if self.member is None else (self.member,)

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The ids of the stages shown."""
        return tuple(self.readiness.meeting.checklist.stages) if self.stage is None else (self.stage,)

    @cached_property
    def stage_rows(self) -> list[StageRow]:
        """The tally of each stage over the subjects shown."""
        rows = []
        for number, (stage_id, stage) in enumerate(self.readiness.meeting.checklist.stages.items(), start=1):
            if stage_id in self.stages:
                tallies = (self.readiness.subjects[subject].stages[stage_id] for subject in self.subjects)
                rows.append(StageRow(number, stage_id, str(stage.title), sum_tallies(tallies)))
        return rows

    @cached_property
    def subject_rows(self) -> list[SubjectRow]:
        """The tallies of each subject."""
        return [
            SubjectRow(
                subject,
                self.readiness.meeting.name(subject),
                self.readiness.total_of(subject)
                if self.stage is None
                else self.readiness.subjects[subject].stages[self.stage],
                {stage: self.readiness.subjects[subject].stages[stage] for stage in self.stages},
            )
            for subject in self.subjects
        ]

    def duties(self) -> Iterator[Duty]:
        """Every duty shown, in the checklist's order."""
        subjects = frozenset(self.subjects)
        for duty in self.readiness.duties():
            if duty.subject in subjects and duty.item.stage in self.stages:
                yield duty

    @cached_property
    def reasons(self) -> list[Reason]:
        """Why the meeting is not ready; of one stage, its own reasons."""
        items = self.readiness.meeting.checklist.items
        found = find_reasons(self.readiness, self.member)
        if self.stage is None:
            return found
        return [reason for reason in found if reason.item and items[reason.item].stage == self.stage]

    @cached_property
    def steps(self) -> list[NextStep]:
        """The next steps."""
        return [step for step in find_next_steps(self.readiness, self.member) if step.item.stage in self.stages]

    @cached_property
    def waivers(self) -> list[Waiver]:
        """The waived duties."""
        return [
            Waiver(
                duty.item.id,
                str(duty.item.title),
                duty.subject,
                self.readiness.meeting.name(duty.subject),
                clean_line(duty.mark.note),
                duty.mark.by,
                duty.mark.on,
            )
            for duty in self.duties()
            if duty.status == "waived"
        ]

    @cached_property
    def total(self) -> Tally:
        """The tally shown: all that counts for readiness, a member's part, or one stage."""
        if self.stage is not None:
            return sum_tallies(row.tally for row in self.stage_rows)
        return self.readiness.total if self.member is None else self.readiness.total_of(self.member)

    @property
    def scope_text(self) -> str:
        """The member and stage of the figures; empty for the whole meeting."""
        who = [] if self.member is None else [self.readiness.meeting.name(self.member)]
        what = [] if self.stage is None else [row.title for row in self.stage_rows]
        return _("Only for {name}").format(name=" · ".join(who + what)) if who or what else ""

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """The meeting's numbers; none for a part."""
        return number_lines(self.readiness.meeting) if self.member is None and self.stage is None else []

    @cached_property
    def pace(self) -> Pace | None:
        """The pace; ``None`` for a part."""
        if self.member is not None or self.stage is not None:
            return None
        return compute_pace(self.readiness, self.readiness.meeting.history.read_change_days())

    @property
    def verdict(self) -> str:
        """Whether the meeting can be held; beside a part's figures, that it is the meeting's verdict."""
        words = {"ready": _("READY"), "not-ready": _("NOT READY"), "late": _("LATE")}
        if self.scope_text and self.readiness.verdict == "late":
            return _("Whole meeting LATE")
        word = words[self.readiness.verdict]
        return _("Meeting {verdict}").format(verdict=word) if self.scope_text else word

    @property
    def progress_text(self) -> str:
        """Count and percentage of what is required and shown; once the day is past, afterwards too; what is overdue."""
        readiness, total = self.readiness, self.total
        overdue = total.overdue
        text = _("{done} of {required} done · progress {percent}").format(
            done=total.done, required=total.required, percent=format_percent(total)
        )
        if self.stage is None and readiness.is_over:
            later = readiness.afterwards if self.member is None else readiness.get_afterwards_tally(self.member)
            text += _(" · afterwards {done} of {required} done").format(done=later.done, required=later.required)
            overdue += later.overdue
        if overdue:
            text += " · " + ngettext("{count} overdue", "{count} overdue", overdue).format(count=overdue)
        return text

    @property
    def quorum_text(self) -> str:
        """The quorum's figures and state."""
        if self.readiness.quorum.lacks_principal_alone and self.readiness.meeting.settings.principal:
            return describe_quorum(self.readiness)
        word = _("Quorum reached") if self.readiness.quorum.is_ok else _("Quorum not reached")
        return _("{word}: {text}").format(word=word, text=describe_quorum(self.readiness))


def describe_waiver(waiver: Waiver) -> str:
    """Return a line on a waiver: item, subject, reason, decider."""
    by = join_names([part for part in (waiver.by, str(waiver.on or "")) if part])
    return _("{item} · {who}: {note} ({by})").format(item=waiver.title, who=waiver.name, note=waiver.note, by=by)
