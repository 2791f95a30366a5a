"""Files as a database treats them: read without following links, replaced whole, confirmed on disk."""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from checklists.base.errors import (
    LockedError,
    NotConfirmedError,
    NotSavedError,
    PartlySavedError,
    UnreadableError,
    describe_system_error,
)
from checklists.base.language import _
from checklists.base.toml import LEDGER_LIMIT, SIZE_LIMIT

LOCK_NAME = ".lock"
LOCK_SECONDS = 10
TEMPORARY_END = ".tmp"
_TEMPORARY = re.compile(rf"\.[\w.-]+\.[0-9a-f]{{8}}{re.escape(TEMPORARY_END)}")

Signature = tuple[int, int, int, int]
"""Inode, mtime and ctime in nanoseconds, size: differs when a file was replaced or changed."""


class Staged(NamedTuple):
    """New content, confirmed on disk beside the file that it will replace."""

    path: Path
    temporary: Path


def get_signature(path: Path) -> Signature | None:
    """Return the signature of a file's present state; ``None`` if there is no file."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size


def read(path: Path, limit: int = SIZE_LIMIT) -> bytes:
    """Read a regular file of at most `limit` bytes, never a link, device or pipe.

    Raises `FileNotFoundError` where there is none, `UnreadableError` for anything else.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableError(path.name, describe_system_error(error)) from None
    try:
        found = os.fstat(handle)
    except OSError as error:  # a network share that is gone
        os.close(handle)
        raise UnreadableError(path.name, describe_system_error(error)) from None
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)  # a folder's handle cannot be wrapped
        what = _("it is a folder") if stat.S_ISDIR(found.st_mode) else _("it is not a regular file")
        raise UnreadableError(path.name, what)
    with os.fdopen(handle, "rb") as file:
        if found.st_size > limit:
            raise UnreadableError(
                path.name,
                _("it is larger than {limit} KiB; no file of a meeting is").format(limit=limit >> 10),
            )
        try:
            content = file.read(found.st_size + 1)
            # as much as there was, and what was added since
            return content if len(content) <= found.st_size else content + file.read(limit - found.st_size)
        except OSError as error:
            raise UnreadableError(path.name, describe_system_error(error)) from None


def refuse_nowhere(path: Path) -> None:
    """Raise `UnreadableError` for an impossible path."""
    try:
        with contextlib.suppress(OSError):  # whether it exists does not matter
            os.lstat(path)
    except ValueError:  # a NUL, or characters that the system's encoding lacks
        raise UnreadableError(path, _("the path leads nowhere")) from None


def replace(path: Path, content: bytes, before: Callable[[], None] = lambda: None) -> None:
    """Replace a file's content so that a crash leaves the old or the new one, never a torn one.

    *before* is called when all is stored beside the file: what it raises leaves the file as it was. Raises
    `NotSavedError` (the old file is intact) or `NotConfirmedError` (replaced, but the folder's entry was not
    confirmed by the disk).
    """
    staged = stage(path, content)
    try:
        before()
        put(staged)
    finally:  # after the replacement there is nothing left to remove
        discard(staged)
    confirm(path)


def replace_all(contents: Sequence[tuple[Path, bytes]]) -> NotConfirmedError | None:
    """Replace the contents of files, all or none. The caller holds the folder's lock.

    All are stored beside their files before the first of them is replaced, so that a full disk leaves everything as it
    was. Returns what the disk did not confirm of files that are stored. Raises `NotSavedError` with all files as they
    were, or `PartlySavedError` where even that failed.
    """
    old = [_read_old(path) for path, _content in contents[:-1]]  # nothing can fail after the last
    staged: list[Staged] = []
    replaced = 0
    with contextlib.ExitStack() as finally_discarded:
        for path, content in contents:
            staged.append(stage(path, content))
            finally_discarded.callback(discard, staged[-1])
        try:
            for one in staged:
                put(one)
                replaced += 1
        except NotSavedError:
            back = [_put_back(staged[number].path, old[number]) for number in reversed(range(replaced))]
            if not all(back):
                raise PartlySavedError(staged[replaced].path) from None
            raise
    unconfirmed: NotConfirmedError | None = None
    for path in {path.parent: path for path, _content in reversed(contents)}.values():  # each folder once
        try:
            confirm(path)
        except NotConfirmedError as error:
            unconfirmed = error
    return unconfirmed


def _read_old(path: Path) -> bytes | None:
    try:
        return read(path, LEDGER_LIMIT)
    except FileNotFoundError:
        return None


def _put_back(path: Path, content: bytes | None) -> bool:
    """Restore a file, and tell whether that succeeded."""
    try:
        if content is None:
            path.unlink()
        else:
            replace(path, content)
    except (OSError, NotSavedError):
        return False
    except NotConfirmedError:  # it is there, though the other may be after a power cut
        return True
    return True


def stage(path: Path, content: bytes) -> Staged:
    """Store new content beside the file, confirmed on disk. Raises `NotSavedError` and leaves nothing."""
    staged = Staged(path, path.with_name(f".{path.name}.{os.urandom(4).hex()}{TEMPORARY_END}"))
    is_stored = False
    try:
        handle = os.open(staged.temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        is_stored = True
    except OSError as error:
        raise NotSavedError(path, describe_system_error(error)) from None
    finally:
        if not is_stored:
            discard(staged)
    return staged


def put(staged: Staged) -> None:
    """Replace the file by the staged content. Raises `NotSavedError`; both stay intact then."""
    try:
        staged.temporary.replace(staged.path)
    except FileExistsError:
        raise NotSavedError(staged.path, _("the file system cannot replace a file by a new one")) from None
    except OSError as error:
        raise NotSavedError(staged.path, describe_system_error(error)) from None


def discard(staged: Staged) -> None:
    """Remove staged content that is not needed."""
    with contextlib.suppress(OSError):
        staged.temporary.unlink()


def confirm(path: Path) -> None:
    """Confirm that a replaced file survives a power cut. Raises `NotConfirmedError`."""
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise NotConfirmedError(path, describe_system_error(error)) from None


def sync_folder(folder: Path) -> None:
    """Sync a folder's entries to disk."""
    if os.name == "nt":  # Windows has no handle on a folder
        return
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network folders cannot sync
            raise
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents, accessible to their owner only; each entry is confirmed on disk."""
    if folder.is_dir():
        return
    try:
        missing = [one for one in folder.parents if not one.exists()]
        for one in (*reversed(missing), folder):
            one.mkdir(mode=0o700, exist_ok=True)
            sync_folder(one.parent)
    except OSError as error:
        raise NotSavedError(folder, describe_system_error(error)) from None


def sweep(folder: Path) -> None:
    """Remove temporary files of dead writers, if the folder exists. The caller holds the lock.

    Raises `UnreadableError` where it cannot be looked into.
    """
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    except OSError as error:
        raise UnreadableError(folder.name, describe_system_error(error)) from None
    for entry in entries:
        if _TEMPORARY.fullmatch(entry.name):
            with contextlib.suppress(OSError):
                if entry.is_file(follow_symlinks=False):
                    Path(entry.path).unlink()


@contextlib.contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: one writer at a time. The lock file is never replaced or deleted."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only writers pay for it

    lock = FileLock(folder / LOCK_NAME, timeout=LOCK_SECONDS, mode=0o600, poll_interval=0.01, preserve_lock_file=True)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(folder) from None
    except OSError as error:
        raise LockedError(folder, error) from None
    except NotImplementedError:  # the system has no such locks
        raise LockedError(folder, OSError(errno.ENOSYS, "")) from None
    try:
        yield
    finally:
        lock.release()
