"""What a writer left that died between two files of one edit: it is completed from what it had staged.

The history's newest line has the digests of the edit's files before and after. Where one file is as after the edit,
another as before it, and what was staged for that one is still there, the staged content takes its place. What is
not there any more is told: someone may have put the file back themselves, so nothing is guessed.
"""

import contextlib
from pathlib import Path
from typing import NamedTuple

from checklists.base.errors import NotConfirmedError, NotSavedError, UnreadableError
from checklists.base.faults import Fault
from checklists.base.language import _, join_names
from checklists.store import entries as history
from checklists.store import files, journal
from checklists.store.decoding import get_size_limit
from checklists.store.folder_files import compute_short_digest


class Unfinished(NamedTuple):
    """The last edit, of which some files are as after it and some as before."""

    meaning: str
    missing: tuple[str, ...]
    """The files that are as before it."""
    staged: tuple[tuple[str, files.Staged], ...]
    """What is still there for them, by name."""

    @property
    def is_completable(self) -> bool:
        """Tell whether all that is missing is still there."""
        return len(self.staged) == len(self.missing)

    def make_fault(self) -> Fault:
        """Say what is shown, and what to do."""
        problem = (
            _(
                "the last edit ({what}) was cut off before it had stored {files}. It is shown whole here; to complete "
                "it on disk, open the meeting (huiqian open) or make any change"
            )
            if self.is_completable
            else _(
                "of the last edit ({what}) {files} is not here: it may not have arrived yet from the computer where "
                "it was made, then wait for the sync. If it was made here, it was cut off: make it again"
            )
        )
        return Fault(
            self.missing[0], "", problem.format(what=self.meaning, files=join_names(self.missing, 4)), "inconsistent"
        )


class CutOff(NamedTuple):
    """The last edit, which was cut off between two of its files."""

    meaning: str
    is_completed: bool


def find_unfinished(folder: Path) -> Unfinished | None:
    """Return the last edit if it is stored only in part; ``None`` where it is not.

    Without the lock a writer may be at it just now. Raises `UnreadableError` where a folder cannot be looked into.
    """
    entry = _read_newest(folder)
    if entry is None or entry.is_founding or len(entry.digests) < 2:
        return None
    now = {name: _read_digest(folder / name, get_size_limit(name)) for name in entry.digests}
    changed = {name: pair for name, pair in entry.digests.items() if pair[0] != pair[1]}
    missing = [name for name, (before, _after) in changed.items() if now[name] == before]
    if not missing or not any(now[name] == after for name, (_before, after) in changed.items()):
        return None
    staged = ((name, _find_staged(folder / name, changed[name][1], get_size_limit(name))) for name in missing)
    return Unfinished(entry.meaning, tuple(missing), tuple((name, one) for name, one in staged if one))


def complete_unfinished(folder: Path) -> CutOff | None:
    """Complete the last edit if it was cut off, and tell; ``None`` where it was not. Call it with the lock held."""
    found = find_unfinished(folder)
    if found is None:
        return None
    if not found.is_completable:
        return CutOff(found.meaning, is_completed=False)
    try:
        for _name, one in found.staged:
            files.put(one)
    except NotSavedError:
        return CutOff(found.meaning, is_completed=False)
    for name in found.missing:
        with contextlib.suppress(NotConfirmedError):  # it is no worse off than before
            files.confirm(folder / name)
    return CutOff(found.meaning, is_completed=True)


def _read_newest(folder: Path) -> history.HistoryEntry | None:
    try:
        lines = journal.read_lines(folder, journal.list_journal_files(folder))
        return next((history.decode(line) for line in lines if line.strip()), None)
    except UnreadableError:
        return None


def _read_digest(path: Path, limit: int) -> str | None:
    """Return a file's digest as the history has it; empty where there is none, ``None`` where that is not known."""
    try:
        return compute_short_digest(files.read(path, limit))
    except FileNotFoundError:
        return ""
    except UnreadableError:
        return None


def _find_staged(path: Path, digest: str, limit: int) -> files.Staged | None:
    """Return what was staged for a file and has the digest."""
    for temporary in files.find_temporaries(path.parent):
        if temporary.name.startswith(f".{path.name}.") and _read_digest(temporary, limit) == digest:
            return files.Staged(path, temporary)
    return None
