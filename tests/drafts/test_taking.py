"""Taking a draft into the outline: one edit that can be undone; a second reading keeps ids and links."""

from datetime import date
from pathlib import Path

import pytest

from checklists.base.errors import UsageError
from checklists.base.language import set_language
from checklists.drafts.reading.source import read_text
from checklists.drafts.recognise.structure import recognise
from checklists.drafts.recognise.tree import Draft
from checklists.drafts.taking.owner import find_other_head
from checklists.drafts.taking.taking import find_due, take
from checklists.edits.change import Edit
from checklists.edits.records import add_record, change_record
from checklists.records.kinds import KINDS
from checklists.setup.builtin import BUILTIN
from checklists.setup.founding import create
from checklists.store.folder import Folder
from tests.builders import a_folder, a_meeting, read

TEXT = (
    "对照检查材料\n一、存在的问题\n（一）政治忠诚方面\n1.我学习理论不够深入。比如，6次学习缺席2次。再比如，没有写笔记。\n"
    "（二）带头转变工作作风方面\n2.我到基层调研不够，听汇报多。\n二、原因剖析\n1.理论学习的自觉性不强。\n2.宗旨意识有所淡化。\n"
    "三、整改措施\n1.每月精读原著，全年不少于4部，2027年12月底前完成。\n2.每月到基层。责任人：成员2"
)


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    aspects = {"politics": "政治忠诚", "style": "工作作风"}
    return a_folder(tmp_path / "meeting", a_meeting(aspects=aspects))


def draft(text: str = TEXT) -> Draft:
    return recognise(read_text(text))


def apply(folder: Folder, edit: Edit) -> None:
    folder.apply(edit)


def test_problems_causes_and_measures_come_into_the_outline(folder: Folder) -> None:
    taken = take(read(folder), "m01", draft())
    assert (taken.added, taken.changed, taken.kept, taken.left) == (6, 0, 0, ())
    folder.apply(taken.edit)
    outline = read(folder).sheet("m01").outline
    problems = [*outline.problems.values()]
    assert [(one.text, one.aspect) for one in problems] == [
        ("我学习理论不够深入。", "politics"),
        ("我到基层调研不够，听汇报多。", "style"),
    ]
    assert problems[0].example == "比如，6次学习缺席2次。\n再比如，没有写笔记。"
    assert [one.text for one in outline.causes.values()] == ["理论学习的自觉性不强。", "宗旨意识有所淡化。"]
    first, second = outline.measures.values()
    assert (first.owner, first.due, first.target) == ("m01", date(2027, 12, 31), "全年不少于4部")
    assert (second.owner, second.due) == ("m02", None)


def test_it_is_one_edit_that_can_be_undone(folder: Folder) -> None:
    before = read(folder).sheet("group")
    taken = take(read(folder), "group", draft())
    folder.apply(taken.edit)
    assert len(read(folder).sheet("group").outline.problems) == 2
    folder.apply(taken.edit.inverse())
    assert read(folder).sheet("group") == before


def test_reading_the_same_draft_again_changes_nothing(folder: Folder) -> None:
    folder.apply(take(read(folder), "m01", draft()).edit)
    again = take(read(folder), "m01", draft())
    assert (again.edit.changes, again.added, again.changed, again.kept) == ((), 0, 0, 6)


def test_a_second_reading_keeps_links_and_what_was_filled_in(folder: Folder) -> None:
    folder.apply(take(read(folder), "m01", draft()).edit)
    outline = read(folder).sheet("m01").outline
    problem, cause = next(iter(outline.problems)), next(iter(outline.causes))
    second = [*outline.measures][1]
    folder.apply(change_record(read(folder), KINDS["problem"], problem, {"causes": (cause,)}, "m01"))
    folder.apply(change_record(read(folder), KINDS["measure"], second, {"due": date(2027, 3, 31)}, "m01"))
    text = TEXT.replace("不够深入", "还不够深入系统").replace("2.宗旨意识有所淡化。\n", "3.担当精神不强。\n")
    taken = take(read(folder), "m01", draft(text))
    assert (taken.added, taken.changed, taken.kept) == (1, 1, 4)
    assert [one.what for one in taken.left] == ["cause"]
    folder.apply(taken.edit)
    outline = read(folder).sheet("m01").outline
    assert outline.problems[problem].text == "我学习理论还不够深入系统。"
    assert outline.problems[problem].causes == (cause,)
    assert outline.measures[second].due == date(2027, 3, 31)
    assert len(outline.causes) == 3


def test_what_becomes_of_every_record_is_told_before_it_is_taken_in(folder: Folder) -> None:
    taken = take(read(folder), "m01", draft())
    assert [(one.what, one.fate) for one in taken.items] == [
        *[("problem", "added")] * 2, *[("cause", "added")] * 2, *[("measure", "added")] * 2
    ]  # fmt: skip
    folder.apply(taken.edit)
    text = (
        TEXT.replace("不够深入", "还不够深入系统").replace("缺席2次", "缺席3次").replace("2.宗旨意识有所淡化。\n", "")
    )
    again = take(read(folder), "m01", draft(text))
    first, cause = again.items[0], again.items[-1]
    assert (first.fate, first.fields) == ("changed", ("text", "example"))
    assert (first.before, first.text) == ("我学习理论不够深入。", "我学习理论还不够深入系统。")
    assert (cause.what, cause.fate, cause.text) == ("cause", "left", "宗旨意识有所淡化。")
    assert [again.count(fate) for fate in ("added", "changed", "kept", "left")] == [0, 1, 4, 1]
    outline = read(folder).sheet("m01").outline
    assert {one.key for one in again.items} == {*outline.problems, *outline.causes, *outline.measures}


def test_records_with_the_same_words_are_each_met_once(folder: Folder) -> None:
    folder.apply(take(read(folder), "m01", draft()).edit)
    folder.apply(add_record(read(folder), KINDS["cause"], {"text": "宗旨意识有所淡化。"}, "m01")[1])
    again = take(read(folder), "m01", draft())
    assert again.edit.changes == ()
    assert [(one.what, one.text) for one in again.left] == [("cause", "宗旨意识有所淡化。")]


def test_what_is_longer_than_a_record_holds_is_told(folder: Folder) -> None:
    taken = take(read(folder), "m01", draft(TEXT.replace("听汇报多", "听汇报多，" + "走马观花" * 6000)))
    assert [one.is_cut for one in taken.items] == [False, True, False, False, False, False]


@pytest.mark.parametrize(
    ("head", "subject", "names"),
    [("成员2", "m01", "成员2"), ("成 员 2", "m01", "成员2"), ("成员1", "m01", ""), ("成员1 成员2", "m03", ""),
     ("成员2", "group", ""), ("", "m01", "")],
)  # fmt: skip
def test_a_draft_that_names_another_member_is_told(folder: Folder, head: str, subject: str, names: str) -> None:
    warning = find_other_head(read(folder), subject, draft(TEXT.replace("材料\n", f"材料\n县财政局局长 {head}\n", 1)))
    assert bool(warning) == bool(names)
    assert names in warning


def test_explanations_are_taken_in_where_none_is_there(tmp_path: Path) -> None:
    checklist = BUILTIN / "democratic-life.toml"
    folder = Folder(tmp_path / "meeting")
    create(folder.path, a_meeting().settings, checklist.read_bytes(), {})
    text = TEXT.replace("一、存在的问题", "一、需要说明的事项\n没有谈话函询。个人有关事项已报告。\n二、存在的问题")
    taken = take(read(folder), "m01", draft(text))
    folder.apply(taken.edit)
    explanations = read(folder).sheet("m01").outline.explanations
    assert [one.key for one in taken.items if one.what == "explanation"] == ["inquiry", "personal-matters"]
    assert explanations == {"inquiry": "没有谈话函询。", "personal-matters": "个人有关事项已报告。"}
    assert take(read(folder), "m01", draft(text.replace("已报告", "均已报告"))).edit.changes == ()


def test_a_draft_in_which_nothing_is_recognised_is_refused(folder: Folder) -> None:
    with pytest.raises(UsageError):
        take(read(folder), "m01", draft("今天天气很好。"))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2027年3月底前完成", date(2027, 3, 31)),
        ("2027年2月前完成", date(2027, 2, 28)),
        ("2027年6月15日前完成", date(2027, 6, 15)),
        ("2027年底前完成", date(2027, 12, 31)),
        ("2027年上半年完成", date(2027, 6, 30)),
        ("2027年3月启动、2027年9月底前完成", date(2027, 9, 30)),
        ("2027年13月", None),
        ("长期坚持", None),
    ],
)
def test_the_last_date_named_is_the_due_date(text: str, due: date | None) -> None:
    assert find_due(text, date(2026, 11, 24))[0] == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("6月底前完成", date(2027, 6, 30)),
        ("责任领导:成员1,12月31日前", date(2026, 12, 31)),
        ("年底前见成效", date(2026, 12, 31)),
        ("三月底前启动,九月底前办结", date(2027, 9, 30)),
        ("一季度末完成", date(2027, 3, 31)),
        ("每年6月底前报告", None),
        ("3月份下过一次乡", None),
        ("每月底前", None),
    ],
)
def test_a_deadline_without_its_year_is_the_next_one_and_is_told(text: str, due: date | None) -> None:
    set_language("en")
    found, told = find_due(text, date(2026, 11, 24))
    assert (found, told) == (due, f"no year given: {due} is taken" if due else "")


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("三个月内完成整改", date(2027, 2, 24)),
        ("半年之内见成效", date(2027, 5, 24)),
        ("春节前走访一遍", date(2027, 2, 5)),
        ("近三个月内发生的问题逐一核查", None),
        ("每半年内报告一次", None),
    ],
)
def test_a_deadline_of_months_or_before_a_holiday_is_taken_and_told(text: str, due: date | None) -> None:
    set_language("en")
    found, told = find_due(text, date(2026, 11, 24))
    assert (found, told) == (due, f"{due} is taken" if due else "")


def test_a_guessed_year_stays_when_the_draft_is_read_again_later(folder: Folder) -> None:
    set_language("en")
    text = TEXT.replace("2027年12月底前", "12月底前")
    assert text != TEXT
    first = take(read(folder), "m01", draft(text), date(2026, 11, 24))
    assert [one.told for one in first.items if one.told] == ["no year given: 2026-12-31 is taken"]
    folder.apply(first.edit)
    again = take(read(folder), "m01", draft(text), date(2027, 4, 2))
    assert (again.edit.changes, [one.told for one in again.items if one.told]) == ((), [])
