"""What is missing, as a person reads it: by place and number, on screens by first words, and never by an id."""

import re

import pytest

from checklists.base.language import LANGUAGES, Language, set_language
from checklists.model.ledgers.opinions import Opinion, Opinions
from checklists.model.ledgers.outline import Cause, Measure, Outline, Problem
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.ledgers.study import Study, StudySession, StudyText
from checklists.model.meeting import Meeting, Sheet
from checklists.readiness.duties import assess
from checklists.readiness.missing import describe_missing
from checklists.readiness.reasons import find_reasons
from checklists.readiness.rules import count
from checklists.reports.paper import ExportChoice
from checklists.reports.papers.owing import make_tables
from tests.builders import DAY
from tests.filled import BEFORE, an_item, made

ID = re.compile(r"(?<![0-9A-Za-z])[oprscx]\d{1,3}(?![0-9A-Za-z])")
SECRET = "绝密的话"


def told(meeting: Meeting, rule: str, subject: str = "m02", *, is_quoting: bool = False) -> str:
    return describe_missing(meeting, count(meeting, an_item(rule, 1), subject).missing, is_quoting=is_quoting)


def with_outline(found: Outline) -> Meeting:
    return made(sheets={"m02": Sheet(outline=found)})


def problem(aspect: str = "style", *causes: str) -> Problem:
    return Problem(text=SECRET, aspect=aspect, causes=causes)


TANGLED = Outline(
    problems={
        "p1": problem("style", "c9", "c2"),
        "p2": problem("politics"),
        "p3": problem("style", "c3"),
        "p4": problem(""),
        "p5": problem("gone"),
    },
    causes={
        "c1": Cause(text=SECRET, measures=("s5",)),
        "c2": Cause(text=SECRET, measures=("s1",)),
        "c3": Cause(text=SECRET, measures=("s9", "s2", "s3")),
        "c4": Cause(text=SECRET),
    },
    measures={f"s{number}": Measure(text=SECRET, owner="m02", due=DAY) for number in range(1, 6)},
)
"""Two problems on one aspect, one without any, one on an aspect that is gone; c1, c4 and s4 hang under nothing."""


def test_a_problem_is_told_by_its_aspect_and_number() -> None:
    set_language("en")
    assert told(with_outline(TANGLED), "problems-exemplified") == (
        "an example for problem 1 on “作风”, an example for problem 1 on “政治”, an example for problem 2 on “作风”, "
        "an example for problem 1 without an aspect, an example for problem 1 on “gone”"
    )


def test_the_word_for_an_aspect_is_not_doubled() -> None:
    set_language("zh")
    meeting = made(aspects={"style": "带头改进作风方面"}, sheets={"m02": Sheet(outline=TANGLED)})
    assert "“带头改进作风”方面第1个问题的具体事例" in told(meeting, "problems-exemplified")
    assert "方面”方面" not in told(meeting, "aspects-covered")


def test_causes_and_measures_are_numbered_within_their_problem_and_apart_where_they_have_none() -> None:
    set_language("en")
    meeting = with_outline(TANGLED)
    assert told(meeting, "causes-met") == "a measure against cause 2 of those linked to nothing"
    assert told(meeting, "measures-complete") == (
        "the target of measure 1 of problem 1 on “作风”, the target of measure 1 of problem 2 on “作风”, "
        "the target of measure 2 of problem 2 on “作风”, the target of measure 2 of those linked to nothing, "
        "the target of measure 1 of those linked to nothing"
    )


def test_in_chinese_the_place_is_said_as_an_office_says_it() -> None:
    set_language("zh")
    meeting = with_outline(TANGLED)
    assert told(meeting, "problems-explained").split("、")[0] == "“政治”方面第1个问题的原因"
    assert told(meeting, "measures-complete").split("、")[1] == "“作风”方面第2个问题第1条措施的目标"


def test_opinions_are_counted_with_what_they_wait_for() -> None:
    set_language("en")
    opinions = {f"o{number}": Opinion(text=SECRET, about=("m02",)) for number in (1, 2)}
    opinions["o3"] = Opinion(text=SECRET, about=("m02",), claimed={"m02": BEFORE})
    meeting = made(opinions=Opinions(opinions=opinions))
    assert told(meeting, "opinions-fed-back") == "the feedback of 3 opinions"
    assert told(meeting, "opinions-claimed") == "the claim of 2 opinions"
    assert told(meeting, "opinions-answered") == "an answer to 1 opinion"
    set_language("zh")
    assert told(meeting, "opinions-claimed") == "认领意见2条"


def test_measures_in_one_list_are_counted_by_whose_they_are() -> None:
    set_language("en")
    entries = {
        "r1": RectificationEntry(text=SECRET, origin="上年"),
        "r2": RectificationEntry(text=SECRET, subject="m03", origin="上年"),
        "r3": RectificationEntry(text=SECRET, origin="上年"),
        "r4": RectificationEntry(text=SECRET, origin="上年", progress="已完成一半"),
    }
    meeting = made(rectification=Rectification(entries=entries))
    assert told(meeting, "carried-settled", "group") == "where 2 measures stand (Group), where 1 measure stands (成员3)"
    assert told(meeting, "measures-closed", "group") == (
        "the closing of 3 measures (Group), the closing of 1 measure (成员3)"
    )


def test_a_screen_tells_the_first_words_of_the_record_on_that_sheet() -> None:
    set_language("en")
    sheets = {
        subject: Sheet(outline=Outline(problems={"p1": Problem(text=f"{subject}\n调研少", aspect="style")}))
        for subject in ("m01", "m02")
    }
    meeting = made(sheets=sheets)
    assert told(meeting, "problems-exemplified", is_quoting=True) == "an example for problem “m02 调研少”"
    assert told(meeting, "problems-exemplified", "m01", is_quoting=True) == "an example for problem “m01 调研少”"


def test_what_has_a_title_stands_in_quotation_marks_for_persons_alone() -> None:
    set_language("en")
    session = StudySession(topic="学习通知，研讨方面", date=BEFORE, attendance={"m01": "present", "m02": "absent"})
    text = StudyText(title="文件一、文件二")
    meeting = made(study=Study(texts={"x1": text}, sessions={"e1": session}))
    for rule in ("study-made-up", "study-attended"):
        assert count(meeting, an_item(rule, 1), "m02").missing == ("学习通知，研讨方面",)
        assert told(meeting, rule) == told(meeting, rule, is_quoting=True) == "“学习通知，研讨方面”"
    assert told(meeting, "texts-read") == "“文件一、文件二”"
    set_language("zh")
    assert told(meeting, "explanations-given").split("、")[-1].endswith("”")


@pytest.mark.parametrize("rule", ["causes-met", "problems-exemplified", "measures-complete"])
def test_what_is_gone_meanwhile_is_told_by_its_kind(rule: str) -> None:
    set_language("en")
    missing = count(with_outline(TANGLED), an_item(rule, 1), "m02").missing
    for is_quoting in (False, True):
        assert not ID.search(describe_missing(made(), missing, is_quoting=is_quoting))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_reason_and_no_list_of_open_duties_has_an_id_or_a_word_of_what_was_written(language: Language) -> None:
    set_language(language)
    opinions = Opinions(opinions={"o1": Opinion(text=SECRET, about=("group", "m02"), claimed={"m02": BEFORE})})
    entries = {"r1": RectificationEntry(text=SECRET, origin="上年"), "r2": RectificationEntry(text=SECRET)}
    sheets = {subject: Sheet(outline=TANGLED) for subject in ("group", "m02")}
    meeting = made(opinions=opinions, rectification=Rectification(entries=entries), sheets=sheets)
    found = assess(meeting, BEFORE)
    lacking = [one for duty in found.duties() for one in duty.missing]
    assert any(ID.search(one) for one in lacking), "programs read ids"
    texts = [reason.text for subject in (None, "group", "m02") for reason in find_reasons(found, subject)]
    texts += [str(row) for table in make_tables(found, ExportChoice()) for row in table.rows]
    for text in texts:
        assert not ID.search(text), text
        assert SECRET not in text
