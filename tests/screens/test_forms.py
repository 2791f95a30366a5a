"""Forms save what was changed in them and nothing else, and show what another wrote meanwhile."""

import re
from pathlib import Path

import pytest
from textual.widgets import Button, Input, SelectionList, TextArea

from checklists.base.language import LANGUAGES, Language
from checklists.edits.ledgers import answer, open_criticism, read_text
from checklists.edits.marks import mark_duty
from checklists.edits.records import change_record
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.builders import change_settings
from tests.screens.conftest import Driver, Open, study_places
from tui.forms.conflict import ConflictDialog
from tui.forms.dialog import Confirm, ConfirmForGood
from tui.forms.record_dialog import RecordDialog
from tui.settings.roster import RosterGrid
from tui.widgets.ledger_grid import LedgerGrid
from tui.widgets.matrix import MemberMatrix


def by_another(sample: Path) -> tuple[Folder, Meeting]:
    source = Folder(sample)
    meeting = source.read().meeting
    assert meeting is not None
    return source, meeting


async def settings_saved(app: Driver) -> None:
    await app.press("ctrl+s")
    await app.wait_until(lambda: app.app.screen is app.screen)


async def test_settings_leave_alone_what_they_do_not_show(sample: Path, drive: Open) -> None:
    source, meeting = by_another(sample)
    source.apply(open_criticism(meeting, is_open=True))
    async with drive(sample) as app:
        await app.press("comma")
        app.app.screen.query_one("#place", Input).value = "elsewhere"
        await settings_saved(app)
        assert app.on_disk.settings.place == "elsewhere"
        assert app.on_disk.settings.criticism_opened, "the criticism stays disclosed"


async def test_saving_again_after_a_conflict_leaves_the_others_fields(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.go_to("chair-script")
        await app.press("n")
        app.app.screen.query_one("#note", TextArea).text = "mine"
        source, meeting = by_another(sample)
        source.apply(mark_duty(meeting, "group", "chair-script", note="theirs", evidence=("theirs.docx",)))
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        await app.press("escape")
        await app.wait_until(lambda: not isinstance(app.app.screen, ConflictDialog))
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.mark("chair-script").note == "mine")
        assert app.mark("chair-script").evidence == ("theirs.docx",)


async def test_an_answer_that_another_gave_meanwhile_is_shown_not_replaced(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("3", "t")
        grid = app.view.query_one("#place-opinions-0", LedgerGrid)
        opinions = app.on_disk.ledgers.opinions.opinions
        key = next(key for key, one in opinions.items() if len(one.about) == 1 and not one.answers)
        who = opinions[key].about[0]
        grid.cursor_row = next(row for row, place in enumerate(grid.rows) if place[2] == key)
        await app.press("y")
        app.app.screen.query_one("#words", TextArea).text = "mine"
        source, meeting = by_another(sample)
        source.apply(answer(meeting, key, who, "theirs"))
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        assert app.on_disk.ledgers.opinions.opinions[key].answers == {who: "theirs"}
        said = " ".join(app.text.split())
        assert f"opinion about {app.on_disk.name(who)}" in said, "in words, not by file and keys"
        assert "opinions.toml" not in said
        assert key not in said


@pytest.mark.parametrize("me", [None, "m03"])
async def test_a_record_saved_again_after_a_conflict_leaves_the_others_fields(
    sample: Path, drive: Open, me: str | None
) -> None:
    async with drive(sample, me=me) as app:
        await app.press("4", "t", "t")
        place = app.view.grid.place  # type: ignore[attr-defined]
        await app.press("enter")
        app.app.screen.query_one("#field-said", TextArea).text = "mine"
        source, meeting = by_another(sample)
        source.apply(change_record(meeting, KINDS["talk"], place[2], {"said": "theirs", "place": "theirs"}))
        await app.screen.session.refresh()
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        await app.press("escape")
        await app.wait_until(lambda: not isinstance(app.app.screen, ConflictDialog))
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.on_disk.ledgers.talks.talks[place[2]].said == "mine")
        assert app.on_disk.ledgers.talks.talks[place[2]].place == "theirs"


async def test_a_conflict_of_settings_holds_a_departure_back_and_both_are_saved_and_taken_back_as_one(
    sample: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        form = app.app.screen
        form.query_one("#place", Input).value = "mine"
        await app.press("ctrl+t", "ctrl+t")
        grid = form.query_one(RosterGrid)
        grid.cursor_row = list(app.on_disk.settings.members).index("m04")
        await app.press("minus", "ctrl+s")
        source, meeting = by_another(sample)
        source.apply(change_settings(meeting, meeting.settings.model_copy(update={"place": "theirs"})))
        before = app.on_disk
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        assert app.on_disk == before, "nobody has left while the place is open"
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is form)
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        await app.press("tab", "enter")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.place == "mine"
        assert "m04" not in app.on_disk.settings.members
        newest = next(Folder(sample).history()).entry
        assert newest is not None
        name = before.settings.members["m04"].name
        assert newest.meaning == f"the meeting's settings (Place); {name} removed from the roster"
        await app.press("u")
        await app.wait_until(lambda: "m04" in app.on_disk.settings.members)
        assert app.on_disk == before


@pytest.mark.parametrize("language", LANGUAGES)
async def test_lists_say_how_to_tick_and_what_must_be_filled_in_is_marked(
    sample: Path, drive: Open, language: Language
) -> None:
    hint, opinion, source = {
        "zh": ("空格勾选", "意见 *", r"来源 "),
        "en": ("Space ticks", "Opinion *", r"From "),
    }[language]
    async with drive(sample, language=language, size=(80, 24)) as app:
        await app.press("3", "t", "i")
        assert hint in app.text
        assert opinion in app.text
        assert re.search(source, app.text)
        assert source.strip() + " *" not in app.text
        await app.press("escape", "b")
        assert hint in app.text
        assert app.app.screen.query_one("#subjects", SelectionList).region.right <= 78


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_review_calls_its_key_by_what_it_does(sample: Path, drive: Open, language: Language) -> None:
    first, second = {"zh": ("Ctrl+S 提交", "Ctrl+S 审阅通过"), "en": ("Ctrl+S Hand in", "Ctrl+S Pass")}[language]
    async with drive(sample, language=language, size=(80, 24)) as app:
        await app.go_to("personal-outline", "m09")
        await app.press("enter", "v")
        assert first in app.text
        await app.press("ctrl+s")
        await app.settle()
        assert app.on_disk.sheet("m09").outline.step == "submitted"
        await app.press("v")
        assert second in app.text


async def test_a_text_that_need_not_be_read_does_not_look_like_one_that_must(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh", size=(120, 40)) as app:
        source = Folder(sample)
        meeting = source.read().meeting
        assert meeting is not None
        text = next(iter(meeting.ledgers.study.texts))
        for member in meeting.settings.members:
            source.apply(read_text(source.read().meeting, member, [text], None))  # type: ignore[arg-type]
        source.apply(change_record(source.read().meeting, KINDS["text"], text, {"required": False}))  # type: ignore[arg-type]
        await app.press("2", "t", "f5")
        await app.settle()
        matrix = app.view.query_one("#place-study-0", MemberMatrix)
        column = 1 + [key for _kind, key in study_places(matrix)].index(text)
        assert matrix.cell(0, column).text == "– 选学"
        matrix.cursor_column = column
        await app.press("home", "space")
        assert matrix.cell(0, column).text == "✔ 已学"


async def test_a_tick_is_a_sign_and_not_a_colour_alone(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh", size=(80, 24)) as app:
        await app.press("3", "t", "i")
        assert "√" not in app.text
        app.app.screen.query_one("#field-about", SelectionList).focus()
        await app.press("space")
        assert re.search(r"▐√▌ 班子", app.text)
        assert len(re.findall("▐ ▌", app.text)) == len(re.findall("▐.▌", app.text)) - 1


async def test_what_is_saved_of_several_names_them(on_its_day: Path, drive: Open) -> None:
    async with drive(on_its_day, language="zh", size=(80, 24)) as app:
        await app.press("7", "t", "home", "space")
        name = next(iter(app.on_disk.settings.members.values())).name
        assert f"已保存：签到 · {name}" in app.text
        await app.press("2", "t", "space")
        assert re.search(rf"已保存：出席\S* · 集中学习“.+”（.+） · {name}", app.text)


async def test_what_was_typed_is_not_thrown_away_without_asking(sample: Path, drive: Open) -> None:
    language: Language = "zh"
    question = {"zh": "不保存就离开？", "en": "Leave without saving?"}[language]
    async with drive(sample, language=language, size=(80, 24)) as app:
        before = app.on_disk
        await app.press("3", "t", "i", "escape")
        assert app.app.screen is app.screen, "nothing was typed, nothing is asked"
        await app.press("i")
        form = app.app.screen
        form.query_one("#field-text", TextArea).text = "下基层少"
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.settle()
        assert question in app.text
        word = {"zh": "取消", "en": "Cancel"}[language]
        assert f"n {word}" in app.text, "the key and the button say the same"
        assert str(app.app.screen.query_one("#cancel", Button).label) == word
        await app.press("enter")
        assert app.app.screen is form, "a stray enter loses nothing"
        await app.press("escape", "n")
        assert app.app.screen is form
        assert form.query_one("#field-text", TextArea).text == "下基层少"
        await app.press("escape", "y")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk == before


async def test_what_could_not_be_saved_is_not_thrown_away_without_asking_either(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("4", "t", "t", "enter")
        form = app.app.screen
        form.query_one("#field-place", Input).value = "mine"
        source = Folder(sample)
        meeting = source.read().meeting
        assert meeting is not None
        grid = app.view.query_one("#place-talks-1", LedgerGrid)
        assert grid.place is not None
        source.apply(change_record(meeting, KINDS["talk"], grid.place[2], {"place": "theirs"}))
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog) and app.app.screen.is_mounted)
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.press("n")
        assert app.app.screen.query_one("#field-place", Input).value == "mine"


async def test_ctrl_a_chooses_all_of_a_text_and_home_goes_to_its_start(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("3", "t", "i")
        form = app.app.screen
        text, source = form.query_one("#field-text", TextArea), form.query_one("#field-source", Input)
        assert text.content_region.x == source.content_region.x, "texts of several lines and of one are flush"
        text.text, source.value = "一\n二", "甲"
        text.focus()
        await app.press("ctrl+a", "x")
        assert text.text == "x"
        source.focus()
        await app.press("end", "home", "y", "ctrl+a", "z", "home", "w")
        assert source.value == "wz"
        form.query_one("#field-about").focus()
        await app.press("ctrl+a")
        assert (text.text, source.value) == ("x", "wz")
        await app.press("escape", "y", "comma")
        theme = app.app.screen.query_one("#theme", Input)
        theme.focus()
        await app.press("end", "ctrl+a", "x")
        assert theme.value == "x", "in the settings too"


async def test_a_stray_enter_does_not_undo_what_was_done_before(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("4", "t", "down", "f", "ctrl+s")
        await app.settle()
        done = app.on_disk
    async with drive(sample) as app:
        await app.press("u")
        await app.wait_until(lambda: isinstance(app.app.screen, ConfirmForGood))
        await app.press("enter")
        await app.settle()
        assert app.on_disk == done
        await app.press("u", "y")
        await app.settle()
        assert app.on_disk != done
