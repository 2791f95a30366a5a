"""A form that cannot be saved says all that is wrong, each below its field, and leads to the first; nothing is lost."""

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input, Static, TabbedContent, TextArea

from checklists.base.language import set_language
from tests.screens.conftest import TODAY, VIEWS, Driver, Open, driven
from tui.app.app import HuiqianApp
from tui.app.new_meeting import NewMeetingScreen
from tui.forms.form import Form
from tui.forms.record_dialog import RecordDialog
from tui.forms.wrong_fields import WrongFieldsError
from tui.settings.roster import RosterGrid
from tui.widgets.matrix import MemberMatrix


def told(app: Driver) -> dict[str, str]:
    """Return what is told below the fields, by their ids."""
    lines = app.app.screen.query(".field-fault").results(Static)
    return {str(line.name): str(line.render()) for line in lines if line.display}


def focused(app: Driver) -> str | None:
    assert app.app.focused is not None
    return app.app.focused.id


async def planned_talk(app: Driver) -> None:
    """Open the form of the talk between the first member and the eighth, which is planned."""
    await app.press("4", "t")
    matrix = app.view.query_one("#place-talks-0", MemberMatrix)
    matrix.go_to("m01")
    matrix.cursor_column = 8
    await app.press("enter")
    await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog) and app.app.screen.is_begun)


async def test_no_single_talk_was_held_tomorrow_and_what_was_typed_stays(sample: Path, drive: Open) -> None:
    size, language = VIEWS[0]
    async with drive(sample, size=size, language=language) as app:
        await planned_talk(app)
        form, before = app.app.screen, app.on_disk
        form.query_one("#field-held", Input).focus()
        await app.type("2026-11-25")
        await app.press("tab")
        await app.type("302")
        await app.press("ctrl+s")
        assert app.app.screen is form
        assert app.on_disk == before
        said = told(app)
        assert list(said) == ["field-held"]
        sentence = "2026-11-25还没有到：请填“计划日期”"
        assert sentence in said["field-held"]
        assert sentence in app.text
        assert focused(app) == "field-held"
        assert form.query_one("#field-place", Input).value == "302"
        assert form.query_one("#field-held", Input).selected_text == "2026-11-25", "what is typed stands in its place"
        await app.press("end", "ctrl+s")
        await app.type("2026-11-24")
        assert told(app) == {}, "of a field that was mended nothing is told any more"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        talks = app.on_disk.ledgers.talks.talks
        held = [one for one in talks.values() if one.held == TODAY]
        assert [(sorted(one.pair), one.place) for one in held] == [(["m01", "m08"], "302")]


async def test_a_talk_is_planned_for_a_day_to_come(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await planned_talk(app)
        app.app.screen.query_one("#field-planned", Input).value = "2026-12-02"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert date(2026, 12, 2) in {one.planned for one in app.on_disk.ledgers.talks.talks.values()}


async def test_all_faults_of_a_record_are_told_at_once_and_the_first_has_the_focus(sample: Path, drive: Open) -> None:
    size, language = VIEWS[1]
    async with drive(sample, size=size, language=language) as app:
        before = app.on_disk
        await app.press("3", "t", "t", "i")
        form = app.app.screen
        form.query_one("#field-sent", Input).focus()
        await app.type("x")
        assert told(app) == {}, "what is still to be filled in is no fault yet"
        for name in ("returned", "raw", "closed"):
            await app.press("tab")
            assert focused(app) == f"field-{name}"
            await app.type("99")
        await app.press("ctrl+s")
        assert list(told(app)) == ["field-title", "field-sent", "field-closed"], "in the form's order"
        assert focused(app) == "field-title"
        count = "3 fields do not fit yet"
        assert count in app.text
        await app.type("Box")
        assert "field-title" not in told(app)
        await app.press("ctrl+s")
        assert focused(app) == "field-sent"
        form.query_one("#field-sent", Input).value = "98"
        await app.press("ctrl+s")
        assert list(told(app)) == ["field-returned", "field-closed"], "more came back than were sent"
        assert focused(app) == "field-returned"
        form.query_one("#field-closed", Input).value = "2026-11-20"
        form.query_one("#field-sent", Input).value = "99"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        new = [
            one
            for key, one in app.on_disk.ledgers.opinions.channels.items()
            if key not in before.ledgers.opinions.channels
        ]
        assert [(one.title, one.sent, one.returned, str(one.closed)) for one in new] == [("Box", 99, 99, "2026-11-20")]


async def test_a_fault_that_was_scrolled_away_comes_into_view(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        await planned_talk(app)
        app.app.screen.query_one("#field-planned", Input).value = "soon"
        app.app.screen.query_one("#field-heard", TextArea).focus()
        await app.press("pagedown", "ctrl+s")
        await app.settle()
        assert focused(app) == "field-planned"
        assert "! found soon, expected a date" in app.text.replace("\N{NO-BREAK SPACE}", " ")


async def test_a_waiver_says_of_each_field_that_is_empty(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        await app.press("w", "ctrl+s")
        assert list(told(app)) == ["reason", "by"]
        assert focused(app) == "reason"
        await app.type("n")
        assert list(told(app)) == ["by"]
        await app.press("ctrl+s")
        assert focused(app) == "by"


async def test_the_settings_open_the_page_that_the_first_fault_is_on(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        before = app.on_disk
        await app.press("comma")
        form = app.app.screen
        for name, text in (("target-channels", "many"), ("target-sources", "1000"), ("unit", "")):
            form.query_one(f"#{name}", Input).value = text
        await app.press("ctrl+s")
        assert sorted(told(app)) == ["target-channels", "target-sources", "unit"]
        assert focused(app) == "unit"
        await app.type("U")
        await app.press("ctrl+s")
        await app.settle()
        assert form.query_one("#pages", TabbedContent).active == "page-targets"
        assert focused(app) == "target-channels"
        assert "found many, expected a whole number" in app.text
        assert app.on_disk == before
        for name, text in (("target-channels", "4"), ("target-sources", "3")):
            form.query_one(f"#{name}", Input).value = text
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.targets == {**before.settings.targets, "channels": 4, "sources": 3}
        assert app.on_disk.settings.unit == "U"


async def test_a_members_form_calls_its_fields_by_their_names(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma", "ctrl+t", "ctrl+t")
        assert isinstance(app.app.focused, RosterGrid)
        await app.press("plus")
        form = app.app.screen
        assert isinstance(form, Form)
        form.query_one("#branch", Input).value = "x" * 300
        await app.settle()
        await app.press("ctrl+s")
        assert list(told(app)) == ["name", "branch"]
        assert focused(app) == "name"


@pytest.mark.usefixtures("unseen")
async def test_a_new_meeting_says_all_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    set_language("en")
    async with driven(HuiqianApp(None), tmp_path, (80, 24)) as app:
        await app.press("n")
        form = app.app.screen
        assert isinstance(form, NewMeetingScreen)
        form.query_one("#title", Input).value = ""
        form.query_one("#date", Input).value = "2026"
        await app.press("ctrl+s")
        assert list(told(app)) == ["unit", "title", "date"]
        assert focused(app) == "unit"
        await app.type("U")
        assert list(told(app)) == ["title", "date"]
        assert list(tmp_path.glob("2026*")) == []


async def test_what_is_wrong_with_something_the_form_does_not_show_is_told_below_it(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await planned_talk(app)
        form = app.app.screen
        assert isinstance(form, RecordDialog)
        form.refuse(WrongFieldsError({"field-held": ValueError("here"), "field-nowhere": ValueError("elsewhere")}))
        await app.settle()
        assert "elsewhere" in app.text
        assert told(app) == {"field-held": "!\N{NO-BREAK SPACE}here"}
