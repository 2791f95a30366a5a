"""The numbers of a preparation at a glance: the results of the five stages so far."""

from itertools import chain
from typing import Any, NamedTuple

from checklists.base.language import _
from checklists.model.meeting import Meeting
from checklists.readiness.rules import RULES, EntryPlace
from checklists.readiness.rules.criticism import count_criticisms
from checklists.readiness.rules.opinions import is_answered
from checklists.readiness.rules.talks import count_talks


class Numbers(NamedTuple):
    """The numbers of the whole meeting."""

    sessions: int
    """Study sessions on the list."""
    sessions_held: int
    opinions_raw: int
    """Opinions that came in, before any were merged."""
    opinions_registered: int
    """Raw opinions accounted for in the ledger."""
    opinions_merged: int
    """Entries of the ledger."""
    opinions_fed_back: int
    """Fed back to all their subjects."""
    opinions_claimed: int
    """Claimed by all their subjects, or answered in words by them."""
    opinions_answered: int
    """Answered by all their subjects, by a problem or in words."""
    talks_held: int
    talks_needed: int
    criticisms: int
    """Criticisms of those needed; a second one of the same member does not make up for another's."""
    criticisms_needed: int
    """As many as the target asks between all members."""
    criticisms_discussed: int
    problems: int
    causes: int
    measures: int
    orphans: int
    """Problems without a cause, causes without a measure, and causes and measures that nothing refers to."""


def count_numbers(meeting: Meeting) -> Numbers:
    """Count the meeting's numbers."""
    study, opinions = meeting.ledgers.study, meeting.ledgers.opinions
    outlines = [meeting.sheet(subject).outline for subject in meeting.subjects]
    held, needed = count_talks(meeting)
    written, discussed, wanted = count_criticisms(meeting)
    fed_back = claimed = answered = 0
    for key, one in opinions.opinions.items():
        if one.about:
            fed_back += one.fed_back.keys() >= {*one.about}
            claimed += all(subject in one.claimed or one.answers.get(subject) for subject in one.about)
            answered += all(is_answered(meeting, key, one, subject) for subject in one.about)
    orphans = 0
    for outline in outlines:
        problems, causes, measures = outline.problems.values(), outline.causes, outline.measures
        orphans += sum(causes.keys().isdisjoint(problem.causes) for problem in problems)
        orphans += sum(measures.keys().isdisjoint(cause.measures) for cause in causes.values())
        orphans += len(causes.keys() - chain.from_iterable(problem.causes for problem in problems))
        orphans += len(measures.keys() - chain.from_iterable(cause.measures for cause in causes.values()))
    return Numbers(
        sessions=len(study.sessions),
        sessions_held=len(study.held_sessions),
        opinions_raw=opinions.came_in,
        opinions_registered=opinions.entered,
        opinions_merged=len(opinions.opinions),
        opinions_fed_back=fed_back,
        opinions_claimed=claimed,
        opinions_answered=answered,
        talks_held=held,
        talks_needed=needed,
        criticisms=written,
        criticisms_needed=wanted,
        criticisms_discussed=discussed,
        problems=sum(len(outline.problems) for outline in outlines),
        causes=sum(len(outline.causes) for outline in outlines),
        measures=sum(len(outline.measures) for outline in outlines),
        orphans=orphans,
    )


def number_lines(meeting: Meeting) -> list[tuple[str, str]]:
    """Return labels and values of the ledgers counted by the checklist."""
    found = count_numbers(meeting)
    said: dict[EntryPlace, tuple[str, str]] = {
        "study": (
            _("Study sessions"),
            _("{held} held of {all} planned").format(held=found.sessions_held, all=found.sessions),
        ),
        "opinions": (
            _("Opinions"),
            _(
                "{raw} came in, {merged} after merging; {fed_back} fed back, {claimed} claimed, {answered} answered"
            ).format(
                raw=found.opinions_raw,
                merged=found.opinions_merged,
                fed_back=found.opinions_fed_back,
                claimed=found.opinions_claimed,
                answered=found.opinions_answered,
            ),
        ),
        "talks": (_("Talks"), _("{held} held of {all} needed").format(held=found.talks_held, all=found.talks_needed)),
        "outline": (
            _("Self-inspection"),
            _("problems {problems}, causes {causes}, measures {measures}; loose ends {orphans}").format(
                problems=found.problems, causes=found.causes, measures=found.measures, orphans=found.orphans
            ),
        ),
        "criticism": (
            _("Criticisms"),
            _("{written} written of {all}, {discussed} talked over").format(
                written=found.criticisms, all=found.criticisms_needed, discussed=found.criticisms_discussed
            ),
        ),
    }
    counted = {RULES[item.rule.name].place for item in meeting.checklist.items.values() if item.rule}
    return [line for place, line in said.items() if place in counted]


def count_records(meeting: Meeting) -> dict[str, Any]:
    """Return the numbers as in the JSON summary."""
    found = count_numbers(meeting)
    return {
        "study": {"sessions": found.sessions, "held": found.sessions_held},
        "opinions": {
            "raw": found.opinions_raw,
            "registered": found.opinions_registered,
            "merged": found.opinions_merged,
            "fed_back": found.opinions_fed_back,
            "claimed": found.opinions_claimed,
            "answered": found.opinions_answered,
        },
        "talks": {"have": found.talks_held, "need": found.talks_needed},
        "criticisms": {
            "have": found.criticisms,
            "need": found.criticisms_needed,
            "discussed": found.criticisms_discussed,
        },
        "outlines": {
            "problems": found.problems,
            "causes": found.causes,
            "measures": found.measures,
            "orphans": found.orphans,
        },
    }
