"""Exceptions: one class per cause, with its sentence and exit code."""

import errno
from datetime import date
from pathlib import Path
from typing import Any

from checklists.base.language import _
from checklists.base.text import show, show_path


class HuiqianError(Exception):
    """Base of all errors; the message is one sentence for the user."""

    exit_code = 2


class NoMeetingError(HuiqianError):
    """The folder holds no meeting."""

    exit_code = 3

    def __init__(self, folder: Path) -> None:
        sentence = (
            _("{folder} is a file, not a folder. Name the meeting's folder.")
            if is_file(folder)
            else _("There is no meeting in {folder}: meeting.toml is missing. Make one with: huiqian new FOLDER")
        )
        super().__init__(sentence.format(folder=show_path(folder)))


class UnreadableError(HuiqianError):
    """A file cannot be read, or not in its format."""

    exit_code = 3

    def __init__(self, path: Path | str, why: str) -> None:
        self.why = why
        sentence = _("{name} cannot be read: {why}{place}")
        super().__init__(sentence.format(name=_name(path), why=why, place=_place(path)))


class UnusableTemplateError(UnreadableError):
    """A DOCX template cannot be read, or lacks a style."""

    def __init__(self, path: Path, why: str) -> None:
        advice = _("name another template with --template FILE, or with L in the app")
        super().__init__(path, _("; ").join((why, advice)))


class FaultyFileError(HuiqianError):
    """A file with faults is never overwritten; `why` where it is only needed for another."""

    exit_code = 3

    def __init__(self, file: str, why: str = "") -> None:
        sentence = (
            _("Not saved: {file} is needed to check this, and has a fault: {why}. Mend it first.")
            if why
            else _("Not saved: {file} has faults, and a faulty file is never overwritten. Mend it first.")
        )
        super().__init__(sentence.format(file=file, why=why))


class InvalidEditError(HuiqianError):
    """An edit would make a file invalid."""

    def __init__(self, why: str) -> None:
        super().__init__(_("Not saved: {why}").format(why=why))


class BeforeDayError(HuiqianError):
    """A record of the meeting's day is entered before that day: to be confirmed rather than refused."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__(
            _(
                "Not saved: the meeting is on {day}, and today is {today}. To record its day beforehand all the same,"
                " add --yes; if the meeting was held earlier, correct its date first."
            ).format(day=day, today=today)
        )
        self.day, self.today = day, today


class NotSavedError(HuiqianError):
    """The system refused to store the file; the old file is intact."""

    exit_code = 4

    def __init__(self, path: Path, why: str) -> None:
        sentence = _("Not saved ({why}): nothing was written to {name}{place}.")
        super().__init__(sentence.format(why=why, name=_name(path), place=_place(path)))


class PartlySavedError(HuiqianError):
    """Of an edit's files some are stored; they could not even be put back."""

    exit_code = 4

    def __init__(self, path: Path) -> None:
        sentence = _(
            "Saved only in part: {name} could not be written, and what was written before it could not be put "
            "back. Saving anything again completes it{place}."
        )
        super().__init__(sentence.format(name=_name(path), place=_place(path)))


class NotConfirmedError(HuiqianError):
    """The file is replaced, but the system did not confirm that it would survive a power cut."""

    exit_code = 4

    def __init__(self, path: Path, why: str) -> None:
        self.why = why
        sentence = _("Stored, not confirmed ({why}): the disk did not confirm that {name} is written{place}.")
        super().__init__(sentence.format(why=why, name=_name(path), place=_place(path)))


class LockedError(HuiqianError):
    """Someone else has been saving for too long, or the lock cannot be taken."""

    exit_code = 4

    def __init__(self, folder: Path, error: OSError | None = None) -> None:
        code = error.errno if error else None
        if error is None:
            sentence = _("Not saved: someone else has been saving here for too long. Try again{place}.")
        elif code in {errno.EACCES, errno.EPERM}:
            sentence = _("Not saved: you have no right to write here{place}.")
        elif code == errno.EROFS:
            sentence = _("Not saved: the disk is read-only{place}.")
        elif code in {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}:
            sentence = _(
                "Not saved: the file system gives no locks, and without them two people could overwrite each other's "
                "work. Keep the meeting on another disk than this{place}."
            )
        else:
            sentence = _("Not saved ({why}): the folder's lock could not be taken. Try again{place}.")
        why = describe_system_error(error) if error else ""
        super().__init__(sentence.format(why=why, place=_place(folder / ".lock")))


class ConflictError(HuiqianError):
    """Someone else changed the same field meanwhile; nothing was overwritten."""

    exit_code = 5

    def __init__(
        self, file: str, path: tuple[str, ...], *, was: object, theirs: object, mine: object, is_gone: bool = False
    ) -> None:
        self.file = file
        self.path = path
        """The keys of the field; of the record, if the field is gone."""
        self.was = was
        """What the form had seen."""
        self.theirs = theirs
        """What is on disk now."""
        self.mine = mine
        """What was to be saved."""
        self.is_gone = is_gone
        """Whether the whole record was removed meanwhile."""
        self.edit: Any = None
        """The whole edit refused by the folder."""

        super().__init__()
        self.call_place(f"{file}: {'.'.join(show(part, 40) for part in path)}")

    def call_place(self, place: str) -> None:
        """Replace file and keys in the message by other words for the place."""
        sentence = (
            _("Not saved: {place} was removed by someone else meanwhile.")
            if self.is_gone
            else _("Not saved: {place} was changed by someone else meanwhile. What they wrote is kept.")
        )
        self.args = (sentence.format(place=place),)


class NothingToDoError(HuiqianError):
    """The request applies to nothing. Reported, and no failure."""

    exit_code = 0


class UsageError(HuiqianError):
    """The request is invalid: an unknown item, an impossible date."""


def _name(path: Path | str) -> str:
    return show_path(path if isinstance(path, str) else path.name, 80)


def _place(path: Path | str) -> str:
    """Return a file's folder for the end of a sentence, where it may be truncated."""
    is_bare = isinstance(path, str) or path.parent == Path()
    return "" if is_bare else _(" ({folder})").format(folder=show_path(Path(path).parent, 80))


def is_file(path: Path) -> bool:
    """Tell whether a file is there, as far as the system tells."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a folder that may not be entered; a NUL in the path
        return False


def describe_system_error(error: OSError) -> str:
    """Describe an operating system's error in a few words."""
    known = {
        errno.ENOSPC: _("the disk is full"),
        errno.EDQUOT: _("your disk quota is used up"),
        errno.EACCES: _("no permission"),
        errno.EPERM: _("no permission"),
        errno.EROFS: _("the disk is read-only"),
        errno.EIO: _("the disk reports an error"),
        errno.ENOENT: _("there is no such file or folder"),
        errno.ENOTDIR: _("a part of the path is not a folder"),
        errno.EISDIR: _("it is a folder"),
        errno.EEXIST: _("it exists already"),
        errno.ELOOP: _("it is a symbolic link"),
        errno.ENAMETOOLONG: _("the name is too long"),
        errno.ENOLCK: _("the file system gives no locks"),
        **dict.fromkeys(
            (errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP), _("the file system does not support this")
        ),
        **dict.fromkeys(
            (errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.EHOSTDOWN, errno.ETIMEDOUT),
            _("the disk or the network folder is gone"),
        ),
        errno.EBUSY: _("another program is using it"),
        errno.EFBIG: _("the file would be too large for this disk"),
        errno.EMFILE: _("too many files are open"),
    }
    code = error.errno or 0
    name = errno.errorcode.get(code, type(error).__name__)
    return known.get(code) or _("the system reports {name}").format(name=name)
