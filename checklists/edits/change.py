"""Edits: small frozen objects, each a list of changes with old and new values.

`Folder.apply` is the only way to change a file; an edit's inverse undoes it. Edits of different fields never
disturb each other, and a field that someone else changed meanwhile is a conflict, not overwritten.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from checklists.base.errors import ConflictError

NEAR = 50
"""Keys remembered behind a removed one: if 5,000 go at once, millions need not be remembered."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place in one file; ``None`` stands for a missing key."""

    file: str
    path: tuple[str, ...]
    before: Any
    after: Any
    later: tuple[str, ...] = ()
    """The keys after it in its table, so that undoing a removal restores the order."""
    within: int = 0
    """How many parts of the path must exist: no field can be set in a record that someone removed."""


class BrokenFile(NamedTuple):
    """An unreadable file; an edit to mend it replaces its remaining content."""

    file: str
    digest: str
    """The digest of the unchanged file."""


@dataclass(frozen=True, slots=True)
class Edit:
    """All changes of one key or one form, made together."""

    changes: tuple[Change, ...]
    meaning: str
    """The sentence for undo, redo and history; never confidential text."""
    is_early: bool = False
    """Whether it deliberately records the meeting's day before that day."""
    mends: "BrokenFile | None" = None
    """The broken file mended by this edit; no other edit may write it."""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to write."""
        return not self.changes and self.mends is None

    def inverse(self) -> "Edit":
        """Return the edit to undo this one."""
        back = tuple(replace(one, before=one.after, after=one.before) for one in reversed(self.changes))
        return Edit(back, self.meaning)

    def files(self) -> list[str]:
        """Return the files it changes, each once."""
        mended = [self.mends.file] if self.mends else []
        return list(dict.fromkeys([*mended, *(change.file for change in self.changes)]))


def list_later_keys(table: Iterable[str], key: str) -> tuple[str, ...]:
    """Return keys that follow one in its table, as many as are needed to restore its place."""
    keys = list(table)
    return tuple(keys[keys.index(key) + 1 :][:NEAR]) if key in keys else ()


def apply_changes(
    plain: Mapping[str, Any], changes: Iterator[Change] | list[Change], made: list[Change] | None = None
) -> dict[str, Any]:
    """Return the table with the changes applied. Raises `ConflictError` if it differs from what the form saw.

    `made` is given those that were not so already: what someone else did before is not this edit's to take back.
    """
    result = dict(plain)
    own = {id(result): result}  # only tables on a change's path are copied, for a ledger has thousands
    for change in changes:
        holders = [result]
        for depth, part in enumerate(change.path[:-1]):
            if depth < change.within and part not in holders[-1]:
                record = change.path[: change.within]
                raise ConflictError(
                    change.file, record, was=change.before, theirs=None, mine=change.after, is_gone=True
                )
            holders.append(_own_table(holders[-1], part, own))
        key = change.path[-1]
        found = holders[-1].get(key)
        if not _is_same(found, change.after):
            if found != change.before:
                raise ConflictError(change.file, change.path, was=change.before, theirs=found, mine=change.after)
            if change.after is None:
                del holders[-1][key]
            else:
                _put(holders[-1], key, deepcopy(change.after), change.later)
            if made is not None:
                made.append(change)
        _prune(result, change.path)
    return result


def _own_table(holder: dict[str, Any], key: str, own: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """Return the table under a key, made or copied before its first change."""
    found: dict[str, Any] = holder.get(key, {})
    if id(found) not in own:
        found = holder[key] = found.copy()
        own[id(found)] = found
    return found


def _put(table: dict[str, Any], key: str, value: Any, later: tuple[str, ...]) -> None:
    """Set a key; a new one goes before the keys in `later`."""
    behind: dict[str, Any] = {}
    if key not in table and (successor := next((one for one in later if one in table), None)):
        keys = list(table)
        behind = {one: table.pop(one) for one in keys[keys.index(successor) :]}
    table[key] = value
    table.update(behind)


def _is_same(one: Any, other: Any) -> bool:
    """Tell whether two values are equal, including the order of keys in tables."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_is_same(one[key], other[key]) for key in one)
    return bool(one == other)


def _prune(table: dict[str, Any], path: tuple[str, ...]) -> None:
    """Remove empty tables on the path."""
    for length in range(len(path), 0, -1):
        holder: Any = table
        for part in path[: length - 1]:
            holder = holder.get(part, {})
        if holder.get(path[length - 1]) == {}:
            del holder[path[length - 1]]


def find_differences(
    file: str, before: Mapping[str, Any], after: Mapping[str, Any], path: tuple[str, ...] = ()
) -> Iterator[Change]:
    """Yield the smallest changes that turn one table into the other."""
    stayed = [key for key in before if key in after]
    if len(path) == 1 and list(after)[: len(stayed)] != stayed:  # the order itself changed
        yield Change(file, path, dict(before), dict(after))
        return
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key), after.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            yield from find_differences(file, one, other, (*path, key))
        elif one != other:
            later = list_later_keys(before, key) if other is None else ()
            yield Change(file, (*path, key), one, other, later)


def join_edits(edits: list[Edit], meaning: str) -> Edit:
    """Return one edit of several, undone in one step."""
    return Edit(tuple(change for edit in edits for change in edit.changes), meaning)
