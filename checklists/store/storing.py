"""Several files stored as one: either all are new, or all are as they were.

All contents are confirmed on disk beside their files before the first of them is replaced, so that a full disk leaves
everything as it was. A writer that dies between two replacements leaves the rest staged: `checklists.store.recovery`.
"""

import contextlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from checklists.base.errors import NotConfirmedError, NotSavedError, PartlySavedError
from checklists.store import files


def store(contents: Sequence[tuple[Path, bytes]], limit: int) -> NotConfirmedError | None:
    """Put the contents in their files' places; call it with the folder's lock held.

    Returns what the disk did not confirm of files that are stored. Raises `NotSavedError` with all files as they were,
    `PartlySavedError` where even that failed. An old file is read up to `limit` bytes.
    """
    if len(contents) == 1:
        ((path, content),) = contents
        try:
            files.replace(path, content)
        except NotConfirmedError as error:
            return error
        return None
    _put_all(contents, _staged(contents), [_old(path, limit) for path, _content in contents])
    return _confirmed(path for path, _content in contents)


def _staged(contents: Sequence[tuple[Path, bytes]]) -> list[files.Staged]:
    """Stage all, or none; their entries are confirmed too, so that what is cut off can be completed."""
    staged: list[files.Staged] = []
    try:
        for path, content in contents:
            staged.append(files.stage(path, content))
    except BaseException:
        for one in staged:
            files.discard(one)
        raise
    for folder in dict.fromkeys(path.parent for path, _content in contents):
        with contextlib.suppress(OSError):  # it is told once they are replaced
            files.sync_folder(folder)
    return staged


def _old(path: Path, limit: int) -> bytes | None:
    try:
        return files.read(path, limit)
    except FileNotFoundError:
        return None


def _put_all(
    contents: Sequence[tuple[Path, bytes]], staged: Sequence[files.Staged], old: Sequence[bytes | None]
) -> None:
    for number, one in enumerate(staged):
        try:
            files.put(one)
        except NotSavedError as error:
            _put_back(one.path, contents[:number], old[:number])
            for left in staged[number:]:
                files.discard(left)
            raise error from None


def _put_back(stuck: Path, contents: Sequence[tuple[Path, bytes]], old: Sequence[bytes | None]) -> None:
    """Make the files what they were. Raises `PartlySavedError`, with all that is missing then staged again."""
    for number in reversed(range(len(contents))):
        if not _is_put_back(contents[number][0], old[number]):
            for path, content in contents[number + 1 :]:
                with contextlib.suppress(NotSavedError):  # it is told then, and not completed
                    files.stage(path, content)
            raise PartlySavedError(stuck)


def _is_put_back(path: Path, content: bytes | None) -> bool:
    try:
        if content is None:
            path.unlink()
        else:
            files.replace(path, content)
    except (OSError, NotSavedError):
        return False
    except NotConfirmedError:  # it is there, as the other may be after a power cut
        return True
    return True


def _confirmed(paths: Iterable[Path]) -> NotConfirmedError | None:
    """Confirm each folder once."""
    unconfirmed: NotConfirmedError | None = None
    for path in {path.parent: path for path in reversed(list(paths))}.values():
        try:
            files.confirm(path)
        except NotConfirmedError as error:
            unconfirmed = error
    return unconfirmed
