"""Edits of the settings: fields, departures of members, layout."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from checklists.base.language import _, join_names
from checklists.edits.applying import apply_in_memory
from checklists.edits.change import Change, Edit, find_differences
from checklists.edits.departure import Departure, remove_member
from checklists.model.file_names import SETTINGS_FILE
from checklists.model.layout import Layout
from checklists.model.meeting import SETTING_WORDS, Meeting, Settings

SETTING_NAMES_SHOWN = 4


def save_settings(meeting: Meeting, seen: Settings, new: Settings, departures: Mapping[str, Departure]) -> Edit:
    """Return the one edit from the settings that the form showed to those entered, with members' departures.

    A member of `departures` who is on the new roster after all, or whom another removed meanwhile, is no departure.
    Raises `UsageError` where one who is to take records over leaves too.
    """
    changes: list[Change] = []
    meanings: list[str] = []
    gone = [key for key in departures if key not in new.members]
    now = meeting
    for member in gone:
        if member in now.settings.members:
            edit = remove_member(now, member, departures[member].fate, departures[member].to)
            now = apply_in_memory(now, edit)
            changes += edit.changes
            meanings.append(edit.meaning)
    before = seen.plain()
    if gone:
        before["members"] = {key: one for key, one in before["members"].items() if key not in gone}
    if own := list(find_differences(SETTINGS_FILE, before, new.plain())):
        changes += own
        meanings.insert(0, _meaning(own))
    return Edit(tuple(_merged(changes)), _("; ").join(meanings) or _("the meeting's settings"))


def _meaning(changes: Iterable[Change]) -> str:
    """Return an edit's meaning, with the labels of the settings."""
    names = dict.fromkeys(_(SETTING_WORDS.get(change.path[0], change.path[0])) for change in changes)
    return _("the meeting's settings ({names})").format(names=join_names(names, SETTING_NAMES_SHOWN))


def _merged(changes: Iterable[Change]) -> Iterator[Change]:
    """Merge changes of the same place, as in a record naming two departing members."""
    found: dict[tuple[str, tuple[str, ...]], Change] = {}
    for change in changes:
        place = change.file, change.path
        known = found.get(place)
        found[place] = replace(known, after=change.after) if known else change
    return (one for one in found.values() if one.before != one.after or isinstance(one.after, dict))


def change_layout(seen: Layout, new: Layout) -> Edit:
    """Change the layout part by part, so that changes of different parts do not conflict."""
    changes: list[Change] = []
    for name in Layout.model_fields:
        before, after = ({name: one.model_dump()[name]} for one in (seen, new))
        if name != "parts":  # an empty one is not written
            before, after = ({key: value for key, value in one.items() if value} for one in (before, after))
        changes += find_differences(SETTINGS_FILE, before, after, ("layout",))
    return Edit(tuple(changes), _("the layout of papers"))
