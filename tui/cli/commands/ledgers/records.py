"""Actions that all ledgers have, made from their kinds of records: list, show, add, edit, remove."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.language import N_, _, add_note, join_names, translate_all
from checklists.base.model import Model
from checklists.edits.change import Edit, join_edits
from checklists.edits.records import add_record, change_record, remove_records
from checklists.model.meeting import GROUP, Meeting
from checklists.records.kinds import KINDS, Field, KindName, RecordKind
from checklists.records.values import read_value
from checklists.store.folder import Folder
from tui.cli import arguments, output
from tui.cli.commands.ledgers.ledger import (
    ChangeOptions,
    LedgerCommand,
    add_width,
    change,
    check_ids,
    find_places,
    refuse_nothing,
    save,
    store,
)
from tui.cli.commands.ledgers.listing import ListOptions, Showing, list_records, read, show_records
from tui.cli.meetings import choose_day, find_subject, find_viewer
from tui.cli.saving import report_saved
from tui.cli.usage import Actions, Parser

Fields = dict[str, tuple[Field, list[KindName]]]
"""The fields of a command's kinds by name, with the kinds that have them."""
_METAVARS = {
    "date": "DATE",
    "amount": "N",
    "decimal": "N",
    "flag": "yes|no",
    "choice": "WORD",
    "subjects": "ID,…",
    "records": "ID,…",
}
_TEXTS = frozenset({"prose", "line", "lines"})
"""The kinds of text fields."""


@dataclass(frozen=True, kw_only=True)
class Addition(ChangeOptions):
    """The fields of a new record; those with a default are not in every ledger."""

    fields: Mapping[str, str | tuple[str, ...]]
    kind: KindName | None = None
    of: str | None = None
    under: str = ""


@dataclass(frozen=True, kw_only=True)
class Selection(ChangeOptions):
    """Which records; subject and kind if the id is not enough."""

    ids: tuple[str, ...]
    of: str | None = None
    what: KindName | None = None


@dataclass(frozen=True, kw_only=True)
class SetOptions(Selection):
    """Which records to change, and their new fields."""

    fields: Mapping[str, str | tuple[str, ...]]


def add_records(
    actions: Actions,
    ledger: LedgerCommand,
    *,
    add_narrowing: Callable[[Parser], None] = lambda _listing: None,
    add_member: Callable[[Parser], None] = lambda _changing: None,
) -> None:
    """Add the actions; `add_narrowing` adds options that narrow the list, `add_member` who changes records."""
    name, fields = ledger.name, _fields_of(ledger)
    examples = [f"huiqian {name} list 2026-annual --json"]
    examples += [f"huiqian {name} list 2026-annual --as m02"] if ledger.viewed else []
    listing = actions.add("list", _("List the records."), *examples)
    arguments.add_folder(listing)
    _add_list_options(listing, ledger, fields, add_narrowing)
    listing.set_command(
        ListOptions,
        lambda options: read(options.folder, options.me, lambda meeting: list_records(meeting, ledger, options)),
    )
    showing = actions.add("show", _("Show records in full."), f"huiqian {name} show 2026-annual {ledger.known_id}")
    arguments.add_folder(showing)
    _add_selection(showing, ledger)
    add_viewer(showing, ledger)
    arguments.add_json(showing)
    showing.set_command(
        Showing,
        lambda options: read(options.folder, options.me, lambda meeting: show_records(meeting, ledger, options)),
    )
    adding = actions.add("add", _("Add a record, and print its id."), ledger.adding)
    arguments.add_folder(adding)
    _add_addition(adding, ledger, fields)
    arguments.add_today(adding)
    add_member(adding)
    adding.set_command(Addition, lambda options: _add(ledger, options))
    editing = actions.add("edit", _("Change fields of records; an empty value clears a field."), ledger.editing)
    arguments.add_folder(editing)
    _add_selection(editing, ledger)
    _add_fields(editing, fields)
    arguments.add_today(editing)
    add_member(editing)
    editing.set_command(SetOptions, lambda options: save(options, lambda now, options: _edit(now, ledger, options)))
    removing = actions.add(
        "remove",
        _("Remove records, and their ids wherever they are named."),
        f"huiqian {name} remove 2026-annual {ledger.known_id}",
    )
    arguments.add_folder(removing)
    _add_selection(removing, ledger)
    add_member(removing)
    removing.set_command(
        Selection,
        lambda options: save(options, lambda now, options: _remove(now, ledger, options), done=N_("removed")),
    )


def add_viewer(parser: Parser, ledger: LedgerCommand) -> None:
    """Add ``--as`` if the ledger depends on the viewer."""
    if ledger.viewed:
        parser.add_argument("--as", dest="me", metavar="ID", help=_(ledger.viewed))


def _add_list_options(
    parser: Parser, ledger: LedgerCommand, fields: Fields, add_narrowing: Callable[[Parser], None]
) -> None:
    kinds = (*ledger.kinds, *ledger.others)
    if len(kinds) > 1:
        words = _name_kinds(kinds)
        parser.add_argument("--what", type=words.read, choices=words, help=_("only records of this kind"))
    parser.add_argument("--filter", type=arguments.parse_text, help=_("only those that match, also by pinyin"))
    if ledger.is_personal:
        parser.add_argument("--of", metavar="ID", help=_("whose; an id or a name, or group"))
    add_narrowing(parser)
    add_viewer(parser, ledger)
    order = _("in the order of a field: {fields}").format(fields=join_names(fields))
    words = _name_fields(fields)
    parser.add_argument("--sort", metavar="FIELD", type=words.read, choices=words, help=order)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    form.add_argument("--ids", action="store_true", help=_("only the ids, one a line"))
    add_width(parser)


def _add_addition(parser: Parser, ledger: LedgerCommand, fields: Fields) -> None:
    if len(ledger.kinds) > 1:
        words = _name_kinds(ledger.kinds)
        parser.add_argument("kind", type=words.read, choices=words, metavar="KIND", help=join_names(ledger.kinds))
    if ledger.is_personal:
        parser.add_argument("--of", metavar="ID", required=True, help=_("whose; an id or a name, or group"))
    if ledger.name == "outline":
        parser.add_argument(
            "--under", metavar="ID", default="", help=_("the problem of a cause, the cause of a measure")
        )
    _add_fields(parser, fields)


def _add_selection(parser: Parser, ledger: LedgerCommand) -> None:
    parser.add_argument("ids", metavar="ID", nargs="*", help=_("the records' ids, as listed"))
    if ledger.is_personal:
        parser.add_argument("--of", metavar="ID", help=_("whose, where several have a record of this id"))
    if len(ledger.kinds) > 1:
        words = _name_kinds(ledger.kinds)
        text = _("of which kind, where several have this id")
        parser.add_argument("--what", type=words.read, choices=words, help=text)


def _name_kinds(kinds: Iterable[KindName]) -> arguments.Words:
    return arguments.Words({kind: KINDS[kind].title for kind in kinds})


def _name_fields(fields: Fields) -> arguments.Words:
    """Return the fields with their labels; a label of several fields is the first one's."""
    labels: dict[str, list[str]] = {}
    taken: set[str] = set()
    for name, (_field, kinds) in fields.items():
        called = dict.fromkeys(KINDS[kind].field(name).label for kind in kinds)
        labels[name] = [label for label in called if taken.isdisjoint(translate_all(label))]
        taken.update(word for label in called for word in translate_all(label))
    return arguments.Words({name: (called or [name])[0] for name, called in labels.items()}, labels)


def _fields_of(ledger: LedgerCommand) -> Fields:
    found: Fields = {}
    for kind in ledger.kinds:
        for field in KINDS[kind].fields:
            found.setdefault(field.name, (field, []))[1].append(kind)
    return found


def _add_fields(parser: Parser, fields: Fields) -> None:
    kinds = {kind for _field, owners in fields.values() for kind in owners}
    for name, (field, owners) in fields.items():
        text = _(field.label) + (_(": ") + _(field.hint) if field.hint else "")
        if field.kind == "choice":
            text += _(": ") + join_names(field.choices or ())
        if len(kinds) > len(owners):
            text = add_note(text, join_names(owners))
        parser.add_argument(
            arguments.get_option(name),
            dest=f"{arguments.FIELD}{name}",
            type=arguments.parse_text if field.kind in _TEXTS else str,
            metavar=_METAVARS.get(field.kind, "ID"),
            action="append" if field.kind == "lines" else "store",
            help=text.replace("%", "%%") + (_("; repeatable") if field.kind == "lines" else ""),
        )


def _add(ledger: LedgerCommand, options: Addition) -> int:
    """Add a record and print its id, for scripts."""

    def add(folder: Folder, meeting: Meeting) -> int:
        kind = KINDS[options.kind or ledger.kinds[0]]
        subject = find_subject(meeting, options.of) if options.of else ""
        if kind.name == "criticism" and subject == GROUP:
            raise UsageError(_("A criticism is one member's; say whose with --of."))
        values = _read_fields(meeting, options, kind, subject)
        if kind.name == "talk":
            if "kind" not in values and values.get("unit"):
                values["kind"] = "unit"
            if me := find_viewer(meeting, options.me):
                values.setdefault("member", me)
        check_ids([options.under] if options.under else [])
        key, edit = add_record(meeting, kind, values, subject, options.under)
        with report_saved(store(folder, meeting, options, lambda _now: edit)):
            output.print_result(key)
            output.say(_("{what}: {word}").format(what=edit.meaning, word=_("saved")))
        return 0

    return change(options.folder, add)


def _edit(meeting: Meeting, ledger: LedgerCommand, options: SetOptions) -> Edit:
    """Change the same fields of one or more records."""
    refuse_nothing(options.ids)
    edits = []
    kinds = (options.what,) if options.what else (*ledger.kinds, *ledger.others)
    for kind, subject, key in find_places(meeting, kinds, options.ids, options.of):
        values = _read_fields(meeting, options, kind, subject)
        if not values:
            raise UsageError(_("Say what to change; see: huiqian {command} edit --help").format(command=ledger.name))
        edits.append(change_record(meeting, kind, key, values, subject))
    return edits[0] if len(edits) == 1 else join_edits(edits, join_names(dict.fromkeys(options.ids)))


def _remove(meeting: Meeting, ledger: LedgerCommand, options: Selection) -> Edit:
    refuse_nothing(options.ids)
    kinds = (options.what,) if options.what else ledger.kinds
    return remove_records(meeting, find_places(meeting, kinds, options.ids, options.of))


def _read_fields(
    meeting: Meeting, options: Addition | SetOptions, kind: RecordKind[Model], subject: str
) -> dict[str, Any]:
    """Return the fields given. Raises `UsageError` for a field of another kind."""
    found: dict[str, Any] = {}
    known = {field.name: field for field in kind.fields}
    for name, typed in options.fields.items():
        if name not in known:
            raise UsageError(
                _("{option} does not belong to a record of the kind {kind}.").format(
                    option=arguments.get_option(name), kind=kind.name
                )
            )
        text = typed if isinstance(typed, str) else "\n".join(typed)
        try:
            found[name] = read_value(meeting, known[name], text, subject, today=choose_day(options.today))
        except ValueError as error:
            raise InvalidEditError(str(error)) from None
        if known[name].kind == "date" and found[name]:
            arguments.tell_taken_date(arguments.get_option(name), text, found[name])
    return found
