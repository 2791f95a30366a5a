"""Read a meeting for a command, report its faults, and find members and items by what was typed."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from checklists.base import clock
from checklists.base.errors import UsageError
from checklists.base.faults import Fault
from checklists.base.language import _, join_names
from checklists.base.suggestions import did_you_mean, hint_near_names, index_titles
from checklists.base.text import clean_line, show_word
from checklists.model.checklist import Item, Wording
from checklists.model.file_names import CHECKLIST_FILE
from checklists.model.meeting import GROUP, Meeting
from checklists.readiness.rules import EntryPlace
from checklists.records import values
from checklists.store.assembling import Reading
from checklists.store.folder import Folder
from tui.cli import output

_COMMAND_OF: dict[EntryPlace, str] = {"settings": "open", "rectification": "rectify"}
"""The command of each place, if it has another name."""


def open_for_reading(path: Path, me: str | None = None) -> Reading:
    """Read a meeting and print its faults on standard error, without notices.

    With `me`, a member as typed, only those faults are printed that they may see; the reading has all of them, so that
    the verdict is everyone's. Raises `UsageError` where there is no such member.
    """
    reading = Folder(path).read()
    _tell_faults(find_visible_faults(reading, me))
    return reading


def find_visible_faults(reading: Reading, me: str | None) -> list[Fault]:
    """Return the faults that a member, as typed, may see, without notices. Raises `UsageError` where there is none."""
    found = reading.faults
    if me is not None:
        from checklists.edits.privacy import redact_faults  # noqa: PLC0415 - most reports are the secretary's

        found = redact_faults(found, find_viewer(reading.meeting, me) if reading.meeting else me)
    return [fault for fault in found if fault.severity != "notice"]


def open_for_edit(path: Path) -> tuple[Folder, Meeting | None]:
    """Open a meeting for a change; if its files cannot be read, print their faults."""
    folder = Folder(path)
    reading = folder.read()
    tell_losses(reading)
    if reading.meeting is None:
        _tell_faults(find_visible_faults(reading, None))
    return folder, reading.meeting


def _tell_faults(faults: Iterable[Fault]) -> None:
    for fault in faults:
        output.say(str(fault))


def tell_losses(reading: Reading) -> None:
    """Print what files have lost before one is written, as saving would hide it."""
    for loss in reading.losses:
        output.say(str(loss.fault))


def choose_day(today: date | None) -> date:
    """Return the date given, else the user's own calendar day."""
    return today or clock.today()


def get_entry_command(place: EntryPlace) -> str:
    """Return the command for the data counted by a rule."""
    return f"huiqian {_COMMAND_OF.get(place, place)}"


def find_subject(meeting: Meeting, typed: str) -> str:
    """Find a member by id or unique name, or the group. Raises `UsageError`."""
    if typed in meeting.subjects:
        return typed
    try:
        return values.find_subject(meeting, typed)
    except ValueError as error:
        raise UsageError(str(error)) from None


def find_member(meeting: Meeting, typed: str) -> str:
    """Find a member, not the group. Raises `UsageError`."""
    found = find_subject(meeting, typed)
    if found == GROUP:
        raise UsageError(_("There is no member {name} on the roster.").format(name=GROUP))
    return found


def find_viewer(meeting: Meeting | None, typed: str | None) -> str | None:
    """Return the member named by ``--as``. Raises `UsageError`."""
    if typed is None:
        return None
    if meeting is None:
        raise UsageError(_("The meeting cannot be read; mend its files first."))
    return find_member(meeting, typed)


def find_item(meeting: Meeting, typed: str) -> Item:
    """Find an item by id or title. Raises `UsageError`."""
    items = meeting.checklist.items
    if key := _find_key(typed, {key: item.title for key, item in items.items()}):
        return items[key]
    hint = did_you_mean(typed, index_titles({key: item.title for key, item in items.items()}))
    raise UsageError(
        _("There is no item {id} in this checklist.").format(id=show_word(typed))
        + (hint or _(" The items stand in {file}, with their ids and titles.").format(file=CHECKLIST_FILE))
    )


def find_stage(meeting: Meeting, typed: str) -> str:
    """Find a stage by id or title. Raises `UsageError`."""
    stages = meeting.checklist.stages
    if key := _find_key(typed, {key: stage.title for key, stage in stages.items()}):
        return key
    known = index_titles({key: stage.title for key, stage in stages.items()})
    raise UsageError(
        _("There is no stage {id}; there are: {stages}").format(id=show_word(typed), stages=join_names(known))
        + hint_near_names(typed, known)
    )


def _find_key(typed: str, titles: dict[str, Wording]) -> str | None:
    """Return the key typed, or the only one with this title in either language."""
    if typed in titles:
        return typed
    title = clean_line(typed).casefold()
    found = [key for key, wording in titles.items() if title and title in {wording.zh, wording.en.casefold()}]
    return found[0] if len(found) == 1 else None
