"""The folder of one meeting: read what changed, apply edits. The only place that writes a meeting's files."""

import contextlib
import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from checklists import files
from checklists.assembling import Assembler, Reading
from checklists.edits import (
    CHECKLIST_FILE,
    GROUP_FILE,
    MEMBERS_FOLDER,
    SETTINGS_FILE,
    Change,
    Edit,
    apply_changes,
    differences,
)
from checklists.errors import (
    FaultyFileError,
    HuiqianError,
    InvalidEditError,
    LockedError,
    NoMeetingError,
    NotConfirmedError,
    NotSavedError,
    PartlySavedError,
    UnreadableError,
    system_reason,
)
from checklists.faults import Fault, faults_of
from checklists.language import _
from checklists.meeting import Sheet
from checklists.models import FORMAT, Model
from checklists.reading import LEDGER_FILES, read_file, size_limit
from checklists.storing import store
from checklists.text import show
from checklists.toml import dump, end_mark, parse

if TYPE_CHECKING:
    from checklists.history import Entry, Event
    from checklists.recovery import CutOff

KEPT_FOLDER = "kept"
HISTORY_FOLDER = "history"
DIGEST_LENGTH = 16
"""Hexadecimal digits of a content's digest in the history."""
_SETTLED_NS = 2_000_000_000
_MEMBER_FILE = re.compile(r"(m[0-9]{2,4})\.toml")

ContentT_co = TypeVar("ContentT_co", bound=Model, covariant=True)


@dataclass(frozen=True)
class _Known(Generic[ContentT_co]):
    """One file as it was last read."""

    signature: files.Signature | None
    digest: bytes
    model: ContentT_co | None
    faults: tuple[Fault, ...]
    read_at: int = field(default_factory=time.time_ns)
    is_own: bool = True
    """Whether the bytes are ours by the end mark, so that nothing is lost by replacing them."""

    @property
    def is_faulty(self) -> bool:
        return self.model is None or any(fault.severity == "error" for fault in self.faults)

    def is_settled(self) -> bool:
        """Tell whether a change within the clock's grain is ruled out since it was read."""
        return self.signature is None or self.read_at - self.signature[1] > _SETTLED_NS


class Folder:
    """A meeting's folder. Reading is incremental: a file is parsed again only when it changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: dict[str, _Known[Model]] = {}
        self._last: Reading | None = None
        self._hidden: tuple[Fault, ...] = ()
        """What is wrong with the folder of the members' sheets itself."""
        self._assembler = Assembler()
        self._latest = threading.local()
        self._guard = threading.RLock()
        """What was read is one thread's at a time, whoever shares the folder."""

    @property
    def entry(self) -> "Entry | None":
        """What the history says of this thread's last edit, with the changes really made; ``None`` where none was."""
        found: Entry | None = getattr(self._latest, "entry", None)
        return found

    def read(self) -> Reading:
        """Read what changed since the last time.

        Raises `NoMeetingError` where there is no meeting at all, `UnreadableError` where that cannot be known.
        """
        with self._guard:
            return self._read()

    def _read(self) -> Reading:
        try:
            (self.path / SETTINGS_FILE).lstat()
        except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the path
            raise NoMeetingError(self.path) from None
        except OSError as error:
            raise UnreadableError(self.path, system_reason(error)) from None
        hidden = self._hidden
        names = [SETTINGS_FILE, CHECKLIST_FILE, *LEDGER_FILES, GROUP_FILE, *self._member_files()]
        changed = [name for name in names if self._load(name)]
        gone = [name for name in self._known if name not in names]
        for name in gone:
            del self._known[name]
        if self._last is None or changed or gone or hidden != self._hidden:
            self._last = self._assemble()
        return self._last

    def apply(self, edit: Edit, *, me: str = "", undoes: str = "") -> Reading:
        """Make the edit durable and return the meeting as it is now.

        `me` is the member whose part was open, `undoes` the entry of the history that is taken back.
        Raises `ConflictError`, `FaultyFileError` or `InvalidEditError` before anything is written, and
        `NotSavedError`, `NotConfirmedError` or `LockedError` where the system refused.
        """
        with self._writing():
            made: list[Change] = []
            ready = []
            for name in edit.files():
                count = len(made)
                prepared = self._prepared(name, [one for one in edit.changes if one.file == name], made)
                if len(made) > count:
                    ready.append(prepared)
            if ready:
                self._commit(replace(edit, changes=tuple(made)), ready, me=me, undoes=undoes)
            self._last = self._assemble()
            return self._last

    def restore(self, name: str, content: bytes, *, me: str = "") -> Reading:
        """Put a copy in a file's place, even of one that is faulty; the present file is itself kept first.

        Raises `InvalidEditError` where the copy is no valid file, and what `apply` raises.
        """
        model, faults = read_file(name, content)
        wrong = [str(fault) for fault in faults if fault.severity == "error"]
        if model is None or wrong:
            problem = _("the copy is no valid {file}: {why}")
            raise InvalidEditError(problem.format(file=name, why=_("; ").join(wrong[:3])))
        with self._writing():
            self._load(name, fresh=True)
            known = self._known[name]
            if known.model is None and any(fault.place == "format" for fault in known.faults):
                raise FaultyFileError(name)  # a newer program wrote it
            was = None if known.is_faulty else known.model
            changes = tuple(differences(name, was.plain(), model.plain())) if was else ()
            edit = Edit(changes, _("{file} restored").format(file=name))
            self._commit(edit, [(name, model, dump({"format": FORMAT, **model.plain()}))], me=me, keeps=True)
            self._last = self._assemble()
            return self._last

    def history(self) -> "Iterator[Event]":
        """Judge the history from its end; only what is asked for is read. Raises `UnreadableError` on the way."""
        from checklists import history, journal  # noqa: PLC0415 - opening a meeting does not need it

        try:
            with self._guard, files.locked(self.path):
                found, digests = journal.pieces(self.path), self._digests()
        except LockedError:  # a folder that cannot be written to is read as it is
            found, digests = journal.pieces(self.path), self._digests()
        return history.events(journal.lines(self.path, found), lambda name: digests.get(name, ""))

    def tidy(self) -> "CutOff | None":
        """Complete or tell what a writer left that died, and sweep; no living writer loses its file.

        Returns the last edit if it was cut off between two of its files.
        """
        from checklists.recovery import recovered  # noqa: PLC0415 - opening a meeting does not need it

        with self._guard, files.locked(self.path):
            found = recovered(self.path)
            for name in ("", MEMBERS_FOLDER, KEPT_FOLDER, HISTORY_FOLDER):
                files.sweep(self.path / name)
        return found

    def _digests(self) -> dict[str, str]:
        self.read()
        return {name: _shortened(known.digest) for name, known in self._known.items()}

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock while something is worked out from what is on disk now and written."""
        from checklists.recovery import is_anything_staged, recovered  # noqa: PLC0415 - only writers pay for it

        with self._guard:
            if not self.path.is_dir():
                raise NotSavedError(self.path, _("there is no such file or folder"))
            if SETTINGS_FILE not in self._known:
                self._read()
            self._last = None  # what is prepared is read anew: after a conflict, too, the next read shows it
            self._latest.entry = None
            with files.locked(self.path):
                if is_anything_staged(self.path):
                    recovered(self.path)
                files.sweep(self.path)
                yield

    def _commit(
        self, edit: Edit, ready: list[tuple[str, Model, bytes]], *, me: str, undoes: str = "", keeps: bool = False
    ) -> None:
        """Write the history's line, then the files: nothing is changed that the history does not know."""
        from checklists import history, journal  # noqa: PLC0415 - only writers pay for it

        digests = {
            name: (_shortened(self._known[name].digest), _shortened(sha256(content).digest()))
            for name, _model, content in ready
        }
        if all(before == after for before, after in digests.values()):
            return
        entry = history.new_entry(edit, digests, me=me, undoes=undoes)
        added = journal.append(self.path, history.encode(entry))
        try:
            unconfirmed = self._store(ready, keeps=keeps) or added.unconfirmed
        except PartlySavedError:  # the line stays: it tells what is in effect, and what is to be completed
            raise
        except HuiqianError:
            journal.take_back(self.path, added.size)
            raise
        self._latest.entry = entry
        if unconfirmed:
            raise unconfirmed

    def _member_files(self) -> list[str]:
        path = self.path / MEMBERS_FOLDER
        self._hidden = ()
        try:
            entries = sorted(entry.name for entry in os.scandir(path))
        except OSError as error:
            if files.signature(path):
                self._hidden = (Fault(MEMBERS_FOLDER, "", str(UnreadableError(MEMBERS_FOLDER, system_reason(error)))),)
            return []
        strange = [name for name in entries if name.endswith(".toml") and not _MEMBER_FILE.fullmatch(name)]
        problem = _("this is no member's sheet and is not read; perhaps a copy that a sync tool made")
        self._hidden = tuple(Fault(f"{MEMBERS_FOLDER}/{show(name)}", "", problem, "notice") for name in strange)
        return [f"{MEMBERS_FOLDER}/{name}" for name in entries if _MEMBER_FILE.fullmatch(name)]

    def _load(self, name: str, *, fresh: bool = False) -> bool:
        """Bring one file up to date; tell whether anything was different."""
        path = self.path / name
        found = files.signature(path)
        known = self._known.get(name)
        if known and not fresh and known.signature == found and known.is_settled():
            return False
        read_at = time.time_ns()
        try:
            content = files.read(path, size_limit(name))
        except FileNotFoundError:
            entry = self._missing(name)
        except UnreadableError as error:
            entry = _Known(found, b"", None, (Fault(name, "", show(error, 200)),), read_at)
        else:
            digest = sha256(content).digest()
            if known and known.digest == digest:
                self._known[name] = _Known(found, digest, known.model, known.faults, read_at, known.is_own)
                return False
            model, faults = read_file(name, content)
            is_own = end_mark(content) is True or not content.strip()
            entry = _Known(found, digest, model, tuple(faults), read_at, is_own)
        self._known[name] = entry
        return known is None or (known.digest, known.faults) != (entry.digest, entry.faults)

    def _missing(self, name: str) -> _Known[Model]:
        if name == CHECKLIST_FILE:
            problem = _("the file is missing. Copy one in: huiqian checklist show democratic-life > checklist.toml")
            return _Known(None, b"", None, (Fault(name, "", problem),))
        if name == SETTINGS_FILE:
            return _Known(None, b"", None, (Fault(name, "", _("the file is missing")),))
        return _Known(None, b"", LEDGER_FILES.get(name, Sheet).model_construct(), ())

    def _assemble(self) -> Reading:
        known = {name: entry.model for name, entry in self._known.items()}
        faults = [*self._hidden, *(fault for entry in self._known.values() for fault in entry.faults)]
        return self._assembler.reading(known, faults)

    def _prepared(self, name: str, changes: list[Change], made: list[Change] | None = None) -> tuple[str, Model, bytes]:
        """Work out a file's new content from what is on disk now, and prove that it reads back the same.

        `made` is given the changes that were not so already.
        """
        self._load(name, fresh=True)
        known = self._known[name]
        if known.is_faulty or known.model is None:
            raise FaultyFileError(name)
        model_type = type(known.model)
        try:
            plain = apply_changes(known.model.plain(), changes, made)
        except (AttributeError, TypeError):  # of a history that was edited by hand: its path leads into a value
            raise InvalidEditError(_("this edit does not fit {file} any more").format(file=name)) from None
        try:
            model = model_type.model_validate(plain)
        except ValidationError as error:
            raise InvalidEditError(_("; ").join(str(fault) for fault in faults_of(error, name, model_type))) from None
        content = dump({"format": FORMAT, **model.plain()})
        if len(content) > size_limit(name):
            problem = _("{file} would become larger than {limit} MiB")
            raise InvalidEditError(problem.format(file=name, limit=size_limit(name) >> 20))
        if model_type.model_validate(parse(content, size_limit(name))) != model:
            raise InvalidEditError(_("{file} would not read back as it was written").format(file=name))
        return name, model, content

    def _store(self, ready: list[tuple[str, Model, bytes]], *, keeps: bool = False) -> NotConfirmedError | None:
        """Store all files or none; return what the disk did not confirm."""
        for name, _model, _content in ready:
            path = self.path / name
            if path.parent != self.path:
                files.make_folder(path.parent)
                files.sweep(path.parent)
            known = self._known[name]
            if known.signature and (keeps or not known.is_own):
                self._keep(name)
        limit = max(size_limit(name) for name, _model, _content in ready)
        unconfirmed = store([(self.path / name, content) for name, _model, content in ready], limit)
        for name, model, content in ready:
            self._known[name] = _Known(files.signature(self.path / name), sha256(content).digest(), model, ())
        return unconfirmed

    def _keep(self, name: str) -> None:
        """Copy a file that someone else wrote before it is replaced: their comments and layout are theirs."""
        content = files.read(self.path / name, size_limit(name))
        kept = self.path / KEPT_FOLDER
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        flat = name.replace("/", "-").removesuffix(".toml")
        files.make_folder(kept)
        files.sweep(kept)
        try:
            files.replace(kept / f"{flat}.{stamp}.{sha256(content).hexdigest()[:8]}.toml", content)
        except NotConfirmedError as error:  # the copy may not last, so the original stays
            raise NotSavedError(self.path / name, str(error)) from None


def _shortened(digest: bytes) -> str:
    """Return a content's digest as the history has it; empty where there is no file."""
    return digest.hex()[:DIGEST_LENGTH]
