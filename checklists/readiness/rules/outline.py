"""Rules on outlines: problems by aspect, examples, causes, measures, explanations, the review.

Problems, causes and measures are named by their place, to programs by their ids: their text is confidential.
"""

from typing import TYPE_CHECKING

from checklists.base.language import _, ngettext
from checklists.model.aspects import clean_aspect
from checklists.model.ledgers.outline import ReviewState
from checklists.readiness.rules.count import Count, Lack, Titled, Want, count_each, count_once
from checklists.readiness.rules.opinions import opinions_answered

if TYPE_CHECKING:
    from checklists.model.meeting import Meeting


def get_aspect_name(title: str) -> str:
    """Return an aspect's title without the word “aspect” at its end: the sentences add it."""
    return clean_aspect(title).removesuffix("方面")


@count_once
def aspects_covered(meeting: "Meeting", subject: str, _need: int) -> Count:
    """On every aspect as many problems as the target *problems per aspect* says."""
    need = meeting.target("problems_per_aspect")
    found: dict[str, int] = {}
    for problem in meeting.sheet(subject).outline.problems.values():
        found[problem.aspect] = found.get(problem.aspect, 0) + 1
    aspects = meeting.settings.aspects
    missing = []
    for key, title in aspects.items():
        if (lacking := need - found.get(key, 0)) > 0:
            missing.append(
                ngettext("{count} problem on “{aspect}”", "{count} problems on “{aspect}”", lacking).format(
                    count=lacking, aspect=get_aspect_name(title)
                )
            )
    if not aspects:
        missing.append(_("the aspects to inspect"))
    have = sum(min(found.get(key, 0), need) for key in aspects)
    return Count(have, need * len(aspects) if aspects else 1, tuple(missing))


@count_once
def problems_exemplified(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every problem has an example."""
    problems = meeting.sheet(subject).outline.problems
    has_example = {key: bool(one.example) for key, one in problems.items()}
    return count_each(has_example, lambda key: Lack("example", "problem", key, subject))


@count_once
def problems_explained(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every problem has a cause."""
    outline = meeting.sheet(subject).outline
    has_cause = {key: any(cause in outline.causes for cause in one.causes) for key, one in outline.problems.items()}
    return count_each(has_cause, lambda key: Lack("cause", "problem", key, subject))


@count_once
def causes_met(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every cause has a measure."""
    outline = meeting.sheet(subject).outline
    has_measure = {key: any(one in outline.measures for one in cause.measures) for key, cause in outline.causes.items()}
    return count_each(has_measure, lambda key: Lack("measure", "cause", key, subject))


@count_once
def measures_complete(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every measure has an owner, a due date and a target."""
    measures = meeting.sheet(subject).outline.measures
    complete, missing = 0, []
    for key, one in measures.items():
        has: dict[Want, bool] = {
            "owner": one.owner in meeting.subjects,  # a former member owns nothing
            "due": one.due is not None,
            "target": bool(one.target),
        }
        complete += all(has.values())
        missing += [Lack(want, "measure", key, subject) for want, is_there in has.items() if not is_there]
    return Count(complete, len(measures), tuple(missing))


def problems_listed(meeting: "Meeting", subject: str, need: int) -> Count:
    """Every aspect has its problems, and every problem an example."""
    return aspects_covered(meeting, subject, need).add(problems_exemplified(meeting, subject, need))


def causes_found(meeting: "Meeting", subject: str, need: int) -> Count:
    """Every problem has a cause; at least `need` problems."""
    found = problems_explained(meeting, subject, need)
    return _at_least(found, need, found.need, _("a problem with its cause"))


def measures_set(meeting: "Meeting", subject: str, need: int) -> Count:
    """Every cause has a measure, and every measure owner, due date and target; at least `need` measures."""
    met, complete = causes_met(meeting, subject, need), measures_complete(meeting, subject, need)
    asked_for = complete.need + met.need - met.have  # the present ones, and one for each cause without any
    return _at_least(met.add(complete), need, asked_for, _("a measure"))


def chain_complete(meeting: "Meeting", subject: str, need: int) -> Count:
    """Problems, causes and measures complete, claimed opinions answered."""
    found = problems_listed(meeting, subject, need)
    found = found.add(problems_explained(meeting, subject, need))
    found = found.add(measures_set(meeting, subject, need))
    return found.add(opinions_answered(meeting, subject, need))


def outline_complete(meeting: "Meeting", subject: str, need: int) -> Count:
    """Problems, causes and measures complete, claimed opinions answered, and the outline submitted."""
    state = meeting.outline_state(subject)
    submitted = _count_step(state, {"submitted", "reviewed", "approved"}, _("the outline submitted"))
    return chain_complete(meeting, subject, need).add(submitted)._replace(is_returned=state == "returned")


def outline_reviewed(meeting: "Meeting", subject: str, _need: int) -> Count:
    """The principal has passed the outline; the group has passed its own."""
    wanted = _("the group's own discussion") if subject == "group" else _("the principal's review")
    return _count_step(meeting.outline_state(subject), {"reviewed", "approved"}, wanted)


def outline_approved(meeting: "Meeting", subject: str, _need: int) -> Count:
    """The supervising group has approved the outline."""
    return _count_step(meeting.outline_state(subject), {"approved"}, _("the supervising group's approval"))


def explanations_given(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Everything that must be explained is answered, also with “none”."""
    given = meeting.sheet(subject).outline.explanations
    wanted = meeting.checklist.explanations
    return count_each({key: bool(given.get(key)) for key in wanted}, lambda key: Titled(wanted[key]))


def _count_step(state: ReviewState, passed: set[ReviewState], missing: str) -> Count:
    """Count one step of the review, taken in the states in which it is `passed`."""
    if state in passed:
        return Count(1, 1)
    if state == "changed":
        missing = _("the changed outline, submitted again")
    elif state == "returned":
        missing = _("the returned outline, reworked")
    return Count(0, 1, (missing,))


def _at_least(found: Count, need: int, asked_for: int, missing: str) -> Count:
    """Require at least `need` things, so that an empty list is not done."""
    lacking = max(need - asked_for, 0)
    return found.add(Count(0, lacking, (missing,))) if lacking else found
