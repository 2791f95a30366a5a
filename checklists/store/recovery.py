"""An edit of several files whose writer died between two of them: it is completed from the journal.

The journal's newest line has no end as long as its files are being replaced, and tells the changes, with the digests of
the files before and after. Where one file is as after the edit and another still as before it, the changes are made in
that one too; the digest proves that it becomes what it was to be. Where the line has its end nothing is completed:
someone put the file back that is as before, or the newer one has not arrived yet. That is told, and nothing is guessed.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from checklists.base.errors import ConflictError, InvalidEditError
from checklists.base.faults import Fault
from checklists.base.language import _, join_names
from checklists.store import files, folder_files, journal
from checklists.store.decoding import get_size_limit
from checklists.store.encoding import FileContent, compute_short_digest, encode_changes
from checklists.store.entries import HistoryEntry, decode


class UnfinishedEdit(NamedTuple):
    """The last edit, of which some files are as after it and some as before."""

    meaning: str
    missing: tuple[str, ...]
    """The files that are as before it."""
    completion: tuple[FileContent, ...]
    """What these are to hold; empty where no writer died at it, or where that cannot be worked out."""

    @property
    def is_completable(self) -> bool:
        """Tell whether it is known what completes it."""
        return bool(self.completion)

    def make_fault(self) -> Fault:
        """Say what is shown, and what to do."""
        problem = (
            _(
                "the last edit ({what}) was cut off before it had stored {files}. It is shown whole here; to complete "
                "it on disk, open the meeting (huiqian open) or make any change"
            )
            if self.completion
            else _(
                "of the last edit ({what}) {files} is not here: it may not have arrived yet from the computer where "
                "it was made, then wait for the sync. If it was made here, it was cut off: make it again"
            )
        )
        return Fault(
            self.missing[0], "", problem.format(what=self.meaning, files=join_names(self.missing, 4)), "inconsistent"
        )


def find_unfinished(folder: Path) -> UnfinishedEdit | None:
    """Return the last edit if it is stored only in part; ``None`` where it is not.

    Without the lock a writer may be at it just now. Raises `UnreadableError` where the journal or a file of the edit
    cannot be read.
    """
    is_ended = journal.is_ended(folder)
    lines = journal.read_lines(folder, journal.list_journal_files(folder))
    entry = next((decode(line) for line in lines if line.strip()), None)
    if entry is None or entry.is_founding or len(entry.digests) < 2:
        return None
    changed = {name: pair for name, pair in entry.digests.items() if pair[0] != pair[1]}
    now = {name: _read_digest(folder, name) for name in changed}
    missing = tuple(name for name, (before, _after) in changed.items() if now[name] == before)
    if not missing or not any(now[name] == after for name, (_before, after) in changed.items()):
        return None
    return UnfinishedEdit(entry.meaning, missing, () if is_ended else _work_out(folder, entry, missing))


def complete_unfinished(folder: Path) -> UnfinishedEdit | None:
    """Complete the last edit where its writer died at it, and tell; ``None`` where it is whole, or never came about.

    Call it with the lock held. Raises `UnreadableError`, `NotSavedError` or `PartlySavedError` where it cannot be
    completed now: the next writer tries again.
    """
    found = find_unfinished(folder)
    contents = [(folder / one.name, one.content) for one in found.completion] if found else []
    if not files.replace_all(contents):
        journal.end_line(folder)
    return found


def _read_digest(folder: Path, name: str) -> str:
    """Return a file's digest as the history has it; empty where there is none."""
    try:
        return compute_short_digest(files.read(folder / name, get_size_limit(name)))
    except FileNotFoundError:
        return ""


def _work_out(folder: Path, entry: HistoryEntry, names: Iterable[str]) -> tuple[FileContent, ...]:
    """Return what the edit makes of these files; nothing where one would not become what it was to be."""
    found = []
    for name in names:
        known = folder_files.load(folder / name, name, None)
        if known.model is None or known.is_faulty:
            return ()
        try:
            one = encode_changes(name, known.model.plain(), [change for change in entry.changes if change.file == name])
        except (ConflictError, InvalidEditError):
            return ()
        if one.short_digest != entry.digests[name][1]:
            return ()
        found.append(one)
    return tuple(found)
