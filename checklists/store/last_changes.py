"""The days of changes to parts of a meeting, from the history: for records without a date."""

import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from checklists.base.errors import UnreadableError
from checklists.edits.change import Change
from checklists.model.file_names import SETTINGS_FILE
from checklists.model.meeting import ChangeDays, FilePart
from checklists.store import journal
from checklists.store.entries import decode
from checklists.store.journal import JournalFile

FILES_READ = 3
"""The number of newest history files read: more than 10,000 edits, more than a preparation has."""


class LastChanges:
    """Reads the history when first needed, then only additions."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._days: dict[FilePart, frozenset[date]] = {}
        self._departed: dict[str, str] = {}
        self._seen: list[JournalFile] = []
        self._guard = threading.Lock()

    def read_change_days(self) -> ChangeDays:
        """Return the days of changes by part of a file; none if the history cannot be read."""
        self._catch_up()
        return self._days

    def read_departed(self) -> Mapping[str, str]:
        """Return the names of departed members by id."""
        self._catch_up()
        return self._departed

    def _catch_up(self) -> None:
        with self._guard:
            found = journal.list_journal_files(self._folder)[:FILES_READ]
            if found == self._seen:
                return
            added: dict[FilePart, set[date]] = {}
            left = dict(self._departed)
            try:
                for line in journal.read_newer_lines(self._folder, found, self._seen):
                    if (entry := decode(line)) is not None and not entry.is_founding:
                        day = entry.at.astimezone().date()
                        for change in entry.changes:
                            left.update(_find_departed(change))
                            added.setdefault(_get_part(change.file, change.path), set()).add(day)
            except UnreadableError:  # `huiqian history` reports it; the pace can do without
                return
            days = {part: self._days.get(part, frozenset()) | more for part, more in added.items()}
            self._seen, self._departed, self._days = found, left, {**self._days, **days}


def _find_departed(change: Change) -> dict[str, str]:
    """Return the members removed from the roster by a change: id and name."""
    is_gone = change.file == SETTINGS_FILE and change.path[0] == "members" and len(change.path) == 2
    name = change.before.get("name") if is_gone and change.after is None and isinstance(change.before, Mapping) else ""
    return {change.path[1]: name} if isinstance(name, str) and name else {}


def _get_part(file: str, path: tuple[str, ...]) -> FilePart:
    return FilePart(file, ".".join(path[:2]) if path[0] == "marks" else path[0])
