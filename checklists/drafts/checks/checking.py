"""All rules over one draft: what is on, what was not marked as meant so, in the order of the text."""

from collections.abc import Callable, Iterator

from checklists.drafts.checks import (
    chain,
    copies,
    facts,
    numbering,
    opinions,
    placeholders,
    places,
    praise,
    sections,
    slips,
    voices,
)
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.recognise.tree import Draft
from checklists.model.check_names import RuleId
from checklists.model.meeting import Meeting

CHECKS: dict[RuleId, Callable[[Case], Iterator[Finding]]] = {
    "placeholder": placeholders.placeholder,
    "missing-number": placeholders.missing_number,
    "empty-aspect": facts.empty_aspect,
    "no-example": facts.no_example,
    "example-without-fact": facts.example_without_fact,
    "numbering-gap": numbering.numbering_gap,
    "numbering-double": numbering.numbering_double,
    "praise-first": praise.praise_first,
    "praise-share": praise.praise_share,
    "hedging": voices.hedging,
    "group-voice": voices.group_voice,
    "work-for-thought": voices.work_for_thought,
    "cause-unled": chain.cause_unled,
    "problem-unexplained": chain.problem_unexplained,
    "measure-vague": chain.measure_vague,
    "opinion-unanswered": opinions.opinion_unanswered,
    "explanation-missing": sections.explanation_missing,
    "last-year-missing": sections.last_year_missing,
    "part-missing": sections.part_missing,
    "part-share": sections.part_share,
    "problems-length": sections.problems_length,
    "causes-length": sections.causes_length,
    "foreign-place": places.foreign_place,
    "foreign-unit": places.foreign_unit,
    "near-copy": copies.near_copy,
    "slip": slips.slip,
}


def a_case(draft: Draft, meeting: Meeting | None = None, subject: str = "") -> Case:
    """Return a draft with what the meeting has to say to it."""
    if meeting is None:
        return Case(draft)
    passages = tuple(copies.passages_of(meeting, subject)) if subject else ()
    return Case(draft, meeting, subject, meeting.settings.checks, passages)


def findings_of(case: Case) -> list[Finding]:
    """Check a draft: findings in the order of the text, without those that were marked as meant so."""
    found = all_findings(case)
    return found if case.meeting is None else without_meant(found, case.meeting, case.subject)


def all_findings(case: Case) -> list[Finding]:
    """Check a draft: findings in the order of the text, those that were marked as meant so among them."""
    found = [one for rule, check in CHECKS.items() if case.is_on(rule) for one in check(case)]
    return sorted(found, key=lambda one: (one.start, one.end))


def without_meant(found: list[Finding], meeting: Meeting, subject: str) -> list[Finding]:
    """Leave out what was marked as meant so on the subject's sheet."""
    meant = meeting.sheet(subject).outline.meant_so if subject else {}
    return [one for one in found if one.key not in meant]
