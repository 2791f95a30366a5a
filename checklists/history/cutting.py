"""Cut the history: entries before a day are deleted for good, and the history records that."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base.language import _
from checklists.edits.change import Edit
from checklists.store import files, journal
from checklists.store.entries import decode, encode, make_entry
from checklists.store.recovery import complete_unfinished


@dataclass(frozen=True)
class Cut:
    """What a cut would delete."""

    entries: int
    size: int
    """In bytes."""


def measure_cut(folder: Path, before: date) -> Cut:
    """Count what is older than a day. Raises `UnreadableError`."""
    entries = size = 0
    for piece in journal.list_journal_files(folder):
        gone, content, kept = _split(piece.path, before)
        entries, size = entries + gone, size + len(content) - len(kept)
    return Cut(entries, size)


def cut(folder: Path, before: date) -> int:
    """Delete entries before a day, the oldest first; return their number.

    Raises `UnreadableError`, `NotSavedError`, `PartlySavedError`, `NotConfirmedError` or `LockedError`; what is left
    then is a history.
    """
    entries = 0
    with files.lock_folder(folder):
        if not journal.is_ended(folder):
            complete_unfinished(folder)  # completed by its line, which must be the newest for that
        edit = Edit((), _("the history was cut: everything before {date}").format(date=before.isoformat()))
        journal.append(folder, encode(make_entry(edit, {}, cut=before.isoformat())))
        for piece in reversed(journal.list_journal_files(folder)):
            gone, content, kept = _split(piece.path, before)
            if kept != content:
                journal.rewrite(piece.path, kept)
            entries += gone
    return entries


def _split(path: Path, before: date) -> tuple[int, bytes, bytes]:
    """Return the number of older entries, the whole content, and what stays; torn lines are deleted with older ones."""
    content = journal.read_journal_file(path)
    gone = 0
    stays: list[bytes] = []
    for line in content.splitlines(keepends=True):
        entry = decode(line)
        if entry is None:
            if stays:
                stays.append(line)
        elif entry.at.astimezone().date() < before and not entry.cut:
            gone += not entry.is_founding
        else:
            stays.append(line)
    return gone, content, b"".join(stays)
