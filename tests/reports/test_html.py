"""The HTML summary: one file that loads and runs nothing, with the board and the pace drawn."""

import re

from checklists.ledgers.talks import Talk, Talks
from checklists.meeting import Ledgers, Mark, Sheet
from checklists.reports.html_report import pace_text, summary_html
from checklists.reports.pace import done_on, pace
from tests.builders import members
from tests.reports.meetings import DAY, EARLIER, LATER, TODAY, a_readiness, a_settings, in_english
from tests.reports.reading import page


def test_it_is_one_page_that_loads_and_runs_nothing() -> None:
    text = summary_html(a_readiness())
    found = page(text)
    tags = {name for name, _attributes in found.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a", "image", "use", "foreignObject"}
    named = [name for _tag, attributes in found.elements for name in attributes]
    assert not [name for name in named if name in {"src", "href", "xlink:href"} or name.startswith("on")]
    assert "url(" not in text
    assert "@import" not in text
    policy = next(attributes["content"] for tag, attributes in found.elements if "http-equiv" in attributes)
    assert str(policy).startswith("default-src 'none'")


def test_it_is_made_for_paper_for_the_dark_and_for_a_phone() -> None:
    text = summary_html(a_readiness())
    assert "@page { size:A4" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert '<meta name="viewport"' in text
    assert '<html lang="zh-CN">' in text
    in_english()
    assert '<html lang="en">' in summary_html(a_readiness())


def test_the_heat_map_has_a_field_for_every_subject_and_stage() -> None:
    readiness = a_readiness()
    text = summary_html(readiness)
    stages = len(readiness.meeting.checklist.stages)
    assert page(text).count("rect") == 5 * stages
    assert text.count('<svg class="map"') == 1
    many = a_readiness(settings=a_settings(members=members(60)), sheets={})
    tall = summary_html(many)
    assert tall.count('<svg class="map"') == 3
    assert page(tall).count("rect") == 61 * stages


def test_a_field_says_its_count_and_its_sign_beside_its_colour() -> None:
    text = summary_html(a_readiness())
    fields = re.findall(r'<text class="count"[^>]*>([^<]*)</text>', text)
    assert fields
    assert all(re.fullmatch(r"[○◐✔!←] \d+/\d+|–", field) for field in fields)


def test_what_a_person_typed_stays_text() -> None:
    evil = "<script>alert(1)</script>\"'&<svg onload=x>"
    named = members(2, m01={"name": evil})
    note = {"notify-members": Mark(status="waived", note=evil, by=evil, on=EARLIER)}
    settings = a_settings(unit=evil, title=evil, theme=evil, place=evil, members=named)
    found = page(summary_html(a_readiness(settings=settings, sheets={"m01": Sheet(marks=note)})))
    assert {"script"}.isdisjoint(name for name, _attributes in found.elements)
    assert found.text.count("<script>alert(1)</script>") >= 5


def test_it_shows_one_member_or_one_stage() -> None:
    one = page(summary_html(a_readiness(), member="m02"))
    assert "成员2" in one.text
    assert one.count("polyline") == 0
    stage = summary_html(a_readiness(), stage="study")
    assert page(stage).count("rect") == 5


def test_the_pace_counts_what_was_done_by_which_day() -> None:
    readiness = a_readiness()
    found = pace(readiness)
    required = [
        duty for duty in readiness.duties() if duty.item.required and readiness.meeting.checklist.is_before(duty.item)
    ]
    assert found.required == len(required) == found.planned[-1]
    assert found.done[-1] == sum(not duty.is_open for duty in required)
    assert found.left == found.required - found.done[-1]
    assert list(found.done) == sorted(found.done)
    assert list(found.planned) == sorted(found.planned)
    assert found.days[-1] == DAY
    assert found.days[len(found.done) - 1] == TODAY


def test_a_duty_is_done_on_the_day_of_its_mark_or_of_its_last_record() -> None:
    talks = Talks(
        talks={
            "t1": Talk(member="m01", partner="m02", held=EARLIER),
            "t2": Talk(member="m02", partner="m03", held=LATER),
        }
    )
    readiness = a_readiness(ledgers=Ledgers(talks=talks))
    marked = readiness.duty("group", "plan")
    counted = readiness.duty("m02", "talk-principal")
    undated = readiness.duty("group", "roster")
    assert marked
    assert counted
    assert undated
    assert done_on(readiness.meeting, marked, TODAY) == EARLIER
    assert done_on(readiness.meeting, counted, TODAY) == EARLIER
    assert done_on(readiness.meeting, counted, LATER) == LATER
    assert done_on(readiness.meeting, undated, TODAY) is None


def test_the_pace_is_said_in_a_sentence() -> None:
    in_english()
    readiness = a_readiness()
    found = pace(readiness)
    text = pace_text(found, readiness)
    assert f"{found.left} are left for 17 days" in text
    assert f"{found.undated} that bear no date" in text
    after = a_readiness(DAY)
    assert "a day are needed" not in pace_text(pace(after), after)
