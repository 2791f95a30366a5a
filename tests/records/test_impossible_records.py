"""What cannot be in a file is a fault with its place; the rest is read, nothing is dropped, and an edit mends it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.faults import Fault
from checklists.base.toml import add_end_mark
from checklists.edits.change import Edit
from checklists.edits.departure import remove_member
from checklists.edits.ledgers import (
    answer,
    attend,
    claim,
    explain,
    feed_back,
    make_up,
    read_text,
    record_no_opinions,
    record_self_criticism,
    record_told,
    sign_in,
)
from checklists.edits.mending import make_removal, record_at
from checklists.edits.records import add_record, change_record, remove_records
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, KindName
from checklists.store.folder import Folder
from tests.builders import DAY, change_settings, read
from tests.filled import bytes_of, filled, folder_of

Mend = Callable[[Meeting], Edit]
GONE = "there is no member m99 on the roster"


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_of(tmp_path / "meeting", filled())


def changing(kind: KindName, key: str, of: str = "", **values: object) -> Mend:
    return lambda meeting: change_record(meeting, KINDS[kind], key, values, of)


def removing(kind: KindName, key: str, subject: str = "") -> Mend:
    return lambda meeting: remove_records(meeting, [(KINDS[kind], subject, key)])


# a file, a text in it, what stands there instead, where the fault is, what it says, and an edit that mends it
CASES: dict[str, tuple[str, str, str, str, str, Mend]] = {
    "a talk with an unknown member": (
        "talks.toml", 'partner = "m03"', 'partner = "m99"', "talks.t1.partner", GONE,
        changing("talk", "t1", partner="m04"),
    ),
    "a talk of an unknown member": (
        "talks.toml", 'kind = "branch"\nmember = "m03"', 'kind = "branch"\nmember = "m99"', "talks.t4.member", GONE,
        removing("talk", "t4"),
    ),
    "a talk with oneself": (
        "talks.toml", 'partner = "m03"', 'partner = "m01"', "talks.t1.partner", "a talk cannot be with oneself",
        changing("talk", "t1", partner="m02"),
    ),
    "a talk held after the meeting": (
        "talks.toml", "held = 2026-11-28", "held = 2027-11-28", "talks.t1.held", "2027-11-28 is after the meeting",
        changing("talk", "t1", held=None),
    ),
    "a talk with a unit that is in another's charge": (
        "talks.toml", 'unit = "甲局"', 'unit = "丙局"', "talks.t3.unit", "丙局 is not in this member's charge",
        changing("talk", "t3", unit="甲局"),
    ),
    "an opinion about an unknown member": (
        "opinions.toml", '"m02",\n    "m03",', '"m02",\n    "m03",\n    "m99",', "opinions.o2.about", GONE,
        changing("opinion", "o2", about=["m02", "m03"]),
    ),
    "an opinion claimed by one whom it is not about": (
        "opinions.toml", "[opinions.o1.claimed]\n", "[opinions.o1.claimed]\nm99 = 2026-11-28\n",
        "opinions.o1.claimed", "m99 is named here, but the opinion is not about them",
        lambda meeting: claim(meeting, ["o1"], ["m99"], None),
    ),
    "an opinion told to one whom it is not about": (
        "opinions.toml", "[opinions.o2.fed_back]\n", "[opinions.o2.fed_back]\nm01 = 2026-11-28\n",
        "opinions.o2.fed_back", "m01 is named here, but the opinion is not about them",
        lambda meeting: feed_back(meeting, ["o2"], ["m01"], None),
    ),
    "an opinion answered by one whom it is not about": (
        "opinions.toml", "[opinions.o2.answers]\n", "[opinions.o2.answers]\nm01 = '已改'\n",
        "opinions.o2.answers", "m01 is named here, but the opinion is not about them",
        lambda meeting: answer(meeting, "o2", "m01", ""),
    ),
    "an opinion by an unknown channel": (
        "opinions.toml", 'channel = "n1"', 'channel = "n9"', "opinions.o1.channel", "there is no record n9",
        changing("opinion", "o1", channel="n1"),
    ),
    "an opinion on an aspect that was removed": (
        "opinions.toml", "[opinions.o1]\n", '[opinions.o1]\naspect = "gone"\n', "opinions.o1.aspect",
        "there is no aspect gone in the settings", changing("opinion", "o1", aspect="style"),
    ),
    "an opinion received after the meeting": (
        "opinions.toml", "[opinions.o1]\n", "[opinions.o1]\nreceived = 2027-01-01\n", "opinions.o1.received",
        "2027-01-01 is after the meeting", changing("opinion", "o1", received=None),
    ),
    "an unknown member told that there are none": (
        "opinions.toml", "[none_told]\n", "[none_told]\nm99 = 2026-11-28\n", "none_told.m99", GONE,
        lambda meeting: record_no_opinions(meeting, ["m99"], None),
    ),
    "more came back than were sent": (
        "opinions.toml", "[channels.n1]\n", "[channels.n1]\nsent = 3\nreturned = 4\n", "channels.n1.returned",
        "more came back (4) than were sent (3)", changing("channel", "n1", returned=3),
    ),
    "an unknown member at a session": (
        "study.toml", "[sessions.e1.attendance]\n", '[sessions.e1.attendance]\nm99 = "present"\n',
        "sessions.e1.attendance", GONE, lambda meeting: attend(meeting, "e1", {"m99": None}),
    ),
    "a session with an unknown text": (
        "study.toml", '"x2",\n]', '"x2",\n    "x9",\n]', "sessions.e1.texts", "there is no record x9",
        changing("session", "e1", texts=["x1"]),
    ),
    "a session after the meeting": (
        "study.toml", "date = 2026-11-28", "date = 2027-11-28", "sessions.e1.date",
        "2027-11-28 is after the meeting", changing("session", "e1", date=DAY),
    ),
    "an unknown text that was read": (
        "members/m03.toml", "[study.read]\n", "[study.read]\nx9 = 2026-11-28\n", "study.read.x9",
        "there is no record x9", lambda meeting: read_text(meeting, "m03", ["x9"], None),
    ),
    "an unknown session that was made up for": (
        "members/m03.toml", "[study.made_up.e1]\n", "[study.made_up.e9]\n", "study.made_up.e9",
        "there is no record e9", lambda meeting: make_up(meeting, "m03", "e9", None),
    ),
    "a problem that answers an unknown opinion": (
        "group.toml", '"o1",', '"o9",', "outline.problems.p1.answers", "there is no record o9",
        changing("problem", "p1", "group", answers=["o3"]),
    ),
    "a problem on an aspect that was removed": (
        "group.toml", 'aspect = "style"', 'aspect = "gone"', "outline.problems.p1.aspect",
        "there is no aspect gone in the settings", changing("problem", "p1", "group", aspect=None),
    ),
    "a problem with an unknown cause": (
        "members/m03.toml", '"c1",', '"c9",', "outline.problems.p1.causes", "there is no record c9",
        changing("problem", "p1", "m03", causes=["c1"]),
    ),
    "a cause with an unknown measure": (
        "members/m03.toml", '"s1",', '"s9",', "outline.causes.c1.measures", "there is no record s9",
        changing("cause", "c1", "m03", measures=["s1"]),
    ),
    "a measure whose owner left the roster": (
        "group.toml", 'owner = "m03"', 'owner = "m99"', "outline.measures.s1.owner", GONE,
        changing("measure", "s1", "group", owner="m01"),
    ),
    "an explanation that is not asked for": (
        "members/m03.toml", "[outline.explanations]\n", "[outline.explanations]\nold = '无'\n",
        "outline.explanations.old", "the checklist asks for no explanation old; it is kept but counts for nothing",
        lambda meeting: explain(meeting, "m03", "old", ""),
    ),
    "a criticism of an unknown member": (
        "members/m01.toml", 'to = "m03"', 'to = "m99"', "criticisms.k1.to", GONE,
        changing("criticism", "k1", "m01", to="m04"),
    ),
    "a criticism of oneself": (
        "members/m01.toml", 'to = "m03"', 'to = "m01"', "criticisms.k1.to",
        "nobody criticises oneself here; that is the self-inspection", removing("criticism", "k1", "m01"),
    ),
    "a criticism by the group": (
        "group.toml", "format = 1\n", "format = 1\n[criticisms.k1]\nto = 'm01'\ntext = '慢'\n", "criticisms",
        "only a member's sheet has these; they are kept but count for nothing",
        removing("criticism", "k1", "group"),
    ),
    "an entry of one who left": (
        "rectification.toml", 'subject = "m02"', 'subject = "m99"', "entries.r2.subject", GONE,
        changing("entry", "r2", subject="group"),
    ),
    "an entry whose owner left": (
        "rectification.toml", 'owner = "m01"', 'owner = "m99"', "entries.r3.owner", GONE,
        changing("entry", "r3", owner=None),
    ),
    "an unknown member who signed in": (
        "day.toml", "[attendance]\n", '[attendance]\nm99 = "present"\n', "attendance.m99", GONE,
        lambda meeting: sign_in(meeting, {"m99": None}),
    ),
    "an unknown member who has spoken": (
        "day.toml", "[spoken]\n", "[spoken]\nm99 = true\n", "spoken.m99", GONE,
        lambda meeting: record_self_criticism(meeting, ["m99"], has_spoken=False),
    ),
    "an unknown member who was told": (
        "day.toml", "[told]\n", "[told]\nm99 = 2026-12-20\n", "told.m99", GONE,
        lambda meeting: record_told(meeting, ["m99"], None),
    ),
}  # fmt: skip


def put(folder: Folder, file: str, old: str, new: str) -> str:
    """Write something impossible into a file as the program would, and return the text without its end mark."""
    path = folder.path / file
    text = path.read_text().rsplit("# huiqian:end", 1)[0]
    assert old in text, text
    text = text.replace(old, new, 1)
    path.write_bytes(add_end_mark(text.encode()))
    return text


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_be_is_a_fault_that_is_kept_and_can_be_mended(folder: Folder, name: str) -> None:
    file, old, new, place, problem, mend = CASES[name]
    before = read(folder)
    text = put(folder, file, old, new)
    (fault,) = folder.read().faults
    assert (fault.file, fault.place, fault.severity) == (file, place, "inconsistent")
    assert fault.problem.endswith(problem)
    after = read(folder)
    assert after.settings == before.settings
    assert set(after.sheets) == set(before.sheets)
    assert (folder.path / file).read_text().startswith(text), "read and not rewritten"
    folder.apply(mend(after))
    assert Folder(folder.path).read().faults == ()


@pytest.mark.parametrize("name", CASES)
def test_what_else_is_in_the_file_can_be_changed_and_what_cannot_be_stays_until_it_is_mended(
    folder: Folder, name: str
) -> None:
    file, old, new, place, _problem, _mend = CASES[name]
    put(folder, file, old, new)
    edits: dict[str, Mend] = {
        "talks.toml": changing("talk", "t1", place="会议室"),
        "opinions.toml": changing("opinion", "o1", source="群众"),
        "study.toml": changing("session", "e1", place="会议室"),
        "group.toml": changing("measure", "s1", "group", progress="过半"),
        "rectification.toml": changing("entry", "r2", progress="过半"),
        "members/m01.toml": changing("criticism", "k1", "m01", text="还有一条不足"),
        "members/m03.toml": changing("problem", "p1", "m03", example="又一例"),
        "day.toml": lambda meeting: sign_in(meeting, {"m04": "present"}),
    }
    folder.apply(edits[file](read(folder)))
    assert [(fault.file, fault.place) for fault in Folder(folder.path).read().faults] == [(file, place)]


@pytest.mark.parametrize(
    ("kind", "subject", "values", "words"),
    [
        ("talk", "", {"member": "m01", "partner": "m01"}, "a talk cannot be with oneself"),
        ("talk", "", {"member": "m01"}, "say which member the talk is with"),
        ("talk", "", {"member": "m99", "partner": "m01"}, GONE),
        ("talk", "", {"member": "m01", "partner": "m02", "held": DAY.replace(year=2027)}, "is after the meeting"),
        ("talk", "", {"kind": "unit", "member": "m04", "unit": "甲局"}, "甲局 is not in this member's charge"),
        ("talk", "", {"kind": "branch", "member": "m02", "partner": "m01"}, "only a talk between members"),
        ("talk", "", {"member": "m01", "partner": "m02", "unit": "甲局"}, "only a talk with a unit"),
        ("opinion", "", {"text": "好", "about": ["m99"]}, GONE),
        ("opinion", "", {"text": "", "about": ["m01"]}, "Opinion: this must not be empty"),
        ("opinion", "", {"text": "好", "voices": 0}, "a number of at least 1"),
        ("opinion", "", {"text": "好", "received": DAY.replace(year=1999)}, "a date not before 2000-01-01"),
        ("channel", "", {"title": "表", "sent": 1, "returned": 2}, "more came back (2) than were sent (1)"),
        ("problem", "m01", {"text": "慢", "aspect": "gone"}, "there is no aspect gone"),
        ("problem", "m01", {"text": "慢", "answers": ["o9"]}, "there is no record o9"),
        ("measure", "m01", {"text": "改", "owner": "m99"}, GONE),
        ("criticism", "m01", {"to": "m01", "text": "慢"}, "nobody criticises oneself"),
        ("entry", "", {"text": "改", "subject": "m99"}, GONE),
        ("session", "", {"topic": "专题", "date": DAY, "texts": ["x9"]}, "there is no record x9"),
        ("session", "", {"topic": "专题", "date": DAY, "hours": 25.0}, "a number of at most 24"),
    ],
)
def test_what_cannot_be_is_refused_where_it_would_be_entered(
    kind: KindName, subject: str, values: dict[str, object], words: str
) -> None:
    with pytest.raises(InvalidEditError) as caught:
        add_record(filled(), KINDS[kind], values, subject)
    assert words in str(caught.value)


@pytest.mark.parametrize(("kind", "subject"), [("criticism", "group"), ("criticism", ""), ("problem", "m99"),
                                               ("problem", ""), ("talk", "m01")])  # fmt: skip
def test_a_record_has_its_place_or_is_refused(kind: KindName, subject: str) -> None:
    values = {"text": "慢", "to": "m02"} if kind == "criticism" else {"text": "慢"}
    with pytest.raises(UsageError):
        add_record(filled(), KINDS[kind], values, subject)


def test_removing_an_aspect_leaves_the_problems_and_names_each(folder: Folder) -> None:
    meeting = read(folder)
    fewer = meeting.settings.model_copy(update={"aspects": {"politics": "政治"}})
    folder.apply(change_settings(meeting, fewer))
    assert [(one.file, one.place) for one in folder.read().faults] == [
        ("group.toml", "outline.problems.p1.aspect"),
        ("members/m03.toml", "outline.problems.p1.aspect"),
    ]
    assert not any("调研少" in one.problem for one in folder.read().faults), "what is written there is confidential"


BY_A_PERSON = {
    "a talk with an unknown member", "a talk of an unknown member", "a talk with oneself",
    "a talk held after the meeting", "a talk with a unit that is in another's charge",
    "an opinion received after the meeting", "more came back than were sent", "a session after the meeting",
    "a criticism of an unknown member", "a criticism of oneself", "an entry of one who left",
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_names_nothing_can_be_taken_out_and_what_only_a_person_knows_has_its_form(
    folder: Folder, name: str
) -> None:
    file, old, new, place, _problem, _mend = CASES[name]
    put(folder, file, old, new)
    (fault,) = folder.read().faults
    edit = make_removal(read(folder), fault)
    assert (edit is None) is (name in BY_A_PERSON)
    if edit is None:
        found = record_at(read(folder), fault)
        assert found is not None
        (kind, subject, key), field = found
        assert ".".join((*kind.path, key, field)) == place
        assert key in kind.records(read(folder), subject)
        return
    before = read(folder)
    folder.apply(edit)
    assert Folder(folder.path).read().faults == ()
    folder.apply(edit.inverse())
    assert read(Folder(folder.path)) == before


def test_what_names_one_taken_off_by_hand_can_be_taken_out_but_for_what_only_a_person_knows(folder: Folder) -> None:
    settings = folder.path / "meeting.toml"
    by_hand = re.sub(r"\[members\.m03\]\n(?:.+\n)*", "", settings.read_text(encoding="utf-8"))
    settings.write_text(by_hand, encoding="utf-8")
    before, steps = bytes_of(folder.path), []
    for fault in folder.read().faults:
        if edit := make_removal(read(folder), fault):
            folder.apply(edit)
            steps.append(edit)
    left = [f"{one.file} {one.place}" for one in Folder(folder.path).read().faults]
    assert left == [
        "talks.toml talks.t1.partner", "talks.toml talks.t2.member", "talks.toml talks.t3.member",
        "talks.toml talks.t4.member", "talks.toml talks.t5.member", "rectification.toml entries.r1.subject",
        "members/m01.toml criticisms.k1.to", "members/m02.toml criticisms.k1.to",
    ]  # fmt: skip
    for edit in reversed(steps):
        folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before


def test_a_mark_without_a_place_can_be_taken_out_and_what_is_broken_cannot(folder: Folder) -> None:
    put(folder, "group.toml", "format = 1\n", "format = 1\n[marks.old-item]\nstatus = 'done'\n")
    (fault,) = folder.read().faults
    edit = make_removal(read(folder), fault)
    assert edit is not None
    folder.apply(edit)
    assert folder.read().faults == ()
    assert make_removal(read(folder), Fault("group.toml", "marks.x.status", "broken")) is None
    assert make_removal(read(folder), Fault("meeting.toml", "members", "two principals", "inconsistent")) is None


def test_only_what_cannot_be_is_taken_out(folder: Folder) -> None:
    before = read(folder)
    put(folder, *CASES["an opinion about an unknown member"][:3])
    put(folder, *CASES["an unknown member at a session"][:3])
    for fault in folder.read().faults:
        edit = make_removal(read(folder), fault)
        assert edit is not None
        folder.apply(edit)
    assert read(folder) == before


@pytest.mark.parametrize("spoil", ["x = [", "format = 1\nunknown = 1\n"])
def test_nothing_is_removed_that_a_sheet_may_refer_to_that_cannot_be_read(folder: Folder, spoil: str) -> None:
    meeting = read(folder)
    opinion = next(iter(meeting.ledgers.opinions.opinions))
    talk = next(iter(meeting.ledgers.talks.talks))
    sheet = folder.path / "members/m02.toml"
    whole = sheet.read_bytes()
    sheet.write_text(spoil)
    now = read(folder)
    with pytest.raises(UsageError, match=r"members/m02\.toml is missing, or cannot be read"):
        remove_records(now, [(KINDS["opinion"], "", opinion)])
    for fate in ("remove", "hand-over"):
        with pytest.raises(UsageError, match=r"members/m02\.toml (is missing, or )?cannot be read"):
            remove_member(now, "m03", fate, "m01")
    assert remove_member(now, "m03", "keep").changes
    folder.apply(remove_records(now, [(KINDS["talk"], "", talk)]))
    sheet.write_bytes(whole)
    folder.apply(remove_records(read(folder), [(KINDS["opinion"], "", opinion)]))
    assert not any("no record" in fault.problem for fault in Folder(folder.path).read().faults)
