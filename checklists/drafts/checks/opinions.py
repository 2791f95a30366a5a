"""Claimed opinions unanswered by the draft."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from checklists.base.language import _
from checklists.drafts.checks.case import Case, Finding

_CLOSE_ENOUGH = 45
_SHARED_LEAST = 0.3
_STOP = re.compile(r"[，。；：、“”‘’（）()《》\s的了和与及是在对不够少多较]")


def find_opinion_unanswered(case: Case) -> Iterator[Finding]:
    """Find claimed opinions answered neither by a problem, of draft or sheet, nor in words."""
    if case.meeting is None or not case.subject:
        return
    outline = case.meeting.sheet(case.subject).outline
    answered = {key for problem in outline.problems.values() for key in problem.answers}
    opinions = case.meeting.ledgers.opinions
    texts = [case.draft.text[slice(*point.whole)] for point in case.problems]
    for stance in opinions.about.get(case.subject, ()):
        if not stance.is_claimed or stance.is_answered or stance.opinion in answered:
            continue
        if not any(_speaks_of(text, opinions.opinions[stance.opinion].text) for text in texts):
            yield case.make_finding("opinion-unanswered", 0, 0, _("opinion {id}").format(id=stance.opinion))


def _speaks_of(text: str, opinion: str) -> bool:
    """Tell whether a problem answers an opinion: nearly in its words, or with its telling pairs of letters."""
    if fuzz.partial_ratio(opinion, text) >= _CLOSE_ENOUGH + 15:
        return True
    wanted, found = _pairs(opinion), _pairs(text)
    return bool(wanted) and len(wanted & found) / len(wanted) >= _SHARED_LEAST


def _pairs(text: str) -> set[str]:
    return {piece[place : place + 2] for piece in _STOP.split(text) for place in range(len(piece) - 1)}
