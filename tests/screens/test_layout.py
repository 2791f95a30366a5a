"""The layout of papers by keys, read back from meeting.toml."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Select, TabbedContent

from checklists.base.language import Language
from checklists.edits.change import Edit
from checklists.edits.settings import change_layout
from checklists.model.layout import PAPER_PARTS, Layout
from checklists.store.folder import Folder
from tests.reports.reading import document
from tests.reports.templates import TITLE_SIZE, save_template
from tests.screens.conftest import VIEWS, Driver, Open
from tests.screens.exporting import choose, name_it, open_dialog
from tui.forms.conflict import ConflictDialog
from tui.forms.dialog import Confirm
from tui.settings.layout import LayoutScreen
from tui.settings.screen import SettingsScreen
from tui.widgets.ticks import Tick


async def open_form(app: Driver, *keys: str) -> LayoutScreen:
    await app.press(*(keys or ("L",)))
    await app.wait_until(lambda: isinstance(app.app.screen, LayoutScreen))
    form = app.app.screen
    assert isinstance(form, LayoutScreen)
    return form


def save_outside(app: Driver, layout: Layout) -> None:
    """Change the layout as another session would."""
    edit: Edit = change_layout(app.on_disk.settings.layout, layout)
    Folder(app.folder).apply(edit)


async def test_unit_date_and_parts_are_saved_together_and_undone_together(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        old = app.on_disk.settings
        form = await open_form(app)
        await app.type("Committee")
        form.query_one("#date-kind", Select).value = "meeting"
        await app.press("ctrl+t", "space", "right", "left", "down", "space", "right", "space", "space")
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        layout = app.on_disk.settings.layout
        assert layout == Layout(
            unit="Committee", date="meeting", parts={"summary-stages": False, "summary-pace": False}
        )
        assert app.on_disk.settings.unit == old.unit, "the meeting keeps its name"
        assert "the layout of papers" in app.text
        await app.press("u")
        assert app.on_disk.settings == old
        assert "Undone: the layout of papers" in app.text


async def test_a_day_can_be_fixed_and_is_checked_as_it_is_typed(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        form = await open_form(app)
        line = form.query_one("#date", Input)
        assert not line.region.area, "only where a day is to be fixed"
        form.query_one("#date-kind", Select).value = "fixed"
        await app.wait_until(lambda: line.region.area)
        form.query_one("#date", Input).value = "next week"
        await app.press("ctrl+s")
        assert app.app.screen is form
        assert "found next week, expected a date" in app.text.replace("\N{NO-BREAK SPACE}", " ")
        assert app.on_disk.settings.layout == Layout()
        form.query_one("#date", Input).value = "1899-01-01"
        await app.settle()
        assert "must lie between 2000 and 2199" in app.text.replace("\N{NO-BREAK SPACE}", " ")
        form.query_one("#date", Input).value = "2026-12-10"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.layout.date == date(2026, 12, 10)
        form = await open_form(app)
        assert form.query_one("#date-kind", Select).value == "fixed"
        assert form.query_one("#date", Input).value == "2026-12-10"
        form.query_one("#date-kind", Select).value = "usual"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert "layout" not in app.on_disk.settings.plain(), "what is as usual leaves nothing behind"


def is_said(app: Driver, words: str) -> bool:
    return words in app.text.replace("\N{NO-BREAK SPACE}", " ")


async def test_a_template_is_typed_checked_and_used_by_the_export_dialog(sample: Path, drive: Open) -> None:
    save_template(sample / "office.docx")
    (sample / "notes.docx").write_text("text")
    async with drive(sample) as app:
        form = await open_form(app)
        line = form.query_one("#template", Input)
        line.focus()
        for typed, said in {"offic.docx": "no such file", "notes.docx": "notes.docx cannot be read"}.items():
            line.value = ""
            await app.type(typed)
            await app.press("ctrl+s")
            await app.wait_until(partial(is_said, app, said))
            assert app.app.screen is form
            assert app.on_disk.settings.layout == Layout()
        line.value = ""
        await app.type("office.docx")
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.layout == Layout(template="office.docx")
        await open_dialog(app)
        await choose(app, "owing", "docx")
        await name_it(app, sample / "list.docx")
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert document((sample / "list.docx").read_bytes()).styles["Title"].font.size == TITLE_SIZE
        form = await open_form(app)
        form.query_one("#template", Input).value = ""
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert "layout" not in app.on_disk.settings.plain()


async def test_it_opens_from_the_settings_and_what_is_entered_there_stays(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        settings = app.app.screen
        assert isinstance(settings, SettingsScreen)
        settings.query_one("#place", Input).value = "Room 2"
        form = await open_form(app, "ctrl+l")
        form.query_one("#part-page-numbers", Tick).value = False
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is settings)
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        found = app.on_disk.settings
        assert found.place == "Room 2"
        assert found.layout == Layout(parts={"page-numbers": False})
        await app.press("u")
        assert app.on_disk.settings.place != "Room 2"
        assert app.on_disk.settings.layout == found.layout, "each is taken back on its own"


async def test_the_palette_leads_there(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("ctrl+p")
        await app.type("Layout of papers")
        await app.wait_until(lambda: bool(app.app.screen.query_one(OptionList).options))
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, LayoutScreen))
        await app.press("escape")


async def test_two_who_change_different_parts_both_keep_theirs(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        form = await open_form(app)
        form.query_one("#part-signature", Tick).value = False
        save_outside(app, Layout(parts={"remarks": False}))
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.layout == Layout(parts={"remarks": False, "signature": False})


@pytest.mark.parametrize(("choice", "expected"), [("#theirs", "theirs"), ("#mine", "mine")])
async def test_two_who_change_the_same_see_both_versions(sample: Path, drive: Open, choice: str, expected: str) -> None:
    async with drive(sample) as app:
        form = await open_form(app)
        form.query_one("#unit", Input).value = "mine"
        form.query_one("#part-remarks", Tick).value = False
        save_outside(app, Layout(unit="theirs"))
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        assert "theirs" in app.text
        assert app.on_disk.settings.layout == Layout(unit="theirs")
        await app.pilot.click(choice)
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.layout == Layout(unit=expected, parts={"remarks": False})


async def test_leaving_with_changes_asks_first(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        form = await open_form(app)
        form.query_one("#part-remarks", Tick).value = False
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("n")
        assert app.app.screen is form
        form.query_one("#part-remarks", Tick).value = True
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert "layout" not in app.on_disk.settings.plain()


async def test_ones_own_part_leaves_the_layout_alone(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m02") as app:
        await app.press("L")
        assert app.app.screen is app.screen


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_every_part_can_be_reached_and_none_is_cut(
    sample: Path, drive: Open, size: tuple[int, int], language: Language
) -> None:
    async with drive(sample, size=size, language=language) as app:
        form = await open_form(app)
        for part in PAPER_PARTS:
            tick = form.query_one(f"#part-{part}", Tick)
            page = form.query_one("#pages", TabbedContent)
            page.active = "page-parts" if PAPER_PARTS[part].export else "page-papers"
            tick.focus(scroll_visible=True)
            await app.settle()
            label = tick.label.plain if hasattr(tick.label, "plain") else str(tick.label)
            assert label in app.text, part
