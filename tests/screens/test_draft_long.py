"""The draft screen with drafts of every length, by mouse and by paste: list and text in step, findings one by one."""

import re
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static, TextArea

from checklists.base.language import Language
from tests.hostile import STRINGS
from tests.screens.conftest import SIZES, VIEWS, Driver, Open, Size
from tests.screens.drafting import TEXT, asked, asked_again, long_draft, opened, shown
from tui.drafts.forms import ChoiceDialog
from tui.drafts.grids import FindingGrid, TreeGrid
from tui.drafts.screen import DraftScreen
from tui.drafts.source import SourceDialog
from tui.drafts.text import DraftText
from tui.forms.dialog import Confirm

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff]")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def is_visible(text: DraftText, place: int) -> bool:
    """Tell whether a place of the text is on the screen."""
    row = text.find_row(place)
    return text.scroll_offset.y <= row < text.scroll_offset.y + text.size.height


def row_is_visible(grid: TreeGrid | FindingGrid) -> bool:
    """Tell whether the row of the cursor is on the screen."""
    return grid.scroll_offset.y <= grid.cursor_row < grid.scroll_offset.y + grid.size.height - grid.header_lines


def status(screen: DraftScreen) -> str:
    return str(screen.query_one("#draft-status", Static).render())


def told(dialog: Screen[Any]) -> str:
    return str(dialog.query_one("#dialog-error", Static).render())


@pytest.mark.parametrize(
    ("length", "size", "language"),
    [
        *((10_000, size, language) for size, language in VIEWS),
        (50_000, SIZES[0], "zh"),
    ],
)
async def test_list_and_text_of_a_long_draft_stay_in_step(
    length: int, size: Size, language: Language, sample: Path, tmp_path: Path, drive: Open
) -> None:
    file = tmp_path / "对照检查材料.txt"
    file.write_text(long_draft(length), encoding="utf-8")
    async with drive(sample, size=size, language=language) as app:
        screen = await opened(app, file)
        tree, text, found = screen.query_one(TreeGrid), screen.query_one(DraftText), screen.query_one(FindingGrid)
        assert len(text.text) >= length
        for keys in (["end"], ["home"], ["pagedown"] * 3, ["down"] * 5, ["up"] * 2):
            await app.press(*keys)
            assert tree.node is not None
            assert text.text[slice(*text.marked_place)] == tree.node.span.text
            assert row_is_visible(tree)
            assert is_visible(text, tree.node.span.start)
        await app.press("tab")
        for keys in (["end"], ["pageup"] * 3, ["home"], ["pagedown"] * 4, ["right"] * 3):
            await app.press(*keys)
            assert is_visible(text, text.cursor)
            assert row_is_visible(tree)
        assert tree.node is not None
        assert tree.node.span.start <= text.cursor < tree.node.span.end
        await app.press("escape")
        seen = []
        for key in ["n"] * 12 + ["p"] * 4 + ["end", "p", "n", "home", "n"]:
            await app.press(key)
            assert found.finding is not None
            seen.append(found.cursor_row)
            assert text.cursor == found.finding.start
            assert text.marked_place == (found.finding.start, found.finding.end)
            assert row_is_visible(found)
            assert is_visible(text, found.finding.start)
        last = found.row_count - 1
        assert seen == [*range(12), 10, 9, 8, 7, last, last - 1, last, 0, 1]


async def test_all_findings_are_gone_through_and_the_ends_are_told(sample: Path, path: Path, drive: Open) -> None:
    size, language = VIEWS[1]
    async with drive(sample, size=size, language=language) as app:
        screen = await opened(app, path)
        found, text = screen.query_one(FindingGrid), screen.query_one(DraftText)
        for number in range(found.row_count):
            await app.press("n")
            assert found.cursor_row == number
            assert text.cursor == found.findings[number].start
        assert status(screen) == ""
        await app.press("n")
        assert found.cursor_row == found.row_count - 1
        assert status(screen) == {"zh": "这是最后一处。", "en": "This is the last finding."}[language]
        await app.press("home", "p")
        assert status(screen) == {"zh": "这是第一处。", "en": "This is the first finding."}[language]


async def test_a_text_too_long_for_a_draft_is_refused_and_the_screen_goes_on(
    sample: Path, tmp_path: Path, drive: Open
) -> None:
    file, good = tmp_path / "long.txt", tmp_path / "good.txt"
    file.write_text(long_draft(300_000), encoding="utf-8")
    good.write_text(TEXT, encoding="utf-8")
    async with drive(sample, size=(80, 24)) as app:
        screen = await opened(app, good)
        nodes = screen.query_one(TreeGrid).nodes
        await app.press("o")
        await app.wait_until(lambda: isinstance(app.app.screen, SourceDialog))
        dialog = app.app.screen
        dialog.query_one("#file", Input).value = str(file)
        await app.press("enter")
        await app.wait_until(lambda: "more than 200000 characters" in told(dialog))
        await app.press("escape", "down")
        assert screen.query_one(TreeGrid).nodes == nodes
        assert screen.query_one(TreeGrid).cursor_row == 1


async def test_the_mouse_chooses_in_lists_and_text(sample: Path, path: Path, drive: Open) -> None:
    size = SIZES[0]
    async with drive(sample, size=size) as app:
        screen = await opened(app, path)
        tree, text = screen.query_one(TreeGrid), screen.query_one(DraftText)
        await app.pilot.click(TreeGrid, offset=(20, 4))
        assert tree.cursor_row == 3
        assert text.text[slice(*text.marked_place)] == tree.nodes[3].span.text
        place = text.text.index("写笔记")
        row = text.find_row(place)
        assert is_visible(text, place)
        await app.pilot.click(DraftText, offset=_at(text, place, row))
        await app.settle()
        assert (screen.focused, text.cursor) == (text, place)
        assert tree.node is not None
        assert tree.node.kind == "problem"
        await app.pilot.click(TreeGrid, offset=(20, tree.cursor_row + 1 - tree.scroll_offset.y))
        await app.wait_until(lambda: isinstance(app.app.screen, ChoiceDialog))
        app.app.screen.query_one("#choices", OptionList).highlighted = 1
        before = screen.reading
        await app.press("enter")
        await app.wait_until(lambda: screen.reading is not before)
        assert [one.kind for one in tree.nodes].count("cause") == 2


def _at(text: DraftText, place: int, row: int) -> tuple[int, int]:
    """Return where a place of the text is drawn in its widget, borders and padding included."""
    from rich.cells import cell_len

    start = text.line_starts[row]
    left, top = text.content_region.x - text.region.x, text.content_region.y - text.region.y
    return cell_len(text.text[start:place]) + left, row - text.scroll_offset.y + top


async def test_the_mouse_goes_through_findings_and_keys(sample: Path, path: Path, drive: Open) -> None:
    size = SIZES[1]
    async with drive(sample, size=size) as app:
        screen = await opened(app, path)
        found, text = screen.query_one(FindingGrid), screen.query_one(DraftText)
        await app.pilot.click("KeyLine", offset=(app.text.split("\n")[-1].index("n Next finding"), 0))
        await app.settle()
        assert screen.view.shows_findings
        await app.pilot.click(FindingGrid, offset=(30, 3))
        await app.settle()
        assert found.cursor_row == 2
        assert text.cursor == found.findings[2].start
        await app.pilot.click(FindingGrid, offset=(30, 3))
        await app.settle()
        assert screen.focused is text
        await app.pilot.click("KeyLine", offset=(app.text.split("\n")[-1].index("Ctrl+S"), 0))
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))


async def paste(app: Driver, text: str) -> None:
    """Paste as a terminal does that brackets what is pasted."""
    app.app.post_message(events.Paste(text))
    await app.settle()


@pytest.mark.parametrize(
    ("place", "size", "language"), [("file", *VIEWS[0]), ("draft-pasted", *VIEWS[0]), ("file", *VIEWS[1])]
)
async def test_many_lines_are_pasted_wherever_the_cursor_is(
    place: str, size: Size, language: Language, sample: Path, drive: Open
) -> None:
    lines = long_draft(10_000)
    async with drive(sample, size=size, language=language) as app:
        dialog = await asked(app)
        dialog.query_one(f"#{place}").focus()
        await app.settle()
        await paste(app, lines.replace("\n", "\r\n"))
        assert dialog.query_one("#file", Input).value == ""
        assert dialog.focused is dialog.query_one("#draft-pasted", TextArea)
        await app.press("ctrl+s")
        screen = await shown(app)
        assert len(screen.query_one(DraftText).text.split("\n")) == len(lines.split("\n"))
        assert {"zh": "粘贴的文字", "en": "pasted text"}[language] in app.text


SHORT = [STRINGS[name] for name in sorted(STRINGS) if name not in {"long", "surrogate"}]


@pytest.mark.parametrize(
    "hostile", [*("\n".join(SHORT[n::2]) for n in range(2)), STRINGS["long"]], ids=["1", "2", "long"]
)
async def test_hostile_text_that_is_pasted_is_shown_and_never_obeyed(hostile: str, sample: Path, drive: Open) -> None:
    text = TEXT.replace("写笔记很少", f"写笔记{hostile}很少")
    async with drive(sample, size=(80, 24)) as app:
        await asked(app)
        await app.press("tab", "tab") if app.app.screen.query("#near") else await app.press("tab")
        await paste(app, text)
        seen = [app.text]
        await app.press("ctrl+home")
        seen.append(app.text)
        await app.press("ctrl+s")
        screen = await shown(app)
        seen.append(app.text)
        await app.press("n", "tab", "end", "home")
        seen.append(app.text)
        await app.press("escape", "t", "ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        seen.append(app.text)
        assert not CONTROL.search("\n".join(seen))
        await app.press("y")
        await app.wait_until(lambda: app.app.screen is screen)
        await app.wait_until(lambda: app.on_disk.sheet("m09").outline.measures)
        assert "每月精读原著" in " ".join(one.text for one in app.on_disk.sheet("m09").outline.measures.values())
        assert not CONTROL.search(app.text)


async def test_drafts_that_are_near_are_offered_the_newest_first(
    sample: Path, tmp_path: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    folder = tmp_path / "desk"
    folder.mkdir()
    for number, name in enumerate(["old.md", "材料 [b].txt", "~$lock.docx", "table.xlsx", ".hidden.txt"]):
        (folder / name).write_text(TEXT, encoding="utf-8")
        os.utime(folder / name, (1_700_000_000 + number, 1_700_000_000 + number))
    monkeypatch.chdir(folder)
    async with drive(sample) as app:
        dialog = await asked(app)
        near = dialog.query_one("#near", OptionList)
        names = [str(near.get_option_at_index(n).prompt) for n in range(near.option_count)]
        assert names == ["材料 [b].txt", "old.md"]
        await app.press("tab", "enter")
        screen = await shown(app)
        assert "材料 [b].txt" in app.text
        assert screen.state.source.path == "材料 [b].txt"


async def test_a_file_that_is_dropped_on_the_terminal_is_found(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample) as app:
        dialog = await asked(app)
        for typed in ("'{}'", '"{}"', "file://{}", " {} "):
            dialog.query_one("#file", Input).value = ""
            await paste(app, typed.format(path))
            await app.press("enter")
            screen = await shown(app)
            assert screen.state.source.path == str(path)
            await app.press("o")
            assert isinstance(app.app.screen, SourceDialog)
            dialog = app.app.screen


async def test_a_name_that_is_no_file_is_told_with_where_it_was_looked_for(
    sample: Path, drive: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with drive(sample) as app:
        dialog = await asked(app)
        await app.type("none.docx")
        await app.press("enter")
        assert app.app.screen is dialog
        assert "no such file yet: none.docx" in app.text
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is app.screen)


async def test_a_draft_that_cannot_be_read_is_told_where_another_can_be_named(
    sample: Path, path: Path, tmp_path: Path, drive: Open
) -> None:
    size, language = VIEWS[0]
    old = tmp_path / "old.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    async with drive(sample, size=size, language=language) as app:
        dialog = await asked(app)
        line = dialog.query_one("#file", Input)
        line.value = str(old)
        await app.press("enter")
        await app.wait_until(lambda: ".docx" in told(dialog))
        assert app.app.screen is dialog
        assert line.value == str(old), "what was typed stays"
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is app.screen)
        dialog = await asked_again(app)
        assert not dialog.query_one("#file", Input).value, "what could not be read is not read again"
        dialog.query_one("#file", Input).value = str(path)
        await app.press("enter")
        await shown(app)


async def test_a_draft_that_is_gone_since_it_was_read_is_asked_for_again(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample) as app:
        screen = await opened(app, path)
        path.unlink()
        await app.press("r")
        await app.wait_until(lambda: "draft.txt cannot be read" in status(screen))
        assert app.app.screen is screen, "what was read before is shown still"
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is app.screen)
        dialog = await asked_again(app)
        assert dialog.query_one("#file", Input).value == str(path)
        assert "draft.txt cannot be read" in told(dialog)
        path.write_text(TEXT, encoding="utf-8")
        await app.press("enter")
        await shown(app)
