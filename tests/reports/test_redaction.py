"""What leaves the group carries counts; the text of opinions, criticism and self-inspection only on request."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checklists.base.errors import UsageError
from checklists.base.model import Model
from checklists.model.layout import Layout
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Opinion
from checklists.model.ledgers.outline import Cause, Measure, Outline, Problem, Round
from checklists.model.ledgers.rectification import RectificationEntry
from checklists.model.ledgers.talks import Talk
from checklists.readiness.duties import assess
from checklists.records.kinds import KINDS
from checklists.reports.catalogue import EXPORTS, Export, FileFormat
from checklists.reports.deliver import check_export, export_bytes
from checklists.reports.paper import ExportChoice
from checklists.reports.papers.common import COUNTS_ONLY, IN_FULL
from checklists.store.folder import Folder
from tests.reports.meetings import CANARY, TODAY, a_meeting, a_readiness, a_settings, canary, in_english
from tests.reports.reading import everything

EVERY = [(export, form) for export in EXPORTS.values() for form in export.formats]
FREE = [(export, form) for export, form in EVERY if not export.needs_full]
FULL = [(export, form) for export, form in EVERY if export.text != "none"]
TEXTS = {
    "opinions": ["opinion-m02", "opinion-group", "answer"],
    "feedback": ["opinion-m02", "opinion-group"],
    "talks": ["said", "heard"],
    "problems": ["problem-group", "problem-m02", "example", "cause", "measure"],
    "criticism": ["criticism", "reply"],
    "rectification": ["entry", "entry-problem", "entry-target", "entry-progress", "measure", "target", "carried"],
    "self-inspection": ["problem-m01", "example", "cause", "measure", "target", "explanation"],
}


def named(found: list[tuple[Export, FileFormat]]) -> list[object]:
    return [pytest.param(export, form, id=f"{export.id}.{form}") for export, form in found]


def _models() -> Iterator[Model]:
    meeting = a_meeting()
    yield from meeting.ledgers.opinions.opinions.values()
    yield from meeting.ledgers.talks.talks.values()
    yield from meeting.ledgers.rectification.entries.values()
    for sheet in meeting.sheets.values():
        yield from (sheet.outline, *sheet.outline.problems.values(), *sheet.outline.causes.values())
        yield from (*sheet.outline.measures.values(), *sheet.outline.rounds.values(), *sheet.criticisms.values())


@pytest.mark.parametrize(
    "kind", [Opinion, Talk, Problem, Cause, Measure, RectificationEntry, Round, Criticism, Outline]
)
def test_every_prose_of_a_confidential_record_is_a_canary(kind: type[Model]) -> None:
    """So that a field that is added later is tested too."""
    prose = {name for name, one in kind.model_fields.items() if "20000" in str(one.metadata) + str(one.annotation)}
    filled = {name for one in _models() if type(one) is kind for name in prose if CANARY in str(getattr(one, name))}
    assert filled == prose - ({"carried"} if kind is RectificationEntry else set())


@pytest.mark.parametrize(("export", "form"), named(FREE))
def test_without_full_no_confidential_text_leaves(export: Export, form: FileFormat) -> None:
    assert CANARY not in everything(export_bytes(a_readiness(), export, form, ExportChoice()))


@pytest.mark.parametrize(("export", "form"), named(FULL))
def test_in_full_the_text_is_there_and_the_page_says_so(export: Export, form: FileFormat) -> None:
    in_english()
    text = everything(export_bytes(a_readiness(), export, form, ExportChoice(is_full=True, width=2000)))
    assert [name for name in TEXTS[export.id] if canary(name) not in text] == []
    assert IN_FULL in text
    assert COUNTS_ONLY not in text


@pytest.mark.parametrize("export", [export for export in EXPORTS.values() if export.text == "with-full"])
def test_without_full_the_page_says_that_it_holds_counts(export: Export) -> None:
    in_english()
    for form in export.formats:
        assert COUNTS_ONLY in everything(export_bytes(a_readiness(), export, form, ExportChoice()))


def test_a_member_gets_the_criticism_that_a_member_may_see() -> None:
    def told(viewer: str, **changed: bool) -> bool:
        found = a_readiness(settings=a_settings(**changed))
        choice = ExportChoice(is_full=True, viewer=viewer)
        return canary("criticism") in everything(export_bytes(found, EXPORTS["criticism"], "docx", choice))

    assert told("m01")
    assert not told("m02")
    assert told("m02", criticism_opened=True)
    assert not told("m04", criticism_opened=True)


@pytest.mark.parametrize("export", [export for export in EXPORTS.values() if export.needs_full])
def test_what_is_confidential_by_nature_must_be_asked_for_in_full(export: Export, tmp_path: Path) -> None:
    in_english()
    target = tmp_path / f"a.{export.formats[0]}"
    with pytest.raises(UsageError, match="--full"):
        check_export(export, target, ExportChoice(), is_forced=False)
    assert check_export(export, target, ExportChoice(is_full=True), is_forced=False) == export.formats[0]


def _words(content: bytes) -> str:
    """Return the texts of a file without the names and numbers that its markup and its package have for themselves."""
    return " ".join(re.findall(r">([^<>]*)<", everything(content))) if content[:1] in b"P<" else content.decode()


def _named(ids: set[str], text: str) -> list[str]:
    return sorted(ids & set(re.findall(r"[0-9a-z]+", text)))


@pytest.mark.parametrize("is_full", [False, True])
def test_what_is_printed_names_no_record_by_its_id(sample: Path, *, is_full: bool) -> None:
    reading = Folder(sample).read()
    assert reading.meeting is not None
    layout = Layout(parts={"rectification-ids": False})  # the one column that is there for ids
    meeting = replace(reading.meeting, settings=reading.meeting.settings.model_copy(update={"layout": layout}))
    ids = {key for kind in KINDS.values() for subject in kind.owners(meeting) for key in kind.records(meeting, subject)}
    found = assess(meeting, TODAY)
    summary = export_bytes(found, EXPORTS["summary"], "json", ExportChoice())
    assert _named(ids, summary.decode()), "programs read them"
    pages = {
        f"{export.id}.{form}": export_bytes(found, export, form, ExportChoice(is_full=is_full or export.needs_full))
        for export, form in EVERY
        if form not in {"ics", "json"}
    }
    for name, content in pages.items():
        assert _named(ids, _words(content)) == [], name
