"""The HTML summary: one file that loads and runs nothing, with the board and the pace drawn."""

import re

from checklists.model.meeting import Mark, Sheet
from tests.builders import members
from tests.reports.forms import summary_as
from tests.reports.meetings import EARLIER, a_readiness, a_settings, in_english
from tests.reports.reading import page


def test_it_is_one_page_that_loads_and_runs_nothing() -> None:
    text = summary_as("html", a_readiness())
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
    text = summary_as("html", a_readiness())
    assert "@page { size:A4" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text
    assert '<meta name="viewport"' in text
    assert '<html lang="zh-CN">' in text
    in_english()
    assert '<html lang="en">' in summary_as("html", a_readiness())


def test_the_heat_map_has_a_field_for_every_subject_and_stage() -> None:
    readiness = a_readiness()
    text = summary_as("html", readiness)
    stages = len(readiness.meeting.checklist.stages)
    assert page(text).count("rect") == 6 * stages, "four members, the group, and all"
    assert text.count('<svg class="map"') == 1
    many = a_readiness(settings=a_settings(members=members(60)), sheets={})
    tall = summary_as("html", many)
    assert tall.count('<svg class="map"') == 3
    assert page(tall).count("rect") == 62 * stages


def test_a_field_says_its_count_and_its_sign_beside_its_colour() -> None:
    text = summary_as("html", a_readiness())
    fields = re.findall(r'<text class="count"[^>]*>([^<]*)</text>', text)
    assert fields
    assert all(re.fullmatch(r"[○◐✔!←] \d+/\d+|–", field) for field in fields)


def test_what_a_person_typed_stays_text() -> None:
    evil = "<script>alert(1)</script>\"'&<svg onload=x>"
    named = members(2, m01={"name": evil})
    note = {"notify-members": Mark(status="waived", note=evil, by=evil, on=EARLIER)}
    settings = a_settings(unit=evil, title=evil, theme=evil, place=evil, members=named)
    found = page(summary_as("html", a_readiness(settings=settings, sheets={"m01": Sheet(marks=note)})))
    assert {"script"}.isdisjoint(name for name, _attributes in found.elements)
    assert found.text.count("<script>alert(1)</script>") >= 5


def test_it_shows_one_member_or_one_stage() -> None:
    one = page(summary_as("html", a_readiness(), member="m02"))
    assert "成员2" in one.text
    assert one.count("polyline") == 0
    stage = summary_as("html", a_readiness(), stage="study")
    assert page(stage).count("rect") == 6
