"""Run all rules in use over a draft."""

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
from checklists.model.checks import RuleId
from checklists.model.meeting import Meeting

CHECKS: dict[RuleId, Callable[[Case], Iterator[Finding]]] = {
    "placeholder": placeholders.find_placeholder,
    "missing-number": placeholders.find_missing_number,
    "empty-aspect": facts.find_empty_aspect,
    "no-example": facts.find_no_example,
    "example-without-fact": facts.find_example_without_fact,
    "numbering-gap": numbering.find_numbering_gap,
    "numbering-double": numbering.find_numbering_double,
    "praise-first": praise.find_praise_first,
    "praise-share": praise.find_praise_share,
    "hedging": voices.find_hedging,
    "group-voice": voices.find_group_voice,
    "work-for-thought": voices.find_work_for_thought,
    "cause-unled": chain.find_cause_unled,
    "problem-unexplained": chain.find_problem_unexplained,
    "measure-vague": chain.find_measure_vague,
    "opinion-unanswered": opinions.find_opinion_unanswered,
    "explanation-missing": sections.find_explanation_missing,
    "last-year-missing": sections.find_last_year_missing,
    "part-missing": sections.find_part_missing,
    "part-share": sections.find_part_share,
    "problems-length": sections.find_problems_length,
    "causes-length": sections.find_causes_length,
    "foreign-place": places.find_foreign_place,
    "foreign-unit": places.find_foreign_unit,
    "near-copy": copies.find_near_copy,
    "slip": slips.find_slip,
}


def make_case(draft: Draft, meeting: Meeting | None = None, subject: str = "") -> Case:
    """Return the case of a draft: with the meeting's settings, outline and passages."""
    if meeting is None:
        return Case(draft)
    passages = tuple(copies.find_passages(meeting, subject)) if subject else ()
    return Case(draft, meeting, subject, meeting.settings.checks, passages)


def check_draft(case: Case) -> list[Finding]:
    """Check a draft: findings in the order of the text, without those meant so."""
    found = run_checks(case)
    return found if case.meeting is None else exclude_meant(found, case.meeting, case.subject)


def run_checks(case: Case) -> list[Finding]:
    """Check a draft: findings in the order of the text, including those meant so."""
    found = [one for rule, check in CHECKS.items() if case.is_on(rule) for one in check(case)]
    return sorted(found, key=lambda one: (one.start, one.end))


def exclude_meant(found: list[Finding], meeting: Meeting, subject: str) -> list[Finding]:
    """Return the findings without those meant so on the subject's sheet."""
    meant = meeting.sheet(subject).outline.meant_so if subject else {}
    return [one for one in found if one.key not in meant]
