"""Findings that are meant so: listed with words, reason, who and when; whether they still hold; reported again."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.text import LINE_LIMIT, PROSE_LIMIT, clean
from checklists.drafts.checks.case import Finding
from checklists.drafts.checks.checking import check_draft, make_case, run_checks
from checklists.drafts.checks.meant import find_meant, give_reason, record_meant, report_again
from checklists.drafts.checks.switching import switch
from checklists.drafts.reading.source import read_text
from checklists.drafts.recognise.structure import recognise
from checklists.store.folder import Folder
from tests.builders import a_folder, a_meeting, read
from tests.hostile import STRINGS, controls_in

TEXT = (
    "2026年度民主生活会个人对照检查材料\n成员1\n一、存在的问题\n1.我学习理论XX不够，征求意见X条。\n"
    "二、原因剖析\n1.理论学习的自觉性不强。\n三、整改措施\n1.2027年6月底前精读原著4部。\n"
)
DAY = date(2026, 12, 1)


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return a_folder(tmp_path / "meeting", a_meeting())


def checked(folder: Folder, text: str = TEXT) -> Mapping[str, Finding]:
    return {one.key: one for one in run_checks(make_case(recognise(read_text(text)), read(folder), "m01"))}


def mark(folder: Folder, rule: str = "placeholder", reason: str = "待核") -> Finding:
    found = next(one for one in checked(folder).values() if one.rule == rule)
    folder.apply(record_meant(read(folder), "m01", found, reason, DAY, "m01"))
    return found


def test_a_mark_tells_rule_words_reason_who_and_when(folder: Folder) -> None:
    found = mark(folder)
    (one,) = find_meant(read(folder), "m01", checked(folder))
    assert (one.key, one.standing, one.finding) == (found.key, "holds", found)
    assert (one.title, one.words) == ("a blank was left to fill in", found.words)
    assert (one.mark.reason, one.mark.by, one.mark.on) == ("待核", "m01", DAY)
    assert find_meant(read(folder), "m02", checked(folder)) == []
    assert found.key not in [one.key for one in check_draft(make_case(recognise(read_text(TEXT)), read(folder), "m01"))]


def test_a_mark_whose_text_was_changed_is_stale_and_keeps_the_words(folder: Folder) -> None:
    found = mark(folder)
    changed = TEXT.replace(found.words, "")
    (one,) = find_meant(read(folder), "m01", checked(folder, changed))
    assert (one.standing, one.finding, one.words) == ("stale", None, found.words)


def test_without_a_draft_or_with_the_rule_off_it_is_not_called_stale(folder: Folder) -> None:
    mark(folder)
    assert find_meant(read(folder), "m01")[0].standing == "unknown"
    folder.apply(switch(read(folder), ["placeholder"], on=False))
    assert find_meant(read(folder), "m01", checked(folder))[0].standing == "off"
    assert find_meant(read(folder), "m01")[0].standing == "off"


def test_it_is_reported_again_and_undone_in_its_place(folder: Folder) -> None:
    first = mark(folder)
    mark(folder, "problems-length")
    before = read(folder)
    edit = report_again(before, "m01", first.key)
    folder.apply(edit)
    assert list(read(folder).sheet("m01").outline.meant_so) != list(before.sheet("m01").outline.meant_so)
    folder.apply(edit.inverse())
    assert list(read(folder).sheet("m01").outline.meant_so) == list(before.sheet("m01").outline.meant_so)
    with pytest.raises(UsageError, match="f00"):
        report_again(before, "m01", "f00")


def test_the_reason_is_changed_and_nothing_else(folder: Folder) -> None:
    found = mark(folder)
    folder.apply(give_reason(read(folder), "m01", found.key, " 按通知要求 \n"))
    kept = read(folder).sheet("m01").outline.meant_so[found.key]
    assert (kept.reason, kept.by, kept.on, kept.words) == ("按通知要求", "m01", DAY, found.words)
    assert give_reason(read(folder), "m01", found.key, "按通知要求").changes == ()
    for wrong in ("", " \n", "长" * (PROSE_LIMIT + 1)):
        with pytest.raises(InvalidEditError):
            give_reason(read(folder), "m01", found.key, wrong)


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_hostile_words_and_reasons_are_kept_clean(name: str, folder: Folder) -> None:
    text = STRINGS[name]
    finding = Finding("slip", 0, len(text), clean(text), "")
    folder.apply(record_meant(read(folder), "m01", finding, f"x{text}"[:PROSE_LIMIT], DAY, text[:50]))
    (one,) = find_meant(read(folder), "m01")
    assert not controls_in(one.words + one.mark.reason + one.mark.by)
    assert len(one.words) <= LINE_LIMIT


def test_a_mark_of_a_rule_that_is_gone_is_listed_by_its_name(folder: Folder) -> None:
    found = mark(folder)
    path = folder.path / "members" / "m01.toml"
    path.write_text(path.read_text("utf-8").replace('rule = "placeholder"', 'rule = "older-rule"'), "utf-8")
    (one,) = find_meant(read(Folder(folder.path)), "m01", checked(folder))
    assert (one.key, one.title) == (found.key, "older-rule")
