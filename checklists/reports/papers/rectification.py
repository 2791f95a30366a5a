"""The rectification list: measures of this meeting's outlines, and those carried over from the last."""

from collections.abc import Iterator

from checklists.base.language import N_, _
from checklists.model.ledgers.outline import MeasureState, TrackedMeasure
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.reports.paper import Column, ExportChoice, Paper, State, Table, Tone, Value, number_rows
from checklists.reports.papers.common import describe_confidentiality, has_part, list_paper

_STATES: dict[MeasureState, tuple[str, Tone]] = {
    "closed": (N_("closed"), "good"),
    "carried": (N_("carried over"), "off"),
    "overdue": (N_("overdue"), "late"),
    "doing": (N_("in progress"), "busy"),
    "open": (N_("open"), "off"),
}
MeasureLine = tuple[str, str, str, str, TrackedMeasure]
"""Id, subject, original meeting, problem, and the measure with its progress."""


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """List every measure with owner, due date and state; with *full*, also problem and progress."""
    return [
        list_paper(
            readiness,
            _("Rectification ledger"),
            (make_table(readiness, choice),),
            describe_confidentiality(readiness, choice),
        )
    ]


def make_table(readiness: Readiness, choice: ExportChoice) -> Table:
    """Return the list as a table."""
    meeting = readiness.meeting
    rows: list[tuple[Value, ...]] = []
    for key, whose, origin, problem, one in list_measures(meeting, choice):
        owner = meeting.name(one.owner) if one.owner else State(_("missing"), "late")
        due = one.due or State(_("missing"), "late")
        state = make_measure_state(readiness, one)
        name = meeting.name(whose)
        if choice.is_full:
            texts = (f"{name}\n{origin}", problem, one.text, one.target)
            rows.append((key, *texts, owner, due, state, _progress(one)))
        else:
            rows.append((key, name, origin, owner, due, state, one.closed, len(one.evidence)))
    columns = _columns(is_full=choice.is_full)
    if not has_part(readiness, "rectification-ids"):
        columns, rows = (columns[0], *columns[2:]), [row[1:] for row in rows]
    return Table(_("Rectification ledger"), columns, number_rows(rows))


def _progress(one: TrackedMeasure) -> str:
    closed = _("closed {date}").format(date=one.closed) if one.closed else ""
    carried = _("carried over: {reason}").format(reason=one.carried) if one.carried else ""
    return "\n".join(part for part in (one.progress, closed, carried, *one.evidence) if part)


def _columns(*, is_full: bool) -> tuple[Column, ...]:
    start = (Column(_("No."), 5), Column(_("Id"), 7), Column(_("Whose"), 14))
    middle = (Column(_("Owner"), 10), Column(_("Deadline"), 12), Column(_("State"), 9))
    if is_full:
        texts = (Column(_("Problem"), 28), Column(_("Measure"), 32), Column(_("Target"), 26))
        return (*start, *texts, *middle, Column(_("Progress and evidence"), 32))
    return (*start, Column(_("From"), 20), *middle, Column(_("Closed"), 12), Column(_("Pieces of evidence"), 8))


def list_measures(meeting: Meeting, choice: ExportChoice) -> Iterator[MeasureLine]:
    """Yield entries of the list, then measures of the outlines; for one subject also measures they own."""
    for key, entry in meeting.ledgers.rectification.entries.items():
        if choice.member in {None, entry.subject, entry.owner}:
            yield key, entry.subject, entry.origin or _("this meeting"), entry.problem, entry
    for subject in meeting.subjects:
        outline = meeting.sheet(subject).outline
        for key, measure in outline.measures.items():
            if choice.member not in {None, subject, measure.owner}:
                continue
            causes = {cause for cause, one in outline.causes.items() if key in one.measures}
            problems = [one.text for one in outline.problems.values() if causes & set(one.causes)]
            yield key, subject, _("this meeting"), "\n".join(problems), measure


def make_measure_state(readiness: Readiness, one: TrackedMeasure) -> State:
    """Return a measure's state."""
    word, tone = _STATES[one.get_state(readiness.today)]
    return State(_(word), tone)
