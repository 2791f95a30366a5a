"""Settings saved with members who leave: one edit, whole or not at all, and taken back in one step."""

from itertools import cycle, permutations, product
from pathlib import Path

import pytest

from checklists.base.errors import ConflictError, NotSavedError, UsageError
from checklists.base.language import Language, set_language
from checklists.edits.conflicts import resolve_conflict
from checklists.edits.departure import Departure, remove_member
from checklists.edits.records import change_record
from checklists.edits.settings import save_settings
from checklists.model.meeting import Meeting, Settings
from checklists.records.kinds import KINDS
from checklists.setup.create import create_meeting
from checklists.store import files
from checklists.store.folder import Folder
from tests.builders import DAY, change_settings, read
from tests.filled import bytes_of, filled, folder_of
from tests.history.histories import entries

FATES = (Departure("keep"), Departure("remove"), Departure("hand-over", "m01"))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    set_language("en")
    return folder_of(tmp_path / "meeting", filled())


def without(settings: Settings, *gone: str, place: str = "elsewhere") -> Settings:
    members = {key: one for key, one in settings.members.items() if key not in gone}
    return settings.model_copy(update={"members": members, "place": place})


def test_settings_are_saved_before_anybody_is_on_the_roster(tmp_path: Path) -> None:
    create_meeting(tmp_path / "meeting", unit="县财政局党组", title="民主生活会", date=DAY)
    folder = Folder(tmp_path / "meeting")
    meeting = read(folder)
    folder.apply(save_settings(meeting, meeting.settings, without(meeting.settings, place="三楼会议室"), {}))
    assert (read(folder).settings.place, read(folder).settings.members) == ("三楼会议室", {})


PAIRS = list(product(FATES, FATES))


@pytest.mark.parametrize(("gone", "fates"), zip(cycle(permutations(("m02", "m03", "m04"), 2)), PAIRS, strict=False))
def test_who_leaves_together_leaves_as_one_after_the_other_but_in_one_edit(
    folder: Folder, gone: tuple[str, str], fates: tuple[Departure, Departure], tmp_path: Path
) -> None:
    before = bytes_of(folder.path)
    other = folder_of(tmp_path / "other", filled())
    for member, departure in zip(gone, fates, strict=True):
        other.apply(remove_member(read(other), member, *departure))
    other.apply(change_settings(read(other), without(read(other).settings)))
    meeting = read(folder)
    edit = save_settings(
        meeting, meeting.settings, without(meeting.settings, *gone), dict(zip(gone, fates, strict=True))
    )
    folder.apply(edit)
    assert comparable(read(folder)) == comparable(read(other))
    (entry,) = entries(folder)
    assert {(one.file, one.path) for one in entry.changes} == {(one.file, one.path) for one in edit.changes}
    folder.apply(entry.edit().inverse())
    assert bytes_of(folder.path) == before


def comparable(meeting: Meeting) -> str:
    """What was handed over gets an id of its own where that is taken; all else must be the same."""
    sheets = {key: sheet for key, sheet in meeting.sheets.items() if sheet.plain() or key in meeting.settings.members}
    found = repr((meeting.settings, sheets, meeting.ledgers))
    known = repr(filled())
    keys = {word for word in found.replace("'", " ").split() if len(word) == 9 and word[1:].isalnum()}
    for key in sorted(keys):
        if key not in known and all(char in "0123456789abcdef" for char in key[1:]):
            found = found.replace(key, key[0] + "…")
    return found


@pytest.mark.parametrize(
    ("language", "gone", "place", "meaning"),
    [
        ("en", ("m03",), "elsewhere", "the meeting's settings (Place); 成员3 removed from the roster"),
        ("en", ("m02", "m03"), "", "成员2 removed from the roster; 成员3 removed from the roster"),
        ("en", (), "elsewhere", "the meeting's settings (Place)"),
        ("zh", ("m03",), "elsewhere", "会议设置（地点）；成员3移出名单"),
    ],
)
def test_the_history_has_one_line_that_says_all(
    folder: Folder, language: Language, gone: tuple[str, ...], place: str, meaning: str
) -> None:
    set_language(language)
    settings = read(folder).settings
    new = without(settings, *gone, place=place or settings.place)
    folder.apply(save_settings(read(folder), settings, new, dict.fromkeys(gone, Departure("keep"))))
    assert [entry.meaning for entry in entries(folder)] == [meaning]


def test_where_one_file_cannot_be_stored_nobody_has_left_and_nothing_is_changed(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_of(folder.path)
    meeting = read(folder)
    edit = save_settings(
        meeting, meeting.settings, without(meeting.settings, "m03"), {"m03": Departure("hand-over", "m01")}
    )
    put = files.put

    def failing(staged: files.Staged) -> None:
        if staged.path.name == edit.files()[-1].rpartition("/")[2]:
            raise NotSavedError(staged.path, "the disk is full")
        put(staged)

    with monkeypatch.context() as patched:
        patched.setattr(files, "put", failing)
        with pytest.raises(NotSavedError):
            folder.apply(edit)
    assert bytes_of(folder.path) == before
    assert entries(folder) == []


def test_a_conflict_in_a_setting_keeps_the_member_too(folder: Folder) -> None:
    seen = read(folder).settings
    folder.apply(change_settings(read(folder), seen.model_copy(update={"place": "theirs"})))
    edit = save_settings(read(folder), seen, without(seen, "m03"), {"m03": Departure("remove")})
    with pytest.raises(ConflictError):
        folder.apply(edit)
    assert "m03" in read(folder).settings.members


def test_who_was_removed_by_another_meanwhile_is_no_departure(folder: Folder) -> None:
    seen = read(folder).settings
    folder.apply(remove_member(read(folder), "m03", "keep"))
    edit = save_settings(read(folder), seen, without(seen, "m03"), {"m03": Departure("remove")})
    assert edit.meaning == "the meeting's settings (Place)"
    folder.apply(edit)
    assert read(folder).settings.place == "elsewhere"
    assert read(folder).sheet("m03").marks, "what another chose to keep is kept"


def test_who_leaves_takes_nothing_over(folder: Folder) -> None:
    meeting = read(folder)
    departures = {"m02": Departure("keep"), "m03": Departure("hand-over", "m02")}
    with pytest.raises(UsageError, match="m02"):
        save_settings(meeting, meeting.settings, without(meeting.settings, "m02", "m03"), departures)


def test_what_another_wrote_about_them_since_the_form_was_opened_goes_too(folder: Folder) -> None:
    seen = read(folder).settings
    talks = read(folder).ledgers.talks.talks
    key = next(key for key, one in talks.items() if one.pair == {"m01", "m03"})
    folder.apply(change_record(read(folder), KINDS["talk"], key, {"said": "later"}))
    folder.apply(save_settings(read(folder), seen, without(seen, "m03"), {"m03": Departure("remove")}))
    assert key not in read(folder).ledgers.talks.talks


def test_mine_of_a_record_that_named_both_who_leave_names_neither(folder: Folder) -> None:
    key = next(iter(read(folder).ledgers.opinions.opinions))
    folder.apply(change_record(read(folder), KINDS["opinion"], key, {"about": ("m01", "m02", "m03")}))
    meeting = read(folder)
    departures = {"m02": Departure("hand-over", "m01"), "m03": Departure("hand-over", "m01")}
    edit = save_settings(meeting, meeting.settings, without(meeting.settings, "m02", "m03"), departures)
    folder.apply(change_record(meeting, KINDS["opinion"], key, {"about": ("m02", "m03", "m04")}))
    with pytest.raises(ConflictError) as caught:
        folder.apply(edit)
    folder.apply(resolve_conflict(edit, caught.value, "mine"))
    assert read(folder).ledgers.opinions.opinions[key].about == ("m01",)


def test_records_of_the_second_who_leaves_are_not_settled_past_a_file_that_cannot_be_read(folder: Folder) -> None:
    sheet = folder.path / "members/m04.toml"
    sheet.write_text(sheet.read_text().replace("format = 1", "format = 1\nfoo = 3"))
    meeting = read(folder)
    for fates in permutations(FATES[:2]):
        leaving = dict(zip(("m02", "m03"), fates, strict=True))
        with pytest.raises(UsageError, match="Not removed"):
            save_settings(meeting, meeting.settings, without(meeting.settings, *leaving), leaving)
