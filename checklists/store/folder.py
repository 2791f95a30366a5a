"""A meeting's folder: applies edits. The only module that changes a meeting's files."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from checklists.base import clock
from checklists.base.errors import (
    ConflictError,
    FaultyFileError,
    HuiqianError,
    InvalidEditError,
    LockedError,
    NotConfirmedError,
    NotSavedError,
    PartlySavedError,
    UnreadableError,
)
from checklists.base.language import _
from checklists.base.model import Model
from checklists.edits.applying import keep_untouched
from checklists.edits.change import BrokenFile, Change, Edit, find_differences
from checklists.edits.future import refuse_future
from checklists.model.file_names import HISTORY_FOLDER, KEPT_FOLDER, MEMBERS_FOLDER, SETTINGS_FILE, get_ledger_file
from checklists.model.ledgers.study import Study
from checklists.model.meeting import Meeting, Settings
from checklists.store import entries as history
from checklists.store import files, journal
from checklists.store.assembling import Reading
from checklists.store.decoding import get_size_limit, read_file, read_remains
from checklists.store.encoding import FileContent, compute_short_digest, encode_changes, encode_model
from checklists.store.entries import Event, HistoryEntry
from checklists.store.folder_files import KnownFile, make_known_file
from checklists.store.reading import FolderReader
from checklists.store.recovery import UnfinishedEdit, complete_unfinished

if TYPE_CHECKING:
    from checklists.store.losses import Loss


@dataclass(frozen=True, slots=True)
class Saved:
    """The result of an edit."""

    reading: Reading
    """The meeting afterwards."""
    edit: Edit
    """The edit as requested."""
    entry: HistoryEntry | None = None
    """Its entry in the history with the changes really made; ``None`` if nothing had to change."""
    unconfirmed: NotConfirmedError | None = None
    """The error if it is stored, but may not survive a power cut."""

    def confirm(self) -> None:
        """Raise `NotConfirmedError` if the disk did not confirm the edit."""
        if self.unconfirmed:
            raise self.unconfirmed


class Folder:
    """A meeting's folder, to read and to edit."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._reader = FolderReader(path)

    def read(self, *, is_thorough: bool = False) -> Reading:
        """Read what changed since the last time.

        With `is_thorough` all is compared with the history, also where no writer died.
        Raises `NoMeetingError` where there is no meeting at all, `UnreadableError` where that cannot be known.
        """
        return self._reader.read(is_thorough=is_thorough)

    def apply(self, edit: Edit, *, me: str = "", undoes: str = "", today: date | None = None) -> Saved:
        """Save an edit and return the result; without changes, nothing is written.

        `me` is the member whose part was open, `undoes` the entry of the history that is taken back, `today` the day
        by which what is still to come is refused; what is taken back was so already.
        Raises `ConflictError`, `FaultyFileError`, `InvalidEditError` or `BeforeDayError` before anything is written,
        and `NotSavedError` or `LockedError` where the system refused.
        """
        if edit.is_empty:
            return Saved(self.read(), edit)
        with self._lock_for_writing():
            return self._save(edit, me=me, undoes=undoes, today=today)

    def apply_newest(self, make: Callable[[Meeting], Edit], *, me: str = "", today: date | None = None) -> Saved:
        """Make an edit from the disk while nobody else can write, and save it: additions are never doubled.

        Raises what `apply` and `make` raise, `FaultyFileError` where the meeting cannot be read.
        """
        with self._lock_for_writing():
            self._reader.load_all()
            meeting = self._reader.assemble().meeting
            if meeting is None:
                raise FaultyFileError(SETTINGS_FILE)
            return self._save(make(meeting), me=me, today=today)

    def _save(self, edit: Edit, *, me: str, today: date | None, undoes: str = "") -> Saved:
        if not undoes:
            self._refuse_future(edit, today or clock.today())
        made: list[Change] = []
        ready = []
        for name in edit.files():
            count = len(made)
            try:
                changes = [one for one in edit.changes if one.file == name]
                prepared = self._prepare(name, changes, made, edit.mends)
            except ConflictError as error:
                error.edit = edit
                raise
            if len(made) > count or (edit.mends and edit.mends.file == name):
                ready.append(prepared)
        return self._commit(edit, tuple(made), ready, me=me, undoes=undoes)

    def _refuse_future(self, edit: Edit, today: date) -> None:
        """Refuse what is still to come, by the meeting's day and sessions on disk; they are read where it matters."""

        def load(name: str) -> KnownFile[Model]:
            self._reader.load(name)
            return self._reader.known[name]

        def get_meeting_day() -> date:
            settings = load(SETTINGS_FILE)
            if not isinstance(settings.model, Settings):
                raise FaultyFileError(SETTINGS_FILE, settings.faults[0].problem)
            return settings.model.date

        def find_study() -> Study | None:
            study = load(get_ledger_file("study")).model
            return study if isinstance(study, Study) else None

        refuse_future(
            edit.changes, today, get_meeting_day=get_meeting_day, find_study=find_study, is_early=edit.is_early
        )

    def restore(self, name: str, content: bytes, *, me: str = "") -> Saved:
        """Restore a copy of a file, even over a faulty one; the present file is itself kept first.

        Raises `InvalidEditError` where the copy is no valid file, and what `apply` raises.
        """
        model, faults = read_file(name, content)
        wrong = [str(fault) for fault in faults if fault.severity == "error"]
        if model is None or wrong:
            problem = _("the copy is no valid {file}: {why}")
            raise InvalidEditError(problem.format(file=name, why=_("; ").join(wrong[:3])))
        with self._lock_for_writing():
            self._reader.load(name, fresh=True)
            known = self._reader.known[name]
            if known.model is None and any(fault.place == "format" for fault in known.faults):
                raise FaultyFileError(name)  # a newer program wrote it
            was = None if known.is_faulty else known.model
            changes = tuple(find_differences(name, was.plain(), model.plain())) if was else ()
            edit = Edit(changes, _("{file} restored").format(file=name))
            return self._commit(edit, changes, [encode_model(name, model)], me=me, keeps=True)

    def history(self) -> Iterator[Event]:
        """Yield the events from the newest; only what is needed is read. Raises `UnreadableError`."""
        try:
            with self._reader.guard, files.lock_folder(self.path):
                found, digests = journal.list_journal_files(self.path), self._get_digests()
        except LockedError:  # a read-only folder is read as it is
            found, digests = journal.list_journal_files(self.path), self._get_digests()
        return history.list_events(journal.read_lines(self.path, found), lambda name: digests.get(name, ""))

    def accept_loss(self, loss: "Loss", *, me: str = "") -> Saved:
        """Record in the history that a file's loss is accepted; undoing that restores it.

        Raises `NotSavedError` or `LockedError` where the system refused.
        """
        with self._lock_for_writing():
            edit = loss.make_acceptance()
            entry = history.make_entry(edit, {loss.file: (loss.digest, loss.digest)}, me=me)
            added = journal.append(self.path, history.encode(entry))
            return Saved(self._reader.assemble(), edit, entry, added.unconfirmed)

    def tidy(self) -> UnfinishedEdit | None:
        """Complete a dead writer's edit and remove its temporary files; living writers are not disturbed.

        Returns the last edit if it is stored only in part, or was until now. Raises `UnreadableError`, `LockedError`,
        `NotSavedError` or `PartlySavedError` where it cannot be completed now.
        """
        with self._reader.guard, files.lock_folder(self.path):
            for name in ("", MEMBERS_FOLDER, KEPT_FOLDER, HISTORY_FOLDER):
                with contextlib.suppress(UnreadableError):
                    files.sweep(self.path / name)
            return complete_unfinished(self.path)

    def _get_digests(self) -> dict[str, str]:
        self._reader.load_all()
        return {name: known.short_digest for name, known in self._reader.known.items()}

    @contextlib.contextmanager
    def _lock_for_writing(self) -> Iterator[None]:
        """Hold the lock while something is computed from the disk and written."""
        with self._reader.guard:
            if not self.path.is_dir():
                raise NotSavedError(self.path, _("there is no such file or folder"))
            self._reader.begin_writing()
            with files.lock_folder(self.path):
                try:
                    for name in ("", MEMBERS_FOLDER):
                        files.sweep(self.path / name)
                    if not journal.is_ended(self.path):
                        complete_unfinished(self.path)
                except UnreadableError as error:  # nobody knows what is there, or must be completed first
                    raise NotSavedError(self.path, str(error)) from None
                yield

    def _commit(
        self,
        edit: Edit,
        made: tuple[Change, ...],
        ready: list[FileContent],
        *,
        me: str,
        undoes: str = "",
        keeps: bool = False,
    ) -> Saved:
        """Write the history's line, then the files, so that the history knows every change.

        `made` are the changes of the edit that were not so already.
        """
        digests = {one.name: (self._reader.known[one.name].short_digest, one.short_digest) for one in ready}
        if all(before == after for before, after in digests.values()):
            return Saved(self._reader.assemble(), edit)
        names = [one.name for one in ready]
        is_compared = self._reader.is_compared(names)
        behind = () if is_compared else tuple(name for name in names if self._reader.is_behind(name))
        entry = history.make_entry(replace(edit, changes=made), digests, me=me, undoes=undoes, behind=behind)
        line = history.encode(entry)
        added = journal.append(self.path, line, is_ended=False)
        try:
            unconfirmed = self._store(ready, keeps=keeps)
        except PartlySavedError:  # the line stays open: the edit will be completed
            raise
        except HuiqianError:
            journal.take_back(self.path, added.size)
            raise
        if not unconfirmed:
            journal.end_line(self.path)
            # whoever comes back to the roster may have a sheet that is missing
            if is_compared and not (keeps or edit.mends or SETTINGS_FILE in names):
                self._reader.extend_comparison(names, len(line) + 1)
        return Saved(self._reader.assemble(), edit, entry, unconfirmed or added.unconfirmed)

    def _prepare(self, name: str, changes: list[Change], made: list[Change], mends: BrokenFile | None) -> FileContent:
        """Return a file's new content, from what is on disk.

        `made` is given the changes that were not so already; `mends` is the one faulty file that may be replaced.
        """
        self._reader.load(name, fresh=True)
        known = self._reader.known[name]
        before = None
        if not known.is_faulty and known.model:
            before = known.model.plain()
        elif mends and mends.file == name:
            content = self._read_present(name)
            before = read_remains(content, name) if compute_short_digest(content) == mends.digest else None
        if before is None:
            raise FaultyFileError(name)
        encoded = encode_changes(name, before, changes, made)
        if known.is_faulty or not known.model:
            return encoded
        return encoded._replace(model=keep_untouched(known.model, encoded.model, changes))

    def _store(self, ready: list[FileContent], *, keeps: bool = False) -> NotConfirmedError | None:
        """Replace all files or none; return what the disk did not confirm."""
        paths = {one.name: self.path / one.name for one in ready}
        for name, path in paths.items():
            if path.parent != self.path:
                files.make_folder(path.parent)
            known = self._reader.known[name]
            if known.signature and (keeps or not known.is_own):
                self._keep_copy(name)
        unconfirmed = files.replace_all([(paths[one.name], one.content) for one in ready])
        for one in ready:
            self._reader.known[one.name] = make_known_file(one, files.get_signature(paths[one.name]))
        return unconfirmed

    def _keep_copy(self, name: str) -> None:
        """Keep a copy of a file that someone else wrote, with their comments and layout, before it is replaced."""
        content = self._read_present(name)
        kept = self.path / KEPT_FOLDER
        stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
        flat = name.replace("/", "-").removesuffix(".toml")
        files.make_folder(kept)
        with contextlib.suppress(UnreadableError):
            files.sweep(kept)
        try:
            files.replace(kept / f"{flat}.{stamp}.{sha256(content).hexdigest()[:8]}.toml", content)
        except NotConfirmedError as error:  # the copy may not last, so the original stays
            raise NotSavedError(kept, error.why) from None

    def _read_present(self, name: str) -> bytes:
        """Read a file as it is just now. Raises `NotSavedError` where it is gone or cannot be read."""
        try:
            return files.read(self.path / name, get_size_limit(name))
        except FileNotFoundError:
            raise NotSavedError(self.path / name, _("another program has just moved or removed it")) from None
        except UnreadableError as error:
            raise NotSavedError(self.path / name, error.why) from None
