"""The lines of a self-inspection: aspect → problem → cause → measure, each with what is missing there."""

from typing import NamedTuple

from checklists.base.language import _
from checklists.base.text import show
from checklists.model.ledgers.outline import Cause, Measure, Outline, Problem
from checklists.model.meeting import Meeting
from tui.base.wording import full_date


class Node(NamedTuple):
    """One line of the tree."""

    kind: str
    """A kind of record, or ``aspect``, or ``orphans`` for the heading of what hangs under nothing."""
    key: str
    level: int
    text: str
    missing: tuple[str, ...] = ()
    """What still has to be entered here."""
    owner: str = ""
    due: str = ""
    answers: int = 0
    """How many opinions a problem answers."""
    under: tuple[str, ...] = ()
    """What it hangs under, from the aspect or problem down: a cause under two problems stands in two places."""

    @property
    def parent(self) -> str:
        """What it hangs under directly."""
        return self.under[-1] if self.under else ""

    @property
    def place(self) -> tuple[str, str, tuple[str, ...]]:
        """Where it stands in the tree."""
        return self.kind, self.key, self.under


def outline_nodes(meeting: Meeting, outline: Outline) -> list[Node]:
    """Return the lines in order; a cause under two problems stands under both."""
    found: list[Node] = []
    aspects = {**meeting.settings.aspects}
    for problem in outline.problems.values():
        aspects.setdefault(problem.aspect, show(problem.aspect) or _("(without an aspect)"))
    for aspect, title in aspects.items():
        problems = {key: one for key, one in outline.problems.items() if one.aspect == aspect}
        found.append(Node("aspect", aspect, 0, title, () if problems else (_("a problem"),)))
        for key, problem in problems.items():
            found += _of_problem(meeting, outline, key, problem, aspect)
    used_causes = {cause for problem in outline.problems.values() for cause in problem.causes}
    used_measures = {measure for cause in outline.causes.values() for measure in cause.measures}
    orphans = [
        _of_cause(meeting, outline, key, one, ()) for key, one in outline.causes.items() if key not in used_causes
    ]
    loose = [_of_measure(meeting, key, one, (), 1) for key, one in outline.measures.items() if key not in used_measures]
    if orphans or loose:
        found.append(Node("orphans", "", 0, _("Linked to nothing"), (_("open it and link it"),)))
        found += [node for nodes in orphans for node in nodes] + loose
    return found


def _of_problem(meeting: Meeting, outline: Outline, key: str, problem: Problem, aspect: str) -> list[Node]:
    missing = [] if problem.example else [_("an example")]
    missing += [] if any(cause in outline.causes for cause in problem.causes) else [_("a cause")]
    text = f"● {_flat(problem.text)}"
    nodes = [Node("problem", key, 1, text, tuple(missing), answers=len(problem.answers), under=(aspect,))]
    for cause in problem.causes:
        if cause in outline.causes:
            nodes += _of_cause(meeting, outline, cause, outline.causes[cause], (key,))
    return nodes


def _of_cause(meeting: Meeting, outline: Outline, key: str, cause: Cause, under: tuple[str, ...]) -> list[Node]:
    known = [one for one in cause.measures if one in outline.measures]
    missing = () if known else (_("a measure"),)
    level = 2 if under else 1
    nodes = [Node("cause", key, level, " ".join(["└", _("Cause"), _flat(cause.text)]), missing, under=under)]
    return nodes + [_of_measure(meeting, one, outline.measures[one], (*under, key), level + 1) for one in known]


def _of_measure(meeting: Meeting, key: str, measure: Measure, under: tuple[str, ...], level: int) -> Node:
    missing = tuple(
        word
        for word, is_there in (
            (_("Owner"), bool(measure.owner)),
            (_("Due"), measure.due is not None),
            (_("Target"), bool(measure.target)),
        )
        if not is_there
    )
    return Node(
        "measure",
        key,
        level,
        " ".join(["└", _("Measure"), _flat(measure.text)]),
        missing,
        owner=meeting.name(measure.owner) if measure.owner else "",
        due=full_date(measure.due),
        under=under,
    )


def _flat(text: str) -> str:
    return text.replace("\n", " ")
