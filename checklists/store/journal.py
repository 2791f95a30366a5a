"""The history's files: lines added under the folder's lock, read from the end, cut only on request.

One line is one edit, and it is confirmed on disk before the edit's files are replaced: so there is never a change
that the history does not know. The line's own end is written once the files are: by a line without its end
`checklists.store.recovery` knows an edit whose writer died. A line whose edit did not come about is recognised by its
digests.
"""

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from checklists.base.errors import NotConfirmedError, NotSavedError, UnreadableError, describe_system_error
from checklists.base.language import _
from checklists.model.file_names import HISTORY_FILE, HISTORY_FOLDER
from checklists.store import files

PART_LIMIT = 2 << 20
"""Bytes after which the journal is put aside as a part: about 5,000 marks."""
JOURNAL_LINE_LIMIT = 32 << 20
"""Bytes of one line that are still read; the largest ledger, before and after, is half of it."""
ADVISED_LIMIT = 64 << 20
"""Bytes of all parts above which it is advised to cut."""
_BLOCK = 1 << 16
_END = b"\n"
_PART = re.compile(r"[0-9]{6}\.jsonl")
_FILES = b'"files": {'
"""Where a line tells the digests of its files; in a text of an edit the quotes are escaped."""
_DIGESTS = re.compile(rb'"([\w/]+\.toml)": \["([0-9a-f]*)", "([0-9a-f]*)"\]')
_FILES_LOOKED_AT = 2
"""Of its files, for their digests alone: ten thousand marks."""
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class JournalFile(NamedTuple):
    """One file of the journal as it was at a moment: what is added later is not read."""

    path: Path
    inode: int
    size: int


class Added(NamedTuple):
    """What is known of a line that was just added."""

    size: int
    """How large the journal was before."""
    unconfirmed: NotConfirmedError | None
    """Where the journal is new and the disk did not confirm its entry in the folder."""


def append(folder: Path, line: bytes, *, is_ended: bool = True) -> Added:
    """Add a line, confirmed on disk; call it with the lock held.

    One that is not ended is the edit's whose files are replaced next. A line that a dead writer left half is ended
    first, so that it costs nothing but itself. Raises `NotSavedError` with the journal as it was.
    """
    path = folder / HISTORY_FILE
    _turn_over(folder)
    try:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _FLAGS, 0o600)
    except OSError as error:
        raise NotSavedError(path, describe_system_error(error)) from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotSavedError(path, _("it is not a regular file"))
        try:
            begin = b"" if _has_end(handle, found.st_size) else _END
            left = memoryview(begin + line + (_END if is_ended else b""))
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except OSError as error:
            take_back(folder, found.st_size)
            raise NotSavedError(path, describe_system_error(error)) from None
    finally:
        os.close(handle)
    if not found.st_size:
        try:
            files.sync_folder(folder)
        except OSError as error:
            return Added(0, NotConfirmedError(path, describe_system_error(error)))
    return Added(found.st_size, None)


def take_back(folder: Path, size: int) -> None:
    """Remove the line that was just added, for its edit did not come about; the lock is still held.

    Where that fails the line stays, and is recognised as one without effect.
    """
    path = folder / HISTORY_FILE
    with contextlib.suppress(OSError):
        if size:
            os.truncate(path, size)
        else:
            path.unlink()


def end_line(folder: Path) -> None:
    """End the line of an edit whose files are stored, or that never comes about; call it with the lock held.

    Where that fails nothing is lost: the files say that nothing is to be redone.
    """
    with contextlib.suppress(OSError):
        handle = os.open(folder / HISTORY_FILE, os.O_RDWR | os.O_APPEND | _FLAGS)
        try:
            found = os.fstat(handle)
            if stat.S_ISREG(found.st_mode) and not _has_end(handle, found.st_size):
                os.write(handle, _END)
        finally:
            os.close(handle)


def is_ended(folder: Path) -> bool:
    """Tell whether the last line has its end: a writer is at its files, or died at them, where it has not.

    Costs next to nothing. Raises `UnreadableError` where the journal cannot be read.
    """
    handle = _open_file(folder / HISTORY_FILE)
    if handle is None:
        return True
    try:
        return _has_end(handle, os.fstat(handle).st_size)
    except OSError as error:
        raise UnreadableError(HISTORY_FILE, describe_system_error(error)) from None
    finally:
        os.close(handle)


def _has_end(handle: int, size: int) -> bool:
    if not size:
        return True
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) == _END


def _turn_over(folder: Path) -> None:
    """Put a journal that has grown large aside as the next part; where that fails it goes on growing."""
    path = folder / HISTORY_FILE
    found = files.get_signature(path)
    if found is None or found[3] < PART_LIMIT:
        return
    parts = folder / HISTORY_FOLDER
    with contextlib.suppress(OSError, NotSavedError):
        files.make_folder(parts)
        last = max((int(part.stem) for part in _list_parts(folder)), default=0)
        target = parts / f"{last + 1:06}.jsonl"
        if files.get_signature(target) is None:
            path.rename(target)
            files.sync_folder(parts)
            files.sync_folder(folder)


def _list_parts(folder: Path) -> list[Path]:
    """Return the parts, the oldest first."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder / HISTORY_FOLDER))
    except OSError:
        return []
    return [folder / HISTORY_FOLDER / name for name in names if _PART.fullmatch(name)]


def list_journal_files(folder: Path) -> list[JournalFile]:
    """Return the journal's files as they are now, the newest first."""
    states = ((path, files.get_signature(path)) for path in (folder / HISTORY_FILE, *reversed(_list_parts(folder))))
    return [JournalFile(path, state[0], state[3]) for path, state in states if state]


def read_lines(folder: Path, found: list[JournalFile]) -> Iterator[bytes]:
    """Yield the lines from the newest to the oldest; nothing is read before it is asked for.

    Raises `UnreadableError` where a file of it cannot be read.
    """
    for piece in found:
        path = _find_path(folder, piece)
        if path is not None:
            yield from _read_backwards(path, piece.size)


def read_newer_lines(folder: Path, found: list[JournalFile], seen: list[JournalFile]) -> Iterator[bytes]:
    """Yield the lines that were added since other pieces were found; all where the journal was cut meanwhile.

    Raises `UnreadableError` where a file of it cannot be read.
    """
    sizes = {piece.inode: piece.size for piece in seen}
    if any(piece.size < sizes.get(piece.inode, 0) for piece in found):
        sizes = {}
    for piece in found:
        path = _find_path(folder, piece)
        if path is not None:
            yield from _read_backwards(path, piece.size, sizes.get(piece.inode, 0))


def _find_path(folder: Path, piece: JournalFile) -> Path | None:
    """Find a file again that was put aside meanwhile; ``None`` where it was cut."""
    for path in (piece.path, *reversed(_list_parts(folder))):
        state = files.get_signature(path)
        if state and state[0] == piece.inode:
            return path
    return None


def _open_file(path: Path) -> int | None:
    """Open a file of the journal to read it; ``None`` where there is none. Raises `UnreadableError`."""
    try:
        handle = os.open(path, os.O_RDONLY | _FLAGS)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(path.name, describe_system_error(error)) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UnreadableError(path.name, _("it is not a regular file"))
    return handle


def _read_backwards(path: Path, size: int, since: int = 0) -> Iterator[bytes]:
    """Yield the lines of a file between two sizes in bytes, the last first."""
    handle = _open_file(path)
    if handle is None:
        return
    with os.fdopen(handle, "rb") as file:
        behind: list[bytes] = []  # of the line whose beginning is still to come, its end first
        length, position = 0, size
        while position > since:
            start = max(since, position - _BLOCK)
            file.seek(start)
            first, *rest = file.read(position - start).split(b"\n")
            position = start
            if rest:
                yield b"".join([rest.pop(), *reversed(behind)])
                yield from reversed(rest)
                behind, length = [], 0
            if length <= JOURNAL_LINE_LIMIT:  # of a longer one only a part is kept, which is no line
                behind.append(first)
                length += len(first)
        yield b"".join(reversed(behind))


def read_digests(folder: Path) -> dict[str, list[str]]:
    """Return by file the digests that the journal's newest lines tell of it, before and after each edit in turn.

    What cannot be read tells nothing.
    """
    found: dict[str, list[str]] = {}
    for piece in reversed(list_journal_files(folder)[:_FILES_LOOKED_AT]):
        with contextlib.suppress(UnreadableError):
            for part in read_journal_file(piece.path).split(_FILES)[1:]:
                for name, before, after in _DIGESTS.findall(part, 0, part.find(b"}") + 1):
                    found.setdefault(name.decode(), []).extend((before.decode(), after.decode()))
    return found


def read_journal_file(path: Path) -> bytes:
    """Read a whole file of the journal. Raises `UnreadableError`."""
    try:
        return files.read(path, JOURNAL_LINE_LIMIT + PART_LIMIT)
    except FileNotFoundError:
        return b""


def measure_journal(folder: Path) -> tuple[int, int]:
    """Return how many bytes it has, in how many files."""
    found = list_journal_files(folder)
    return sum(piece.size for piece in found), len(found)


def rewrite(path: Path, content: bytes) -> None:
    """Replace a file of the journal, or remove it where nothing is left; call it with the lock held."""
    if content:
        files.replace(path, content)
        return
    try:
        path.unlink()
    except OSError as error:
        raise NotSavedError(path, describe_system_error(error)) from None
    try:
        files.sync_folder(path.parent)
    except OSError as error:
        raise NotConfirmedError(path, describe_system_error(error)) from None
