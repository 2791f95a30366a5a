"""Opinions by keys: entered, found, assigned, told, claimed, answered, imported; read back from the files."""

import re
from pathlib import Path

from textual import events
from textual.widgets import Input, Select, SelectionList, Static, TextArea

from checklists.base.language import Language
from checklists.edits.records import add_record
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import Member
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.builders import read
from tests.screens.conftest import TODAY, VIEWS, Driver, Open
from tui.forms.dialog import Confirm
from tui.forms.form import Form
from tui.forms.record_dialog import RecordDialog
from tui.ledgers.import_form import ImportDialog, PreviewGrid
from tui.widgets.ledger_grid import LedgerGrid


async def ledger_of(app: Driver) -> LedgerGrid:
    """Open the ledger of opinions."""
    await app.press("3", "t")
    assert app.view.id == "place-opinions"
    return app.view.query_one("#place-opinions-0", LedgerGrid)


def opinions(app: Driver) -> dict[str, Opinion]:
    return app.on_disk.ledgers.opinions.opinions


async def choose(app: Driver, *keys: str) -> None:
    """Choose opinions with x."""
    grid = app.view.query_one("#place-opinions-0", LedgerGrid)
    for key in keys:
        grid.cursor_row = next(row for row, place in enumerate(grid.rows) if place[2] == key)
        await app.press("x")


async def test_an_opinion_is_entered_in_the_words_it_was_said_in(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await ledger_of(app)
        before = opinions(app)
        await app.press("i")
        dialog = app.app.screen
        assert isinstance(dialog, RecordDialog)
        await app.press("ctrl+s")
        assert app.app.screen is dialog, "without words there is no opinion"
        dialog.query_one("#field-text", TextArea).text = "[b]下基层[/] 少 [x]"
        dialog.query_one("#field-about", SelectionList).select("m02")
        channel = next(iter(app.on_disk.ledgers.opinions.channels))
        dialog.query_one("#field-channel", Select).value = channel
        dialog.query_one("#field-voices", Input).value = "3"
        await app.press("ctrl+s")
        await app.settle()
        new = [one for key, one in opinions(app).items() if key not in before]
        assert [(one.text, one.about, one.channel, one.voices) for one in new] == [
            ("[b]下基层[/] 少 [x]", ("m02",), channel, 3)
        ]
        assert app.assess().duty("m02", "opinions-claimed") == app.readiness.duty("m02", "opinions-claimed")


async def test_several_are_told_claimed_and_assigned_at_once(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await ledger_of(app)
        waiting = [key for key, one in opinions(app).items() if one.about == ("m08",)][:2]
        assert len(waiting) == 2
        await choose(app, *waiting)
        await app.press("b")
        assert isinstance(app.app.screen, Form)
        await app.press("ctrl+s")
        await app.settle()
        assert all(opinions(app)[key].fed_back == {"m08": TODAY} for key in waiting)
        await choose(app, *waiting)
        await app.press("r", "ctrl+s")
        await app.settle()
        assert all(opinions(app)[key].claimed == {"m08": TODAY} for key in waiting)
        await choose(app, *waiting)
        await app.press("p")
        app.app.screen.query_one("#subjects", SelectionList).select("group")
        app.app.screen.query_one("#subjects", SelectionList).deselect("m08")
        await app.press("ctrl+s")
        await app.settle()
        assert all(opinions(app)[key].about == ("group",) for key in waiting)
        assert not any(opinions(app)[key].claimed for key in waiting), "what was recorded for m08 goes with it"
        await app.press("u", "u", "u")
        await app.settle()
        assert all(opinions(app)[key].about == ("m08",) and not opinions(app)[key].fed_back for key in waiting)


async def test_a_claim_is_taken_back_with_an_empty_day(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await ledger_of(app)
        key = next(key for key, one in opinions(app).items() if one.claimed)
        await choose(app, key)
        await app.press("r")
        app.app.screen.query_one("#day", Input).value = ""
        await app.press("ctrl+s")
        await app.settle()
        assert opinions(app)[key].claimed == {}


async def test_a_member_who_imports_nothing_is_not_told_of_it(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m05") as app:
        await ledger_of(app)
        app.app.post_message(events.Paste("甲说乙说\n丙说丁说"))
        await app.settle()
        assert not isinstance(app.app.screen, ImportDialog)
        assert "spreadsheet" not in app.text
        assert "r Claim" in app.text
        await app.press("slash", "#", "enter")
        assert "r Claim" not in app.text, "there is nothing to be claimed"


async def test_an_opinion_is_answered_in_words(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await ledger_of(app)
        key, opinion = next((key, one) for key, one in opinions(app).items() if one.about and not one.answers)
        await choose(app, key)
        await app.press("y")
        assert isinstance(app.app.screen, Form)
        app.app.screen.query_one("#words", TextArea).text = "已列入整改"
        await app.press("ctrl+s")
        await app.settle()
        assert opinions(app)[key].answers == {opinion.about[0]: "已列入整改"}


async def test_filter_sort_and_delete(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        grid = await ledger_of(app)
        rows = grid.row_count
        await app.press("slash")
        await app.type("diaoyan")
        await app.press("enter")
        assert 0 < grid.row_count < rows
        await app.press("escape")
        assert grid.row_count == rows
        number = next(n for n, field in enumerate(grid.fields) if field.name == "voices")
        await app.press(*["o"] * (number + 1))
        voices = [getattr(grid.record(place), "voices", 0) for place in grid.rows]
        assert voices == sorted(voices)
        await app.press("O")
        assert [getattr(grid.record(place), "voices", 0) for place in grid.rows] == sorted(voices, reverse=True)
        gone = [place[2] for place in grid.rows[:2]]
        await app.press("home", "x", "x", "d", "y")
        await app.settle()
        assert not set(gone) & set(opinions(app))
        named = [
            key
            for subject in app.on_disk.subjects
            for problem in app.on_disk.sheet(subject).outline.problems.values()
            for key in problem.answers
        ]
        assert not set(gone) & set(named), "what named them no longer does"
        await app.press("u")
        await app.settle()
        assert set(gone) <= set(opinions(app))


async def test_what_is_deleted_is_named_by_whom_it_is_about_and_its_channel_never_by_its_text(
    sample: Path, drive: Open
) -> None:
    size, language = VIEWS[0]
    async with drive(sample, size=size, language=language) as app:
        grid = await ledger_of(app)
        before, ledger = opinions(app), app.on_disk.ledgers.opinions
        key, *others = [place[2] for place in grid.rows[:3]]
        one = before[key]
        assert one.channel
        await app.press("home", "d")
        assert opinions(app) == {name: two for name, two in before.items() if name != key}
        said = app.app.screen.query_one("#status", Static).render()
        assert str(said).startswith("已删除：关于")
        for words in (app.on_disk.name(one.about[0]), ledger.channels[one.channel].title):
            assert words in str(said)
        assert one.text[:6] not in str(said)
        assert "按 u 可撤销" in app.text
        await app.press("u")
        assert opinions(app) == before
        await choose(app, *others)
        await app.press("d")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.settle()
        for other in others:
            assert ledger.channels[before[other].channel].title in app.text.partition("2")[2]
        await app.press("n")
        assert opinions(app) == before


async def test_a_table_is_looked_at_first_and_taken_once(sample: Path, tmp_path: Path, drive: Open) -> None:
    names = [member.name for member in drive_names(sample)]
    table = tmp_path / "意见.csv"
    rows = [
        "意见,对象,条数",
        f"会议多，文件长,{names[1]},2",
        "调研少,班子,1",
        f"会议多，文件长,{names[1]},2",
        "空话多,查无此人,1",
    ]
    table.write_text("\n".join(row.replace("，", "、") for row in rows), encoding="gb18030")
    async with drive(sample, language="zh") as app:
        await ledger_of(app)
        before = opinions(app)
        await app.press("v")
        dialog = app.app.screen
        assert isinstance(dialog, ImportDialog)
        dialog.query_one("#file", Input).value = str(table)
        await app.settle()
        assert dialog.query_one(PreviewGrid).row_count == 4
        assert "查无此人" in app.text
        assert opinions(app) == before, "nothing is taken until it is confirmed"
        await app.press("ctrl+s")
        await app.settle()
        new = [one for key, one in opinions(app).items() if key not in before]
        assert sorted((one.text, one.about, one.voices) for one in new) == [
            ("会议多、文件长", ("m02",), 2),
            ("调研少", ("group",), 1),
        ]
        assert "已保存：意见：导入2条；有误1行，未导入" in app.text
        await app.press("v")
        app.app.screen.query_one("#file", Input).value = str(table)
        await app.settle()
        await app.press("ctrl+s")
        assert isinstance(app.app.screen, ImportDialog), "there is nothing new in it"
        assert "有误1条" in app.text
        (tmp_path / "other.csv").write_text("姓名\n甲\n", encoding="utf-8")
        app.app.screen.query_one("#file", Input).value = str(tmp_path / "other.csv")
        await app.settle()
        assert "有误1条" not in app.text, "what another file held"
        assert app.app.screen.query_one(PreviewGrid).row_count == 0
        await app.press("escape")
        assert len(opinions(app)) == len(before) + 2


def drive_names(sample: Path) -> list[Member]:

    meeting = Folder(sample).read().meeting
    assert meeting is not None
    return list(meeting.settings.members.values())


async def test_a_difference_between_channels_and_ledger_is_named(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await ledger_of(app)
        assert "still to be entered" in app.text
        await app.press("t")
        channels = app.on_disk.ledgers.opinions.channels
        voices = app.on_disk.ledgers.opinions.voices
        wrong = next(key for key, one in channels.items() if one.raw is not None and one.raw != voices.get(key, 0))
        grid = app.view.grid  # type: ignore[attr-defined]
        grid.cursor_row = next(row for row, place in enumerate(grid.rows) if place[2] == wrong)
        await app.press("enter")
        app.app.screen.query_one("#field-raw", Input).value = str(voices.get(wrong, 0))
        await app.press("ctrl+s")
        await app.settle()
        assert app.on_disk.ledgers.opinions.channels[wrong].raw == voices.get(wrong, 0)
        assert "still to be entered" not in app.text


async def test_a_row_that_stands_twice_in_a_file_says_so_with_both_rows(
    sample: Path, drive: Open, tmp_path: Path
) -> None:
    language: Language = "zh"
    file = tmp_path / "意见.csv"
    there = next(iter(Folder(sample).read().meeting.ledgers.opinions.opinions.values())).text  # type: ignore[union-attr]
    file.write_text(f'意见\n办事太慢\n"{there}"\n办事太慢\n', encoding="utf-8")
    async with drive(sample, language=language, size=(80, 24)) as app:
        grid = await ledger_of(app)
        count = grid.row_count
        await app.press("v")
        app.app.screen.query_one("#file", Input).value = str(file)
        await app.press("enter")
        twice, already, total = {
            "zh": (r"4 表内重复 +与第2行相同：办事太慢", r"3 已有", "新增1条，已有1条，表内重复1条，有误0条"),
            "en": (
                r"4 twice in the table +the same as row 2: 办事太慢",
                r"3 there already",
                "1 new, 1 already there, 1 twice in the table, 0 wrong",
            ),
        }[language]
        assert re.search(twice, app.text)
        assert re.search(already, app.text)
        assert total in app.text
        await app.press("ctrl+s")
        await app.settle()
        assert len(opinions(app)) == count + 1


async def test_a_member_is_told_an_opinion_in_its_words_and_not_who_gave_it(sample: Path, drive: Open) -> None:
    source = Folder(sample)
    channel, adding = add_record(read(source), KINDS["channel"], {"title": "canary channel"})
    source.apply(adding)
    fields = {"text": "下基层少", "about": ["m02"], "channel": channel, "source": "canary staff"}
    source.apply(add_record(read(source), KINDS["opinion"], fields)[1])
    for me in (None, "m02"):
        async with drive(sample, me=me) as app:
            grid = await ledger_of(app)
            await app.press("end")
            assert "下基层少" in app.text
            shown = "".join(text for place in grid.rows for text in grid.texts(place))
            assert ("canary" in app.text and "canary" in shown) is (me is None)
            assert {"channel", "source"} & {field.name for field in grid.fields} == (
                {"channel"} if me is None else set()
            )
            await app.press("slash")
            await app.type("canary")
            await app.press("enter")
            assert grid.row_count == (1 if me is None else 0), "nor is it found by it"
            await app.press("escape", "end", "enter")
            assert isinstance(app.app.screen, RecordDialog) is (me is None), "the form is the secretary's"


async def test_on_a_small_screen_the_counts_and_the_row_under_the_cursor_stand_with_the_rows(
    sample: Path, drive: Open, tmp_path: Path
) -> None:
    rows = ["汇总表", "意见,针对谁,谁讲的,备注栏,另一栏,条数", "会多,班子,干部,,,1", "合计,,,,,9"]
    rows += [f"空话{number}多,某同志{number % 2},群众,,,x" for number in range(12)]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    async with drive(sample, language="zh", size=(80, 24)) as app:
        await ledger_of(app)
        await app.press("v")
        dialog = app.app.screen
        dialog.query_one("#file", Input).value = str(tmp_path / "a.csv")
        await app.press("enter")
        await app.settle()
        grid = dialog.query_one(PreviewGrid)
        assert app.app.focused is grid
        prompts = [str(box.prompt) for box in dialog.query(Select)]
        assert "对象，第5、7、9、11等6行：指哪一个？" in prompts
        for _key in range(3):
            assert "新增1条，已有0条，有误12条" in app.text
            assert grid.words(grid.cursor_row) in str(dialog.query_one("#row", Static).content)
            assert dialog.query_one("#row").region.bottom <= dialog.query_one("#dialog-error").region.y
            await app.press("down")
            await app.settle()


async def test_columns_and_values_that_are_not_clear_are_asked_about_in_the_form(
    sample: Path, drive: Open, tmp_path: Path
) -> None:
    rows = ["汇总表", "序号,建言,针对谁,谁讲的", "1,办得慢,某同志,群众", "2,会多,班子,干部", "审核人：甲"]
    (tmp_path / "a.csv").write_text("\n".join(rows), encoding="utf-8")
    async with drive(sample, language="zh", size=(80, 24)) as app:
        await ledger_of(app)
        before = opinions(app)
        await app.press("v")
        dialog = app.app.screen
        dialog.query_one("#file", Input).value = str(tmp_path / "a.csv")
        await app.settle()
        assert "表头中没有可以认作“意见”的列；现有的列：" in str(dialog.query_one("#dialog-error", Static).content)
        assert [box.name for box in dialog.query(Select)] == ["column 谁讲的", "column 建言"]

        async def answer(key: str, *presses: str) -> None:
            box = next(one for one in dialog.query(Select) if one.name == key)
            box.focus()
            await app.press("enter", *presses, "enter")
            await app.settle()

        await answer("column 建言", "down")
        assert dialog.query_one(PreviewGrid).row_count == 2
        assert [box.name for box in dialog.query(Select)] == ["column 谁讲的", "column 建言", "value 某同志"]
        await answer("value 某同志", "down", "down", "down")
        await answer("column 谁讲的", "down")
        await app.press("ctrl+s")
        await app.settle()
        new = [one for key, one in opinions(app).items() if key not in before]
        assert [(one.text, one.source) for one in new] == [("办得慢", "群众"), ("会多", "干部")]
        assert len(new[0].about) == 1
        assert new[1].about == ("group",)
