"""The content of each file according to the history, by which losses are found.

Read when it is first asked for, from then on only what was added; the tables are put together from the oldest line on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from checklists.edits.change import Change, find_differences
from checklists.model.file_names import SETTINGS_FILE
from checklists.records.kinds import KINDS
from checklists.store import journal
from checklists.store.entries import HistoryEntry, decode

PlainTable = dict[str, Any]
KeyPath = tuple[str, ...]
_CONTAINERS = frozenset({("marks",), *(kind.path[: n + 1] for kind in KINDS.values() for n in range(len(kind.path)))})
"""The tables of records and marks, whose entries may be lost one by one."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass
class FileState:
    """A file according to the history."""

    table: PlainTable = field(default_factory=dict)
    """Its content, without the last edit as long as that may have had no effect."""
    since: dict[KeyPath, datetime] = field(default_factory=dict)
    """When each part was entered."""
    changed: dict[KeyPath, datetime] = field(default_factory=dict)
    """When each part was changed last."""
    digests: set[str] = field(default_factory=set)
    """The digests of all contents that the program knew."""
    absent: list[datetime] = field(default_factory=list)
    """When it was written anew after it was missing."""
    replaced: list[tuple[str, datetime]] = field(default_factory=list)
    """When it was written anew from an older state, with that state's digest."""
    before: str = ""
    after: str = ""
    at: datetime = LONG_AGO
    """When it was last changed."""
    last: HistoryEntry | None = None

    def take(self, file: str, entry: HistoryEntry) -> None:
        """Add the next edit."""
        before, after = entry.digests[file]
        is_behind = file in entry.behind
        self.settle(file, None if is_behind else before)
        if self.after and not before:
            self.absent.append(entry.at)
        elif before in self.digests and (is_behind or before not in {self.before, self.after}):
            self.replaced.append((before, entry.at))
        self.before, self.after, self.at, self.last = before, after, entry.at, entry
        self.digests |= {before, after}

    def is_behind(self, digest: str, changed_ns: int) -> bool:
        """Tell whether the file has become again what it was before the last edit.

        One that has not changed since that edit never had it: the edit was cut off, or is not here yet.
        """
        return digest in self.digests and digest != self.after and changed_ns // 10**9 > self.at.timestamp()

    def settle(self, file: str, now: str | None) -> None:
        """Apply the last edit, unless the file is as before it: it was cut off, or has not arrived yet.

        Where `now` is ``None`` that is out of the question.
        """
        entry = self.last
        if entry is None or now == self.before != self.after:
            return
        self.last = None
        if not entry.changes:  # a whole file was put in the place of one that could not be read
            self.table, self.since, self.changed = {}, {}, {}
        for change in entry.changes:
            if change.file == file:
                self._change(change, entry.at)

    def _change(self, change: Change, at: datetime) -> None:
        self.changed[change.path] = at
        here = self.table
        for part in change.path[:-1]:
            inner = here.get(part)
            if not isinstance(inner, dict):
                if change.after is None:
                    return
                inner = here[part] = {}
            here = inner
        if change.after is None:
            here.pop(change.path[-1], None)
            return
        here[change.path[-1]] = change.after
        if change.before is None:
            self.since[change.path] = at

    def find_missing(
        self,
        now: Mapping[str, Any],
        then: Mapping[str, Any],
        at: datetime,
        *,
        table: PlainTable | None = None,
        path: KeyPath = (),
    ) -> Iterator[tuple[KeyPath, Any]]:
        """Yield entries that are neither in the file now nor were then, though they were entered by that time.

        `table` is the part of the file at `path` by the history, its whole where it is not given.
        """
        for key, value in (self.table if table is None else table).items():
            place = (*path, key)
            inner_now, inner_then = now.get(key), then.get(key)
            if isinstance(value, dict) and (isinstance(inner_now, dict) or place in _CONTAINERS):
                inner = inner_now if isinstance(inner_now, dict) else {}
                before = inner_then if isinstance(inner_then, dict) else {}
                yield from self.find_missing(inner, before, at, table=value, path=place)
            elif inner_now is None and inner_then is None and self._find_entry_time(place) <= at:
                yield place, value

    def find_reverted(self, file: str, now: PlainTable, then: PlainTable, at: datetime) -> Iterator[Change]:
        """Yield what brings back values that were changed or removed by that time, and are what they were then."""
        for change in find_differences(file, now, self.table):
            is_part = change.before is not None and change.path not in _CONTAINERS
            if is_part and change.before == _get_value(then, change.path):
                times = [time for path, time in self.changed.items() if _is_within(path, change.path)]
                if max(times, default=at) <= at:
                    yield change

    def _find_entry_time(self, place: KeyPath) -> datetime:
        times = (self.since.get(place[:length]) for length in range(len(place), 0, -1))
        return next((time for time in times if time), LONG_AGO)


def _get_value(table: PlainTable, path: KeyPath) -> Any:
    here: Any = table
    for part in path:
        here = here.get(part) if isinstance(here, dict) else None
    return here


def _is_within(one: KeyPath, other: KeyPath) -> bool:
    """Tell whether one place holds the other."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


class HistoryState:
    """All files of a folder according to the history."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.seen: list[journal.JournalFile] = []
        self._reset()

    def _reset(self) -> None:
        self.files: dict[str, FileState] = {}
        self.newest: HistoryEntry | None = None
        self.torn = 0
        """The number of unreadable lines."""
        self.is_cut = False
        """Whether older lines were cut."""
        self.joined: set[str] = set()
        """Members added later, who have no sheet before something is entered on it."""

    def catch_up(self) -> bool:
        """Read what was added; tell whether anything was. Raises `UnreadableError`."""
        found = journal.list_journal_files(self._folder)
        if found == self.seen:
            return False
        sizes = {piece.inode: piece.size for piece in found}
        if any(sizes.get(piece.inode, -1) < piece.size for piece in self.seen):  # the journal was cut
            self._reset()
            self.seen = []
        lines = [*journal.read_newer_lines(self._folder, found, self.seen)]
        for line in reversed(lines):
            if line.strip():
                self._take(decode(line))
        self.seen = found
        return True

    def _take(self, entry: HistoryEntry | None) -> None:
        if entry is None:
            self.torn += 1
            return
        self.newest = entry
        self.is_cut = self.is_cut or bool(entry.cut)
        if entry.is_founding:
            self.files = {}
        for file in entry.digests:
            state = self.files.setdefault(file, FileState())
            state.take(file, entry)
            if entry.is_founding:
                state.settle(file, None)
        for change in () if entry.is_founding else entry.changes:
            if change.file == SETTINGS_FILE and change.path[0] == "members" and change.before is None:
                self.joined |= {*change.path[1:2]} or {*change.after}
