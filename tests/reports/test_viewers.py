"""What a member who opened their own part can export: only that part, whoever asks and however."""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from checklists.base.errors import UsageError
from checklists.base.faults import Fault
from checklists.base.language import set_language
from checklists.edits.privacy import REDACTED
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.meeting import ChangeDays, FilePart, Sheet
from checklists.readiness.duties import Readiness, assess
from checklists.readiness.reasons import find_reasons
from checklists.reports.catalogue import EXPORTS, Export
from checklists.reports.deliver import check_export, export_bytes, redact_readiness, write_export
from checklists.reports.paper import ExportChoice
from checklists.reports.summary.numbers import count_records
from checklists.reports.summary.view import SummaryView
from tests.reports.meetings import (
    CANARY,
    LATER,
    PLAIN,
    TODAY,
    a_meeting,
    a_readiness,
    a_settings,
    an_outline,
    canary,
    ledgers,
)
from tests.reports.reading import everything, tables

VIEWERS = ("m01", "m02", "m03", "m04")
OWN = [export for export in EXPORTS.values() if export.can_be_limited]
WHOLE = [export for export in EXPORTS.values() if not export.can_be_limited]
GIVEN_BY = (f"{PLAIN}-source", f"{PLAIN}-channel", f"{PLAIN}-asked")


pytestmark = pytest.mark.usefixtures("english")


def a_full_one(*, is_opened: bool = False, **changed: Any) -> Readiness:
    """Return a meeting in which every member has written everything."""
    found = a_meeting(settings=a_settings(criticism_opened=is_opened), **changed)
    sheets = {key: found.sheets.get(key, Sheet()) for key in (*VIEWERS, "group")}
    sheets = {key: sheet.model_copy(update={"outline": an_outline(key)}) for key, sheet in sheets.items()}
    return assess(a_meeting(settings=found.settings, sheets=sheets), TODAY)


def foreign(text: str, viewer: str, *, is_opened: bool = False) -> list[str]:
    """Return the confidential texts that are not the viewer's."""
    found = []
    for name in re.findall(rf"{CANARY}-([a-z0-9-]+)", text):
        whose = re.findall(r"group|m\d\d", name)
        if name.startswith(("criticism", "reply")) and not is_opened:
            whose = whose[:1]  # who wrote it
        if viewer not in whose:
            found.append(name)
    return found


@pytest.mark.parametrize("export", OWN)
def test_no_text_of_others_leaves(export: Export) -> None:
    """Whether criticism is open shows in its own export alone; what all are made from is looked at in both states.

    What is in a paper depends on who looks and who is asked for, and not on the form: both meet in one form, and in
    each other form every viewer is met once.
    """
    for is_opened in (False, True) if export.id == "criticism" else (False,):
        readiness = a_full_one(is_opened=is_opened)
        for form, (number, viewer), asked in product(export.formats, enumerate(VIEWERS), (False, True)):
            if form != export.natural and asked is not bool(number % 2):
                continue
            choice = ExportChoice(viewer if asked else None, is_full=export.text != "none", viewer=viewer)
            text = everything(export_bytes(readiness, export, form, choice))
            row = f"{form}, {viewer}, asked for by name: {asked}, opened: {is_opened}"
            assert foreign(text, viewer, is_opened=is_opened) == [], row
            assert [one for one in GIVEN_BY if one in text] == [], f"who gave an opinion: {row}"


@pytest.mark.parametrize("viewer", VIEWERS)
def test_what_exports_are_made_from_holds_no_text_of_others(viewer: str) -> None:
    for is_opened in (False, True):
        seen = redact_readiness(a_full_one(is_opened=is_opened), viewer)
        assert foreign(repr(seen), viewer, is_opened=is_opened) == []
        own = [one for one in seen.meeting.ledgers.opinions.opinions.values() if viewer in one.about]
        assert [(one.channel, one.source) for one in own] == [("", "")] * len(own)


def test_of_others_records_it_is_not_told_who_reviewed_or_from_which_meeting_they_come() -> None:
    meeting = redact_readiness(a_full_one(), "m03").meeting
    assert [one.who for one in meeting.sheet("m01").outline.rounds.values()] == [REDACTED]
    assert [one.who for one in meeting.sheet("m03").outline.rounds.values()] == [canary("reviewer-m03")]
    assert [one.origin for one in meeting.ledgers.rectification.entries.values()] == [REDACTED]
    owner = redact_readiness(a_full_one(), "m02").meeting
    assert [one.origin for one in owner.ledgers.rectification.entries.values()] == [f"{PLAIN}-last"]


@pytest.mark.parametrize(
    ("name", "viewer", "texts"),
    [
        ("opinions", "m02", ["opinion-m02", "answer-m02"]),
        ("feedback", "m04", ["opinion-group-m04"]),
        ("talks", "m02", ["said-m01-m02", "heard-m01-m02"]),
        ("problems", "m03", ["problem-m03", "example-m03", "cause-m03", "measure-m03"]),
        ("criticism", "m01", ["criticism-m01-m02", "reply-m01-m02"]),
        ("rectification", "m02", ["measure-m02", "entry-group-m02", "measure-group-m02", "measure-m01-m02"]),
        ("self-inspection", "m01", ["problem-m01", "measure-m01"]),
    ],
)
def test_what_is_theirs_is_there_in_full(name: str, viewer: str, texts: list[str]) -> None:
    export = EXPORTS[name]
    text = everything(export_bytes(a_full_one(), export, export.natural, ExportChoice(is_full=True, viewer=viewer)))
    assert [one for one in texts if canary(one) not in text] == []


def test_criticism_of_oneself_is_there_once_it_is_opened() -> None:
    def told(viewer: str, *, is_opened: bool) -> list[list[list[str]]]:
        choice = ExportChoice(is_full=True, viewer=viewer)
        return tables(export_bytes(a_full_one(is_opened=is_opened), EXPORTS["criticism"], "docx", choice))

    assert told("m02", is_opened=False)[0][1][4:] == ["not open", "not open"]
    assert len(told("m02", is_opened=False)[1]) <= 2, "the head, and that there is none"
    assert told("m02", is_opened=True)[0][1][4:] == ["1", "1"]
    assert told("m02", is_opened=True)[1][1][4] == canary("criticism-m01-m02")
    assert canary("criticism-m01-m02") not in str(told("m04", is_opened=True))


@pytest.mark.parametrize("export", WHOLE)
def test_what_is_the_whole_meetings_is_refused(export: Export, tmp_path: Path) -> None:
    choice = ExportChoice(viewer="m02")
    with pytest.raises(UsageError, match="the whole meeting's"):
        export_bytes(a_readiness(), export, export.natural, choice)
    with pytest.raises(UsageError, match="the whole meeting's"):
        check_export(export, tmp_path / f"a.{export.natural}", choice, is_forced=False)


@pytest.mark.parametrize("export", OWN)
@pytest.mark.parametrize("member", ["group", "m01"])
def test_another_ones_part_is_refused(export: Export, member: str, tmp_path: Path) -> None:
    target = tmp_path / f"a.{export.natural}"
    choice = ExportChoice(member, is_full=export.text != "none", viewer="m02")
    with pytest.raises(UsageError, match="one's own part"):
        write_export(a_readiness(), export, target, choice)
    with pytest.raises(UsageError, match="one's own part"):
        export_bytes(a_readiness(), export, export.natural, choice)
    assert not target.exists()


def test_who_is_not_on_the_roster_sees_nothing() -> None:
    with pytest.raises(UsageError, match="no member m77"):
        export_bytes(a_readiness(), EXPORTS["owing"], "docx", ExportChoice(viewer="m77"))


def test_faults_of_others_files_are_not_told() -> None:
    faults = (
        Fault("members/m01.toml", "x", canary("m01-fault"), "notice"),
        Fault("opinions.toml", "x", canary("shared-fault"), "notice"),
        Fault("members/m02.toml", "x", "own-fault", "notice"),
    )
    readiness = assess(a_meeting(), TODAY, faults)
    for form in EXPORTS["summary"].formats:
        text = everything(export_bytes(readiness, EXPORTS["summary"], form, ExportChoice(viewer="m02")))
        assert CANARY not in text
        assert form == "xlsx" or "own-fault" in text


def test_a_fault_that_a_viewer_may_not_see_counts_in_the_verdict_that_they_see() -> None:
    readiness = assess(a_meeting(), TODAY, (Fault("members/m01.toml", "x", "wrong"),))
    own = redact_readiness(readiness, "m02")
    assert not own.faults
    assert own.has_errors
    assert not own.is_prepared


def test_a_viewer_is_told_that_something_outside_their_part_is_missing_and_not_what() -> None:
    set_language("en")
    sentence = "Outside your part something is missing or wrong; the secretary sees what."
    fault = Fault("members/m01.toml", "marks.plan", "secret-fault")
    readiness = assess(a_meeting(), TODAY, (fault,))
    own = redact_readiness(readiness, "m02")
    for subject in (None, "m02"):
        assert [one.text for one in find_reasons(own, subject) if one.kind == "fault"] == [sentence]
        assert "secret-fault" not in str(find_reasons(own, subject))
    assert sentence in everything(export_bytes(readiness, EXPORTS["summary"], "json", ExportChoice(viewer="m02")))
    assert [one.text for one in find_reasons(readiness) if one.kind == "fault"] == [str(fault)]
    assert not [one for one in find_reasons(readiness, "m02") if one.kind == "fault"]


def test_counts_stay_the_whole_meetings() -> None:
    readiness, own = a_full_one(), redact_readiness(a_full_one(), "m03")
    assert (own.total, own.stages, own.is_ready, own.quorum) == (
        readiness.total,
        readiness.stages,
        readiness.is_ready,
        readiness.quorum,
    )
    assert count_records(own.meeting) == count_records(readiness.meeting)
    assert SummaryView(own, "m03").steps == SummaryView(readiness, "m03").steps
    assert [one.text for one in SummaryView(own, "m03").reasons] == [
        one.text for one in SummaryView(readiness, "m03").reasons
    ]


def test_what_came_in_by_a_channel_that_was_not_counted_yet_stays_the_same() -> None:
    whole = ledgers()
    channel = whole.opinions.channels["n1"].model_copy(update={"raw": None})
    more = {**whole.opinions.opinions, "o3": Opinion(text="t", about=("m03",), channel="n2", voices=4)}
    held = Opinions(channels={"n1": channel, "n2": Channel(title="x", raw=9)}, opinions=more)
    readiness = assess(a_meeting(ledgers=replace(whole, opinions=held)), TODAY)
    for viewer in VIEWERS:
        own = redact_readiness(readiness, viewer).meeting
        assert own.ledgers.opinions.came_in == held.came_in == 14
        assert count_records(own) == count_records(readiness.meeting)


def test_who_left_the_roster_is_called_by_name_and_nothing_else_of_the_history_is_known() -> None:
    class History(NamedTuple):
        def read_departed(self) -> Mapping[str, str]:
            return {"m09": "Gone"}

        def read_change_days(self) -> ChangeDays:
            return {FilePart("day.toml", "attendance"): frozenset({TODAY})}

    seen = redact_readiness(a_readiness(history=History()), "m03").meeting
    assert seen.name("m09") == "Gone"
    assert seen.history.read_change_days() == {}


def test_who_sees_all_gets_it_as_it_is() -> None:
    readiness = a_readiness()
    assert redact_readiness(readiness, None) is readiness
    assert LATER > TODAY
