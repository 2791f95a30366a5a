"""The settings by keys, read back from meeting.toml."""

from pathlib import Path

from textual.widgets import Checkbox, Input, RadioSet, Select, Static, TabbedContent, TextArea

from checklists.base.language import Language
from checklists.edits.departure import count_references, remove_member
from checklists.model.checklist import Target
from checklists.model.meeting import GROUP
from checklists.store.folder import Folder
from tests.builders import change_settings, read
from tests.screens.conftest import VIEWS, Open
from tui.forms.conflict import ConflictDialog
from tui.forms.dialog import Confirm
from tui.forms.form import Form
from tui.settings.new_date import NewDateDialog
from tui.settings.roster import PasteDialog, RosterGrid
from tui.settings.screen import SettingsScreen
from tui.widgets.ticks import TickChoice


async def test_a_new_date_shows_what_moves_before_it_is_saved(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        before = (sample / "meeting.toml").read_bytes()
        await app.press("comma")
        form = app.app.screen
        assert isinstance(form, SettingsScreen)
        form.query_one("#date", Input).value = "2026-12-01"
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, NewDateDialog))
        assert "10 days earlier" in app.text
        assert "Overdue at once" in app.text
        assert (sample / "meeting.toml").read_bytes() == before
        await app.press("n")
        assert (sample / "meeting.toml").read_bytes() == before
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, NewDateDialog))
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.date.isoformat() == "2026-12-01"
        assert app.readiness.days_left == 7
        assert "2026-12-01" in app.text


async def test_a_new_date_asks_whether_it_was_moved_and_offers_the_title(sample: Path, drive: Open) -> None:
    size, language = VIEWS[0]
    async with drive(sample, language=language, size=size) as app:

        async def move(day: str) -> NewDateDialog:
            await app.press("comma")
            app.app.screen.query_one("#date", Input).value = day
            await app.press("ctrl+s")
            await app.wait_until(lambda: isinstance(app.app.screen, NewDateDialog))
            await app.settle()
            assert isinstance(app.app.screen, NewDateDialog)
            return app.app.screen

        asked = await move("2027-01-15")
        assert not asked.query("#is_retitled")  # it is still the year's
        assert "须报上级党组织同意" in app.text
        await app.press("shift+tab", "space", "ctrl+s")  # the date was only corrected
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.circumstances == ()
        await move("2027-12-10")
        assert "2027年度民主生活会" in app.text
        await app.press("enter")
        await app.wait_until(lambda: app.app.screen is app.screen)
        settings = app.on_disk.settings
        assert (settings.circumstances, settings.title) == (("date-moved",), "2027年度民主生活会")
        assert app.readiness.duty(GROUP, "date-consent")
        asked = await move("2026-12-11")
        assert not asked.query("#is_moved")  # it is known already
        asked.query_one("#is_retitled", Checkbox).value = False
        await app.press("enter")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.title == "2027年度民主生活会"


async def test_all_pages_are_saved_together_and_undone_together(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        old = app.on_disk.settings
        await app.press("comma")
        form = app.app.screen
        form.query_one("#theme", Input).value = "another theme"
        form.query_one("#place", Input).value = "Room 2"
        form.query_one("#quorum", Input).value = "90%"
        form.query_one("#case-analysis", Checkbox).value = True
        lines = form.query_one("#aspects", TextArea).text.split("\n")
        pasted = [f"（{'一二三四五六七八九'[place]}）{line}；" for place, line in enumerate(lines)]
        form.query_one("#aspects", TextArea).text = "\n".join(["1. reworded。", *pasted[1:]])
        form.query_one("#target-channels", Input).value = "5"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        new = app.on_disk.settings
        assert (new.theme, new.place, new.quorum) == ("another theme", "Room 2", "90%")
        assert "case-analysis" in new.circumstances
        assert list(new.aspects) == list(old.aspects), "a reworded aspect keeps its id"
        assert [*new.aspects.values()] == ["reworded", *lines[1:]], "without the notice's numbering and closing marks"
        target: Target = "channels"
        assert new.targets[target] == 5
        await app.press("u")
        assert app.on_disk.settings == old


async def test_settings_are_stored_on_the_newest_state(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        form = app.app.screen
        assert isinstance(form, SettingsScreen)
        old = app.on_disk.settings
        form.query_one("#place", Input).value = "Room 2"
        theirs = {"quorum": "90%", "targets": {**old.targets, "channels": 9}, "criticism_opened": True}
        members = {**old.members, "m02": old.members["m02"].model_copy(update={"post": "their post"})}
        Folder(sample).apply(change_settings(app.on_disk, old.model_copy(update={**theirs, "members": members})))
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        new = app.on_disk.settings
        assert new.place == "Room 2"
        assert (new.quorum, new.targets["channels"], new.criticism_opened) == ("90%", 9, True)
        assert new.members["m02"].post == "their post"
        assert app.readiness.meeting.settings == new, "both are shown"
        await app.press("u")
        assert app.on_disk.settings == new.model_copy(update={"place": old.place}), "only one's own is taken back"


async def test_a_setting_that_another_changed_too_is_asked_about(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        form = app.app.screen
        form.query_one("#place", Input).value = "Room 2"
        form.query_one("#theme", Input).value = "my theme"
        old = app.on_disk.settings
        Folder(sample).apply(change_settings(app.on_disk, old.model_copy(update={"place": "Room 3"})))
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        assert "Room 2" in app.text
        assert "Room 3" in app.text
        assert app.on_disk.settings.theme == old.theme, "nothing is stored yet"
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is form)
        assert form.query_one("#place", Input).value == "Room 2"
        assert app.on_disk.settings.place == "Room 3"


async def test_what_does_not_fit_is_said_and_not_saved(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        before = (sample / "meeting.toml").read_bytes()
        await app.press("comma")
        form = app.app.screen
        for box, value, words in (
            ("#quorum", "4/3", "Quorum"),
            ("#date", "someday", "2026-12-18"),
            ("#target-channels", "many", "whole number"),
            ("#unit", "   ", "Unit"),
        ):
            good = form.query_one(box, Input).value
            form.query_one(box, Input).value = value
            await app.press("ctrl+s")
            assert app.app.screen is form
            assert words in app.text
            form.query_one(box, Input).value = good
        assert (sample / "meeting.toml").read_bytes() == before


async def test_leaving_with_changes_asks_first(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        form = app.app.screen
        form.query_one("#place", Input).value = "elsewhere"
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("enter")
        assert app.app.screen is form
        form.query_one("#place", Input).value = app.on_disk.settings.place
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is app.screen)


async def test_members_are_added_edited_moved_and_removed(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        ids = list(app.on_disk.settings.members)
        await app.press("comma")
        form = app.app.screen
        form.query_one("#pages", TabbedContent).active = "page-roster"
        await app.settle()
        form.query_one(RosterGrid).focus()
        await app.press("end", "K", "minus")
        await app.wait_until(lambda: isinstance(app.app.screen, Form))
        await app.press("ctrl+s")
        await app.press("plus")
        await app.wait_until(lambda: isinstance(app.app.screen, Form) and app.app.screen.query("#post"))
        dialog = app.app.screen
        dialog.query_one("#name", Input).value = "新成员"
        dialog.query_one("#post", Input).value = "副县长"
        dialog.query_one("#units", Input).value = "县教育局、县体育局;县文化馆"
        dialog.query_one("#absent", Checkbox).value = True
        dialog.query_one("#reason", Input).value = "出差"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is form)
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        members = app.on_disk.settings.members
        assert list(members)[:-1] == [*ids[:-2], ids[-2]], "the last was moved up one and removed"
        new = list(members.values())[-1]
        assert (new.name, new.post, new.attendance, new.reason) == ("新成员", "副县长", "absent", "出差")
        assert new.units == ("县教育局", "县体育局", "县文化馆")
        assert list(members)[-1] not in ids, "a new member never takes over another's sheet"
        assert app.readiness.duty(list(members)[-1], "written-speech") is not None


async def test_what_is_kept_of_one_who_left_is_one_notice_and_settled_from_it(sample: Path, drive: Open) -> None:
    size, language = VIEWS[1]
    folder = Folder(sample)
    meeting = read(folder)
    name = meeting.name("m03")
    faults = len(folder.read().faults)
    folder.apply(remove_member(meeting, "m03", "keep"))
    async with drive(sample, language=language, size=size) as app:
        assert len(app.readiness.faults) == faults + 1
        number = sum(fault.severity == "notice" for fault in app.readiness.faults)
        assert number == faults + 1
        for keys in ("4", "t", "3", "t", "5", "t", "6", "t", "8", "t", "0"):  # every page lives with it
            await app.press(keys)
        await app.press("exclamation_mark", "end", "enter")
        await app.wait_until(lambda: isinstance(app.app.screen, Form))
        await app.settle()
        assert name in app.text
        await app.press("ctrl+s")  # kept as before
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert len(app.readiness.faults) == faults + 1
        await app.press("exclamation_mark", "end", "enter")
        await app.wait_until(lambda: isinstance(app.app.screen, Form))
        app.app.screen.query_one("#fate", RadioSet).query(TickChoice).last().value = True
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        await app.wait_until(lambda: len(app.readiness.faults) == faults)
        assert count_references(app.on_disk, "m03") == {}
        await app.press("u")
        await app.wait_until(lambda: len(app.readiness.faults) == faults + 1)


async def test_a_roster_is_pasted_with_what_is_wrong_shown_first(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        first_id, first = next(iter(app.on_disk.settings.members.items()))
        await app.press("comma")
        form = app.app.screen
        form.query_one("#pages", TabbedContent).active = "page-roster"
        await app.settle()
        form.query_one(RosterGrid).focus()
        await app.press("p")
        await app.wait_until(lambda: isinstance(app.app.screen, PasteDialog))
        box = app.app.screen.query_one("#pasted", TextArea)
        box.text = f"姓名\t职务\n{first.name}\t新职务\n\t无名\n"
        await app.settle()
        assert "3" in app.text
        await app.press("ctrl+s")
        assert isinstance(app.app.screen, PasteDialog)
        box.text = f"姓名\t职务\n{first.name}\t新职务\n来新\t副县长\n"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is form)
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        members = app.on_disk.settings.members
        assert members[first_id].post == "新职务", "a known name keeps its id"
        assert [one.name for one in members.values()][-1] == "来新"


async def test_a_column_that_is_not_known_is_asked_about(sample: Path, drive: Open) -> None:
    language: Language = "en"
    async with drive(sample, language=language, size=(80, 24)) as app:
        before = app.on_disk.settings.members
        await app.press("comma")
        form = app.app.screen
        form.query_one("#pages", TabbedContent).active = "page-roster"
        await app.settle()
        form.query_one(RosterGrid).focus()
        await app.press("p")
        await app.wait_until(lambda: isinstance(app.app.screen, PasteDialog) and app.app.screen.is_begun)
        dialog = app.app.screen
        dialog.query_one(
            "#pasted", TextArea
        ).text = "名册\n序号\t姓名\t分管工作\t党内职务\n1\t来新\t信访局\t书记\n填报人：甲"
        await app.settle()
        words = {"en": "it could be “Units in charge”", "zh": "不认识“分管工作”这一列，未读入；可能是“分管单位”"}
        assert words[language] in str(dialog.query_one("#preview", Static).content)
        assert len(dialog.query(Select)) == 1, "a column that numbers the rows is not asked about"
        dialog.query_one(Select).focus()
        await app.press("enter", "down", "enter")
        await app.settle()
        assert words[language] not in str(dialog.query_one("#preview", Static).content)
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is form)
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        *others, new = app.on_disk.settings.members.values()
        assert (new.name, new.post, new.units) == ("来新", "书记", ("信访局",))
        assert [one.role for one in others] == [one.role for one in before.values()], "the principal stays who it is"
        assert new.role == "member"


async def test_removing_a_member_asks_what_becomes_of_their_records(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        before = app.on_disk
        talks = [one for one in app.on_disk.ledgers.talks.talks.values() if "m04" in one.pair]
        assert talks
        await app.press("comma", "ctrl+t", "ctrl+t")
        grid = app.app.screen.query_one(RosterGrid)
        grid.cursor_row = list(app.on_disk.settings.members).index("m04")
        await app.press("minus")
        dialog = app.app.screen
        assert isinstance(dialog, Form)
        assert "talks" in app.text
        dialog.query_one("#fate", RadioSet).query(TickChoice).first().value = True
        await app.press("ctrl+s")
        assert app.app.screen is dialog, "somebody must take them over"
        dialog.query_one("#to", Select).value = "m05"
        await app.press("ctrl+s")
        assert "m04" in app.on_disk.settings.members, "not before the settings are saved"
        grid.cursor_row = list(grid.members).index("m06")
        await app.press("minus")
        heirs = {value for _name, value in app.app.screen.query_one("#to", Select)._options}
        assert "m05" in heirs
        assert not heirs & {"m04", "m06"}, "who leaves takes nothing over"
        await app.press("escape")
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        meeting = app.on_disk
        assert "m04" not in meeting.settings.members
        assert not any("m04" in one.pair for one in meeting.ledgers.talks.talks.values())
        assert not any("m04" in one.about for one in meeting.ledgers.opinions.opinions.values())
        assert not any(fault.severity == "inconsistent" for fault in app.readiness.faults)
        await app.press("u")
        await app.wait_until(lambda: "m04" in app.on_disk.settings.members)
        assert app.on_disk == before
        assert list(app.on_disk.settings.members) == list(before.settings.members)
