"""The self-inspection papers of the group and of each member, set from their outlines."""

from checklists.base.language import _
from checklists.model.ledgers.outline import Measure, Outline, Problem
from checklists.model.meeting import GROUP, Meeting
from checklists.model.words import translate_state
from checklists.readiness.duties import Readiness
from checklists.reports.paper import Block, ExportChoice, Heading, Paper, Paragraph
from checklists.reports.papers.common import (
    describe_confidentiality,
    format_member,
    format_official_date,
    format_paper_date,
    get_aspect_title,
    has_part,
    make_closing,
    make_title,
    select_subjects,
)

LEADS = ("如", "比如", "例如", "譬如", "再如", "再比如", "For example", "for example")
"""The words that begin an example, as one taken from a draft may."""


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """Make a paper for each subject; what the outline lacks is marked as missing."""
    return [_paper(readiness, choice, subject) for subject in select_subjects(readiness.meeting, choice)]


def _paper(readiness: Readiness, choice: ExportChoice, subject: str) -> Paper:
    meeting = readiness.meeting
    settings = meeting.settings
    outline = meeting.sheet(subject).outline
    is_group = subject == GROUP
    what = _("Self-inspection of the leadership group") if is_group else _("Personal self-inspection")
    who = () if is_group else (format_member(meeting, subject),)
    state = _("Outline: {state}").format(state=translate_state(meeting.outline_state(subject)))
    remarks = [describe_confidentiality(readiness, choice), *([state] if has_part(readiness, "remarks") else [])]
    signed_by = settings.unit_on_papers if is_group else meeting.name(subject)
    blocks = (
        *([Paragraph(_opening(meeting, subject))] if has_part(readiness, "self-inspection-opening") else []),
        *_problems(meeting, outline),
        *_causes(outline),
        *_measures(meeting, outline),
        *_explanations(meeting, outline),
        *make_closing(readiness, signed_by, settings.date),
    )
    day = format_paper_date(readiness, settings.date)
    lines = (*who, *([day] if day else []))
    return Paper(make_title(readiness, what), blocks, lines, " ".join(remarks), is_numbered=True)


def _opening(meeting: Meeting, subject: str) -> str:
    settings, ledgers = meeting.settings, meeting.ledgers
    held = ledgers.study.held_sessions
    opinions = sum(subject in one.about for one in ledgers.opinions.opinions.values())
    talks = [talk for talk in ledgers.talks.talks.values() if talk.held]
    if subject != GROUP:
        held = tuple(key for key in held if ledgers.study.sessions[key].attendance.get(subject) == "present")
        talks = [talk for talk in talks if subject in {talk.member, talk.partner}]
    theme = _("on the theme “{theme}”, ").format(theme=settings.theme) if settings.theme else ""
    words = (
        _(
            "As the {title} requires, {theme}the group studied together {studied} times, heard {opinions} opinions "
            "about it and held {talks} talks. It has looked for its problems, examined their causes and set measures. "
            "The self-inspection follows."
        )
        if subject == GROUP
        else _(
            "As the {title} requires, {theme}I took part in {studied} study sessions, heard {opinions} opinions "
            "about me and had {talks} talks. I have looked for my problems, examined their causes and set measures. "
            "My self-inspection follows."
        )
    )
    return words.format(title=settings.title, theme=theme, studied=len(held), opinions=opinions, talks=len(talks))


def _problems(meeting: Meeting, outline: Outline) -> list[Block]:
    found: list[Block] = [Heading(_("Main problems"))]
    others = [one for one in outline.problems.values() if one.aspect not in meeting.settings.aspects]
    for key in meeting.settings.aspects:
        found.append(Heading(get_aspect_title(meeting, key), 2))
        problems = [one for one in outline.problems.values() if one.aspect == key]
        for one in problems:
            found += _problem(one)
        if not problems:
            found.append(Paragraph(_("[No problem is listed on this aspect yet.]")))
    if others:
        found.append(Heading(_("Other aspects"), 2))
    for one in others:
        found += _problem(one)
    return found


def _problem(one: Problem) -> list[Block]:
    """Return a problem as a numbered heading, its further text and example as body text."""
    first, *rest = one.text.split("\n")
    found: list[Block] = [Heading(_stopped(first), 3)]
    found += [Paragraph(line) for line in rest]
    if one.example:
        example = _stopped(one.example)
        is_led_in = one.example.startswith(LEADS)
        found.append(Paragraph(example if is_led_in else _("For example: {example}").format(example=example)))
    return found


def _causes(outline: Outline) -> list[Block]:
    found: list[Block] = [Heading(_("Root causes"))]
    found += [Heading(_stopped(one.text), 2) for one in outline.causes.values()]
    if not outline.causes:
        found.append(Paragraph(_("[No cause is given yet.]")))
    return found


def _measures(meeting: Meeting, outline: Outline) -> list[Block]:
    found: list[Block] = [Heading(_("Measures"))]
    for one in outline.measures.values():
        found.append(Heading(_stopped(one.text), 2))
        if meeting.settings.layout.shows("self-inspection-terms"):
            found.append(Paragraph(_terms(meeting, one)))
    if not outline.measures:
        found.append(Paragraph(_("[No measure is set yet.]")))
    return found


def _terms(meeting: Meeting, one: Measure) -> str:
    missing = _("[missing]")
    return _("Owner: {owner}; due: {due}; target: {target}").format(
        owner=meeting.name(one.owner) if one.owner else missing,
        due=format_official_date(one.due) or missing,
        target=_stopped(one.target) or missing,
    )


def _explanations(meeting: Meeting, outline: Outline) -> list[Block]:
    known = meeting.checklist.explanations
    is_shown = meeting.settings.layout.shows("self-inspection-explanations")
    if not known or not is_shown or not (outline.explanations or outline.problems):
        return []
    found: list[Block] = [Heading(_("Matters to be explained"))]
    for key, words in known.items():
        found += [Heading(str(words), 2), Paragraph(outline.explanations.get(key) or _("[missing]"))]
    return found


def _stopped(text: str) -> str:
    """Return a sentence with a full stop, if it has no end mark."""
    return text if not text or text[-1] in "。！？.!?；;…" else text + _(".")
