"""What a writer left that died between two files of one edit: it is completed from what it had staged.

The history's newest line has the digests of the edit's files before and after. Where one file is as after the edit,
another as before it, and what was staged for that one is still there, the staged content takes its place. What is
not there any more is told: someone may have put the file back themselves, so nothing is guessed.
"""

import contextlib
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from checklists import files, history, journal
from checklists.edits import MEMBERS_FOLDER
from checklists.errors import NotConfirmedError, NotSavedError, UnreadableError
from checklists.folder import DIGEST_LENGTH
from checklists.reading import size_limit


class CutOff(NamedTuple):
    """The last edit, which was cut off between two of its files."""

    meaning: str
    is_completed: bool


def recovered(folder: Path) -> CutOff | None:
    """Complete the last edit if it was cut off, and tell; ``None`` where it was not. Call it with the lock held."""
    entry = _newest(folder)
    if entry is None or len(entry.digests) < 2:
        return None
    now = {name: _digest(folder / name, size_limit(name)) for name in entry.digests}
    changed = {name: pair for name, pair in entry.digests.items() if pair[0] != pair[1]}
    missing = [name for name, (before, _after) in changed.items() if now[name] == before]
    if not missing or not any(now[name] == after for name, (_before, after) in changed.items()):
        return None
    staged = {name: _staged(folder / name, changed[name][1], size_limit(name)) for name in missing}
    if not all(staged.values()):
        return CutOff(entry.meaning, is_completed=False)
    try:
        for one in staged.values():
            if one:
                files.put(one)
    except NotSavedError:
        return CutOff(entry.meaning, is_completed=False)
    for name in missing:
        with contextlib.suppress(NotConfirmedError):  # it is no worse off than before
            files.confirm(folder / name)
    return CutOff(entry.meaning, is_completed=True)


def is_anything_staged(folder: Path) -> bool:
    """Tell whether a writer left anything that it had staged; that costs next to nothing."""
    return any(files.temporaries(folder / name) for name in ("", MEMBERS_FOLDER))


def _newest(folder: Path) -> history.Entry | None:
    try:
        lines = journal.lines(folder, journal.pieces(folder))
        return next((history.decode(line) for line in lines if line.strip()), None)
    except UnreadableError:
        return None


def _digest(path: Path, limit: int) -> str | None:
    """Return a file's digest as the history has it; empty where there is none, ``None`` where that is not known."""
    try:
        return sha256(files.read(path, limit)).hexdigest()[:DIGEST_LENGTH]
    except FileNotFoundError:
        return ""
    except UnreadableError:
        return None


def _staged(path: Path, digest: str, limit: int) -> files.Staged | None:
    """Return what was staged for a file and has the digest."""
    for temporary in files.temporaries(path.parent):
        if temporary.name.startswith(f".{path.name}.") and _digest(temporary, limit) == digest:
            return files.Staged(path, temporary)
    return None
