"""``huiqian history``: who changed what and when; and cutting what is old."""

import sys
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _, ngettext
from checklists.history.about import About, redact_changes, redact_event
from checklists.history.as_json import dump_history
from checklists.history.cutting import cut, measure_cut
from checklists.history.words import describe_author, describe_event, format_moment, list_changes, translate_entry_state
from checklists.model.meeting import Meeting
from checklists.store.assembling import Reading
from checklists.store.entries import Event
from checklists.store.folder import Folder
from tui.cli import arguments, output
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import find_item, find_subject, find_viewer
from tui.cli.saving import report_saved, report_stored
from tui.cli.table import ColumnShape, TextColumn, print_list
from tui.cli.usage import Parser

PRUNE, RESTORE, ACCEPT = "prune", "restore", "accept"
LIMIT = 50
HISTORY_VALUE_LENGTH = 60


@dataclass(frozen=True)
class Options:
    """Which meeting's history, which part, and what to do with it."""

    folder: tuple[str, ...]
    of: str | None
    item: str | None
    record: str | None
    since: date | None
    limit: int | None
    json: bool
    me: str | None
    before: date | None
    yes: bool
    today: date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples(
        "huiqian history 2026-annual",
        "huiqian history 2026-annual --of m03 --item self-study",
        "huiqian history 2026-annual --record o0933 --json",
        "huiqian history prune 2026-annual --before 2026-01-01",
        "huiqian history restore 2026-annual",
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="*",
        help=_(
            "the meeting's folder; by default this one. With the word prune before it the history is cut; with restore "
            "it brings back what a cut file has lost, with accept it is told no more"
        ),
    )
    parser.add_argument("--of", metavar="ID", help=_("only of this member; an id or a name, or group"))
    parser.add_argument("--item", metavar="ITEM", help=_("only the marks of this item"))
    parser.add_argument("--record", metavar="ID", help=_("only this record, such as o91c2"))
    parser.add_argument("--since", metavar="DATE", type=arguments.DateText, help=_("only from this day on"))
    parser.add_argument("--limit", metavar="N", type=arguments.parse_count, help=_("show at most N"))
    arguments.add_json(parser)
    arguments.add_viewer(parser)
    parser.add_argument(
        "--before",
        metavar="DATE",
        type=arguments.DateText,
        help=_("with prune: delete everything before this day for good"),
    )
    parser.add_argument("--yes", action="store_true", help=_("with prune: do not ask"))
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Print the history, cut it, or settle losses of files."""
    words = list(options.folder)
    action = words.pop(0) if words[:1] and words[0] in {PRUNE, RESTORE, ACCEPT} else ""
    if len(words) > 1 or (action == PRUNE) != (options.before is not None):
        raise UsageError(_("Expected: huiqian history FOLDER, or: huiqian history prune FOLDER --before DATE"))
    folder = Folder(Path(words[0] if words else "."))
    reading = folder.read(is_thorough=action in {RESTORE, ACCEPT})
    if action in {RESTORE, ACCEPT}:
        return _settle(folder, reading, options, is_restored=action == RESTORE)
    return _print(folder, reading, options) if options.before is None else _cut(folder, options, options.before)


def _print(folder: Folder, reading: Reading, options: Options) -> int:
    meeting = reading.meeting
    viewer = find_viewer(meeting, options.me)
    found = redact_event(folder.history(), _about(meeting, options), meeting, viewer)
    if options.json:
        output.write_json(dump_history(meeting, islice(found, options.limit), viewer))
        return FAULTY if meeting is None else 0
    limit = options.limit or LIMIT
    events = list(islice(found, limit + 1))
    _print_events(meeting, events[:limit], viewer)
    if not events:
        output.say(_("No changes are recorded here."))
    elif len(events) > limit:
        output.say(_("There is more; older entries with: --limit N"))
    return FAULTY if meeting is None else 0


def _about(meeting: Meeting | None, options: Options) -> About:
    subject, item = options.of or "", options.item or ""
    if meeting and subject:
        subject = find_subject(meeting, subject)
    if meeting and item:
        item = find_item(meeting, item).id
    return About(subject, item, options.record or "", options.since)


def _print_events(meeting: Meeting | None, events: list[Event], viewer: str | None) -> None:
    cells: list[tuple[str, str, str, str]] = []
    values: list[list[str]] = []
    for event in events:
        entry = event.entry
        seen = redact_changes(meeting, viewer, entry) if entry else ()
        state = translate_entry_state(event) if entry else ""
        words = describe_event(event, seen) + (f"  [{state}]" if state else "")
        cells.append(
            (
                entry.id if entry else "·" * 11,
                format_moment(event),
                describe_author(meeting, entry) if entry else "",
                words,
            )
        )
        values.append([row.line(HISTORY_VALUE_LENGTH) for row in list_changes(meeting, seen)])
    kinds: tuple[ColumnShape, ...] = ("fixed", "fixed", "fixed", "whole")
    columns = [TextColumn("", [row[place] for row in cells], kind) for place, kind in enumerate(kinds)]
    print_list(columns, values)


def _settle(folder: Folder, reading: Reading, options: Options, *, is_restored: bool) -> int:
    """Restore what files have lost, or accept the loss."""
    meeting = reading.meeting
    if options.me is not None:
        raise UsageError(_("Only who sees the whole meeting can settle what its files have lost."))
    if meeting is None and not reading.losses:
        raise UsageError(_("The meeting cannot be read; mend its files first."))
    if not reading.losses:
        output.say(_("No file has lost anything, as far as the history knows."))
    for loss in reading.losses:
        if loss.is_broken and not is_restored:
            output.say(_("{file} is broken and cannot be left so: huiqian history restore").format(file=loss.file))
            continue
        if is_restored:
            saved = folder.apply(loss.make_restoration(meeting), today=options.today)
        else:
            saved = folder.accept_loss(loss)
        changes = saved.edit.changes
        with report_saved(saved):
            if loss.is_broken:
                output.print_result(
                    _("{file} can be read again; what it held is kept in kept/.").format(file=loss.file)
                )
            for change in changes:
                output.print_result(_(": ").join((loss.file, loss.name_part(meeting, change))))
            if left := len(loss.changes) - len(changes):
                sentence = _("{file}: of {count} the history holds only a part; see: huiqian kept list, or a backup")
                output.say(sentence.format(file=loss.file, count=left))
    return 0


def _cut(folder: Folder, options: Options, before: date) -> int:
    if options.me is not None:
        raise UsageError(_("Only who sees the whole meeting can cut its history."))
    planned = measure_cut(folder.path, before)
    if not planned.entries:
        output.say(_("The history has nothing before {date}.").format(date=before.isoformat()))
        return 0
    question = ngettext(
        "{count} entry before {date} ({size} KiB) goes for good, and cannot be undone any more.",
        "{count} entries before {date} ({size} KiB) go for good, and cannot be undone any more.",
        planned.entries,
    ).format(count=planned.entries, date=before.isoformat(), size=(planned.size + 1023) >> 10)
    if not options.yes and not _is_confirmed(question):
        output.say(_("Nothing was cut."))
        return 0
    count = cut(folder.path, before)
    done = ngettext("{count} entry was cut from the history.", "{count} entries were cut from the history.", count)
    with report_stored():
        output.print_result(done.format(count=count))
    return 0


def _is_confirmed(question: str) -> bool:
    """Ask at the terminal. Raises `UsageError` if nobody can answer."""
    if not (sys.stdin and sys.stdin.isatty()):
        raise UsageError(_("{question} Say --yes to do it.").format(question=question))
    output.say(question)
    output.say(_("Type yes to do it:"))
    return sys.stdin.readline().strip().lower() in {"y", "yes", "是"}
