"""A member leaves: what names them is counted, and stays, passes to another or goes, undone in one step."""

from pathlib import Path
from typing import Any

import pytest

from checklists.base.errors import ConflictError, UsageError
from checklists.edits.departure import NAMED_WORDS, DepartureFate, count_references, remove_member, settle_departed
from checklists.edits.records import change_record
from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import Sheet
from checklists.readiness.duties import assess
from checklists.readiness.reasons import find_reasons
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.builders import DAY, read
from tests.filled import BEFORE, ROSTER, bytes_of, filled, folder_of, made

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_of(tmp_path / "meeting", filled())


def test_what_names_a_member_is_counted_by_kind() -> None:
    assert count_references(filled(), "m03") == {
        "marks": 1,
        "study": 3,
        "outline": 5,
        "criticisms": 2,
        "criticised": 2,
        "opinions": 3,
        "talks": 5,
        "attendance": 1,
        "measures": 4,
        "day": 3,
    }
    assert set(NAMED_WORDS) == set(count_references(filled(), "m03"))
    assert count_references(filled(), "m04") == {"opinions": 1}
    assert count_references(made(), "m02") == {}


def faults(folder: Folder) -> set[str]:
    return {f"{one.file} {one.place}".strip() for one in folder.read().faults}


@pytest.mark.parametrize(("fate", "to"), [("keep", ""), ("remove", ""), ("hand-over", "m02"), ("hand-over", "m04")])
@pytest.mark.parametrize("member", ["m01", "m02", "m03", "m04"])
def test_undoing_gives_back_every_byte(folder: Folder, member: str, fate: DepartureFate, to: str) -> None:
    before = bytes_of(folder.path)
    if to == member:
        to = "m01"
    edit = remove_member(read(folder), member, fate, to)
    folder.apply(edit)
    assert member not in read(folder).settings.members
    assert member not in read(Folder(folder.path)).settings.members
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before


def test_records_that_are_kept_are_told_in_one_notice_and_settled_later(folder: Folder) -> None:
    before, name = bytes_of(folder.path), read(folder).name("m03")
    left = remove_member(read(folder), "m03", "keep")
    folder.apply(left)
    changed = [file for file, content in bytes_of(folder.path).items() if content != before[file]]
    assert changed == ["meeting.toml"]
    kept = bytes_of(folder.path)
    for reading in (folder.read(), Folder(folder.path).read()):  # as it goes on, and opened anew
        (notice,) = reading.faults
        assert (notice.file, notice.place, notice.severity) == ("meeting.toml", "members.m03", "notice")
        assert (notice.code, notice.place) == ("departed-member", "members.m03")
        assert f"{name} (m03) is no longer on the roster; 29 records still name them" in notice.problem
        assert not reading.has_errors
        assert not [one for one in find_reasons(assess(read(folder), DAY, reading.faults)) if one.kind == "fault"]
    meeting = read(folder)
    for kind in KINDS.values():  # what names them can be changed in its form, and keeps the name
        for subject in kind.owners(meeting):
            for key in kind.records(meeting, subject):
                assert change_record(meeting, kind, key, {}, subject).changes == ()
    steps = [settle_departed(meeting, "m03", "keep"), settle_departed(meeting, "m03", "hand-over", "m02")]
    assert steps[0].changes == ()
    folder.apply(steps[1])
    assert Folder(folder.path).read().faults == ()
    assert not count_references(read(folder), "m03")
    folder.apply(steps[1].inverse())
    assert bytes_of(folder.path) == kept
    gone = settle_departed(read(folder), "m03", "remove")
    folder.apply(gone)
    assert Folder(folder.path).read().faults == ()
    folder.apply(gone.inverse())
    folder.apply(left.inverse())
    assert bytes_of(folder.path) == before
    with pytest.raises(UsageError):
        settle_departed(meeting, "m03", "hand-over", "m03")


@pytest.mark.parametrize(("fate", "to"), [("remove", ""), ("hand-over", "m02"), ("hand-over", "m04")])
@pytest.mark.parametrize("member", ["m01", "m02", "m03", "m04"])
def test_records_that_pass_or_go_leave_no_fault_and_name_the_member_no_more(
    folder: Folder, member: str, fate: DepartureFate, to: str
) -> None:
    assert faults(folder) == set()
    to = "m01" if to == member else to
    folder.apply(remove_member(read(folder), member, fate, to))
    assert faults(Folder(folder.path)) == set()
    for name, content in bytes_of(folder.path).items():
        assert member not in content.decode(), name
    assert "format = 1" in (folder.path / "members" / f"{member}.toml").read_text()


def test_what_goes_takes_its_links_along_and_leaves_what_is_others(folder: Folder) -> None:
    folder.apply(remove_member(read(folder), "m03", "remove"))
    now = read(Folder(folder.path))
    assert list(now.ledgers.opinions.opinions) == ["o2", "o3"]
    assert now.ledgers.opinions.opinions["o2"].plain() == {
        "text": "会议多", "channel": "n1", "about": ("m02",), "fed_back": {"m02": BEFORE},
    }  # fmt: skip
    assert list(now.ledgers.talks.talks) == ["t6"]
    assert list(now.ledgers.rectification.entries) == ["r2", "r3"]
    assert now.ledgers.rectification.entries["r2"].owner == ""
    group = now.sheet("group").outline
    assert group.problems["p1"].answers == ()
    assert (group.problems["p1"].causes, group.measures["s1"].owner) == (("c1",), "")
    assert now.sheet("m03") == Sheet()
    assert list(now.sheet("m01").criticisms) == ["k2"]


def test_what_passes_is_the_others_now_and_what_would_be_with_oneself_goes(folder: Folder) -> None:
    folder.apply(remove_member(read(folder), "m03", "hand-over", "m02"))
    now = read(Folder(folder.path))
    opinions, talks = now.ledgers.opinions.opinions, now.ledgers.talks.talks
    assert (opinions["o1"].about, opinions["o1"].claimed) == (("m02",), {"m02": BEFORE})
    assert (opinions["o2"].about, opinions["o2"].answers) == (("m02",), {"m02": "已压减"})
    assert opinions["o2"].fed_back == {"m02": BEFORE}
    assert list(talks) == ["t3", "t5", "t6"], "with oneself: t2; doubled: t1; with the own branch: t4"
    assert {talk.member for talk in talks.values()} == {"m02", "m01"}
    entries = now.ledgers.rectification.entries
    assert [(one.subject, one.owner) for one in entries.values()] == [("m02", "m02"), ("m02", "m02"), ("group", "m01")]
    mine = now.sheet("m02")
    assert [one.to for one in mine.criticisms.values()] == ["m01"], "not of oneself, in either direction"
    assert [one.to for one in now.sheet("m01").criticisms.values()] == ["m02", "m02"]
    (problem,) = mine.outline.problems.values()
    (cause,) = mine.outline.causes.values()
    assert problem.causes == tuple(mine.outline.causes)
    assert cause.measures == (next(reversed(mine.outline.measures)),)
    assert [one.owner for one in mine.outline.measures.values()] == ["m02", "m02"]
    assert next(iter(mine.outline.measures)) == "s1"
    assert mine.outline.rounds == {}
    assert mine.marks == {}
    assert mine.study.read == {}


@pytest.mark.parametrize(
    ("talk", "roster", "expected"),
    [
        (Talk(member="m03", partner="m04"), {}, None),
        (Talk(member="m04", partner="m03", held=BEFORE), {}, None),
        (Talk(member="m03", partner="m02"), {}, ("m04", "m02")),
        (Talk(member="m01", partner="m03"), {}, None),
        (Talk(kind="unit", member="m03", unit="甲局"), {}, None),
        (Talk(kind="unit", member="m03", unit="甲局"), {"m04": {"units": ("甲局",)}}, ("m04", "")),
        (Talk(kind="branch", member="m03"), {}, None),
        (Talk(kind="requested", member="m03", person="某"), {}, ("m04", "")),
    ],
)
def test_a_talk_passes_where_it_can_be_the_others(
    tmp_path: Path, talk: Talk, roster: dict[str, Any], expected: tuple[str, str] | None
) -> None:
    talks = Talks(talks={"t8": Talk(member="m04", partner="m01", held=BEFORE), "t9": talk})
    folder = folder_of(tmp_path / "meeting", made(talks=talks, roster={**ROSTER, **roster}))
    folder.apply(remove_member(read(folder), "m03", "hand-over", "m04"))
    found = read(folder).ledgers.talks.talks.get("t9")
    assert (found and (found.member, found.partner)) == expected
    assert faults(folder) == set()


@pytest.mark.parametrize(
    ("member", "fate", "to"),
    [
        ("m09", "keep", ""), ("group", "remove", ""), ("", "keep", ""), ("m03", "hand-over", ""),
        ("m03", "hand-over", "m03"), ("m03", "hand-over", "m09"), ("m03", "hand-over", "group"),
    ],
)  # fmt: skip
def test_nobody_unknown_is_removed_and_nothing_passes_to_nobody(member: str, fate: DepartureFate, to: str) -> None:
    with pytest.raises(UsageError):
        remove_member(filled(), member, fate, to)


def test_what_someone_else_wrote_meanwhile_is_not_removed_with_it(folder: Folder) -> None:
    seen = read(folder)
    other = Folder(folder.path)
    other.apply(change_record(read(other), KINDS["criticism"], "k1", {"text": "还有一条不足"}, "m03"))
    before = bytes_of(folder.path)
    with pytest.raises(ConflictError):
        folder.apply(remove_member(seen, "m03", "remove"))
    assert bytes_of(folder.path) == before, "nothing at all was written"


def test_the_meaning_names_who_left_and_nothing_that_was_said(folder: Folder) -> None:
    edit = remove_member(read(folder), "m03", "remove")
    assert edit.meaning == "成员3 removed from the roster"


def test_two_of_one_name_are_told_apart_by_their_ids() -> None:
    meeting = filled(roster={**ROSTER, "m04": {"name": "成员3"}})
    edit = remove_member(meeting, "m04", "remove")
    assert {(one.file, one.path[0]) for one in edit.changes} == {
        ("meeting.toml", "members"),
        ("opinions.toml", "none_told"),
    }
