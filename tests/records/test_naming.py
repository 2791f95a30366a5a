"""What records are called: by whom, what and when, in both languages, never by an id or a confidential text."""

from datetime import date
from typing import Any

import pytest

from checklists.base.language import set_language
from checklists.edits.records import remove_records
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.records.kinds import KINDS, KindName
from checklists.records.titles import describe_record, describe_record_by_id, describe_record_for_staff
from tests.filled import made

CASES: list[tuple[KindName, dict[str, Any], str, str, str]] = [
    ("talk", {"member": "m01", "partner": "m02", "held": date(2026, 11, 20), "said": "SECRET"}, "",
     "成员1与成员2的谈话（11月20日）", "talk of 成员1 with 成员2 (11-20)"),
    ("talk", {"kind": "unit", "member": "m01", "unit": "甲局", "planned": date(2027, 1, 3)}, "",
     "成员1与甲局的谈话（计划2027年1月3日）", "talk of 成员1 with 甲局 (planned 2027-01-03)"),
    ("talk", {"kind": "branch", "member": "m01"}, "", "成员1与所在支部的谈话", "talk of 成员1 with their own branch"),
    ("talk", {"kind": "requested", "member": "m01"}, "", "成员1的谈话（约谈）", "talk of 成员1, asked for"),
    ("session", {"topic": "第一次", "date": date(2026, 10, 12)}, "",
     "集中学习“第一次”（10月12日）", "session “第一次” (10-12)"),
    ("text", {"title": "章程"}, "", "学习书目“章程”", "text “章程”"),
    ("channel", {"title": "座谈会", "kind": "seminar"}, "", "征求渠道“座谈会”", "channel “座谈会”"),
    ("opinion", {"text": "SECRET", "source": "SECRET", "about": ["group", "m02"], "received": date(2026, 11, 3)}, "",
     "关于班子、成员2的意见（11月3日）", "opinion about Group, 成员2 (11-03)"),
    ("opinion", {"text": "SECRET", "about": ["m02"], "channel": "n1", "received": date(2026, 11, 3)}, "",
     "关于成员2的意见（11月3日）", "opinion about 成员2 (11-03)"),
    ("opinion", {"text": "SECRET"}, "", "尚未明确对象的意见", "opinion about nobody yet"),
    ("problem", {"text": "SECRET", "aspect": "politics"}, "m02", "成员2 · 问题（政治）", "成员2 · Problem (政治)"),
    ("cause", {"text": "SECRET"}, "group", "班子 · 原因", "Group · Cause"),
    ("measure", {"text": "SECRET", "owner": "m01", "due": date(2027, 3, 31)}, "m02",
     "成员2 · 整改措施（成员1、2027年3月31日）", "成员2 · Measure (成员1, 2027-03-31)"),
    ("criticism", {"to": "m02", "text": "SECRET"}, "m01", "成员1对成员2的批评意见", "criticism of 成员2 by 成员1"),
    ("entry", {"subject": "m01", "text": "SECRET", "due": date(2026, 12, 1)}, "",
     "成员1 · 整改措施（12月1日）", "成员1 · Measure (12-01)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "subject", "chinese", "english"), CASES)
def test_records_are_called_by_who_what_and_when(
    name: KindName, values: dict[str, Any], subject: str, chinese: str, english: str
) -> None:
    opinions = Opinions(channels={"n1": Channel(title="意见箱")})
    meeting = made(opinions=opinions, aspects={"politics": "政治"})
    record = KINDS[name].model.model_validate(values)
    for language, expected in (("zh", chinese), ("en", english)):
        set_language(language)  # type: ignore[arg-type]
        assert describe_record(meeting, KINDS[name], record, subject) == expected
        assert describe_record_by_id(meeting, KINDS[name], "zz", subject, values) == expected, "one that is gone"


def test_only_who_keeps_the_ledger_is_told_by_which_channel_an_opinion_came() -> None:
    set_language("zh")
    opinion = Opinion(text="SECRET", about=("m02",), channel="n1", received=date(2026, 11, 3))
    opinions = Opinions(channels={"n1": Channel(title="意见箱")}, opinions={"o1": opinion})
    meeting = made(opinions=opinions)
    assert describe_record_for_staff(meeting, KINDS["opinion"], "o1") == "关于成员2的意见（意见箱、11月3日）"
    assert "意见箱" not in describe_record_by_id(meeting, KINDS["opinion"], "o1")
    assert "意见箱" not in remove_records(meeting, [(KINDS["opinion"], "", "o1")]).meaning, (
        "members read the history too"
    )


def test_a_record_of_which_nothing_is_known_keeps_its_id() -> None:
    set_language("en")
    meeting = made()
    assert describe_record_by_id(meeting, KINDS["talk"], "t1") == "Talk t1"
    assert describe_record_by_id(meeting, KINDS["cause"], "c1", "m01", {"text": 3}) == "成员1 · Cause c1"
