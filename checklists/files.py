"""Files as a database treats them: read without following links, replaced whole, confirmed on disk."""

import contextlib
import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from checklists.errors import LockedError, NotConfirmedError, NotSavedError, UnreadableError, system_reason
from checklists.language import _
from checklists.toml import SIZE_LIMIT

LOCK_NAME = ".lock"
LOCK_SECONDS = 10
_TEMPORARY = re.compile(r"\.[\w.-]+\.[0-9a-f]{8}\.tmp")

Signature = tuple[int, int, int, int]
"""Inode, mtime and ctime in nanoseconds, size: differs when a file was replaced or changed."""


def signature(path: Path) -> Signature | None:
    """Return what tells one state of the file from the next; ``None`` where there is no file."""
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
        raise UnreadableError(path.name, system_reason(error)) from None
    found = os.fstat(handle)
    if not stat.S_ISREG(found.st_mode):
        os.close(handle)  # a folder's handle cannot even be wrapped
        raise UnreadableError(path.name, _("it is not a regular file"))
    with os.fdopen(handle, "rb") as file:
        if found.st_size > limit:
            raise UnreadableError(
                path.name,
                _("it is larger than {limit} KiB; no file of a meeting is").format(limit=limit >> 10),
            )
        try:
            return file.read(limit + 1)
        except OSError as error:
            raise UnreadableError(path.name, system_reason(error)) from None


def replace(path: Path, content: bytes) -> None:
    """Put new content in the file's place so that a crash leaves the old or the new one, never a torn one.

    Raises `NotSavedError` (the old file is intact) or `NotConfirmedError` (replaced, but the folder's entry
    was not confirmed by the disk).
    """
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:  # once it is replaced there is nothing left to remove
            with contextlib.suppress(OSError):
                temporary.unlink()
    except OSError as error:
        raise NotSavedError(path, system_reason(error)) from None
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise NotConfirmedError(path, system_reason(error)) from None


def sync_folder(folder: Path) -> None:
    """Make the folder's entries durable."""
    if os.name == "nt":  # Windows has no handle on a folder to sync
        return
    handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network folders know no such thing
            raise
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter, with its parents likewise; each entry is confirmed on disk too."""
    if folder.is_dir():
        return
    try:
        missing = [one for one in folder.parents if not one.exists()]
        for one in (*reversed(missing), folder):
            one.mkdir(mode=0o700, exist_ok=True)
            sync_folder(one.parent)
    except OSError as error:
        raise NotSavedError(folder, system_reason(error)) from None


def sweep(folder: Path) -> None:
    """Remove temporary files that a writer left which died; call it with the lock held."""
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            if _TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: one writer at a time. The lock file is never replaced or deleted."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only writers pay for it

    lock = FileLock(folder / LOCK_NAME, timeout=LOCK_SECONDS, mode=0o600, poll_interval=0.01, preserve_lock_file=True)
    try:
        lock.acquire()
    except Timeout:
        raise LockedError(folder) from None
    except (OSError, NotImplementedError) as error:
        why = system_reason(error) if isinstance(error, OSError) else ""
        raise LockedError(folder, why) from None
    try:
        yield
    finally:
        lock.release()
