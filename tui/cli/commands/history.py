"""``huiqian history``: who changed what and when; and cutting what is old."""

import sys
from argparse import Namespace
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _, ngettext
from checklists.history.about import About, shown, visible
from checklists.history.as_json import history_json
from checklists.history.words import moment, rows, state_word, what, who
from checklists.model.meeting import Meeting
from checklists.store.assembling import Reading
from checklists.store.entries import Event
from checklists.store.folder import Folder
from tui.cli import output
from tui.cli.meetings import FAULTY, find_item, find_subject, viewer_of
from tui.cli.saving import report_saved, report_stored

PRUNE, RESTORE, ACCEPT = "prune", "restore", "accept"
LIMIT = 50
VALUE_LENGTH = 60


def run(options: Namespace) -> int:
    """Print the history, cut it, or settle by it what files have lost."""
    words = list(options.folder)
    action = words.pop(0) if words[:1] and words[0] in {PRUNE, RESTORE, ACCEPT} else ""
    is_cut = action == PRUNE
    if len(words) > 1 or is_cut != (options.before is not None):
        raise UsageError(_("Expected: huiqian history FOLDER, or: huiqian history prune FOLDER --before DATE"))
    folder = Folder(Path(words[0] if words else "."))
    reading = folder.read(is_thorough=action in {RESTORE, ACCEPT})
    if action in {RESTORE, ACCEPT}:
        return _settle(folder, reading, options, is_restored=action == RESTORE)
    return _cut(folder, options) if is_cut else _print(folder, reading, options)


def _print(folder: Folder, reading: Reading, options: Namespace) -> int:
    meeting = reading.meeting
    viewer = viewer_of(meeting, options.me)
    found = shown(folder.history(), _about(meeting, options), meeting, viewer)
    if options.json:
        output.write_utf8(history_json(meeting, islice(found, options.limit), viewer))
        return FAULTY if meeting is None else 0
    limit = options.limit or LIMIT
    events = list(islice(found, limit + 1))
    for event in events[:limit]:
        for line in _lines(meeting, event, viewer):
            output.result(line)
    if not events:
        output.say(_("The history knows nothing of this."))
    elif len(events) > limit:
        output.say(_("There is more; older entries with: --limit N"))
    return FAULTY if meeting is None else 0


def _about(meeting: Meeting | None, options: Namespace) -> About:
    subject, item = options.of or "", options.item or ""
    if meeting and subject:
        subject = find_subject(meeting, subject)
    if meeting and item:
        item = find_item(meeting, item).id
    return About(subject, item, options.record or "", options.since)


def _lines(meeting: Meeting | None, event: Event, viewer: str | None) -> Iterable[str]:
    entry = event.entry
    if entry is None:
        yield "  ".join(part for part in ("·" * 11, moment(event), what(event, ())) if part)
        return
    state, seen = state_word(event), visible(meeting, viewer, entry)
    told = [entry.id, moment(event), who(meeting, entry), what(event, seen)]
    yield "  ".join([*told, *([f"[{state}]"] if state else [])])
    for row in rows(meeting, seen):
        yield f"    {row.line(VALUE_LENGTH)}"


def _settle(folder: Folder, reading: Reading, options: Namespace, *, is_restored: bool) -> int:
    """Bring back what files have lost, or say that it may stay lost."""
    meeting = reading.meeting
    if options.me is not None:
        raise UsageError(_("Only who sees the whole meeting can settle what its files have lost."))
    if meeting is None:
        raise UsageError(_("The meeting cannot be read; mend its files first."))
    if not reading.losses:
        output.say(_("No file has lost anything, as far as the history knows."))
    for loss in reading.losses:
        saved = folder.apply(loss.restoring(meeting)) if is_restored else folder.accept_loss(loss)
        changes = saved.edit.changes
        with report_saved(saved):
            for change in changes:
                output.result(_(": ").join((loss.file, loss.name(meeting, change.path))))
            if left := len(loss.parts) - len(changes):
                sentence = _("{file}: of {count} the history holds only a part; see: huiqian kept list, or a backup")
                output.say(sentence.format(file=loss.file, count=left))
    return 0


def _cut(folder: Folder, options: Namespace) -> int:
    from checklists.history.cutting import cut, would_cut  # noqa: PLC0415 - hardly ever needed

    if options.me is not None:
        raise UsageError(_("Only who sees the whole meeting can cut its history."))
    planned = would_cut(folder.path, options.before)
    if not planned.entries:
        output.say(_("The history has nothing before {date}.").format(date=options.before.isoformat()))
        return 0
    question = ngettext(
        "{count} entry before {date} ({size} KiB) goes for good, and cannot be undone any more.",
        "{count} entries before {date} ({size} KiB) go for good, and cannot be undone any more.",
        planned.entries,
    ).format(count=planned.entries, date=options.before.isoformat(), size=(planned.size + 1023) >> 10)
    if not options.yes and not _is_confirmed(question):
        output.say(_("Nothing was cut."))
        return 0
    count = cut(folder.path, options.before)
    done = ngettext("{count} entry was cut from the history.", "{count} entries were cut from the history.", count)
    with report_stored():
        output.result(done.format(count=count))
    return 0


def _is_confirmed(question: str) -> bool:
    """Ask at the terminal. Raises `UsageError` where nobody is there to answer."""
    if not (sys.stdin and sys.stdin.isatty()):
        raise UsageError(_("{question} Say --yes to do it.").format(question=question))
    output.say(question)
    output.say(_("Type yes to do it:"))
    return sys.stdin.readline().strip().lower() in {"y", "yes", "是"}
