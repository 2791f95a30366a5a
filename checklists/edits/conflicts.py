"""Two people changed the same field: what a person can choose after seeing both versions."""

from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from checklists.base.errors import ConflictError
from checklists.base.language import _, join_names
from checklists.base.text import clean_prose
from checklists.edits.change import Change, Edit

Resolution = Literal["theirs", "mine", "both"]


class DifferencePart(NamedTuple):
    """A part of a text, and whether the other version lacks it."""

    text: str
    is_different: bool


def list_resolutions(conflict: ConflictError) -> tuple[Resolution, ...]:
    """Return the possible resolutions: both only for texts and lists; for a record that is gone, only theirs."""
    if conflict.is_gone:
        return ("theirs",)
    both = (conflict.theirs, conflict.mine)
    is_joinable = all(isinstance(one, str) for one in both) or all(isinstance(one, tuple | list) for one in both)
    return ("theirs", "mine", "both") if is_joinable else ("theirs", "mine")


def resolve_conflict(edit: Edit, conflict: ConflictError, choice: Resolution) -> Edit:
    """Return the edit with the conflicting change resolved; its other changes stay."""
    changes: list[Change] = []
    for change in edit.changes:
        if conflict.is_gone and _is_within(change, conflict):
            continue
        if (change.file, change.path) != (conflict.file, conflict.path):
            changes.append(change)
        elif choice != "theirs":
            after = _joined(conflict.theirs, conflict.mine) if choice == "both" else conflict.mine
            changes.append(replace(change, before=conflict.theirs, after=after))
    return replace(edit, changes=tuple(changes))


def _is_within(change: Change, conflict: ConflictError) -> bool:
    return change.file == conflict.file and change.path[: change.within] == conflict.path


def _joined(theirs: Any, mine: Any) -> Any:
    """Join theirs and mine, in this order; common entries stand once."""
    if isinstance(theirs, str):
        return theirs if mine in theirs else mine if theirs in mine else f"{theirs}\n{mine}"
    return type(theirs)(dict.fromkeys([*theirs, *mine]))


def format_value(value: object) -> str:
    """Return a value as text for the comparison."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple | list):
        return join_names([str(one) for one in value])
    return clean_prose(str(value))


def split_difference(text: str, other: str) -> list[DifferencePart]:
    """Split a text into parts shared with the other, and parts of its own."""
    matcher = SequenceMatcher(None, other, text, autojunk=False) if len(text) + len(other) < 4_000 else None
    if matcher is None:  # comparing letter by letter would take seconds
        return [DifferencePart(text, is_different=text != other)]
    return [
        DifferencePart(text[start:end], is_different=kind != "equal")
        for kind, _other_start, _other_end, start, end in matcher.get_opcodes()
        if start < end
    ]
