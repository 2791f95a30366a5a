"""The entries of the history: what was changed, when, by whom, and whether it still holds.

A plain text journal, because that needs no other program, costs one confirmed line for an edit, can be read with any
pager and never grows by more than what was changed; a git repository would need git on every machine, a commit takes
longer than an edit may, and what is cut from it stays in it.

An entry holds the digests of its files before and after. Going back from the files as they are now, one that does not
fit shows what another program changed, or an edit that never came about.
"""

import getpass
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from secrets import token_hex
from typing import Any, Literal

from checklists.base import clock
from checklists.base.text import clean_line, show
from checklists.edits.change import Change, Edit
from checklists.model.file_names import (
    GROUP_FILE,
    SETTINGS_FILE,
    get_ledger_file,
    get_sheet_file,
    parse_subject,
)
from checklists.model.meeting import LEDGERS

EntryState = Literal["done", "undone", "void", "partly", "foreign", "torn", "cut"]
"""In effect; undone; without effect; in some of its files only; by another program; unreadable; cut."""
_DATE_KEY = "$date"
"""The key of a date in JSON; no key of a meeting's file begins like this."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """An edit that was made."""

    id: str
    at: datetime
    user: str
    """The system user; not the ``by`` of a mark."""
    me: str
    """The member of the open part; empty for all."""
    meaning: str
    changes: tuple[Change, ...]
    digests: Mapping[str, tuple[str, str]]
    """The digests before and after by file; empty for no file."""
    undoes: str = ""
    """The id of the undone entry."""
    cut: str = ""
    """Where the history itself was cut: everything before this day."""
    behind: tuple[str, ...] = ()
    """Files on which an older copy had been laid when it was made: the edit before is not in them."""
    is_founding: bool = False
    """Whether it is the founding entry, with the files that the meeting began with; they were stored before it."""

    def edit(self) -> Edit:
        """Return the edit."""
        return Edit(self.changes, self.meaning)


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the history as shown."""

    state: EntryState
    entry: HistoryEntry | None = None
    """``None`` for a change by another program, and for an unreadable line."""
    files: tuple[str, ...] = ()
    """The files that another program changed."""
    since: datetime | None = None
    """When the program itself last wrote these files before."""


@cache
def get_system_user() -> str:
    """Return the system user by the account, not by the environment."""
    try:
        import pwd  # noqa: PLC0415 - not on Windows

        return show(pwd.getpwuid(os.getuid()).pw_name, 60)
    except (ImportError, KeyError):
        try:
            return show(getpass.getuser(), 60)
        except (OSError, KeyError, ImportError):
            return str(os.getuid()) if hasattr(os, "getuid") else "?"


def make_entry(
    edit: Edit,
    digests: Mapping[str, tuple[str, str]],
    *,
    me: str = "",
    undoes: str = "",
    cut: str = "",
    behind: tuple[str, ...] = (),
    is_founding: bool = False,
) -> HistoryEntry:
    """Return the entry of an edit before it is made."""
    identity, at = "h" + token_hex(5), clock.now().replace(microsecond=0)
    return HistoryEntry(
        identity, at, get_system_user(), me, edit.meaning, edit.changes, dict(digests), undoes, cut, behind, is_founding
    )


def encode(entry: HistoryEntry) -> bytes:
    """Return the entry as a line, without its end."""
    plain: dict[str, Any] = {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "user": entry.user,
        "what": clean_line(entry.meaning),
    }
    rest = {
        "as": entry.me,
        "undoes": entry.undoes,
        "cut": entry.cut,
        "behind": entry.behind,
        "founding": entry.is_founding,
    }
    plain |= {key: value for key, value in rest.items() if value}
    plain["files"] = {file: list(pair) for file, pair in entry.digests.items()}
    plain["changes"] = [_convert_change(change) for change in entry.changes]
    return json.dumps(plain, ensure_ascii=False, default=_convert_date).encode("utf-8", "backslashreplace")


def _convert_change(change: Change) -> dict[str, Any]:
    plain: dict[str, Any] = {"file": change.file, "path": change.path, "before": change.before, "after": change.after}
    if change.later:
        plain["later"] = change.later
    if change.within:
        plain["within"] = change.within
    return plain


def _convert_date(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {_DATE_KEY: value.isoformat()}
    raise TypeError(type(value).__name__)


def decode(line: bytes) -> HistoryEntry | None:
    """Return the entry of a line; ``None`` if it is torn, or written by hand and invalid."""
    try:
        plain = json.loads(line, object_hook=_restore_date)
        at = datetime.fromisoformat(plain["at"])
        if at.tzinfo is None or at.year < 2000:
            return None
        return HistoryEntry(
            id=_parse_line(plain["id"]),
            at=at,
            user=_parse_line(plain["user"]),
            me=_parse_line(plain.get("as", "")),
            meaning=_parse_line(plain["what"]),
            changes=tuple(_parse_change(one) for one in plain["changes"]),
            digests={
                _parse_file(file): (_parse_line(pair[0]), _parse_line(pair[1])) for file, pair in plain["files"].items()
            },
            undoes=_parse_line(plain.get("undoes", "")),
            cut=_parse_line(plain.get("cut", "")),
            behind=tuple(_parse_file(file) for file in plain.get("behind", ())),
            is_founding=plain.get("founding") is True,
        )
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return None


def _restore_date(table: dict[str, Any]) -> Any:
    return date.fromisoformat(table[_DATE_KEY]) if len(table) == 1 and _DATE_KEY in table else table


def _parse_line(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return show(value, 400)


def _parse_file(name: str) -> str:
    """Refuse files that no edit has, so that a foreign journal leads nowhere else."""
    subject = parse_subject(name)
    is_sheet = subject.startswith("m") and subject[1:].isdecimal() and name == get_sheet_file(subject)
    if not (is_sheet or name in {SETTINGS_FILE, GROUP_FILE, *map(get_ledger_file, LEDGERS)}):
        raise ValueError
    return name


def _parse_change(plain: Mapping[str, Any]) -> Change:
    path = tuple(_parse_line(part) for part in plain["path"])
    if not path:
        raise ValueError
    later = tuple(_parse_line(part) for part in plain.get("later", ()))
    within = int(plain.get("within", 0))
    return Change(_parse_file(plain["file"]), path, _freeze(plain["before"]), _freeze(plain["after"]), later, within)


def _freeze(value: Any) -> Any:
    """Return lists as tuples, as in models, so that values can be compared with the disk."""
    if isinstance(value, dict):
        return {key: _freeze(one) for key, one in value.items()}
    return tuple(_freeze(one) for one in value) if isinstance(value, list) else value


def list_events(lines: Iterable[bytes], now: Callable[[str], str]) -> Iterator[Event]:
    """Yield the journal's lines as events, the newest first; `now` returns a file's present digest.

    The founding is no event: what another program changed since is.
    """
    expected: dict[str, str] = {}
    taken: set[str] = set()
    for line in lines:
        if not line.strip():
            continue
        entry = decode(line)
        if entry is None:
            yield Event("torn")
            continue
        foreign, void = [], 0
        for file, (before, after) in entry.digests.items():
            due = expected[file] if file in expected else now(file)
            if due == before != after:
                void += 1
            elif due != after:
                foreign.append(file)
            expected[file] = before
        if foreign:
            yield Event("foreign", files=tuple(foreign), since=entry.at)
        if entry.is_founding:
            continue
        state = _judge(entry, void, taken)
        if entry.undoes and state in {"done", "partly"}:
            taken.add(entry.undoes)
        yield Event(state, entry)


def _judge(entry: HistoryEntry, void: int, taken: set[str]) -> EntryState:
    if entry.cut:
        return "cut"
    if void:
        return "void" if void == len(entry.digests) else "partly"
    return "undone" if entry.id in taken else "done"
