"""What is gone from a meeting's files without anyone having removed it: entries of a cut file, and whole files.

That a file was cut shows where its closing line is missing, in the file or in the copy of it that was kept before it
was written again. What it must have held the history knows; so a loss is told until it is brought back, or a person
says that it may stay so.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from checklists.base.errors import ConflictError, InvalidEditError, UnreadableError
from checklists.base.faults import Fault, join_key_path
from checklists.base.language import _, join_names, ngettext
from checklists.base.model import Model
from checklists.base.toml import verify_end_mark
from checklists.edits.applying import apply_in_memory
from checklists.edits.change import BrokenFile, Change, Edit, apply_changes, find_differences
from checklists.model.file_names import (
    GROUP_FILE,
    HISTORY_FILE,
    MEMBERS_FOLDER,
    SETTINGS_FILE,
    get_sheet_file,
    parse_subject,
)
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.records.places import describe_place
from checklists.records.titles import describe_record_by_id
from checklists.store import files, journal, kept
from checklists.store.decoding import LEDGER_FILES, get_size_limit, read_file, read_remains
from checklists.store.encoding import compute_short_digest, encode_changes
from checklists.store.entries import HistoryEntry, decode
from checklists.store.folder_files import KnownFile
from checklists.store.history_state import FileState, HistoryState, KeyPath, PlainTable

NAMED = 3
"""Lost entries that a fault names."""
_EVER = datetime.max.replace(tzinfo=UTC)
"""A time after everything that the history tells."""
Known = Mapping[str, KnownFile[Model]]


class CutCopy(NamedTuple):
    """A file without its closing line, as it was kept before it was written again."""

    file: str
    at: datetime
    table: PlainTable


LossCause = Literal["cut", "missing", "old", "broken", "cut within"]
"""A file was cut short; is not there; was replaced by what it had been before; cannot be read; was cut within an entry
and the history holds all of it.
"""


@dataclass(frozen=True)
class Loss:
    """What a file no longer holds, as the history has it."""

    file: str
    changes: tuple[Change, ...]
    """What brings it back."""
    digest: str
    """Of the file as it is now, as the history has it; empty where there is none."""
    fault: Fault | None = None
    """What tells of it."""
    remains: PlainTable | None = None
    """What a file that cannot be read still holds; ``None`` where it can be read."""

    is_whole: bool = False
    """Whether such a file was only cut short, and the history holds all that it lacks."""

    @property
    def is_broken(self) -> bool:
        """Tell whether the file cannot be read as it is."""
        return self.remains is not None

    def is_told_by(self, fault: Fault) -> bool:
        """Tell whether a fault is this loss, or why the file cannot be read where there is nothing else to mend."""
        return fault == self.fault or (self.is_whole and fault.file == self.file and fault.severity == "error")

    def makes_whole(self, content: bytes, digest: str) -> bool:
        """Tell whether a broken file was cut short, and what is brought back makes it what it was by this digest."""
        try:
            whole = encode_changes(self.file, self.remains or {}, list(self.changes))
        except (ConflictError, InvalidEditError):
            return False
        begun = content.rstrip(b"\0").replace(b"\r\n", b"\n")
        return whole.short_digest == digest and whole.content.startswith(begun)

    def name_parts(self, meeting: Meeting | None) -> list[str]:
        """Call each part by what it is, never by its text."""
        return [self.name_part(meeting, change) for change in self.changes]

    def name_part(self, meeting: Meeting | None, change: Change) -> str:
        """Call one part by what it is."""
        return _describe_entry(meeting, self.file, change.path, change.before if change.after is None else change.after)

    def make_restoration(self, meeting: Meeting | None) -> Edit:
        """Return the edit that brings back what the history holds whole; without changes where it holds nothing so."""
        fits = partial(self._can_apply, meeting)
        whole = self.changes if fits(*self.changes) else [one for one in self.changes if fits(one)]
        mends = BrokenFile(self.file, self.digest) if self.is_broken else None
        meaning = _("{file}: what was lost is brought back").format(file=self.file)
        return Edit(tuple(whole), meaning, is_early=True, mends=mends)

    def _can_apply(self, meeting: Meeting | None, *changes: Change) -> bool:
        """Tell whether the history holds all of it: of what was entered before it began, it may hold a part."""
        try:
            if self.remains is not None:
                encode_changes(self.file, self.remains, list(changes))
            elif meeting is not None:
                apply_in_memory(meeting, Edit(changes, ""))
        except (ConflictError, InvalidEditError, AttributeError, TypeError):
            return False
        return True

    def make_acceptance(self) -> Edit:
        """Return the edit that says of what is gone already that it may stay so."""
        return Edit(self.changes, _("{file}: what was lost may stay lost").format(file=self.file)).inverse()

    def make_fault(self, meeting: Meeting | None, cause: LossCause, since: datetime | None) -> Fault:
        """Say what is lost; `since` is when the first of what an old file lacks was changed."""
        count = len(self.changes)
        problems = {
            "cut within": _(
                "the file is broken and cannot be read as it is, but the history holds all of it. Bring it back whole: "
                "! in the app, or huiqian history restore; what it holds now is kept in kept/"
            ),
            "broken": ngettext(
                "the file is broken and cannot be read as it is. The history holds {count} entry of it that is lost "
                "({what}); what was entered elsewhere is only in the broken file. Mend it with a text editor, or bring "
                "the entry back: ! in the app, or huiqian history restore; what it holds now is kept in kept/",
                "the file is broken and cannot be read as it is. The history holds {count} entries of it that are lost "
                "({what}); what was entered elsewhere is only in the broken file. Mend it with a text editor, or bring "
                "the entries back: ! in the app, or huiqian history restore; what it holds now is kept in kept/",
                count,
            ),
            "missing": ngettext(
                "the file is missing, and {count} entry of the history with it ({what}). It may not have arrived yet, "
                "or have another name; if it is gone for good, bring the entry back: ! in the app, or huiqian history "
                "restore",
                "the file is missing, and {count} entries of the history with it ({what}). It may not have arrived "
                "yet, or have another name; if it is gone for good, bring the entries back: ! in the app, or huiqian "
                "history restore",
                count,
            ),
            "cut": ngettext(
                "the file was cut short, and {count} entry of the history is gone from it ({what}). Bring it back, or "
                "say that it may go: ! in the app, or huiqian history restore, huiqian history accept",
                "the file was cut short, and {count} entries of the history are gone from it ({what}). Bring them "
                "back, or say that they may go: ! in the app, or huiqian history restore, huiqian history accept",
                count,
            ),
            "old": ngettext(
                "the file is as it was before {since}, without {count} change made since ({what}): an older copy may "
                "have taken its place, or the newer one has not arrived yet. Bring the change back, or keep the file "
                "as it is: ! in the app, or huiqian history restore, huiqian history accept",
                "the file is as it was before {since}, without {count} changes made since ({what}): an older copy may "
                "have taken its place, or the newer one has not arrived yet. Bring the changes back, or keep the file "
                "as it is: ! in the app, or huiqian history restore, huiqian history accept",
                count,
            ),
        }
        what = join_names(dict.fromkeys(self.name_parts(meeting)), NAMED)
        day = since.astimezone().strftime("%Y-%m-%d %H:%M") if since else ""
        return Fault(self.file, "", problems[cause].format(count=count, what=what, since=day), "inconsistent")


def _describe_entry(meeting: Meeting | None, file: str, place: KeyPath, value: Any) -> str:
    if meeting is None:
        return join_key_path(place)
    for kind in KINDS.values():
        is_here = file == f"{kind.ledger}.toml" if kind.ledger else file not in LEDGER_FILES
        if is_here and len(place) == len(kind.path) + 1 and place[:-1] == kind.path:
            return describe_record_by_id(meeting, kind, place[-1], parse_subject(file), value)
    return describe_place(meeting, file, place)


class Losses:
    """Finds what is lost in one folder; the history is read only where something looks like a loss."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state = HistoryState(folder)
        self._cut_copies: dict[str, CutCopy | None] = {}
        self.is_followed = False
        """Whether the history is read whatever the files look like, for what only it can tell."""

    @property
    def journal(self) -> list[journal.JournalFile]:
        """The history as far as it was read."""
        return self._state.seen

    def has_news(self) -> bool:
        """Tell whether the history says anything new, where it is followed."""
        if not self.is_followed:
            return False
        try:
            return self._state.catch_up()
        except UnreadableError:
            return False

    def find(self, meeting: Meeting, known: Known, *, are_sheets_known: bool) -> tuple[list[Loss], list[Fault]]:
        """Return what is lost, and all faults that tell of it and of missing files.

        Where the folder of the sheets cannot be looked into, that is the fault, and no sheet is missing.
        """
        cut_copies = list(self._find_cut_copies())
        unclosed = [name for name, one in known.items() if one.is_unclosed]
        missing = [name for name in _list_missing(meeting, known) if are_sheets_known or not _is_sheet(name)]
        try:
            self._state.catch_up()
        except UnreadableError as error:
            return [], ([Fault(HISTORY_FILE, "", str(error))] if self.is_followed else [])
        losses, faults = [], []
        for name in dict.fromkeys([*unclosed, *(one.file for one in cut_copies), *self._state.files, *missing]):
            if not are_sheets_known and _is_sheet(name):
                continue
            loss = self._find_loss(meeting, name, known.get(name), [one for one in cut_copies if one.file == name])
            if loss and loss.fault:
                losses.append(loss)
                faults.append(loss.fault)
            elif name in missing and self._was_there(known, name):
                problem = _("the file is missing: it may not have arrived yet, or have another name. Put it back")
                faults.append(Fault(name, "", problem, "inconsistent"))
        return losses, [*faults, *self._check_history()]

    def is_behind(self, name: str, now: KnownFile[Model]) -> bool:
        """Tell whether a file became again what it was before its last edit."""
        try:
            self._state.catch_up()
        except UnreadableError:
            return False
        state = self._state.files.get(name)
        return bool(state and now.signature and state.is_behind(now.short_digest, now.signature[2]))

    def find_in_settings(self, known: Known) -> tuple[list[Loss], list[Fault]]:
        """Return what the history can bring back of ``meeting.toml``, without which no meeting can be shown."""
        try:
            self._state.catch_up()
        except UnreadableError:
            return [], []
        state, now = self._state.files.get(SETTINGS_FILE), known[SETTINGS_FILE]
        loss = self._find_broken(None, SETTINGS_FILE, now, state) if state and now.is_faulty else None
        return ([loss], [loss.fault]) if loss and loss.fault else ([], [])

    def _check_history(self) -> Iterator[Fault]:
        if self._state.torn:
            problem = ngettext(
                "{count} line cannot be read: a writer died there, or it was edited by hand. The meeting's files do "
                "not need it; the edit that it told of cannot be undone",
                "{count} lines cannot be read: a writer died there, or they were edited by hand. The meeting's files "
                "do not need them; the edits that they told of cannot be undone",
                self._state.torn,
            )
            yield Fault(HISTORY_FILE, "", problem.format(count=self._state.torn), "notice")

    def _find_loss(
        self, meeting: Meeting, name: str, now: KnownFile[Model] | None, cut_copies: Iterable[CutCopy]
    ) -> Loss | None:
        state = self._state.files.get(name)
        if state is None:
            return None
        if now is not None and now.is_faulty:
            return self._find_broken(meeting, name, now, state)
        digest = now.short_digest if now else ""
        table = now.model.plain() if now and now.model else {}
        cause: LossCause = "cut" if digest else "missing"
        since = state.replaced[0][1] if state.replaced else None
        if now and now.signature and state.is_behind(digest, now.signature[2]):
            later = self._find_later_entries(name, digest)
            changes = tuple(find_differences(name, table, _replay(name, table, later)))
            since = later[0].at if later else None
        else:
            # a writer that died just now may not have made it; one of earlier did, as others went on from there
            state.settle(name, digest if digest or state.last is self._state.newest else None)
            looks = [(one.at, one.table) for one in cut_copies]
            looks += [(at, {}) for at in state.absent]
            replaced = [(at, self._rebuild_table(name, old)) for old, at in state.replaced]
            looks += replaced
            if (now is None or now.signature is None) and state.last is None:
                looks.append((_EVER, {}))
            elif now and now.is_unclosed and digest not in state.digests:
                looks.append((_EVER, table))
            parts: dict[KeyPath, Any] = {}
            for at, then in looks:
                parts.update(state.find_missing(table, then, at))
            reverted = [one for at, then in replaced for one in state.find_reverted(name, table, then, at)]
            added = [Change(name, place, None, value) for place, value in parts.items()]
            changes = (*added, *{one.path: one for one in reverted}.values())
        if not changes:
            return None
        loss = Loss(name, changes, digest)
        return replace(loss, fault=loss.make_fault(meeting, "old" if since else cause, since))

    def _find_broken(self, meeting: Meeting | None, name: str, now: KnownFile[Model], state: FileState) -> Loss | None:
        """Return what the history can bring back of a file that breaks off or is not TOML; else a person mends it."""
        if not (now.is_unclosed or now.model is None) or not now.digest:
            return None
        try:
            content = files.read(self._folder / name, get_size_limit(name))
        except (FileNotFoundError, UnreadableError):
            return None
        remains = read_remains(content, name) if compute_short_digest(content) == now.short_digest else None
        if remains is None:
            return None
        state.settle(name, None)
        changes = tuple(
            Change(name, place, None, value) for place, value in state.find_missing(remains, remains, _EVER)
        )
        if not changes and remains:
            return None
        loss = Loss(name, changes, now.short_digest, remains=remains)
        is_whole = loss.makes_whole(content, state.after)
        fault = loss.make_fault(meeting, "cut within" if is_whole else "broken", None)
        return replace(loss, fault=fault, is_whole=is_whole)

    def _read_entries(self, name: str) -> Iterator[HistoryEntry]:
        """Yield what the history has of a file, the newest first."""
        for line in journal.read_lines(self._folder, journal.list_journal_files(self._folder)):
            entry = decode(line)
            if entry is not None and name in entry.digests:
                yield entry

    def _find_later_entries(self, name: str, digest: str) -> list[HistoryEntry]:
        """Return what was made of a file since it had this digest, the oldest first."""
        found: list[HistoryEntry] = []
        expected = None
        for entry in self._read_entries(name):
            before, after = entry.digests[name]
            if before == expected != after:  # without effect
                continue
            if after == digest:
                break
            found.insert(0, entry)
            expected = before
            if before == digest:
                break
        return found

    def _rebuild_table(self, name: str, digest: str) -> PlainTable:
        """Return what was in a file when it first had this digest."""
        entries = list(self._read_entries(name))
        while entries and entries[0].digests[name][1] != digest:
            del entries[0]
        return _replay(name, {}, reversed(entries))

    def _was_there(self, known: Known, name: str) -> bool:
        """Tell whether a file that is missing had been there: by the history, else as founding makes every sheet."""
        state = self._state.files.get(name)
        if state is not None:
            return state.last is None or state.last.digests[name][0] != ""
        settings = known.get(SETTINGS_FILE)
        is_made_here = settings is not None and settings.is_own and not self._state.is_cut
        was_edited = any(copy.file == SETTINGS_FILE for copy in self._list_copies())
        joined = self._state.joined
        return name not in LEDGER_FILES and is_made_here and not was_edited and parse_subject(name) not in joined

    def _list_copies(self) -> list[kept.KeptCopy]:
        try:
            return kept.list_copies(self._folder)
        except UnreadableError:
            return []

    def _find_cut_copies(self) -> Iterator[CutCopy]:
        for copy in self._list_copies():
            if copy.name not in self._cut_copies:
                self._cut_copies[copy.name] = self._read_copy(copy)
            found = self._cut_copies[copy.name]
            if found:
                yield found

    def _read_copy(self, copy: kept.KeptCopy) -> CutCopy | None:
        try:
            content = kept.read_copy(self._folder, copy)
        except UnreadableError:
            return None
        if verify_end_mark(content) is not None:
            return None
        model = read_file(copy.file, content)[0]
        return CutCopy(copy.file, copy.at, model.plain()) if isinstance(model, Model) else None


def _replay(name: str, table: PlainTable, entries: Iterable[HistoryEntry]) -> PlainTable:
    """Return a file's content with what was made of it later, as far as it fits."""
    for entry in entries:
        for change in entry.changes:
            with contextlib.suppress(ConflictError, AttributeError, TypeError):
                table = apply_changes(table, [change] if change.file == name else [])
    return table


def _is_sheet(name: str) -> bool:
    return name.startswith(f"{MEMBERS_FOLDER}/")


def _list_missing(meeting: Meeting, known: Known) -> Iterator[str]:
    for name in (GROUP_FILE, *LEDGER_FILES, *map(get_sheet_file, meeting.settings.members)):
        one = known.get(name)
        if one is None or (one.signature is None and one.model is not None):
            yield name
