"""What the layout decides is so in every paper: the unit's name, the date, and which parts are shown."""

from datetime import date
from functools import cache

import pytest
from docx.oxml.ns import qn

from checklists.base.language import Language, set_language
from checklists.model.layout import PAPER_PARTS, Layout, PartId
from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import EXPORTS, Export
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from tests.reports.forms import summary_as
from tests.reports.meetings import DAY, PLAIN, TODAY, a_meeting, a_readiness, a_settings
from tests.reports.reading import document, events, everything, lines, page, sheet_rows, tables, workbook

FULL_NAME = "oak-committee-in-full"
FIXED = date(2026, 12, 10)
PAPERS = [export for export in EXPORTS.values() if "docx" in export.formats]


def laid_out(**layout: object) -> Readiness:
    return a_readiness(settings=a_settings(layout=Layout.model_validate(layout)))


def docx(readiness: Readiness, name: str) -> bytes:
    export = EXPORTS[name]
    return export_bytes(readiness, export, "docx", ExportChoice(is_full=export.text != "none"))


def text_of(content: bytes) -> str:
    return "\n".join(lines(content)) + "\n" + "\n".join(str(table) for table in tables(content))


@pytest.mark.parametrize("export", PAPERS, ids=lambda export: export.id)
def test_the_units_name_on_papers_stands_in_place_of_the_meetings(export: Export) -> None:
    content = docx(laid_out(unit=FULL_NAME), export.id)
    assert FULL_NAME in text_of(content)
    assert f"{PLAIN}-unit" not in everything(content)
    assert document(content).core_properties.author == FULL_NAME
    if "xlsx" in export.formats:
        book = export_bytes(laid_out(unit=FULL_NAME), export, "xlsx", ExportChoice(is_full=export.text != "none"))
        assert f"{PLAIN}-unit" not in everything(book)
        assert workbook(book).properties.creator == FULL_NAME


def test_the_page_has_it_too_and_the_meeting_itself_keeps_its_name() -> None:
    html = page(summary_as("html", laid_out(unit=FULL_NAME)))
    assert FULL_NAME in html.text
    assert f"{PLAIN}-unit" not in html.text


@pytest.mark.parametrize("layout", [{"unit": FULL_NAME}, {"date": FIXED}, {"parts": {"unit-line": False}}])
def test_the_calendar_knows_its_events_again_whatever_the_layout(layout: dict[str, object]) -> None:
    def uids(readiness: Readiness) -> list[str]:
        found = events(export_bytes(readiness, EXPORTS["calendar"], "ics", ExportChoice()))
        return [event["UID"] for event in found]

    assert uids(laid_out(**layout)) == uids(a_readiness())


@pytest.mark.parametrize(
    ("language", "chosen", "listed", "inspected"),
    [
        ("zh", {}, TODAY, DAY),
        ("en", {}, TODAY, DAY),
        ("zh", {"date": "meeting"}, DAY, DAY),
        ("en", {"date": "export"}, TODAY, TODAY),
        ("zh", {"date": FIXED}, FIXED, FIXED),
    ],
    ids=["usual-zh", "usual-en", "meeting", "export", "fixed"],
)
def test_papers_bear_the_date_that_was_chosen(
    language: Language, chosen: dict[str, object], listed: date, inspected: date
) -> None:
    set_language(language)

    def said(day: date) -> str:
        return f"{day.year}年{day.month}月{day.day}日" if language == "zh" else day.isoformat()

    found = laid_out(**chosen)
    for export in PAPERS:
        if export.id in {"sign-in", "script"}:
            assert said(DAY) in lines(docx(found, export.id)), "when the meeting is held is not the paper's date"
        elif export.id == "self-inspection":
            text = lines(docx(found, export.id))
            assert text.count(said(inspected)) == 2 * 5, "below the title and at the end, of the group and four members"
        elif export.id == "feedback":
            assert lines(docx(found, export.id)).count(said(listed)) == 5
        else:
            assert lines(docx(found, export.id)).count(said(listed)) == 1
    as_of = {"zh": "截至", "en": "As of "}[language] + said(TODAY)
    for name in ("summary", "owing"):
        assert (as_of in "\n".join(lines(docx(found, name)))) == (listed != TODAY), name


def test_no_date_is_none_anywhere() -> None:
    set_language("en")
    found = laid_out(date="none")
    for name in ("opinions", "feedback", "self-inspection", "archive"):
        head = [line for line in lines(docx(found, name)) if line]
        assert not {TODAY.isoformat(), DAY.isoformat()} & set(head)
    assert "As of 2026-12-01" in "\n".join(lines(docx(found, "summary"))), "else one could not tell what it is of"


# what is gone from the paper when a part is left out
GONE: dict[PartId, str] = {
    "summary-stages": "1. Stages",
    "summary-board": "Board",
    "summary-pace": "in the last 7 days",
    "summary-numbers": "Numbers",
    "summary-reasons": "Why not yet",
    "summary-steps": "Next steps",
    "opinions-channels": "Opinions by channel",
    "opinions-aspects": "Opinions by aspect",
    "feedback-aspects": "'Aspect'",
    "feedback-claims": "'Claimed?'",
    "feedback-receipt": "Received by",
    "talks-members": "Talks by member",
    "talks-records": "Talk records",
    "criticism-matrix": "Criticism between members",
    "rectification-ids": "'Id'",
    "owing-members": "Open duties by subject",
    "sign-in-counts": "Expected:",
    "self-inspection-opening": "As the oak-title requires",
    "self-inspection-terms": "Owner:",
    "self-inspection-explanations": "Matters to be explained",
    "script-order": "Order of speakers",
}


@cache
def whole_paper(name: str) -> str:
    """Return the text of a paper from which nothing is left out, in English."""
    return text_of(docx(a_readiness(), name))


@pytest.mark.parametrize("part", GONE)
def test_a_part_that_is_left_out_is_gone_and_all_else_stays(part: PartId) -> None:
    set_language("en")
    name = PAPER_PARTS[part].export
    whole, less = whole_paper(name), text_of(docx(laid_out(parts={part: False}), name))
    assert GONE[part] in whole
    assert GONE[part] not in less
    kept = [text for other, text in GONE.items() if other != part and PAPER_PARTS[other].export == name]
    for text in kept:
        assert text.removeprefix("1. ") in less
    assert text_of(docx(laid_out(parts={part: True}), name)) == whole


def test_what_was_waived_and_the_faults_can_be_left_out() -> None:
    set_language("en")
    assert {part for part in PAPER_PARTS if PAPER_PARTS[part].export} - {*GONE} == {"summary-waived", "summary-faults"}
    shown = "\n".join(lines(docx(waived(), "summary")))
    assert "Waived" in shown
    less = waived(parts={"summary-waived": False, "summary-faults": False})
    assert "Waived" not in "\n".join(lines(docx(less, "summary")))
    assert "Waived" not in summary_as("html", less)


def waived(**layout: object) -> Readiness:
    from checklists.model.meeting import Mark, Sheet

    mark = Mark(status="waived", note="oak-reason", by="oak")
    return a_readiness(
        sheets={"group": Sheet(marks={"plan": mark})}, settings=a_settings(layout=Layout.model_validate(layout))
    )


def test_the_page_and_the_workbook_leave_out_the_same() -> None:
    set_language("en")
    parts: dict[str, bool] = {part: False for part in PAPER_PARTS if part.startswith("summary-")}
    html = page(summary_as("html", laid_out(parts=parts)))
    assert [name for name, _attributes in html.elements if name == "section"] == []
    assert "NOT READY" in html.text
    book = export_bytes(laid_out(parts=parts), EXPORTS["summary"], "xlsx", ExportChoice())
    assert {"Board", "Stages"}.isdisjoint(workbook(book).sheetnames)
    ledger = export_bytes(
        laid_out(parts={"rectification-ids": False}), EXPORTS["rectification"], "xlsx", ExportChoice()
    )
    assert sheet_rows(ledger, "Rectification ledger")[0][:2] == ["No.", "Whose"]


def test_pages_are_numbered_only_where_they_are_to_be() -> None:
    for has_numbers in (True, False):
        found = laid_out(parts={"page-numbers": has_numbers})
        section = document(docx(found, "archive")).sections[0]
        assert ("PAGE" in section.footer._element.xml) == has_numbers
        book = workbook(export_bytes(found, EXPORTS["archive"], "xlsx", ExportChoice()))
        assert bool(book.active.oddFooter.center.text) == has_numbers


def test_the_heading_and_the_signature_can_go_and_confidentiality_is_always_said() -> None:
    set_language("en")
    parts = {"unit-line": False, "remarks": False, "signature": False}
    found = laid_out(parts=parts)
    for export in PAPERS:
        content = docx(found, export.id)
        text = "\n".join(lines(content))
        assert f"{PLAIN}-unit" not in text
        assert "Counts only" not in text
        assert "Outline:" not in text
        assert ("Internal: with the full text" in text) == (export.text != "none")
        closing = [one for one in document(content).paragraphs if one.style is not None and one.style.name == "Closing"]
        assert closing == []
    assert "Counts only" in "\n".join(lines(docx(a_readiness(), "summary")))
    assert f"{PLAIN}-unit" not in page(summary_as("html", found)).text
    assert "Counts only" not in page(summary_as("html", found)).text


def test_the_signature_is_never_alone_on_a_page() -> None:
    content = docx(a_readiness(), "self-inspection")
    body = document(content).element.body
    closings = [one for one in body if one.find(qn("w:pPr")) is not None and "Closing" in one.xml]
    first = closings[0]
    above = first.getprevious().getprevious()
    assert "w:keepNext" in first.getprevious().xml
    assert "w:keepNext" in above.xml


def test_every_paper_can_be_made_with_nothing_but_what_must_be() -> None:
    found = laid_out(date="none", parts=dict.fromkeys(PAPER_PARTS, False))
    for export in EXPORTS.values():
        for form in export.formats:
            assert export_bytes(found, export, form, ExportChoice(is_full=export.text != "none"))
    assert a_meeting().settings.layout == Layout()


def test_the_summary_says_once_of_which_meeting_it_is() -> None:
    set_language("en")
    found = a_readiness()
    settings = found.meeting.settings
    texts = lines(docx(found, "summary"))
    assert texts[:3] == [settings.unit, settings.title, "Readiness summary"]
    assert sum(settings.title in text for text in texts) == 1
