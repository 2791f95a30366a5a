"""Carry over from the last meeting into the new one: settings and open measures.

The measures become entries of its rectification list. Nothing is guessed: a person is found on the new roster by a
name that only one has, or not at all.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypedDict

from checklists.base.language import _
from checklists.base.text import PROSE_LIMIT
from checklists.model.checklist import Target
from checklists.model.checks import CheckSetting, RuleId
from checklists.model.layout import Layout
from checklists.model.ledgers.outline import Outline, TrackedMeasure
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.meeting import GROUP, Meeting, Member


class CarriedSettings(TypedDict, total=False):
    """The arguments of `create_meeting` taken from the last meeting."""

    quorum: str
    targets: Mapping[Target, int]
    checks: Mapping[RuleId, CheckSetting]
    layout: Layout
    entries: Mapping[str, RectificationEntry]


def carry_over_settings(
    last: Meeting, roster: Mapping[str, Member], unit: str, last_folder: Path, folder: Path
) -> CarriedSettings:
    """Return the settings and entries to carry over from one folder to another; the aspects are new every year."""
    settings = last.settings
    return {
        "quorum": settings.quorum,
        "targets": settings.targets,
        "checks": settings.checks,
        "layout": settings.layout.carry_over(last_folder, folder, is_same_unit=unit == settings.unit),
        "entries": carry_over_entries(last, roster),
    }


def carry_over_entries(last: Meeting, roster: Mapping[str, Member]) -> dict[str, RectificationEntry]:
    """Return the entries for the new meeting's ``rectification.toml``, by their new ids.

    Every measure of an outline or of the list that is not closed is taken, with or without a reason why it was
    carried; a closed one never is. The same folder always gives the same ids.
    """
    now = _map_members(last, roster)
    found: dict[str, RectificationEntry] = {}
    for subject, key, measure, problem in _open_measures(last):
        is_gone = subject != GROUP and subject not in now
        entry = RectificationEntry(
            text=measure.text,
            subject=now.get(subject, GROUP),
            problem=_join_within_limit([_describe_departed(last, subject)] if is_gone else [], [problem]),
            owner=now.get(measure.owner, ""),
            due=measure.due,
            target=measure.target,
            progress=_join_within_limit([measure.progress], [_describe_carried(measure)]),
            origin=last.settings.title,
        )
        found[_make_key(found, subject, key)] = entry
    return found


def reset_attendance(last: Meeting) -> dict[str, Member]:
    """Return the last meeting's roster with everybody expected."""
    again = {"attendance": "expected", "reason": ""}
    return {key: one.model_copy(update=again) for key, one in last.settings.members.items()}


def _open_measures(last: Meeting) -> Iterator[tuple[str, str, TrackedMeasure, str]]:
    """Yield subject, id, measure and problem of every open measure."""
    for subject in last.subjects:
        outline = last.sheet(subject).outline
        for key, measure in outline.measures.items():
            if measure.closed is None:
                yield subject, key, measure, _find_problem(outline, key)
    for key, entry in last.ledgers.rectification.entries.items():
        if entry.closed is None:
            yield entry.subject, key, entry, entry.problem


def _find_problem(outline: Outline, measure: str) -> str:
    """Return the problems answered by a measure through its causes; without any, the causes."""
    causes = {key: cause for key, cause in outline.causes.items() if measure in cause.measures}
    problems = [problem.text for problem in outline.problems.values() if causes.keys() & set(problem.causes)]
    return _join_within_limit(problems or [cause.text for cause in causes.values()])


def _map_members(last: Meeting, roster: Mapping[str, Member]) -> dict[str, str]:
    """Map the last meeting's members to the new roster by unique names."""
    before = Counter(member.name for member in last.settings.members.values())
    after = Counter(member.name for member in roster.values())
    by_name = {member.name: key for key, member in roster.items() if after[member.name] == 1}
    found = {
        key: by_name[member.name]
        for key, member in last.settings.members.items()
        if before[member.name] == 1 and member.name in by_name
    }
    return {GROUP: GROUP, **found}


def _describe_departed(last: Meeting, subject: str) -> str:
    return _("(of {name}, who is not on this roster)").format(name=last.name(subject))


def _describe_carried(measure: TrackedMeasure) -> str:
    return _("Carried over: {reason}").format(reason=measure.carried) if measure.carried else ""


def _join_within_limit(*parts: Iterable[str]) -> str:
    """Join texts line by line up to a field's limit."""
    found = ""
    for text in (text for some in parts for text in some if text):
        joined = f"{found}\n{text}" if found else text
        if len(joined) <= PROSE_LIMIT:
            found = joined
    return found


def _make_key(taken: Mapping[str, RectificationEntry], subject: str, key: str) -> str:
    """Return a new id made of the old one; if it is taken, of a digest."""
    spread = sha256(f"{subject}/{key}".encode()).hexdigest()
    names = (f"r{key[1:]}", *(f"r{spread[:length]}" for length in range(4, 12)))
    return next(name for name in names if name not in taken)
