"""Records: added, changed and removed with what refers to them; undone to the byte; never over what others wrote."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checklists.base.errors import ConflictError, InvalidEditError, UsageError
from checklists.base.language import LANGUAGES, Language, set_language
from checklists.base.model import Model
from checklists.edits import records
from checklists.edits.change import Edit
from checklists.edits.records import (
    add_record,
    change_record,
    find_record,
    remove_records,
    set_value,
    validate_record,
)
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.outline import Problem
from checklists.model.ledgers.study import StudySession
from checklists.model.ledgers.talks import Talk
from checklists.records.constraints import find_violations
from checklists.records.kinds import KINDS, KindName
from checklists.store.folder import Folder
from tests.builders import DAY, read
from tests.filled import BEFORE, bytes_of, filled, folder_of, made

NEW: dict[KindName, tuple[str, dict[str, Any]]] = {
    "text": ("", {"title": "文件三", "required": False}),
    "session": ("", {"topic": "专题二", "date": BEFORE, "texts": ["x1"], "hours": 2.5}),
    "channel": ("", {"title": "座谈会", "kind": "seminar", "sent": 20, "returned": 18}),
    "opinion": ("", {"text": "会议多", "about": ["group", "m02"], "channel": "n1", "aspect": "style", "voices": 3}),
    "talk": ("", {"member": "m01", "partner": "m04", "held": BEFORE, "said": "一\n二"}),
    "problem": ("m03", {"text": "学习不够", "aspect": "politics", "answers": ["o1"], "causes": ["c1"]}),
    "cause": ("group", {"text": "抓得不紧", "measures": ["s1"]}),
    "measure": ("m04", {"text": "每周一学", "owner": "m04", "due": DAY}),
    "criticism": ("m04", {"to": "m01", "text": "下基层少", "aspect": "style"}),
    "entry": ("", {"text": "公开电话", "subject": "m02", "evidence": ["截图"], "closed": DAY}),
}
KEYS: dict[KindName, tuple[str, str]] = {
    "text": ("", "x1"),
    "session": ("", "e1"),
    "channel": ("", "n1"),
    "opinion": ("", "o1"),
    "talk": ("", "t2"),
    "problem": ("m03", "p1"),
    "cause": ("m03", "c1"),
    "measure": ("m03", "s1"),
    "criticism": ("m01", "k1"),
    "entry": ("", "r2"),
}


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_of(tmp_path / "meeting", filled())


def test_every_kind_is_tried() -> None:
    assert set(NEW) == set(KEYS) == set(KINDS)


def test_the_records_of_a_kind_stand_where_its_path_leads() -> None:
    meeting = filled()
    for kind in KINDS.values():
        subject, key = KEYS[kind.name]
        table = (getattr(meeting.ledgers, kind.ledger) if kind.ledger else meeting.sheet(subject)).plain()
        for part in kind.path:
            table = table[part]
        assert table[key] == kind.records(meeting, subject)[key].plain()
        assert isinstance(kind.records(meeting, subject)[key], kind.model)


def test_a_violation_is_the_same_in_either_language_and_its_sentence_is_not() -> None:
    meeting = filled()
    wrong: list[tuple[Model, str, set[tuple[str, str]]]] = [
        (Talk(member="m99", kind="member"), "", {("member", "unknown-member"), ("partner", "missing-partner")}),
        (Talk(member="m01", partner="m01", unit="x"), "", {("partner", "own-partner"), ("unit", "unexpected-unit")}),
        (Talk(member="m01", partner="m02", kind="branch"), "", {("partner", "unexpected-partner")}),
        (Talk(member="m01", kind="unit", unit="甲局"), "", {("unit", "foreign-unit")}),
        (Criticism(to="m01", text="x"), "m01", {("to", "self-criticism")}),
        (
            Opinion(text="x", aspect="none", claimed={"m01": DAY}),
            "",
            {("aspect", "unknown-aspect"), ("claimed", "not-about")},
        ),
        (Channel(title="x", sent=1, returned=2), "", {("returned", "too-many-returned")}),
        (Problem(text="x", answers=("o99",)), "m03", {("answers", "unknown-record")}),
        (StudySession(topic="x", date=DAY + timedelta(days=1)), "", {("date", "after-meeting")}),
    ]
    for record, subject, codes in wrong:
        found = {}
        for language in LANGUAGES:
            set_language(language)
            found[language] = list(find_violations(meeting, record, subject))
        assert found["zh"] == found["en"]
        assert {one.problem for one in found["zh"]}.isdisjoint(one.problem for one in found["en"])
        assert {(one.field, one.code) for one in found["zh"]} == codes


def test_a_field_that_was_left_out_is_called_empty_in_either_language() -> None:
    empty: dict[Language, str] = {"en": "this must not be empty", "zh": "不能为空"}
    for language in LANGUAGES:
        set_language(language)
        record, (error,) = validate_record(filled(), KINDS["opinion"], {"text": None})
        assert (record, error.field) == (None, "text")
        assert empty[language] in error.problem


@pytest.mark.parametrize("name", NEW)
def test_a_record_is_added_as_it_was_given_and_undone_to_the_byte(folder: Folder, name: KindName) -> None:
    kind, (subject, values), before = KINDS[name], NEW[name], bytes_of(folder.path)
    key, edit = add_record(read(folder), kind, values, subject)
    folder.apply(edit)
    found = find_record(read(Folder(folder.path)), kind, key, subject)
    assert {one: getattr(found, one) for one in values} == {
        one: tuple(value) if isinstance(value, list) else value for one, value in values.items()
    }
    assert key.startswith(kind.prefix)
    assert list(kind.records(read(folder), subject))[-1] == key
    assert Folder(folder.path).read().faults == ()
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before


@pytest.mark.parametrize(
    ("name", "under", "holder", "field"),
    [("cause", "p1", "problem", "causes"), ("measure", "c1", "cause", "measures")],
)
def test_a_record_is_hung_under_another_in_one_step(
    folder: Folder, name: KindName, under: str, holder: KindName, field: str
) -> None:
    before = bytes_of(folder.path)
    key, edit = add_record(read(folder), KINDS[name], {"text": "新"}, "m03", under)
    folder.apply(edit)
    links = getattr(find_record(read(folder), KINDS[holder], under, "m03"), field)
    assert links[-1] == key
    assert len(links) == 2
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before
    with pytest.raises(UsageError):
        add_record(read(folder), KINDS[name], {"text": "新"}, "m03", "z9")


def test_nothing_hangs_under_what_holds_nothing() -> None:
    with pytest.raises(UsageError):
        add_record(filled(), KINDS["opinion"], {"text": "好"}, under="p1")


def test_an_id_that_is_given_away_already_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    given = iter(["0001", "00000a", "0002", "00000b", "0003"])
    monkeypatch.setattr(records, "token_hex", lambda _length: next(given))
    meeting = made(opinions=Opinions(opinions={"o0001": Opinion(text="一")}))
    keys = [add_record(meeting, KINDS["opinion"], {"text": "二"}, taken=("o0002",))[0] for _time in range(3)]
    assert keys == ["o00000a", "o00000b", "o0003"]


def test_only_the_fields_that_differ_are_changed() -> None:
    edit = change_record(filled(), KINDS["talk"], "t2", {"held": BEFORE, "partner": "m02", "planned": None})
    assert {(one.path, one.before, one.after) for one in edit.changes} == {
        (("talks", "t2", "held"), None, BEFORE),
        (("talks", "t2", "planned"), BEFORE, None),
    }
    assert change_record(filled(), KINDS["talk"], "t2", {}).changes == ()


@pytest.mark.parametrize("name", KEYS)
def test_a_change_is_undone_to_the_byte(folder: Folder, name: KindName) -> None:
    kind, (subject, key), before = KINDS[name], KEYS[name], bytes_of(folder.path)
    values = {**NEW[name][1], **({"to": "m02"} if name == "criticism" else {})}
    edit = change_record(read(folder), kind, key, values, subject)
    folder.apply(edit)
    assert bytes_of(folder.path) != before
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before


def test_an_opinion_that_is_about_fewer_forgets_what_the_others_did_and_undo_brings_it_back(folder: Folder) -> None:
    before = bytes_of(folder.path)
    edit = change_record(read(folder), KINDS["opinion"], "o2", {"about": ["m02", "m04"]})
    folder.apply(edit)
    found = read(folder).ledgers.opinions.opinions["o2"]
    assert (found.about, found.fed_back, found.answers) == (("m02", "m04"), {"m02": BEFORE}, {})
    assert folder.read().faults == ()
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before


Other = Callable[[Folder], None]


def changed_by_another(folder: Folder, name: KindName, values: dict[str, Any]) -> None:
    subject, key = KEYS[name]
    other = Folder(folder.path)
    other.apply(change_record(read(other), KINDS[name], key, values, subject))


def removed_by_another(folder: Folder, name: KindName) -> None:
    subject, key = KEYS[name]
    other = Folder(folder.path)
    other.apply(remove_records(read(other), [(KINDS[name], subject, key)]))


def test_a_field_that_another_changed_meanwhile_is_a_conflict_and_another_field_is_not(folder: Folder) -> None:
    seen = read(folder)
    was = find_record(seen, KINDS["entry"], "r2")
    changed_by_another(folder, "entry", {"text": "他人的话"})
    folder.apply(change_record(seen, KINDS["entry"], "r2", {"owner": "m01"}, seen=was))
    mine = change_record(read(folder), KINDS["entry"], "r2", {"text": "我的话"}, seen=was)
    with pytest.raises(ConflictError) as caught:
        folder.apply(mine)
    assert (caught.value.was, caught.value.theirs, caught.value.mine) == ("修订制度", "他人的话", "我的话")
    assert "他人" not in str(caught.value)
    entry = read(folder).ledgers.rectification.entries["r2"]
    assert (entry.text, entry.owner) == ("他人的话", "m01")


def test_what_a_form_saw_and_did_not_touch_is_never_written_back(folder: Folder) -> None:
    was = find_record(read(folder), KINDS["opinion"], "o1")
    changed_by_another(folder, "opinion", {"source": "群众"})
    form = {name: getattr(was, name) for name in ("text", "about", "source", "channel")}
    folder.apply(change_record(read(folder), KINDS["opinion"], "o1", {**form, "text": "新的话"}, seen=was))
    found = read(folder).ledgers.opinions.opinions["o1"]
    assert (found.text, found.source) == ("新的话", "群众")


@pytest.mark.parametrize("name", KEYS)
def test_a_record_that_another_removed_is_not_brought_back_by_a_change(folder: Folder, name: KindName) -> None:
    seen, (subject, key) = read(folder), KEYS[name]
    removed_by_another(folder, name)
    before = bytes_of(folder.path)
    field = {"text": "title", "session": "topic", "channel": "title", "talk": "place"}.get(name, "text")
    edit = change_record(seen, KINDS[name], key, {field: "新"}, subject)
    with pytest.raises(ConflictError):
        folder.apply(edit)
    assert bytes_of(folder.path) == before


@pytest.mark.parametrize("name", KEYS)
def test_a_record_that_another_changed_is_not_removed(folder: Folder, name: KindName) -> None:
    seen, (subject, key) = read(folder), KEYS[name]
    changed_by_another(folder, name, {"note": "改"} if name in {"text", "session", "channel"} else
                       {"place": "改"} if name == "talk" else {"text": "改"})  # fmt: skip
    before = bytes_of(folder.path)
    with pytest.raises(ConflictError):
        folder.apply(remove_records(seen, [(KINDS[name], subject, key)]))
    assert bytes_of(folder.path) == before


def test_a_record_that_both_remove_is_gone_and_no_conflict(folder: Folder) -> None:
    seen = read(folder)
    removed_by_another(folder, "talk")
    folder.apply(remove_records(seen, [(KINDS["talk"], "", "t2")]))
    assert "t2" not in read(folder).ledgers.talks.talks


@pytest.mark.parametrize("name", KEYS)
def test_a_removal_cleans_what_refers_to_it_and_undo_puts_all_back_in_its_place(folder: Folder, name: KindName) -> None:
    kind, (subject, key), before = KINDS[name], KEYS[name], bytes_of(folder.path)
    edit = remove_records(read(folder), [(kind, subject, key)])
    folder.apply(edit)
    now = read(Folder(folder.path))
    assert key not in kind.records(now, subject)
    assert Folder(folder.path).read().faults == (), "nothing names it any more"
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before
    folder.apply(edit.inverse().inverse())
    assert key not in kind.records(read(folder), subject)


def test_removing_on_one_sheet_leaves_the_same_id_on_another(folder: Folder) -> None:
    folder.apply(remove_records(read(folder), [(KINDS["measure"], "m03", "s1")]))
    now = read(folder)
    assert now.sheet("m03").outline.causes["c1"].measures == ()
    assert now.sheet("group").outline.causes["c1"].measures == ("s1",)


def test_several_go_together_and_come_back_together(folder: Folder) -> None:
    before = bytes_of(folder.path)
    places = [(KINDS[name], *KEYS[name]) for name in ("opinion", "problem", "cause", "measure", "text", "session")]
    edit = remove_records(read(folder), places)
    assert edit.meaning == "6 records"
    folder.apply(edit)
    assert folder.read().faults == ()
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before


@pytest.mark.parametrize("gone", [range(200), range(0, 200, 2), range(70, 150)])
def test_many_come_back_in_their_order(tmp_path: Path, gone: range) -> None:
    opinions = {f"o{number:03}": Opinion(text=f"意见{number}") for number in range(200)}
    folder = folder_of(tmp_path / "meeting", made(opinions=Opinions(opinions=opinions)))
    edit = remove_records(read(folder), [(KINDS["opinion"], "", f"o{number:03}") for number in gone])
    folder.apply(edit)
    assert len(read(folder).ledgers.opinions.opinions) == 200 - len(gone)
    folder.apply(edit.inverse())
    assert list(read(Folder(folder.path)).ledgers.opinions.opinions) == list(opinions)


@pytest.mark.parametrize(
    "ask",
    [
        lambda meeting: remove_records(meeting, [(KINDS["talk"], "", "t9")]),
        lambda meeting: change_record(meeting, KINDS["talk"], "t9", {}),
        lambda meeting: Edit(tuple(set_value(meeting, KINDS["cause"], "c9", ("text",), "x", "m03")), ""),
        lambda meeting: remove_records(meeting, [(KINDS["cause"], "m04", "c1")]),
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(ask: Callable[[Any], Edit]) -> None:
    with pytest.raises(UsageError, match="There is no record"):
        ask(filled())


def test_all_that_is_wrong_with_a_record_is_told_at_once_by_the_words_of_the_form() -> None:
    with pytest.raises(InvalidEditError) as caught:
        add_record(filled(), KINDS["opinion"], {"text": "好", "about": ["m99"], "aspect": "gone", "channel": "n9"})
    for label in ("About:", "Aspect:", "Channel:"):
        assert label in str(caught.value)


def test_a_meaning_never_repeats_what_was_written() -> None:
    meeting = filled()
    edits = [add_record(meeting, KINDS[name], values, subject)[1] for name, (subject, values) in NEW.items()]
    edits += [remove_records(meeting, [(KINDS[name], *place)]) for name, place in KEYS.items()]
    said = " ".join(edit.meaning for edit in edits)
    assert not any(word in said for word in ("会议多", "调研", "学习不够", "下基层少", "公开电话"))
