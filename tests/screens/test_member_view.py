"""What a member may do in their own view: mark what is theirs, take back what they did there; files are read back."""

from datetime import date
from pathlib import Path

import pytest

from checklists.base.language import Language
from checklists.edits.marks import mark_duty
from checklists.model.ledgers.opinions import Opinion
from checklists.readiness.rules.talks import count_talks, list_wanted_talks
from checklists.store.folder import Folder
from tests.screens.conftest import VIEWS, Driver, Open, Size, asks
from tui.duties.walk import WalkDialog
from tui.forms.dialog import Confirm
from tui.history.screen import HistoryScreen
from tui.meeting.faults import FaultsScreen
from tui.widgets.ledger_grid import LedgerGrid

ME = "m05"
OWN, KEPT = "response", "notify-members"
"""Marked by hand: by the member, and by the meeting staff."""
OPEN, LED = "talk-units", "talk-principal"
"""Counted: the member is responsible, or the principal."""


def by_staff(sample: Path, item: str, **fields: object) -> None:
    source = Folder(sample)
    meeting = source.read().meeting
    assert meeting is not None
    source.apply(mark_duty(meeting, ME, item, **fields))  # type: ignore[arg-type]


def refusal(language: Language) -> str:
    return "is marked by: meeting staff" if language == "en" else "由会务专班登记"


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_a_member_marks_what_is_theirs_and_not_what_the_staff_keeps(
    sample: Path, drive: Open, size: Size, language: Language
) -> None:
    async with drive(sample, me=ME, size=size, language=language) as app:
        before = app.on_disk
        await app.go_to(KEPT, ME)
        for key in ("space", "n", "w"):
            app.screen.say("")
            await app.press(key)
            assert app.app.screen is app.screen
            assert refusal(language) in app.text
        assert app.on_disk == before
        await app.go_to(OWN, ME)
        await app.press("space")
        assert app.mark(OWN, ME).status == "doing"
        await app.press("n")
        await app.wait_until(lambda: asks(app.app.screen, "evidence"))
        await app.press("escape", "w")
        await app.wait_until(lambda: asks(app.app.screen, "reason"))


@pytest.mark.parametrize("me", [None, ME])
async def test_talks_are_counted_of_those_whose_rows_are_shown(sample: Path, drive: Open, me: str | None) -> None:
    async with drive(sample, me=me) as app:
        wanted = list_wanted_talks(app.on_disk, ME).values()
        have, need = count_talks(app.on_disk) if me is None else (sum(one.is_held for one in wanted), len(wanted))
        await app.press("4", "t")
        assert f"{have} of {need} talks held" in app.text


async def test_every_list_holds_of_its_records_those_that_are_theirs(sample: Path, drive: Open) -> None:
    async with drive(sample, me=ME) as app:
        meeting = app.on_disk
        ledgers, sheets = meeting.ledgers, meeting.sheets.items()
        assert not meeting.settings.criticism_opened
        theirs: dict[str, dict[str, bool]] = {
            "3": {key: ME in one.about for key, one in ledgers.opinions.opinions.items()},
            "4": {key: ME in one.pair for key, one in ledgers.talks.talks.items()},
            "6": {key: critic == ME for critic, sheet in sheets for key in sheet.criticisms},
            "8": {
                **{key: ME in {one.subject, one.owner} for key, one in ledgers.rectification.entries.items()},
                **{key: ME in {whose, one.owner} for whose, on in sheets for key, one in on.outline.measures.items()},
            },
        }
        for stage, records in theirs.items():
            await app.press(stage)
            while not (grids := [one for one in app.view.query(LedgerGrid) if one.region.area]):
                await app.press("t")
            grid = grids[0]
            shown = {place[2]: grid.record(place) for place in grid.rows}
            assert set(shown) == {key for key, is_theirs in records.items() if is_theirs}, stage
            assert set(shown) < set(records), "there are others"
            told = [one for one in shown.values() if isinstance(one, Opinion)]
            assert {(one.channel, one.source) for one in told} <= {("", "")}
            assert bool(told) is (stage == "3")


async def skip_to(app: Driver, item: str) -> bool:
    """Walk on until the walk comes to an item; tell whether it did."""
    await app.press("c")
    while isinstance(app.app.screen, WalkDialog):
        if app.app.screen.duty.item.id == item:
            return True
        await left(app, "ctrl+n")
    return False


async def left(app: Driver, key: str) -> None:
    """Press a key that leads from one dialog to the next, or to none."""
    dialog = app.app.screen
    await app.press(key)
    await app.wait_until(
        lambda: (
            app.app.screen is not dialog
            and (
                (isinstance(app.app.screen, WalkDialog) or asks(app.app.screen, "reason")) or "That was all" in app.text
            )
        )
    )


async def test_the_walk_leads_a_member_past_what_the_staff_keeps(sample: Path, drive: Open) -> None:
    by_staff(sample, KEPT, status="todo", on=None)
    async with drive(sample) as app:
        assert await skip_to(app, KEPT)
    async with drive(sample, me=ME) as app:
        assert not await skip_to(app, KEPT)
        assert await skip_to(app, OPEN), "what is counted can be entered"


async def test_the_walk_waives_for_a_member_only_what_is_theirs(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m07") as app:
        assert await skip_to(app, LED)
        dialog = app.app.screen
        await app.press("ctrl+w")
        assert app.app.screen is dialog
        assert "Ctrl+W" not in app.text
        assert not dialog.query("#waive")
        await app.press("escape")
        assert await skip_to(app, OPEN)
        await app.press("ctrl+w")
        await app.wait_until(lambda: asks(app.app.screen, "reason"))


async def test_undo_offers_a_member_nothing_that_the_staff_did(sample: Path, drive: Open) -> None:
    by_staff(sample, OWN, note="staff's note")
    async with drive(sample, me=ME, language="zh") as app:
        before = app.on_disk
        await app.press("u")
        await app.wait_until(lambda: "没有可撤销的" in app.text)
        assert app.app.screen is app.screen
        assert app.on_disk == before


async def test_undo_goes_back_to_what_the_member_did_past_what_the_staff_did_since(sample: Path, drive: Open) -> None:
    async with drive(sample, me=ME) as app:
        await app.go_to(OWN, ME)
        await app.press("space")
    by_staff(sample, KEPT, on=date(2026, 11, 1))
    async with drive(sample, me=ME) as app:
        was = app.mark(KEPT, ME)
        await app.press("u")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: app.mark(OWN, ME).status == "todo")
        assert app.mark(KEPT, ME) == was
        await app.settle()
        await app.press("u")
        await app.wait_until(lambda: "nothing to undo" in app.text)


async def test_the_history_shows_a_member_what_the_staff_did_and_does_not_take_it_back(
    sample: Path, drive: Open
) -> None:
    by_staff(sample, OWN, note="staff's note")
    async with drive(sample, me=ME) as app:
        await app.go_to(OWN, ME)
        await app.press("H")
        await app.wait_until(lambda: isinstance(app.app.screen, HistoryScreen) and app.app.screen.events)
        await app.settle()
        assert "staff's note" in app.text
        await app.press("u")
        await app.wait_until(lambda: "This is not your edit" in app.text)
        assert app.mark(OWN, ME).note == "staff's note"
    async with drive(sample) as app:
        await app.press("u")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("y")
        await app.wait_until(lambda: app.mark(OWN, ME).note == "")


async def test_a_member_is_told_of_a_fault_elsewhere_only_where_a_shared_file_has_it(sample: Path, drive: Open) -> None:
    other = sample / "members" / "m06.toml"
    other.write_text(other.read_text().replace('status = "done"', 'status = "secret words"', 1))
    async with drive(sample) as app:
        assert "1 fault in the files" in app.text
    async with drive(sample, me=ME) as app:
        assert "fault" not in app.text
        assert app.readiness.has_errors, "the meeting's verdict is the same for everyone"
        assert app.screen.check_action("faults", ()) is False
        await app.press("0")
        await app.wait_until(lambda: "Outside your part" in app.text)
    settings = sample / "meeting.toml"
    settings.write_text(settings.read_text().replace("date = ", 'date = "secret words" # ', 1))
    async with drive(sample, me=ME) as app:
        assert isinstance(app.app.screen, FaultsScreen)
        assert "meeting.toml" in app.text
        assert "the secretary sees what" in app.text
        assert "secret words" not in app.text
        assert "m06.toml" not in app.text
        assert "Kept copies" not in app.text
