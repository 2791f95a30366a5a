"""What the ledgers' commands share: their kinds of records, and how an action edits a meeting."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from checklists.base.errors import NothingToDoError, UsageError
from checklists.base.language import N_, _, join_names
from checklists.edits.change import Edit, join_edits
from checklists.edits.privacy import refuse_foreign_talks
from checklists.edits.records import RecordPlace, make_unknown_record_error
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, KindName
from checklists.store.folder import Folder, Saved
from tui.cli import arguments, output
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import choose_day, find_member, find_subject, find_viewer, tell_losses
from tui.cli.saving import report_saved
from tui.cli.usage import Actions, Parser

_ID = re.compile(r"[0-9A-Za-z-]{1,16}")


@dataclass(frozen=True, kw_only=True)
class LedgerCommand:
    """A command: its kinds of records, its subjects, and examples."""

    name: str
    kinds: tuple[KindName, ...]
    is_personal: bool = False
    """Whether the records are on a subject's sheet; the subject must be named."""
    others: tuple[KindName, ...] = ()
    """Kinds of other ledgers listed and edited here too."""
    titles: Mapping[KindName, str] = field(default_factory=dict)
    """Titles of lists, if other than the kind's plural."""
    adding: str = ""
    """An example of adding a record."""
    editing: str = ""
    """An example of changing records."""
    known_id: str = ""
    """An id for examples."""
    viewed: str = ""
    """What a member sees with ``--as``, if it depends on the member."""
    table: str = ""
    """A table's file name for examples."""


@dataclass(frozen=True, kw_only=True)
class ChangeOptions:
    """Options of an action on a ledger; those with a default are not in every action."""

    folder: str
    me: str | None = None
    on: date | None = None
    today: date | None = None
    undo: bool = False
    is_early: bool = False

    @property
    def day(self) -> date | None:
        """The day on which it was done; ``None`` to undo it."""
        return None if self.undo else self.on or choose_day(self.today)


ChangeT = TypeVar("ChangeT", bound=ChangeOptions)


def add_change(
    actions: Actions,
    name: str,
    meaning: str,
    kind: type[ChangeT],
    act: Callable[[Meeting, ChangeT], Edit],
    *examples: str,
) -> Parser:
    """Add an action to make an edit from its options, and return its parser."""
    parser = actions.add(name, meaning, *examples)
    arguments.add_folder(parser)
    parser.set_command(kind, lambda options: save(options, act))
    return parser


def save(
    options: ChangeT, act: Callable[[Meeting, ChangeT], Edit], *, done: str = N_("saved"), is_newest: bool = False
) -> int:
    """Make an edit from the options, save it, and print what was saved; `is_newest` as for `store`."""

    def store_and_print(folder: Folder, meeting: Meeting) -> int:
        with report_saved(store(folder, meeting, options, lambda now: act(now, options), is_newest=is_newest)) as saved:
            word = _(done) if saved.edit.changes else _("unchanged")
            output.print_result(_("{what}: {word}").format(what=saved.edit.meaning, word=word))
        return 0

    return change(options.folder, store_and_print)


def change(path: str, do: Callable[[Folder, Meeting], int]) -> int:
    """Open a meeting for a change and make it; for an unknown record, also print what could not be read."""
    folder = Folder(Path(path))
    reading = folder.read()
    if reading.meeting is None:
        for fault in reading.faults:
            output.say(str(fault))
        return FAULTY
    tell_losses(reading)
    try:
        return do(folder, reading.meeting)
    except UsageError:
        for fault in reading.faults:
            if fault.severity == "error":
                output.say(str(fault))
        raise


def store(
    folder: Folder,
    meeting: Meeting,
    options: ChangeOptions,
    make: Callable[[Meeting], Edit],
    *,
    is_newest: bool = False,
) -> Saved:
    """Save an edit as the member named by ``--as``.

    With `is_newest` it is made again of what is there while nobody else writes.
    """
    me = find_viewer(meeting, options.me)

    def allowed(now: Meeting) -> Edit:
        edit = replace(make(now), is_early=options.is_early)
        refuse_foreign_talks(now, me, edit)
        return edit

    today = choose_day(options.today)
    edit = allowed(meeting)
    if edit.changes and is_newest:
        return folder.apply_newest(allowed, me=me or "", today=today)
    return folder.apply(edit, me=me or "", today=today)


def tell_more(edit: Edit, more: str) -> Edit:
    """Return the edit with a fuller meaning, as the command line does not show what it was about."""
    return join_edits([edit], f"{edit.meaning} · {more}")


def refuse_nothing(ids: Iterable[str]) -> None:
    """Raise `NothingToDoError` if no id is given."""
    if not tuple(ids):
        raise NothingToDoError(_("No id is named, so nothing was changed."))


def check_ids(keys: Iterable[str]) -> None:
    """Raise `UsageError` for an impossible id without repeating it: it may be a confidential text."""
    if not all(_ID.fullmatch(key) for key in keys):
        raise UsageError(_("Here a record's id is expected, such as o1a2b, as listed."))


def find_places(
    meeting: Meeting, kinds: Iterable[KindName], keys: Iterable[str], of: str | None = None
) -> list[RecordPlace]:
    """Find records of these kinds, each once; `of` is their subject as typed. Raises `UsageError`."""
    names = tuple(kinds)
    return [_find_place(meeting, names, key, of) for key in dict.fromkeys(keys)]


def _find_place(meeting: Meeting, names: tuple[KindName, ...], key: str, of: str | None) -> RecordPlace:
    check_ids([key])
    owner = find_subject(meeting, of) if of else None
    found = [
        (KINDS[name], subject, key)
        for name in names
        for subject in KINDS[name].owners(meeting)
        if owner in {None, subject} and key in KINDS[name].records(meeting, subject)
    ]
    if not found:
        owned = ((kind, subject) for kind in map(KINDS.__getitem__, names) for subject in kind.owners(meeting))
        known = (one for kind, subject in owned for one in kind.records(meeting, subject) if owner in {None, subject})
        raise make_unknown_record_error(key, known)
    if len(found) > 1:
        places = [_(kind.title) + (f" · {meeting.name(subject)}" if subject else "") for kind, subject, _key in found]
        sentence = _("Several records are called {id}: {places}. Say which with --of or --what.")
        raise UsageError(sentence.format(id=key, places=join_names(places)))
    return found[0]


class Who(Protocol):
    """Options that name members."""

    @property
    def members(self) -> tuple[str, ...]:
        """The members as typed."""

    @property
    def all(self) -> bool:
        """Whether all members are meant."""


def find_members(meeting: Meeting, options: Who, everyone: Callable[[], list[str]], nobody: str = "") -> list[str]:
    """Return the members who were named, or `everyone`. Raises `NothingToDoError` that says `nobody` where none is."""
    if not options.all:
        return list(dict.fromkeys(find_member(meeting, typed) for typed in options.members))
    found = everyone()
    if not found:
        raise NothingToDoError(nobody or _("No such member: nothing was changed."))
    return found


def find_subjects(meeting: Meeting, members: Iterable[str]) -> list[str]:
    """Return the members or the group named."""
    return list(dict.fromkeys(find_subject(meeting, typed) for typed in members))


def add_on(parser: Parser) -> None:
    """Add ``--on``, the day on which it was done."""
    parser.add_argument("--on", metavar="DATE", type=arguments.DateText, help=_("when; by default today"))
    arguments.add_today(parser)


def add_undo(parser: Parser) -> None:
    """Add the option to undo the action."""
    parser.add_argument("--undo", action="store_true", help=_("take it back"))


def add_who(parser: Parser, *, everyone: str = "", is_required: bool = True, is_subject: bool = False) -> None:
    """Add options for members; `everyone` describes ``--all``."""
    group = parser.add_mutually_exclusive_group(required=is_required) if everyone else parser
    group.add_argument(
        "--member",
        metavar="ID",
        dest="members",
        action="append",
        default=[],
        required=is_required and not everyone,
        help=_("for this member, or group; an id or a name; repeatable")
        if is_subject
        else _("for this member; an id or a name; repeatable"),
    )
    if everyone:
        group.add_argument("--all", action="store_true", help=everyone)


def add_text(parser: Parser, name: str, meaning: str, *, is_required: bool = False) -> None:
    """Add an argument for a possibly confidential text."""
    parser.add_argument(f"--{name}", type=arguments.parse_text, default="", required=is_required, help=meaning)


def add_width(parser: Parser) -> None:
    """Add ``--width``, the table's width."""
    parser.add_argument(
        "--width",
        metavar="N",
        type=arguments.parse_width,
        help=_("width of the table, from 60; by default the terminal's"),
    )
