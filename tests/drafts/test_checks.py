"""The rules: measured on the corpus, and each that needs a meeting on a small one."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from checklists.base.errors import InvalidEditError, UsageError
from checklists.base.language import LANGUAGES, _, set_language
from checklists.drafts.checks.case import Case, Finding
from checklists.drafts.checks.checking import CHECKS, check_draft, make_case
from checklists.drafts.checks.copies import compare_drafts
from checklists.drafts.checks.meant import record_meant, report_again
from checklists.drafts.checks.pages import PAGES
from checklists.drafts.checks.slips import SLIPS
from checklists.drafts.reading.source import read_text
from checklists.drafts.recognise.structure import recognise
from checklists.model.checks import DRAFT_RULES, CheckSetting, DraftRule, RuleId
from checklists.model.ledgers.opinions import Opinion, Opinions
from checklists.model.ledgers.outline import Cause, Outline, Problem
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.meeting import Ledgers, Meeting, Sheet
from tests.builders import a_folder, a_meeting, read
from tests.drafts import corpus

DOCUMENTATION = Path(__file__).parent.parent.parent / "docs" / "DRAFT_RULES.md"
BODY = (
    "2026年度民主生活会个人对照检查材料\n云溪县财政局局长 成员1\n按照要求，现对照检查如下。\n一、存在的问题\n"
    "（一）政治忠诚方面\n"
    "1.我学习理论不够深入，满足于参加集体学习。比如，6次学习缺席2次。\n二、原因剖析\n1.理论学习的自觉性不强。\n"
    "三、整改措施\n1.2027年6月底前精读原著4部。"
)


pytestmark = pytest.mark.usefixtures("english")


def meeting(outline: Outline | None = None, ledgers: Ledgers | None = None, **settings: Any) -> Meeting:
    made = a_meeting(unit="云溪县财政局", **settings)
    sheets = {"m01": Sheet(outline=outline)} if outline else {}
    return Meeting(made.settings, made.checklist, sheets, ledgers or Ledgers())


def found(text: str, around: Meeting | None = None, subject: str = "m01") -> list[Finding]:
    return check_draft(make_case(recognise(read_text(text)), around, subject if around else ""))


def rules(text: str, around: Meeting | None = None, subject: str = "m01") -> set[str]:
    return {one.rule for one in found(text, around, subject)}


@pytest.mark.parametrize(
    "folder", [corpus.CORPUS, corpus.HELD_OUT, corpus.UNSEEN], ids=["corpus", "held out", "unseen"]
)
def test_no_rule_is_below_its_floor(folder: Path) -> None:
    scores, differences = corpus.rule_scores(folder)
    for rule, score in scores.items():
        assert score.precision >= 0.9, (rule, differences)
        assert score.recall >= 0.9, (rule, differences)


def test_every_rule_is_told_run_and_documented() -> None:
    names = set(get_args(RuleId))
    assert names == set(DRAFT_RULES) == set(CHECKS)
    text = DOCUMENTATION.read_text(encoding="utf-8")
    assert set(re.findall(r"^## `([a-z-]+)`", text, re.MULTILINE)) == names
    assert set(PAGES) == names
    for wrong, right in SLIPS.items():
        assert f"{wrong}→{right}" in text


@pytest.mark.parametrize("rule", DRAFT_RULES.values(), ids=list(DRAFT_RULES))
def test_the_documentation_says_of_a_rule_what_its_page_in_the_program_says(rule: DraftRule) -> None:
    section = DOCUMENTATION.read_text(encoding="utf-8").split(f"## `{rule.id}`")[1].split("\n## ")[0]
    told, threshold = PAGES[rule.id], rule.threshold
    assert f"`{rule.level}`" in section
    assert f"- 例 Example：“{told.example}”\n" in section
    assert f" 如：“{told.mended}”\n" in section
    if threshold:
        assert f"`{threshold.default:g}`（{threshold.least:g}–{threshold.most:g}）" in section
    texts = [rule.title, rule.why, rule.mend, told.note, threshold.meaning if threshold else ""]
    for text in filter(None, texts):
        for language in LANGUAGES:
            set_language(language)
            assert _(text) in section
    assert ("- 阈值 Threshold" in section) == bool(threshold)
    assert ("- 说明 Note" in section) == bool(told.note)


def test_a_rule_is_switched_off_and_its_threshold_set() -> None:
    text = BODY.replace("我学习理论", "个别同志学习理论")
    assert "hedging" not in rules(text, meeting())
    lower = meeting(checks={"hedging": CheckSetting(threshold=1)})
    assert "hedging" in rules(text.replace("我", "").replace("班子", ""), lower)
    off = meeting(checks={"hedging": CheckSetting(on=False, threshold=1), "problems-length": CheckSetting(on=False)})
    assert not {"hedging", "problems-length"} & rules(text.replace("我", ""), off)


def test_an_aspect_of_the_meeting_without_a_heading_is_named() -> None:
    around = meeting(aspects={"politics": "政治忠诚", "style": "工作作风"})
    said = [one.said for one in found(BODY, around) if one.rule == "empty-aspect"]
    assert len(said) == 1
    assert "工作作风" in said[0]


def opinions(**changed: Any) -> Ledgers:
    fields = {
        "text": "对乡镇财政所指导少，业务培训跟不上。",
        "about": ("m01",),
        "claimed": {"m01": date(2026, 11, 1)},
        **changed,
    }
    return Ledgers(opinions=Opinions(opinions={"o1234": Opinion(**fields)}))


def test_a_claimed_opinion_must_be_answered() -> None:
    assert "opinion-unanswered" in rules(BODY, meeting(ledgers=opinions()))
    assert "opinion-unanswered" not in rules(BODY, meeting(ledgers=opinions(claimed={})))
    assert "opinion-unanswered" not in rules(BODY, meeting(ledgers=opinions(answers={"m01": "已安排培训"})))
    linked = Outline(problems={"p1": Problem(text="x", answers=("o1234",))})
    assert "opinion-unanswered" not in rules(BODY, meeting(linked, opinions()))
    spoken = BODY.replace("\n二、", "\n2.我对乡镇财政所业务指导少。比如，培训只办了1次。\n二、")
    assert "opinion-unanswered" not in rules(spoken, meeting(ledgers=opinions()))


def test_a_blank_is_told_with_the_ledgers_number() -> None:
    text = BODY.replace("现对照检查如下", "征求到意见建议X条，征求意见建议条，现对照检查如下")
    said = {one.rule: one.said for one in found(text, meeting(ledgers=opinions(voices=3)))}
    assert said["placeholder"] == said["missing-number"] == "the ledger has 3"


def test_last_years_measures_are_to_be_reported_on() -> None:
    entry = RectificationEntry(
        text="每月到乡镇财政所调研一次，全年形成调研报告四篇", subject="m01", origin="2025年度民主生活会"
    )
    ledgers = Ledgers(rectification=Rectification(entries={"r1234": entry}))
    said = [one.said for one in found(BODY, meeting(ledgers=ledgers)) if one.rule == "last-year-missing"]
    assert said == ["nothing is said of measure r1234"]
    told = BODY.replace("一、存在", "每月到乡镇财政所调研一次，全年形成调研报告四篇，已完成。\n一、存在")
    assert "last-year-missing" not in rules(told, meeting(ledgers=ledgers))


def test_copies_of_others_and_of_last_year_are_shown_side_by_side() -> None:
    same = "我学习理论不够深入，满足于参加集体的学习。"
    made = meeting()
    around = replace(made, sheets={"m02": Sheet(outline=Outline(problems={"p1": Problem(text=same)}))})
    copy = next(one for one in found(BODY, around) if one.rule == "near-copy")
    assert copy.beside == same
    assert "成员2" in copy.said
    entry = RectificationEntry(text="x", problem=same, origin="2025年度")
    last = meeting(ledgers=Ledgers(rectification=Rectification(entries={"r1": entry})))
    assert any(one.rule == "near-copy" and "2025年度" in one.said for one in found(BODY, last))


def test_many_drafts_are_compared_with_progress() -> None:
    draft = recognise(read_text(BODY))
    other = recognise(read_text(BODY.replace("满足于", "只满足于")))
    strange = recognise(read_text("一、存在的问题\n1.道路养护的标准不高，雨天积水多，群众出行不便。"))
    seen: list[tuple[int, int]] = []
    copies = compare_drafts({"a": draft, "b": other, "c": strange}, 0.8, lambda done, count: seen.append((done, count)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert {(copy.one, copy.other) for copy in copies} == {("b", "a")}
    assert copies[0].share > 0.9


def test_the_links_of_the_outline_tell_what_hangs_on_nothing() -> None:
    draft = recognise(read_text(BODY))
    problem, cause = (next(draft.points(kind)).span.text for kind in ("problems", "causes"))
    problems = {"p1": Problem(text=problem), "p2": Problem(text="别的", causes=("c2",))}
    causes = {"c1": Cause(text=cause), "c2": Cause(text="别的原因")}
    around = meeting(Outline(problems=problems, causes=causes))
    assert {"problem-unexplained", "cause-unled"} <= rules(BODY, around)
    linked = {**problems, "p1": Problem(text=problem, causes=("c1",))}
    assert not {"problem-unexplained", "cause-unled"} & rules(BODY, meeting(Outline(problems=linked, causes=causes)))


def test_what_is_meant_so_is_kept_on_the_sheet_and_not_reported_again(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "meeting", a_meeting(unit="云溪县财政局"))
    finding = next(one for one in found(BODY, read(folder)) if one.rule == "problems-length")
    with pytest.raises(InvalidEditError):
        record_meant(read(folder), "m01", finding, "  ")
    folder.apply(record_meant(read(folder), "m01", finding, "通知要求简短", date(2026, 12, 1)))
    kept = read(folder).sheet("m01").outline.meant_so[finding.key]
    assert (kept.rule, kept.reason) == ("problems-length", "通知要求简短")
    assert "problems-length" not in rules(BODY, read(folder))
    moved = BODY.replace("按照要求", "按照上级要求")
    assert "problems-length" not in rules(moved, read(folder))
    folder.apply(report_again(read(folder), "m01", finding.key))
    assert "problems-length" in rules(BODY, read(folder))
    with pytest.raises(UsageError):
        report_again(read(folder), "m01", "f00")


def test_settings_with_an_unknown_rule_or_a_wrong_number_are_refused() -> None:
    wrongs: tuple[dict[str, Any], ...] = ({"checks": {"no-such-rule": {}}}, {"checks": {"hedging": {"threshold": -1}}})
    for wrong in wrongs:
        with pytest.raises(ValueError, match="checks"):
            type(meeting().settings).model_validate({**meeting().settings.plain(), **wrong})


def test_settings_with_checks_read_back_as_they_were(tmp_path: Path) -> None:
    checks = {"praise-share": CheckSetting(threshold=0.25), "slip": CheckSetting(on=False)}
    folder = a_folder(tmp_path / "meeting", a_meeting(checks=checks))
    assert read(folder).settings.checks == checks


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("placeholder", "机制有待完善，二〇二六年、二○○八年、3×4米、XML格式、“某”字。"),
        ("slip", "对对照检查材料作了修改，以此为目的的工作、和和气气、在在建项目中；1）一条；2）两条。"),
        ("missing-number", "征求意见建议38条，谈心谈话72人次，集中学习12次。"),
        ("foreign-unit", "围绕中心工作，对县人民医院党委、县教育局党组指导不够。"),
        ("foreign-place", "对柳溪镇党委、禾川市委的要求落实不够，各地区县域经济、城市区域发展不平衡。"),
    ],
)
def test_what_only_looks_like_a_fault_is_not_reported(rule: str, sentence: str) -> None:
    assert rule not in rules(BODY.replace("我学习理论不够深入", f"{sentence}我学习理论不够深入"))


def test_whom_a_case_is_about_may_stay_unnamed() -> None:
    text = BODY.replace("一、存在的问题", "一、典型案例剖析\n某局原局长某某受到处分。\n二、存在的问题")
    assert "placeholder" not in rules(text)


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("应有的担当", 0),
        ("有的同志", 1),
        ("少数民族", 0),
        ("少数干部", 1),
        ("大部分", 0),
        ("部分干部", 1),
        ("有的放矢", 0),
    ],
)
def test_only_words_that_blame_others_are_counted(words: str, others: int) -> None:
    lower = meeting(checks={"hedging": CheckSetting(threshold=1)})
    text = BODY.replace("我学习理论", words).replace("我", "")
    assert ("hedging" in rules(text, lower)) is bool(others)


CLEAN = (
    "按照县委部署，全县上下共同努力。",
    "赴浙江省考察后形成报告。",
    "我们县委、全县、乡镇、社区、开发区都参加。",
    "向市委、省委报告。",
)


@pytest.mark.parametrize("sentence", CLEAN)
def test_ones_own_and_general_names_are_no_foreign_places(sentence: str) -> None:
    assert not {"foreign-place", "foreign-unit"} & rules(BODY.replace("按照要求，", sentence))


@pytest.mark.parametrize("name", ["江苏省委", "绵阳市委", "青岚县委"])
def test_a_leftover_of_another_place_is_found(name: str) -> None:
    found_here = [one for one in found(BODY.replace("按照要求", f"按照{name}要求")) if one.rule == "foreign-place"]
    assert [one.words for one in found_here] == [name[:-1]]


def test_a_real_place_of_ones_own_brings_its_province() -> None:
    text = BODY.replace("云溪县", "苏州市").replace("按照要求", "按照江苏省委、苏州市委要求")
    assert "foreign-place" not in rules(text)


def test_a_case_without_a_meeting_goes_by_the_rules_own_thresholds() -> None:
    case = Case(recognise(read_text(BODY)))
    assert case.get_threshold("part-share") == 0.5
    assert case.is_personal
