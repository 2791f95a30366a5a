"""The index: facts of folders whose files have not changed. A cache, which can be deleted at any time.

It holds numbers and titles only. Files win over it: an entry counts only where every file of the folder is as it was
when it was read. It can be deleted at any time; where it cannot be opened or is no index, the roll-up goes on without.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

from platformdirs import user_cache_path

from checklists import VERSION
from checklists.base.errors import HuiqianError
from checklists.rollup.facts import Facts, RollUpChecklist, parse_facts, plan_from, plan_text, serialise_facts
from checklists.rollup.finding import MeetingFolder
from checklists.store import files

INDEX_FORMAT = 2
_TABLES = """
create table if not exists program (name text primary key);
create table if not exists plans (key text primary key, plan text not null);
create table if not exists units (folder blob primary key, state blob not null, plan text not null, facts text not null)
without rowid;
"""
_NO_RULES = {"__pycache__", "locale", "builtin", "sample", "reports"}
"""Folders of the package that influence no number."""


def get_index_path() -> Path:
    """Return the index's path in the user's cache folder."""
    if chosen := os.environ.get("HUIQIAN_CACHE"):
        return Path(chosen) / "rollup.sqlite"
    return user_cache_path("huiqian", appauthor=False) / "rollup.sqlite"


class Index:
    """Facts known from the last time. Its faults only cost time."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._base = _open_index(path) if path else None
        self._plans: dict[str, RollUpChecklist] = {}
        self._stored: set[str] = set()

    def get(self, found: MeetingFolder) -> Facts | None:
        """Return the facts of a folder; ``None`` if its files changed."""
        if self._base is None or not found.state:
            return None
        try:
            row = self._base.execute(
                "select plan, facts from units where folder = ? and state = ?", (os.fsencode(found.path), found.state)
            ).fetchone()
            return parse_facts(row[1], self._plan(row[0])) if row else None
        except sqlite3.Error as error:
            self._give_up(error)
        except (ValueError, TypeError, KeyError):  # not written by this program
            self.forget(found.path)
        return None

    def put(self, found: MeetingFolder, facts: Facts) -> None:
        """Store a folder's facts."""
        if self._base is None:
            return
        try:
            if facts.plan.key not in self._stored:
                self._stored.add(facts.plan.key)
                self._base.execute(
                    "insert or replace into plans values (?, ?)", (facts.plan.key, plan_text(facts.plan))
                )
            self._base.execute(
                "insert or replace into units values (?, ?, ?, ?)",
                (os.fsencode(found.path), found.state, facts.plan.key, serialise_facts(facts)),
            )
        except sqlite3.Error as error:
            self._give_up(error)

    def forget(self, path: str) -> None:
        """Remove a missing folder, or a faulty one: it is read each time."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.execute("delete from units where folder = ?", (os.fsencode(path),))

    def folders(self, root: str) -> list[str]:
        """Return the known folders below a root."""
        if self._base is None:
            return []
        start = os.fsencode(root)
        try:
            rows = self._base.execute(
                "select folder from units where folder = ? or (folder > ? and folder < ?)",
                (start, start + b"/", start + b"0"),  # "0" follows "/"
            ).fetchall()
        except sqlite3.Error:
            return []
        return [os.fsdecode(row[0]) for row in rows]

    def close(self) -> None:
        """Write the index to disk."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.commit()
            self._give_up()

    def _plan(self, key: str) -> RollUpChecklist:
        if key not in self._plans and self._base is not None:
            row = self._base.execute("select plan from plans where key = ?", (key,)).fetchone()
            self._plans[key] = plan_from(row[0]) if row else _make_empty_plan(key)
        return self._plans[key]

    def _give_up(self, error: sqlite3.Error | None = None) -> None:
        """Go on without the index; a broken one is removed, so that it is made anew."""
        if self._base is not None:
            with contextlib.suppress(sqlite3.Error):
                self._base.close()
            self._base = None
        is_broken = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
        if is_broken and self._path:
            with contextlib.suppress(OSError):
                self._path.unlink()


def _make_empty_plan(key: str) -> RollUpChecklist:
    raise KeyError(key)


def _open_index(path: Path) -> sqlite3.Connection | None:
    """Open the index; make it anew if it is broken or of another version."""
    for _attempt in range(2):
        try:
            files.make_folder(path.parent)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
            path.chmod(0o600)
            base = sqlite3.connect(path, timeout=2, isolation_level="DEFERRED")
        except (OSError, HuiqianError, sqlite3.Error, ValueError):
            return None
        try:
            base.execute("pragma synchronous = off")  # losing the index only costs time
            base.executescript(_TABLES)
            known = base.execute("select name from program").fetchone()
            if known != (_compute_program_digest(),):
                base.executescript("delete from program; delete from units; delete from plans;")
                base.execute("insert into program values (?)", (_compute_program_digest(),))
                base.commit()
        except sqlite3.OperationalError:  # locked, or the disk is full: go on without it
            base.close()
            return None
        except sqlite3.DatabaseError:
            base.close()
            with contextlib.suppress(OSError):
                path.unlink()
        else:
            return base
    return None


def _compute_program_digest() -> str:
    """Return a digest of the program: other rules give other numbers."""
    newest, folders = 0, [Path(__file__).parent.parent]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    newest = max(newest, entry.stat().st_mtime_ns)
                elif entry.name not in _NO_RULES and entry.is_dir():
                    folders.append(Path(entry.path))
    return f"{INDEX_FORMAT} {VERSION} {newest}"
