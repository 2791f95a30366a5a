"""The plan of talks, with all required ones, and the records of those held."""

from collections.abc import Iterator
from itertools import combinations

from checklists.base.language import _
from checklists.model.ledgers.talks import Talk
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.talks import list_talks
from checklists.records.kinds import TALK_WORDS
from checklists.reports.paper import Column, ExportChoice, Paper, State, Table, Value, number_rows
from checklists.reports.papers.common import (
    describe_confidentiality,
    has_part,
    list_paper,
    make_count_state,
    select_members,
)


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """List the required talks and those held; with *full*, what was said."""
    by_member, plan = plan_tables(readiness, choice)
    blocks = [by_member] if has_part(readiness, "talks-members") else []
    blocks.append(plan)
    if has_part(readiness, "talks-records"):
        blocks.append(_records(readiness.meeting, choice))
    return [list_paper(readiness, _("Talk plan and talk records"), blocks, describe_confidentiality(readiness, choice))]


def plan_tables(readiness: Readiness, choice: ExportChoice) -> tuple[Table, Table]:
    """Count each member's talks, and list every required talk."""
    meeting = readiness.meeting
    needed = list(_needed(meeting))
    rows = []
    for kind, member, other, keys in needed:
        talks = [meeting.ledgers.talks.talks[key] for key in keys]
        if choice.member in {None, member, other}:
            rows.append(
                (_(TALK_WORDS[kind]), meeting.name(member), _other(meeting, kind, other), *_state(readiness, talks))
            )
    counts = tuple(
        (meeting.name(member), make_count_state(*list_talks(meeting, member)))
        for member in select_members(meeting, choice)
    )
    columns = (
        Column(_("No."), 6),
        Column(_("Kind"), 16),
        Column(_("Member"), 14),
        Column(_("With"), 24),
        Column(_("Planned"), 12),
        Column(_("Held"), 12),
        Column(_("State"), 10),
    )
    return (
        Table(_("Talks by member"), (Column(_("Member"), 20), Column(_("Held of needed"), 16)), counts),
        Table(_("Talk plan"), columns, number_rows(rows)),
    )


def _needed(meeting: Meeting) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield kind, member, partner and talks of every required talk."""
    talks = meeting.ledgers.talks
    members = meeting.settings.members
    for member, other in combinations(members, 2):
        yield "member", member, other, talks.between.get(frozenset({member, other}), ())
    for key, member_of in members.items():
        for unit in dict.fromkeys(member_of.units):
            yield "unit", key, unit, talks.beside.get((key, unit), ())
        if member_of.branch:
            yield "branch", key, "", talks.beside.get((key, ""), ())
    for key, talk in talks.talks.items():
        if talk.kind == "requested":
            yield "requested", talk.member, talk.person, (key,)


def _other(meeting: Meeting, kind: str, other: str) -> str:
    if kind == "branch":
        return _("own branch")
    return meeting.name(other) if kind == "member" else other


def _state(readiness: Readiness, talks: list[Talk]) -> tuple[Value, Value, State]:
    held = max((talk.held for talk in talks if talk.held), default=None)
    planned = min((talk.planned for talk in talks if talk.planned), default=None)
    if held:
        return planned, held, State(_("held"), "good")
    if planned is None:
        return None, None, State(_("not planned"), "off")
    if planned < readiness.today:
        return planned, None, State(_("overdue"), "late")
    return planned, None, State(_("planned"), "busy")


def _records(meeting: Meeting, choice: ExportChoice) -> Table:
    rows = []
    held = [talk for talk in meeting.ledgers.talks.talks.values() if talk.held]
    for talk in sorted(held, key=lambda talk: str(talk.held)):
        if choice.member not in {None, talk.member, talk.partner}:
            continue
        other = talk.partner if talk.kind == "member" else talk.unit
        with_whom = _other(meeting, talk.kind, other) if talk.kind != "requested" else ""
        whom = " ".join(part for part in (with_whom, talk.person) if part)
        told: tuple[Value, ...] = (
            (talk.said, talk.heard)
            if choice.is_full
            else (_("yes") if talk.said or talk.heard else State(_("no"), "busy"),)
        )
        rows.append((talk.held, talk.place, meeting.name(talk.member), whom, *told))
    told_columns = (
        (Column(_("Pointed out by the member"), 30), Column(_("Pointed out to the member"), 30))
        if choice.is_full
        else (Column(_("Recorded"), 10),)
    )
    columns = (
        Column(_("No."), 6),
        Column(_("Held"), 12),
        Column(_("Place"), 16),
        Column(_("Member"), 12),
        Column(_("With"), 24),
        *told_columns,
    )
    return Table(_("Talk records"), columns, number_rows(rows))
