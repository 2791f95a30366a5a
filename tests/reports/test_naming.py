"""How a written file is called: what, of whom, when; and never with a sign that a system refuses."""

import pytest

from checklists.base.language import LANGUAGES, set_language
from checklists.reports.catalogue import EXPORTS
from checklists.reports.naming import export_name, make_file_name
from checklists.reports.paper import ExportChoice
from tests import hostile
from tests.reports.meetings import TODAY, a_readiness


@pytest.mark.parametrize(
    ("export", "choice", "name"),
    [
        ("opinions", ExportChoice(), "征求意见汇总表-2026-12-01.docx"),
        ("opinions", ExportChoice(is_full=True), "征求意见汇总表（含原文）-2026-12-01.docx"),
        ("feedback", ExportChoice("m02", is_full=True), "意见反馈单-成员2-2026-12-01.docx"),
        ("problems", ExportChoice("group"), "问题清单-班子-2026-12-01.docx"),
        ("sign-in", ExportChoice(), "签到表-2026-12-01.docx"),
    ],
)
def test_the_name_says_what_it_is(export: str, choice: ExportChoice, name: str) -> None:
    set_language("zh")
    assert export_name(EXPORTS[export], a_readiness(), choice, "docx") == name


def test_every_name_is_another_one() -> None:
    readiness = a_readiness()
    for language in LANGUAGES:
        set_language(language)
        names = {
            export_name(one, readiness, ExportChoice(member, is_full=is_full), form)
            for one in EXPORTS.values()
            for form in one.formats
            for member in ("m01", None)
            for is_full in (False, True)
        }
        full = sum(len(one.formats) * 4 for one in EXPORTS.values() if not one.needs_full)
        assert len(names) == full + sum(len(one.formats) * 2 for one in EXPORTS.values() if one.needs_full)


@pytest.mark.parametrize("text", hostile.STRINGS.values(), ids=hostile.STRINGS)
def test_no_name_holds_what_a_system_refuses(text: str) -> None:
    name = make_file_name((text, text), TODAY, "docx")
    assert name.endswith("2026-12-01.docx")
    assert not hostile.controls_in(name)
    assert "\n" not in name
    assert not set(name) & set('/\\:*?"<>|')
    assert not name.startswith((".", " "))
    assert len(name.encode()) <= 255 - len("..12345678.tmp")


def test_nothing_in_a_name_is_lost_where_there_is_nothing() -> None:
    assert make_file_name(("", "a"), TODAY, "xlsx") == "a-2026-12-01.xlsx"
    assert make_file_name((), TODAY, "xlsx") == "2026-12-01.xlsx"
