"""A table that is pasted: on a list or a matrix of any ledger, into a form's field, into a field of one line."""

from pathlib import Path
from typing import Any

from textual import events
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.pasted import TABLES, names, prepare
from tests.screens.conftest import VIEWS, Driver, Open
from tui.app.table_question import TableQuestion
from tui.forms.dialog import ConfirmForGood
from tui.forms.record_dialog import RecordDialog
from tui.ledgers.import_form import ImportDialog, PreviewGrid
from tui.meeting.screen import MeetingScreen
from tui.widgets.key_line import KeyLine

ROWS = "意见\t对象\n粘贴：多\t班子\n粘贴：少\t班子\n"


async def paste(app: Driver, text: str) -> None:
    app.app.post_message(events.Paste(text))
    await app.settle()


def is_open(app: Driver, kind: type[Screen[Any]]) -> bool:
    return isinstance(app.app.screen, kind)


async def test_every_ledger_takes_a_pasted_table_after_a_preview_and_once(sample: Path, drive: Open) -> None:
    prepare(sample)
    async with drive(sample, size=(120, 40)) as app:
        for name, one in TABLES.items():
            await app.press("escape", "escape", "0", *one.keys)
            assert "V Import" in str(app.app.screen.query_one(KeyLine).render()), name
            before = one.found(app.on_disk)
            text = one.text(app.on_disk)
            await paste(app, text)
            assert is_open(app, ImportDialog), name
            assert app.app.screen.query_one(PreviewGrid).row_count == 3
            assert "2 new, 0 already there, 1 wrong" in app.text
            assert one.rows(app.on_disk)[0][-1] in app.text, "what each column is"
            assert one.found(app.on_disk) == before, "nothing is taken before it is confirmed"
            await app.press("ctrl+s")
            await app.settle()
            assert is_open(app, MeetingScreen), name
            assert one.found(app.on_disk) == one.expected, name
            await paste(app, text)
            await app.press("ctrl+s")
            assert is_open(app, ImportDialog), "there is nothing new in it"
            assert "0 new, 2 already there, 1 wrong" in app.text
            await app.press("escape")
            await app.wait_until(lambda: is_open(app, MeetingScreen))
            await app.press("u")
            await app.settle()
            assert one.found(app.on_disk) == before, "undone in one step"


async def test_a_table_pasted_into_a_form_is_asked_about(sample: Path, drive: Open) -> None:
    size, language = VIEWS[1]
    one = TABLES["opinion"]
    async with drive(sample, size=size, language=language) as app:
        await app.press("3", "t", "i")
        await paste(app, ROWS)
        assert is_open(app, TableQuestion)
        await app.press("tab", "enter")
        box = app.app.screen.query_one("#field-text", TextArea)
        assert box.text == ROWS, "kept as text"
        await paste(app, ROWS)
        await app.press("enter")
        await app.wait_until(lambda: is_open(app, ImportDialog))
        await app.press("ctrl+s")
        await app.settle()
        assert is_open(app, RecordDialog), "what was typed is still there"
        assert [text for text, *_rest in one.found(app.on_disk)] == ["粘贴：多", "粘贴：少"]
        await app.press("escape")
        assert is_open(app, ConfirmForGood)
        await app.press("y")
        await app.press("i")
        await paste(app, ROWS)
        await app.press("escape")
        assert is_open(app, RecordDialog)
        assert app.app.screen.query_one("#field-text", TextArea).text == ""
        await paste(app, ROWS)
        await app.press("enter")
        await app.wait_until(lambda: is_open(app, ImportDialog))
        await app.press("escape")
        await app.wait_until(lambda: is_open(app, MeetingScreen))  # an empty form does not stay behind


LINES = "  云溪县委\n常委会 \n\n 2026 review\nnotes\t甲 "
JOINED = "云溪县委常委会2026 review notes 甲"


async def test_lines_that_are_pasted_into_a_line_are_joined(sample: Path, drive: Open) -> None:
    forms = [("slash",), ("3", "t", "i"), ("4", "t", "i"), ("2", "t", "t", "i"), ("1", "n"), ("1", "w"), ("comma",)]
    async with drive(sample, size=(120, 40)) as app:
        for keys in forms:
            await app.press("escape", "escape", "0", *keys)
            await app.wait_until(lambda: app.app.screen.query(Input))
            for box in app.app.screen.query(Input).results(Input):
                if not (box.display and box.can_focus and box.id and box.region):
                    continue
                box.focus()
                await app.settle()
                box.value = ""
                await paste(app, LINES)
                assert box.value == JOINED, (keys, box.id)
                box.value = ""
            while not is_open(app, MeetingScreen):
                await app.press("escape")
                if is_open(app, ConfirmForGood):
                    await app.press("y")
            await app.press("escape", "escape")


async def test_what_has_no_room_or_has_rows_is_told_or_asked(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(120, 40)) as app:
        await app.press("1", "n")
        box = app.app.screen.query_one("#by", Input)
        box.focus()
        await paste(app, "长" * 150)
        await paste(app, "长" * 150)
        assert box.value == "长" * 150
        assert "at most 200 characters" in app.text
        box.value = ""
        await paste(app, "甲\t乙\n丙\t丁\n")
        assert is_open(app, TableQuestion)
        assert "Take it as a table" not in app.text
        await app.press("enter")
        assert box.value == "甲 乙丙 丁"
        app.app.copy_to_clipboard("第一行\n第二行")
        box.value = ""
        await app.press("ctrl+v")
        assert box.value == "第一行第二行", "what was copied here is pasted as from elsewhere"


async def test_what_can_be_pasted_nowhere_is_told(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("4")
        await paste(app, "甲\t乙\n丙\t丁\n")
        assert "taken on a ledger's page" in app.text
        await app.press("t", "t", "i")
        assert is_open(app, RecordDialog)
        await paste(app, "几行\n文字")
        assert "go to a text field first" in app.text
        await app.press("escape")
        await app.press("escape")
        await app.press("4", "t")
        await paste(app, "只有一行")
        assert is_open(app, MeetingScreen)
        assert "One line is no table" in app.text


async def test_the_key_asks_for_a_file_or_for_pasted_rows(sample: Path, drive: Open) -> None:
    one = TABLES["criticism"]
    async with drive(sample) as app:
        await app.press("6", "t", "V")
        assert is_open(app, ImportDialog)
        await paste(app, "批评人\t被批评人\t批评意见\n无人\t无人\t粘贴：错\n")
        assert app.app.screen.query_one(PreviewGrid).row_count == 1
        await paste(app, one.text(app.on_disk))
        assert app.app.screen.query_one(PreviewGrid).row_count == 3
        await app.press("ctrl+s")
        await app.settle()
        assert one.found(app.on_disk) == one.expected


async def test_a_member_pastes_their_own_criticism_alone(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m05") as app:
        people = names(app.on_disk)
        await app.press("escape", "6", "t")
        rows = [
            ["批评人", "被批评人", "批评意见"],
            [people[4], people[0], "粘贴：甲"],
            [people[1], people[0], "粘贴：乙"],
        ]
        await paste(app, "\n".join(map("\t".join, rows)))
        assert is_open(app, ImportDialog)
        await app.press("ctrl+s")
        await app.settle()
        assert TABLES["criticism"].found(app.on_disk) == [("m05", "m01", "粘贴：甲")]
