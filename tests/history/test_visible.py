"""What a member reads in the history: of every value what the meeting itself shows them, never more."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from checklists.edits.change import Change
from checklists.edits.redaction import redact
from checklists.history.about import may_take_back, redact_changes
from checklists.model.file_names import MEMBERS_FOLDER, SETTINGS_FILE, get_ledger_file, get_sheet_file
from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import LEDGERS, Ledgers, Mark, Meeting, Sheet
from checklists.store.entries import HistoryEntry
from tests.reports.meetings import CANARY, a_meeting, an_outline, canary

VIEWERS = ("m01", "m02", "m03", "m04")


def a_full_one() -> Meeting:
    """Return a meeting in which the group and every member have written everything."""
    found = a_meeting()
    mark = Mark(status="done", note=canary("note-group"), evidence=(canary("evidence-group"),))
    outlines = {key: Sheet(outline=an_outline(key)) for key in (*VIEWERS, "group")}
    sheets = {key: found.sheet(key).model_copy(update={"outline": one.outline}) for key, one in outlines.items()}
    sheets["group"] = sheets["group"].model_copy(update={"marks": {"plan": mark}})
    return replace(found, sheets=sheets)


def files(meeting: Meeting) -> dict[str, dict[str, Any]]:
    ledgers = {get_ledger_file(name): getattr(meeting.ledgers, name).plain() for name in LEDGERS}
    sheets = {get_sheet_file(key): sheet.plain() for key, sheet in meeting.sheets.items()}
    return {SETTINGS_FILE: meeting.settings.plain(), **ledgers, **sheets}


def places(file: str, value: Any, path: tuple[str, ...] = ()) -> Iterator[Change]:
    """Yield a change of every place of a file: of tables, of what they hold, of each value."""
    if path:
        yield Change(file, path, None, value)
        yield Change(file, path, value, None)
    if isinstance(value, dict):
        for key, one in value.items():
            yield from places(file, one, (*path, key))


def canaries(found: object) -> set[str]:
    return set(re.findall(rf"{CANARY}-[a-z0-9-]+", repr(found)))


def seen(meeting: Meeting, viewer: str, *changes: Change) -> tuple[Change, ...]:
    return redact_changes(
        meeting, viewer, HistoryEntry("h0", datetime(2026, 11, 1, tzinfo=UTC), "u", "", "", changes, {})
    )


@pytest.mark.parametrize("is_opened", [False, True])
@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_member_reads_the_texts_that_the_meeting_shows_them(viewer: str, *, is_opened: bool) -> None:
    meeting = a_full_one()
    settings = meeting.settings.model_copy(update={"criticism_opened": is_opened})
    meeting = replace(meeting, settings=settings)
    changes = [change for file, content in files(meeting).items() for change in places(file, content)]
    told = seen(meeting, viewer, *changes)
    shown = {file: canaries(content) for file, content in files(redact(meeting, viewer)).items()}
    for file, texts in shown.items():
        is_others = file.startswith(MEMBERS_FOLDER) and file != get_sheet_file(viewer)
        found = canaries([change for change in told if change.file == file])
        assert found == (set() if is_others or file == SETTINGS_FILE else texts), file


def test_nothing_is_told_of_a_record_of_others_but_what_became_theirs() -> None:
    meeting = a_meeting()
    talk = Talk(kind="member", member="m01", partner="m02", said=canary("said"))
    meeting = replace(meeting, ledgers=Ledgers(talks=Talks(talks={"t1a2b": talk})))
    place = ("talks", "t1a2b")
    assert seen(meeting, "m03", Change("talks.toml", (*place, "place"), None, "Room 2")) == ()
    assert seen(meeting, "m03", Change("talks.toml", place, None, talk.plain())) == ()
    moved = Change("talks.toml", (*place, "partner"), "m03", "m02")
    (left,) = seen(meeting, "m03", moved)
    assert (left.before, left.after) == ("m03", None), "with whom it is now is not for them"
    assert seen(meeting, "m01", moved) == (moved,)
    assert seen(meeting, "m04", moved) == ()
    gone = Change("talks.toml", ("talks", "t9z9z", "said"), "a", "b")
    assert seen(meeting, "m01", gone) == (), "whose it was is not known"
    whole = Change("talks.toml", ("talks", "t9z9z"), Talk(kind="member", member="m04", partner="m01").plain(), None)
    assert seen(meeting, "m04", whole) == (whole,)


def test_an_edit_of_which_a_part_is_hidden_is_not_theirs_to_take_back() -> None:
    meeting = a_meeting()
    whole = {"text": "t", "about": ["m01"], "source": "staff"}
    changes = (Change("opinions.toml", ("opinions", "o9z9z"), None, whole),)
    entry = HistoryEntry("h0", datetime(2026, 11, 1, tzinfo=UTC), "u", "m01", "", changes, {})
    assert seen(meeting, "m01", *changes)[0].after == {"text": "t", "about": ["m01"]}
    assert not may_take_back(meeting, "m01", entry)
    open_ones = (Change("opinions.toml", ("opinions", "o9z9z"), None, {"text": "t", "about": ["m01"]}),)
    assert may_take_back(meeting, "m01", replace(entry, changes=open_ones))
