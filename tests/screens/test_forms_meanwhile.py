"""What others do while a form is open: records go, the walk keeps its duty, two fill the same talks."""

import asyncio
from collections import Counter
from pathlib import Path
from unittest.mock import AsyncMock

import pytest
from textual.widgets import Input, Select, TextArea

from checklists.edits.change import Edit
from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record, remove_records
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, KindName
from checklists.store.folder import Folder
from tests.screens.conftest import TODAY, Driver, Open
from tests.screens.test_duties import walked_to
from tests.screens.test_forms import by_another
from tui.base.session import open_session
from tui.duties.walk import WalkDialog
from tui.forms.conflict import ConflictDialog
from tui.forms.form import Form
from tui.forms.record_dialog import RecordDialog
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.matrix import MemberMatrix


def removed_by_another(sample: Path, kind: KindName, key: str) -> None:
    source, meeting = by_another(sample)
    source.apply(remove_records(meeting, [(KINDS[kind], "", key)]))


def not_looking(app: Driver) -> None:
    """Let the app not see by itself what another does."""
    assert app.app.session is not None
    app.app.session.refresh = AsyncMock(return_value=False)  # type: ignore[method-assign]


@pytest.mark.parametrize("is_seen", [True, False])
async def test_a_session_removed_under_the_form_of_make_up_study_leaves_nothing_dangling(
    sample: Path, drive: Open, *, is_seen: bool
) -> None:
    async with drive(sample) as app:
        await app.press("2", "t")
        matrix = app.view.query_one("#place-study-0", MemberMatrix)
        sessions = app.on_disk.ledgers.study.sessions
        key, member = next(
            (key, who) for key, one in sessions.items() for who, state in one.attendance.items() if state == "absent"
        )
        matrix.cursor_column = 1 + list(sessions).index(key)
        matrix.cursor_row = matrix.members.index(member)
        await app.press("enter")
        assert isinstance(app.app.screen, Form)
        app.app.screen.query_one("#note", TextArea).text = "typed meanwhile"
        if not is_seen:
            not_looking(app)
        removed_by_another(sample, "session", key)
        if is_seen:
            await app.wait_until(lambda: key not in app.readiness.meeting.ledgers.study.sessions)
        form = app.app.screen
        assert form.query_one("#note", TextArea).text == "typed meanwhile"
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Form) and app.app.screen is not form)
        assert f"There is no record {key}." in app.text
        assert "removed meanwhile" in app.text
        assert app.app.screen.query_one("#note", TextArea).text == "typed meanwhile"
        assert key not in app.on_disk.sheet(member).study.made_up
        await app.press("escape")
        assert not Folder(sample).read().has_errors


async def test_a_session_removed_under_its_own_form_can_be_entered_anew_or_left_gone(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("2", "t", "t")
        _kind, _subject, key = app.view.grid.place  # type: ignore[attr-defined]
        await app.press("enter")
        app.app.screen.query_one("#field-topic", Input).value = "mine"
        removed_by_another(sample, "session", key)
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        assert [button.id for button in app.app.screen.query("Button")] == ["theirs", "cancel"]
        assert key not in app.on_disk.ledgers.study.sessions
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog))
        assert app.app.screen.query_one("#field-topic", Input).value == "mine"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        sessions = app.on_disk.ledgers.study.sessions
        assert key not in sessions
        assert [one.topic for one in sessions.values()].count("mine") == 1


async def test_an_opinion_removed_under_the_form_of_its_answer_is_said(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        await app.press("3", "t")
        grid = app.view.query_one("#place-opinions-0", LedgerGrid)
        _kind, _subject, key = grid.rows[grid.cursor_row]
        await app.press("y")
        form = app.app.screen
        assert isinstance(form, Form)
        form.query_one("#words", TextArea).text = "mine"
        not_looking(app)
        removed_by_another(sample, "opinion", key)
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Form) and app.app.screen is not form)
        assert app.app.screen.query_one("#words", TextArea).text == "mine", "what was typed can still be copied"
        assert key not in app.on_disk.ledgers.opinions.opinions
        assert f"没有编号为 {key} 的记录。" in app.text


async def test_the_walk_keeps_its_duty_and_what_is_typed_when_files_change(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("c")
        dialog = await walked_to(app, lambda duty: duty.item.rule is None)
        duty = dialog.duty
        dialog.query_one("#note", TextArea).text = "typed in the walk"
        source, meeting = by_another(sample)
        source.apply(mark_duty(meeting, duty.subject, duty.item.id, evidence=("theirs.docx",)))
        other = next(
            one
            for one in app.readiness.list_item_duties("chair-script")
            if (one.subject, one.item.id) != ("", duty.item.id)
        )
        source.apply(mark_duty(by_another(sample)[1], other.subject, "chair-script", status="doing"))
        await app.wait_until(
            lambda: app.readiness.meeting.mark(duty.subject, duty.item.id).evidence == ("theirs.docx",)
        )
        assert app.app.screen is dialog
        assert dialog.query_one("#note", TextArea).text == "typed in the walk"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is not dialog)
        assert isinstance(app.app.screen, WalkDialog), "different fields never meet"
        mark = app.mark(duty.item.id, duty.subject)
        assert (mark.status, mark.note, mark.evidence) == ("done", "typed in the walk", ("theirs.docx",))


async def test_the_walk_shows_what_another_wrote_on_its_duty_and_comes_back_to_it(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("c")
        dialog = await walked_to(app, lambda duty: duty.item.rule is None)
        duty = dialog.duty
        dialog.query_one("#note", TextArea).text = "mine"
        source, meeting = by_another(sample)
        source.apply(mark_duty(meeting, duty.subject, duty.item.id, note="theirs", status="done"))
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, WalkDialog))
        again = app.app.screen
        assert isinstance(again, WalkDialog)
        assert (again.duty.subject, again.duty.item.id) == (duty.subject, duty.item.id), "though it is done by now"
        assert again.query_one("#note", TextArea).text == "mine"
        assert app.mark(duty.item.id, duty.subject).note == "theirs"
        await app.press("escape")


def doubled(meeting: Meeting) -> list[object]:
    """What is talked about twice: the same pair, the same unit, the same branch."""
    counted = Counter((one.kind, one.pair, one.unit) for one in meeting.ledgers.talks.talks.values())
    return [what for what, count in counted.items() if count > 1]


async def test_talks_that_two_fill_at_once_are_recorded_once(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        before = doubled(app.on_disk)
        await app.press("4", "t")
        matrix = app.view.query_one("#place-talks-0", MemberMatrix)
        matrix.go_to("m08")
        await app.press("f")
        assert isinstance(app.app.screen, Form)
        app.app.screen.query_one("#day", Input).value = "2026-11-20"
        not_looking(app)
        source, meeting = by_another(sample)
        others = [key for key in meeting.settings.members if key != "m08"][:3]
        for other in others:
            if not meeting.ledgers.talks.between.get(frozenset({"m08", other})):
                values = {"kind": "member", "member": other, "partner": "m08", "held": TODAY}
                source.apply(add_record(by_another(sample)[1], KINDS["talk"], values)[1])
        theirs = set(by_another(sample)[1].ledgers.talks.talks)
        assert len(theirs) > len(meeting.ledgers.talks.talks)
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        now = app.on_disk
        assert doubled(now) == before
        assert theirs < set(now.ledgers.talks.talks)
        assert all(now.ledgers.talks.between[frozenset({"m08", other})] for other in others)


async def test_an_edit_made_on_the_newest_of_two_sessions_at_once_is_made_of_what_the_other_stored(
    sample: Path,
) -> None:
    sessions = [open_session(sample, None, TODAY) for _session in range(2)]
    meeting = by_another(sample)[1]
    pair = next(
        {member, "m09"}
        for member in meeting.settings.members
        if member != "m09" and frozenset({member, "m09"}) not in meeting.ledgers.talks.between
    )

    def once(meeting: Meeting) -> Edit:
        if frozenset(pair) in meeting.ledgers.talks.between:
            return Edit((), "it is there")
        member, partner = sorted(pair)
        return add_record(meeting, KINDS["talk"], {"kind": "member", "member": member, "partner": partner})[1]

    await asyncio.gather(*(session.save(once, on_newest=True) for session in sessions))
    assert len(by_another(sample)[1].ledgers.talks.between[frozenset(pair)]) == 1


async def test_a_member_adds_and_changes_only_talks_of_their_own(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m05") as app:
        before = (sample / "talks.toml").read_bytes()
        await app.press("4", "t", "t", "i")
        form = app.app.screen
        assert isinstance(form, RecordDialog)
        form.query_one("#field-member", Select).value = "m02"
        form.query_one("#field-partner", Select).value = "m03"
        form.query_one("#field-held", Input).value = "2026-11-20"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is not form)
        name = app.on_disk.settings.members["m05"].name
        assert f"A member records only talks that they take part in; one of the two must be {name}." in app.text
        assert (sample / "talks.toml").read_bytes() == before
        again = app.app.screen
        assert again.query_one("#field-held", Input).value == "2026-11-20", "what was typed is there"
        again.query_one("#field-member", Select).value = "m05"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        talks = by_another(sample)[1].ledgers.talks
        key = talks.between[frozenset({"m05", "m03"})][-1]
        grid = app.view.grid  # type: ignore[attr-defined]
        grid.cursor_row = [place[2] for place in grid.rows].index(key)
        await app.press("enter")
        form = app.app.screen
        form.query_one("#field-member", Select).value = "m02"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is not form)
        assert "one of the two must be" in app.text
        assert app.on_disk.ledgers.talks.talks[key].member == "m05", "not even one's own becomes others'"
        await app.press("escape")
