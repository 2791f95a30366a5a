"""``huiqian study|opinions|talks|outline|criticism|day|rectify``: what the ledgers' screens can do, for scripts."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from checklists.base.errors import InvalidEditError, NothingToDoError, UsageError
from checklists.base.language import _, listed
from checklists.base.model import Model
from checklists.edits.change import Edit, together
from checklists.edits.privacy import refuse_foreign_talks
from checklists.edits.records import add_record, change_record, remove_records
from checklists.model.meeting import GROUP, Meeting
from checklists.records.kinds import KINDS, RecordKind
from checklists.records.values import read_value
from checklists.store.folder import Folder, Saved
from tui.cli import output
from tui.cli.arguments import tell_taken_date, today_of
from tui.cli.ledger_actions import ACTIONS
from tui.cli.ledgers import COMMANDS
from tui.cli.meetings import FAULTY, find_subject, read_told, tell_losses, viewer_of
from tui.cli.places import check_ids, found_places
from tui.cli.saving import report_saved

_READERS = {
    ("", "list"): ("tui.cli.ledger_list", "list_records"),
    ("", "show"): ("tui.cli.ledger_list", "show_records"),
    ("talks", "todo"): ("tui.cli.talks_todo", "print_todo"),
    ("day", "list"): ("tui.cli.day_list", "list_day"),
}
"""What only reads, by command and action; only what is asked for is imported."""


def run(options: Namespace) -> int:
    """Do one action of one ledger, and print what was saved."""
    path = Path(options.folder)
    if options.action in {"list", "show", "todo"}:
        return _read(path, options)
    folder = Folder(path)
    reading = folder.read()
    if reading.meeting is None:
        for fault in reading.faults:
            output.say(str(fault))
        return FAULTY
    tell_losses(reading)
    if options.action == "import":
        from tui.cli.table_import import import_table  # noqa: PLC0415 - only for a table

        return import_table(folder, reading.meeting, options)
    try:
        return _change(folder, reading.meeting, options)
    except UsageError:  # a record that seems unknown may stand in a file that could not be read
        for fault in reading.faults:
            if fault.severity == "error":
                output.say(str(fault))
        raise


def _change(folder: Folder, meeting: Meeting, options: Namespace) -> int:
    if options.action == "add":
        return _add(folder, meeting, options)
    if options.action != "feed-back" and (getattr(options, "ids", None) == [] or getattr(options, "texts", None) == []):
        raise NothingToDoError(_("No id is named, so nothing was changed."))
    act = {"edit": _edit, "remove": _remove}.get(options.action) or ACTIONS[options.command, options.action]
    with report_saved(_save(folder, meeting, lambda now: act(now, options), options)) as saved:
        edit = saved.edit
        word = _("removed") if options.action == "remove" else _("saved") if edit.changes else _("unchanged")
        output.result(_("{what}: {word}").format(what=edit.meaning, word=word))
    return 0


def _save(folder: Folder, meeting: Meeting, make: Callable[[Meeting], Edit], options: Namespace) -> Saved:
    """Store an edit, as the member that was named; what plans looks again what is there while nobody else writes."""
    me = viewer_of(meeting, getattr(options, "me", None))

    def allowed(now: Meeting) -> Edit:
        edit = replace(make(now), is_early=getattr(options, "is_early", False))
        refuse_foreign_talks(now, me, edit)
        return edit

    edit = allowed(meeting)
    if edit.changes and options.action == "plan":
        return folder.apply_newest(allowed, me=me or "", today=today_of(options))
    return folder.apply(edit, me=me or "", today=today_of(options))


def _read(path: Path, options: Namespace) -> int:
    """Do an action that changes nothing."""
    reading = read_told(path, getattr(options, "me", None))
    if reading.meeting is None:
        return FAULTY
    module, name = _READERS.get((options.command, options.action)) or _READERS["", options.action]
    getattr(import_module(module), name)(reading.meeting, options)
    return FAULTY if reading.has_errors else 0


def _given(meeting: Meeting, options: Namespace, kind: RecordKind[Model], subject: str) -> dict[str, Any]:
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
            found[name] = read_value(meeting, known[name], text, subject, today=today_of(options))
        except ValueError as error:
            raise InvalidEditError(str(error)) from None
        if known[name].kind == "date" and found[name]:
            tell_taken_date(f"--{name}", text, found[name])
    return found


def _add(folder: Folder, meeting: Meeting, options: Namespace) -> int:
    """Add a record; its id is the result, so that a script can go on with it."""
    kind = KINDS[getattr(options, "kind", COMMANDS[options.command].kinds[0])]
    typed = getattr(options, "of", None)
    subject = find_subject(meeting, typed) if typed else ""
    if kind.name == "criticism" and subject == GROUP:
        raise UsageError(_("A criticism is one member's; say whose with --of."))
    values = _given(meeting, options, kind, subject)
    if kind.name == "talk" and "kind" not in values and values.get("unit"):
        values["kind"] = "unit"
    under = getattr(options, "under", "")
    check_ids([under] if under else [])
    if kind.name == "talk" and (me := viewer_of(meeting, options.me)):
        values.setdefault("member", me)
    key, edit = add_record(meeting, kind, values, subject, under)
    with report_saved(_save(folder, meeting, lambda _now: edit, options)):
        output.result(key)
        output.say(_("{what}: {word}").format(what=edit.meaning, word=_("saved")))
    return 0


def _edit(meeting: Meeting, options: Namespace) -> Edit:
    """Change the same fields of one record or several."""
    edits = []
    for kind, subject, key in found_places(meeting, options, options.ids):
        given = _given(meeting, options, kind, subject)
        if not given:
            raise UsageError(
                _("Say what to change; see: huiqian {command} edit --help").format(command=options.command)
            )
        edits.append(change_record(meeting, kind, key, given, subject))
    return edits[0] if len(edits) == 1 else together(edits, listed(list(dict.fromkeys(options.ids))))


def _remove(meeting: Meeting, options: Namespace) -> Edit:
    return remove_records(meeting, found_places(meeting, options, options.ids))
