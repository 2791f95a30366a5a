"""The problem list from the outlines: counted by subject and aspect; in full with examples, causes, measures."""

from checklists.base.language import _
from checklists.model.ledgers.outline import Outline, Problem, ReviewState
from checklists.model.meeting import Meeting
from checklists.model.words import translate_state
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.outline import problems_exemplified, problems_explained
from checklists.reports.paper import Column, ExportChoice, Paper, State, Table, Tone, Value, number_rows
from checklists.reports.papers.common import (
    describe_confidentiality,
    get_aspect_title,
    list_paper,
    make_count_state,
    select_subjects,
)

_TONES: dict[ReviewState, Tone] = {
    "drafting": "off",
    "submitted": "busy",
    "reviewed": "busy",
    "returned": "late",
    "approved": "good",
    "changed": "late",
}


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """Count the problems; with *full*, list them."""
    meeting = readiness.meeting
    blocks = [count_table(meeting, choice)]
    if choice.is_full:
        blocks.append(_listed(meeting, choice))
    return [list_paper(readiness, _("Problem list"), blocks, describe_confidentiality(readiness, choice))]


def count_table(meeting: Meeting, choice: ExportChoice) -> Table:
    """Count each subject's problems by aspect, with the state of the outline."""
    aspects = meeting.settings.aspects
    rows: list[tuple[Value, ...]] = []
    for subject in select_subjects(meeting, choice):
        outline, state = meeting.sheet(subject).outline, meeting.outline_state(subject)
        problems = list(outline.problems.values())
        rows.append(
            (
                meeting.name(subject),
                State(translate_state(state), _TONES[state]),
                len(problems),
                *(sum(one.aspect == key for one in problems) for key in aspects),
                make_count_state(*problems_exemplified(meeting, subject, 1)[:2]),
                make_count_state(*problems_explained(meeting, subject, 1)[:2]),
                len(outline.measures),
            )
        )
    columns = (
        Column(_("Whose"), 14),
        Column(_("Outline"), 10),
        Column(_("Problems"), 8),
        *(Column(title, 12) for title in aspects.values()),
        Column(_("With example"), 10),
        Column(_("With cause"), 10),
        Column(_("Measures"), 8),
    )
    return Table(_("Problems by subject and aspect"), columns, tuple(rows))


def _listed(meeting: Meeting, choice: ExportChoice) -> Table:
    rows = []
    for subject in select_subjects(meeting, choice):
        outline = meeting.sheet(subject).outline
        rows += [
            (meeting.name(subject), get_aspect_title(meeting, one.aspect), one.text, one.example, *_chain(outline, one))
            for one in outline.problems.values()
        ]
    columns = (
        Column(_("No."), 5),
        Column(_("Whose"), 10),
        Column(_("Aspect"), 12),
        Column(_("Problem"), 30),
        Column(_("Example"), 26),
        Column(_("Causes"), 24),
        Column(_("Measures"), 28),
    )
    return Table(_("Problems in full"), columns, number_rows(rows))


def _chain(outline: Outline, problem: Problem) -> tuple[str, str]:
    causes = [outline.causes[key] for key in problem.causes if key in outline.causes]
    measures = [outline.measures[key] for cause in causes for key in cause.measures if key in outline.measures]
    return "\n".join(one.text for one in causes), "\n".join(one.text for one in measures)
