"""``huiqian study|opinions|talks|outline|criticism|rectify``: what the ledgers' screens can do, for scripts."""

from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from checklists import ledger_edits
from checklists.edits import Edit, together
from checklists.errors import InvalidEditError, UsageError
from checklists.fields import KINDS, RecordKind
from checklists.folder import Folder
from checklists.language import _, listed
from checklists.meeting import GROUP, Meeting
from checklists.records import Place, add_record, change_record, remove_records
from checklists.rules.talks import wanted_talks
from checklists.text import show
from checklists.values import read_value
from tui.cli import output
from tui.cli.ledger_parser import COMMANDS
from tui.cli.meetings import FAULTY, find_member, find_subject


def run(options: Namespace) -> int:
    """Do one action of one ledger, and print what was saved."""
    folder = Folder(Path(options.folder))
    reading = folder.read()
    if reading.meeting is None:
        for fault in reading.faults:
            output.say(str(fault))
        return FAULTY
    if options.action == "list":
        from tui.cli.ledger_list import list_records  # noqa: PLC0415 - writers need no table

        return list_records(reading.meeting, options)
    if options.action == "todo":
        return _todo(reading.meeting, options)
    if options.action == "import":
        from tui.cli.opinion_import import import_opinions  # noqa: PLC0415 - only for a file

        return import_opinions(folder, reading.meeting, options)
    edit, words = _ACTIONS[options.action](reading.meeting, options)
    if edit.changes:
        folder.apply(edit)
    saved = _("saved") if edit.changes else _("unchanged")
    output.result(f"{words or edit.meaning} ({saved})")
    return 0


def _given(meeting: Meeting, options: Namespace, kind: RecordKind, subject: str) -> dict[str, Any]:
    """Return the fields that were named. Raises `UsageError` for a field of another kind."""
    found: dict[str, Any] = {}
    known = {field.name: field for field in kind.fields}
    for option, value in vars(options).items():
        if not option.startswith("field_") or value is None:
            continue
        name = option.removeprefix("field_")
        if name not in known:
            raise UsageError(
                _("--{name} does not belong to a record of the kind {kind}.").format(name=name, kind=kind.name)
            )
        text = "\n".join(value) if isinstance(value, list) else value
        try:
            found[name] = read_value(meeting, known[name], text, subject)
        except ValueError as error:
            raise InvalidEditError(str(error)) from None
    return found


def _whose(meeting: Meeting, options: Namespace) -> str:
    typed = getattr(options, "of", None)
    return find_subject(meeting, typed) if typed else ""


def _add(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    command = COMMANDS[options.command]
    kind = KINDS[getattr(options, "kind", command.kinds[0])]
    subject = _whose(meeting, options)
    if kind.name == "criticism" and subject == GROUP:
        raise UsageError(_("A criticism is one member's; say whose with --of."))
    key, edit = add_record(
        meeting, kind, _given(meeting, options, kind, subject), subject, getattr(options, "under", "")
    )
    return edit, key


def _find(meeting: Meeting, options: Namespace, key: str) -> Place:
    """Find a record of the command's ledger by its id. Raises `UsageError`."""
    command = COMMANDS[options.command]
    names = (*command.kinds, "measure") if options.command == "rectify" else command.kinds
    for name in names:
        kind = KINDS[name]
        for subject in kind.owners(meeting):
            if key in kind.records(meeting, subject):
                return kind, subject, key
    raise UsageError(_("There is no record {id}.").format(id=show(key, 20)))


def _edit(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    kind, subject, key = _find(meeting, options, options.id)
    given = _given(meeting, options, kind, subject)
    if not given:
        raise UsageError(_("Say what to change; see: huiqian {command} edit --help").format(command=options.command))
    return change_record(meeting, kind, key, given, subject), key


def _remove(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    places = [_find(meeting, options, key) for key in dict.fromkeys(options.ids)]
    return remove_records(meeting, places), listed([key for *_place, key in places])


def _members(meeting: Meeting, options: Namespace) -> list[str]:
    return list(dict.fromkeys(find_member(meeting, typed) for typed in options.members))


def _day(options: Namespace) -> date | None:
    if getattr(options, "undo", False):
        return None
    return options.on or date.today()  # noqa: DTZ011 - the user's own calendar day


def _attend(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    split = str.maketrans("、，", ",,")

    def named(text: str) -> list[str]:
        return [find_member(meeting, part) for part in text.translate(split).split(",") if part.strip()]

    absent = named(options.absent)
    present = [*meeting.settings.members] if options.present == "all" else named(options.present)
    states: dict[str, Any] = {**dict.fromkeys(present, "present"), **dict.fromkeys(absent, "absent")}
    if not states:
        raise UsageError(_("Say who was there: --present all --absent m03"))
    return ledger_edits.attend(meeting, options.session, states), options.session


def _read(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    texts = [*meeting.ledgers.study.texts] if options.texts == ["all"] else options.texts
    members = _members(meeting, options)
    edits = [ledger_edits.read_text(meeting, member, texts, _day(options)) for member in members]
    return together(edits, listed([meeting.name(member) for member in members])), ""


def _make_up(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    members = _members(meeting, options)
    edits = [ledger_edits.make_up(meeting, member, options.session, _day(options), options.note) for member in members]
    return together(edits, listed([meeting.name(member) for member in members])), ""


def _subjects(meeting: Meeting, options: Namespace) -> list[str] | None:
    return [find_subject(meeting, typed) for typed in options.members] or None


def _claim(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    if not options.ids:
        raise UsageError(_("Say which opinions: their ids."))
    return ledger_edits.claim(meeting, options.ids, _subjects(meeting, options), _day(options)), ""


def _feed_back(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    subjects = _subjects(meeting, options)
    if options.ids:
        return ledger_edits.feed_back(meeting, options.ids, subjects, _day(options)), ""
    if not subjects:
        raise UsageError(_("Say which opinions: their ids."))
    return ledger_edits.none_told(meeting, subjects, _day(options)), ""


def _answer(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    edits = [
        ledger_edits.answer(meeting, options.id, subject, options.words)
        for subject in _subjects(meeting, options) or ()
    ]
    return together(edits, options.id), ""


def _explain(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
    return ledger_edits.explain(meeting, _whose(meeting, options), options.key, options.words), ""


def _step(step: Any) -> Callable[[Meeting, Namespace], tuple[Edit, str]]:
    def act(meeting: Meeting, options: Namespace) -> tuple[Edit, str]:
        day = _day(options) or date.today()  # noqa: DTZ011
        subject = _whose(meeting, options)
        return ledger_edits.take_step(meeting, subject, step, on=day, who=options.by, reason=options.reason), ""

    return act


def _todo(meeting: Meeting, options: Namespace) -> int:
    """Print who still has to talk with whom, one line a member."""
    members = _members(meeting, options) or [*meeting.settings.members]
    total = have = 0
    for member in members:
        wanted = wanted_talks(meeting, member)
        total, have = total + len(wanted), have + sum(wanted.values())
        left = [name for name, is_held in wanted.items() if not is_held]
        output.result(f"{meeting.name(member)}: {listed(left) or '–'} ({len(wanted) - len(left)}/{len(wanted)})")
    return 0


_ACTIONS: dict[str, Callable[[Meeting, Namespace], tuple[Edit, str]]] = {
    "add": _add,
    "edit": _edit,
    "remove": _remove,
    "attend": _attend,
    "read": _read,
    "make-up": _make_up,
    "claim": _claim,
    "feed-back": _feed_back,
    "answer": _answer,
    "explain": _explain,
    "submit": _step("submitted"),
    "review": _step("reviewed"),
    "return": _step("returned"),
    "approve": _step("approved"),
    "open": lambda meeting, _options: (ledger_edits.open_criticism(meeting, is_open=True), ""),
    "close": lambda meeting, _options: (ledger_edits.open_criticism(meeting, is_open=False), ""),
}
