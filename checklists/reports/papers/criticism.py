"""The summary of criticism: how much each member has written of whom; in full, the texts."""

from collections import Counter

from checklists.base.language import _
from checklists.model.ledgers.criticism import Criticism
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.criticism import criticisms_discussed, criticisms_written
from checklists.reports.paper import Column, ExportChoice, Paper, Table, Value, number_rows
from checklists.reports.papers.common import (
    describe_confidentiality,
    get_aspect_title,
    list_paper,
    make_count_state,
    select_members,
)

MATRIX_LIMIT = 15
"""Members; with more, a matrix has more columns than a page can hold."""


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """Count the criticisms; with *full*, list them by the member criticised."""
    meeting = readiness.meeting
    blocks = list(count_tables(meeting, choice))
    if choice.is_full:
        blocks.append(_listed(meeting, choice))
    return [list_paper(readiness, _("Summary of criticism"), blocks, describe_confidentiality(readiness, choice))]


def _written(meeting: Meeting) -> list[tuple[str, Criticism]]:
    return [(critic, one) for critic in meeting.settings.members for one in meeting.sheet(critic).criticisms.values()]


def count_tables(meeting: Meeting, choice: ExportChoice) -> tuple[Table, ...]:
    """Count the criticisms by author and by member criticised."""
    members = meeting.settings.members
    each = meeting.target("criticisms_per_pair")
    written = _written(meeting)
    is_open = choice.viewer is None or meeting.settings.criticism_opened
    rows: list[tuple[Value, ...]] = []
    for member in select_members(meeting, choice):
        own = [one for critic, one in written if critic == member]
        of = [one for _critic, one in written if one.to == member]
        received = (len(of), sum(bool(one.answer) for one in of))
        rows.append(
            (
                meeting.name(member),
                make_count_state(*criticisms_written(meeting, member, each)[:2]),
                make_count_state(*criticisms_discussed(meeting, member, each)[:2]),
                sum(one.given for one in own),
                *(received if is_open else (_("not open"), _("not open"))),
            )
        )
    columns = (
        Column(_("Member"), 16),
        Column(_("Written of others"), 14),
        Column(_("Talked over"), 10),
        Column(_("Given"), 10),
        Column(_("Received from others"), 14),
        Column(_("Answered"), 10),
    )
    table = Table(_("Criticism by member"), columns, tuple(rows))
    is_shown = meeting.settings.layout.shows("criticism-matrix")
    if choice.member is not None or len(members) > MATRIX_LIMIT or not is_shown:
        return (table,)
    return table, _matrix(meeting, written)


def _matrix(meeting: Meeting, written: list[tuple[str, Criticism]]) -> Table:
    members = meeting.settings.members
    counts = Counter((critic, one.to) for critic, one in written)
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            meeting.name(critic),
            *("–" if critic == other else counts[critic, other] for other in members),
            sum(counts[critic, other] for other in members),
        )
        for critic in members
    )
    columns = (Column(_("From \\ to"), 12), *(Column(one.name, 8) for one in members.values()), Column(_("Sum"), 6))
    return Table(_("Criticism between members"), columns, rows)


def _listed(meeting: Meeting, choice: ExportChoice) -> Table:
    """List criticisms by member criticised; for a viewer, those they wrote and, once opened, those of them."""
    rows = []
    for member in meeting.settings.members if choice.viewer else select_members(meeting, choice):
        for critic, one in _written(meeting):
            if one.to == member and meeting.may_see(choice.viewer, critic, member):
                rows.append(
                    (
                        meeting.name(member),
                        meeting.name(critic),
                        get_aspect_title(meeting, one.aspect),
                        one.text,
                        _("yes") if one.discussed else _("no"),
                        _("yes") if one.given else _("no"),
                        one.answer,
                    )
                )
    columns = (
        Column(_("No."), 5),
        Column(_("To"), 10),
        Column(_("From"), 10),
        Column(_("Aspect"), 12),
        Column(_("Criticism"), 44),
        Column(_("Talked over"), 8),
        Column(_("Given"), 8),
        Column(_("Answer"), 26),
    )
    return Table(_("Criticism in full"), columns, number_rows(rows))
