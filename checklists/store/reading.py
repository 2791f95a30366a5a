"""Reading the folder of one meeting: only what changed, and as it was at one moment, whoever writes meanwhile.

A reader takes no lock for that. What was loaded is looked at once more: where a file was replaced meanwhile, it begins
again. An edit whose writer died between two files is shown whole, completed in memory.
"""

import contextlib
import os
import re
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checklists.base.errors import LockedError, NoMeetingError, UnreadableError, describe_system_error
from checklists.base.faults import Fault
from checklists.base.language import _, get_language
from checklists.base.model import Model
from checklists.base.text import show
from checklists.model.file_names import (
    CHECKLIST_FILE,
    GROUP_FILE,
    HISTORY_FILE,
    KEPT_FOLDER,
    MEMBERS_FOLDER,
    SETTINGS_FILE,
    get_sheet_file,
)
from checklists.model.meeting import Meeting
from checklists.store import files, folder_files, journal
from checklists.store.assembling import Assembler, Reading
from checklists.store.decoding import LEDGER_FILES
from checklists.store.folder_files import KnownFile, make_known_file
from checklists.store.last_changes import LastChanges
from checklists.store.recovery import UnfinishedEdit, find_unfinished

if TYPE_CHECKING:
    from checklists.store.losses import Loss, Losses

_MEMBER_FILE = re.compile(r"(m[0-9]{2,4})\.toml")
_HARMLESS = ("._", "~$", ".~")
"""How files begin that systems and editors make beside others."""
_ROUNDS = 5
"""After so many replacements amid reading, what was read last is shown; the next look is not far."""


class _Comparison(NamedTuple):
    """What the history says of the files as they were at one moment."""

    journal: list[journal.JournalFile]
    kept: files.Signature | None
    """Of the folder of kept copies."""
    states: dict[str, tuple[str, files.Signature | None]]
    """Of each file: its digest and signature."""
    losses: "tuple[Loss, ...]"
    faults: tuple[Fault, ...]


class FolderReader:
    """Reads a meeting's folder. Incremental: a file is parsed again only when it changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known: dict[str, KnownFile[Model]] = {}
        """What is on disk, by name."""
        self._unfinished: UnfinishedEdit | None = None
        self._completion: dict[str, KnownFile[Model]] = {}
        """What the files that it has not reached will hold once it is completed."""
        self._paths: dict[str, Path] = {}
        """Where the files are: hundreds are looked at every second, and joining paths costs more than looking."""
        self._last: Reading | None = None
        self._language = get_language()
        """The language in which it is told what is wrong with the files."""
        self._folder_faults: tuple[Fault, ...] = ()
        """What is wrong with the folder of the members' sheets itself."""
        self._copy_faults: tuple[Fault, ...] = ()
        """What lies in the meeting's folder and looks like a copy of a file."""
        self._losses: Losses | None = None
        self._compared: _Comparison | None = None
        self._assembler = Assembler(LastChanges(path))
        self.guard = threading.RLock()
        """What was read is one thread's at a time, whoever shares the folder."""

    def read(self, *, is_thorough: bool = False) -> Reading:
        """Read what changed since the last time.

        With `is_thorough` all is compared with the history, also where no writer died.
        Raises `NoMeetingError` where there is no meeting at all, `UnreadableError` where that cannot be known.
        """
        with self.guard:
            for _round in range(_ROUNDS):
                is_new = self.load_all()
                self._overlay(self._find_unfinished(is_thorough=is_thorough))
                if not (is_new or self._completion) or self._is_as_loaded():
                    break
            if is_thorough:
                self._find_losses().is_followed = True
                self._compared = None
                found = self._make_reading()
                if self._last is None or found.faults != self._last.faults:
                    self._last = found
            return self._last or self.assemble()

    def assemble(self) -> Reading:
        """Put together what was loaded."""
        self._last = self._make_reading()
        return self._last

    def begin_writing(self) -> None:
        """Forget what was put together: who writes completes what is unfinished, or goes by what is on disk.

        What is written is worked out from files loaded anew: after a conflict, too, the next read shows it.
        """
        if SETTINGS_FILE not in self.known:
            self.load_all()
        self._overlay(None)
        self._last = None

    def load_all(self) -> bool:
        """Load what is on disk; tell whether anything is different."""
        try:
            (self.path / SETTINGS_FILE).lstat()
        except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the path
            raise NoMeetingError(self.path) from None
        except OSError as error:
            raise UnreadableError(self.path, describe_system_error(error)) from None
        if self._language != get_language():
            self._language = get_language()
            self.known.clear()
            self._compared = None
        faults = (self._folder_faults, self._copy_faults)
        names = self._list_names()
        self._copy_faults = self._find_copies()
        changed = [name for name in names if self.load(name)]
        gone = self.known.keys() - names
        for name in gone:
            del self.known[name]
        is_new = bool(changed or gone or faults != (self._folder_faults, self._copy_faults))
        if self._losses is not None and not (
            self._compared and self._compared.journal == journal.list_journal_files(self.path)
        ):
            is_new = self._losses.has_news() or is_new
        if is_new:
            self._last = None
        return is_new

    def _list_names(self) -> list[str]:
        return [SETTINGS_FILE, CHECKLIST_FILE, *LEDGER_FILES, GROUP_FILE, *self._list_member_files()]

    def _get_path(self, name: str) -> Path:
        place = self._paths.get(name)
        if place is None:
            place = self._paths[name] = self.path / name
        return place

    def _is_as_loaded(self) -> bool:
        """Tell whether everything still is what was loaded, so that all of it was there at one moment."""
        return self.known.keys() == {*self._list_names()} and all(
            files.get_signature(self._get_path(name)) == known.signature for name, known in self.known.items()
        )

    def _list_member_files(self) -> list[str]:
        path = self.path / MEMBERS_FOLDER
        self._folder_faults = ()
        try:
            entries = sorted(entry.name for entry in os.scandir(path))
        except OSError as error:
            if files.get_signature(path):
                self._folder_faults = (
                    Fault(MEMBERS_FOLDER, "", str(UnreadableError(MEMBERS_FOLDER, describe_system_error(error)))),
                )
            return []
        found, strange = [], []
        for name in entries:
            if _MEMBER_FILE.fullmatch(name):
                found.append(f"{MEMBERS_FOLDER}/{name}")
            elif _is_toml(name):
                problem = _("this is no member's sheet and is not read; perhaps a copy that a sync tool made")
                strange.append(Fault(f"{MEMBERS_FOLDER}/{show(name)}", "", problem, "notice"))
        self._folder_faults = tuple(strange)
        return found

    def _find_copies(self) -> tuple[Fault, ...]:
        """Tell of files in the meeting's folder that look like its own and are not read: above all a sync tool's."""
        try:
            names = sorted(entry.name for entry in os.scandir(self.path))
        except OSError:
            return ()
        own = {SETTINGS_FILE, CHECKLIST_FILE, GROUP_FILE, *LEDGER_FILES, MEMBERS_FOLDER, HISTORY_FILE}
        by_case = {one.casefold(): one for one in own}
        found = []
        for name in names:
            if name in own:
                continue
            if (other := by_case.get(name.casefold())) and other not in names:
                problem = _("this is not read: the program looks for {name}. Rename it").format(name=other)
                found.append(Fault(show(name), "", problem, "inconsistent"))
            elif _is_toml(name) or (name.startswith(HISTORY_FILE.partition(".")[0]) and name.endswith(".jsonl")):
                problem = _("this is no file of the meeting and is not read; perhaps a copy that a sync tool made")
                found.append(Fault(show(name), "", problem, "notice"))
        return tuple(found)

    def load(self, name: str, *, fresh: bool = False) -> bool:
        """Bring one file up to date; tell whether anything was different."""
        known = self.known.get(name)
        self.known[name] = found = folder_files.load(self._get_path(name), name, known, fresh=fresh)
        return known is None or (known.digest, known.faults) != (found.digest, found.faults)

    def _find_losses(self) -> "Losses":
        if self._losses is None:
            from checklists.store.losses import Losses  # noqa: PLC0415 - opening a meeting does not need it

            self._losses = Losses(self.path)
        return self._losses

    def _find_unfinished(self, *, is_thorough: bool) -> UnfinishedEdit | None:
        """Return the edit that a writer left unfinished; one that is still at it is waited for."""
        try:
            if not is_thorough and journal.is_ended(self.path):
                return None
            found = find_unfinished(self.path)
            if found:
                with contextlib.suppress(LockedError), files.lock_folder(self.path):
                    # a folder that cannot be written to is read as it is
                    found = find_unfinished(self.path)
        except UnreadableError:  # that is a fault of its own
            return None
        return found

    def _overlay(self, found: UnfinishedEdit | None) -> None:
        """Show what an unfinished edit is to make of files in their place."""
        if found != self._unfinished:
            self._unfinished = found
            ahead = found.completion if found else ()
            self._completion = {one.name: make_known_file(one, (0, 0, 0, len(one.content))) for one in ahead}
            self._last = None

    def _make_reading(self) -> Reading:
        known = {**self.known, **self._completion}
        faults = [
            *self._folder_faults,
            *self._copy_faults,
            *(fault for entry in known.values() for fault in entry.faults),
        ]
        if self._unfinished:
            faults.append(self._unfinished.make_fault())
        reading = self._assembler.assemble({name: entry.model for name, entry in known.items()}, faults)
        if reading.meeting is None:
            losses, found = self._find_losses().find_in_settings(known)
            return replace(reading, faults=(*reading.faults, *found), losses=tuple(losses))
        compared = self._compare(reading.meeting, known)
        if not compared.faults:
            return reading
        # what is missing may come back, with references to what would be removed meanwhile
        missing = frozenset(fault.file for fault in compared.faults if fault.severity != "notice")
        meeting = replace(reading.meeting, faulty=reading.meeting.faulty | missing)
        return replace(reading, meeting=meeting, faults=(*reading.faults, *compared.faults), losses=compared.losses)

    def _compare(self, meeting: Meeting, known: dict[str, KnownFile[Model]]) -> "_Comparison":
        """Compare the files with the history, unless nothing has changed since that was done."""
        now, kept = journal.list_journal_files(self.path), files.get_signature(self.path / KEPT_FOLDER)
        states = {name: (one.short_digest, one.signature) for name, one in known.items()}
        if self._compared and self._compared[:3] == (now, kept, states):
            return self._compared
        losses: list[Loss] = []
        faults: list[Fault] = []
        if self._may_have_losses(meeting, known):
            are_sheets_known = all(fault.file != MEMBERS_FOLDER for fault in self._folder_faults)
            losses, faults = self._find_losses().find(meeting, known, are_sheets_known=are_sheets_known)
            now = self._find_losses().journal
        self._compared = _Comparison(now, kept, states, tuple(losses), tuple(faults))
        return self._compared

    def is_compared(self, names: Iterable[str]) -> bool:
        """Tell whether it is known that nothing is lost, and that these files are as they were then."""
        found = self._compared
        if not found or found.faults or found.journal != journal.list_journal_files(self.path):
            return False
        known = ((name, self.known[name]) for name in names)
        return all(one.is_own and found.states.get(name) == (one.short_digest, one.signature) for name, one in known)

    def extend_comparison(self, names: Iterable[str], size: int) -> None:
        """Take note of an edit of compared files: where nothing was lost before, nothing is lost by it.

        `size` is that of its line: where the journal has become another one meanwhile, all is compared anew.
        """
        found, now = self._compared, journal.list_journal_files(self.path)
        if (
            found
            and found.journal
            and now == [found.journal[0]._replace(size=found.journal[0].size + size), *found.journal[1:]]
        ):
            written = {name: (self.known[name].short_digest, self.known[name].signature) for name in names}
            self._compared = found._replace(journal=now, states={**found.states, **written})

    def _may_have_losses(self, meeting: Meeting, known: dict[str, KnownFile[Model]]) -> bool:
        """Tell whether there is any reason to read the history: mostly there is none, and looking costs little."""
        if self._losses is not None and self._losses.is_followed:
            return True
        if (
            any(one.is_unclosed or one.model is None for one in known.values())
            or any(get_sheet_file(subject) not in known for subject in meeting.settings.members)
            or known[GROUP_FILE].signature is None
            or (self.path / KEPT_FOLDER).is_dir()
        ):
            return True
        told = journal.read_digests(self.path)
        is_behind = any(name in told and _is_behind(one.short_digest, told[name]) for name, one in known.items())
        return is_behind or any(map(_was_behind, told.values()))

    def is_behind(self, name: str) -> bool:
        """Tell whether a file became again what it was before its last edit: an older copy was laid over it."""
        known = self.known[name]
        told = journal.read_digests(self.path).get(name, [])
        return bool(told) and _is_behind(known.short_digest, told) and self._find_losses().is_behind(name, known)


def _is_behind(digest: str, told: list[str]) -> bool:
    """Tell whether a file is gone, or what it was before, by the digests that the history tells of it in turn."""
    return digest != told[-1] and (not digest or digest in told)


def _was_behind(told: list[str]) -> bool:
    """Tell whether an edit was made on what a file had been before the edit before it."""
    pairs = zip(told[1::2], told[2::2], strict=False)
    return any(after != before and before in told[: 2 * place + 1] for place, (after, before) in enumerate(pairs))


def _is_toml(name: str) -> bool:
    return name.casefold().endswith(".toml") and not name.startswith(_HARMLESS)
