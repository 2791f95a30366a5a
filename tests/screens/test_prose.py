"""Text to be read breaks its lines as a Chinese page does."""

from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from checklists.base.cells import count_cells
from checklists.base.language import set_language
from tests.screens.conftest import SIZES, Open
from tui.duties.detail import Detail
from tui.duties.duties import StageView
from tui.widgets.prose import Prose, break_text

STOPS = tuple("，。；：、！？）》」』”’…")


@pytest.mark.parametrize("size", SIZES)
async def test_no_line_of_any_description_begins_with_a_stop(sample: Path, drive: Open, size: tuple[int, int]) -> None:
    async with drive(sample, language="zh", size=size) as app:
        lines: list[str] = []
        for number in "12345678":
            await app.press(number, "home")
            rows, here = app.screen.query_one(StageView).rows, -1
            while rows.cursor_row != here:
                here = rows.cursor_row
                text = app.screen.query_one(Detail).query_one(Prose)
                shown = text.render().plain.split("\n")
                assert text.size.height == len(shown), "nothing is cut"
                assert max(map(count_cells, shown)) <= text.size.width
                lines += shown
                await app.press("down")
        assert len(lines) > 100
        assert [line for line in lines if line.startswith(STOPS)] == []


@pytest.mark.parametrize("text", ["　　2026-XTFGW-00013 号文件", "        abcdefghijklmnop 号", "   会议。"])
@pytest.mark.parametrize("cells", [6, 18, 20])
def test_no_line_is_longer_than_there_is_room(text: str, cells: int) -> None:
    assert max(map(count_cells, break_text(Content(text), cells).plain.split("\n"))) <= cells


@pytest.mark.parametrize("cells", [0, 1, 2, 7, 20, 76])
def test_breaking_loses_nothing_but_the_blanks_it_breaks_at(cells: int) -> None:
    set_language("zh")
    text = Content.assemble(
        ("请假审批与书面发言", "bold"),
        "：不能到会的成员，by e-mail 或书面说明。\n\n",
        ("  缩进一行", "italic"),
        " a  b",
    )
    laid = break_text(text, cells)
    assert laid.plain.replace("\n", "").replace(" ", "") == text.plain.replace("\n", "").replace(" ", "")
    for style in ("bold", "italic"):
        styled = [
            "".join(one.plain[span.start : span.end] for span in one.spans if span.style == style)
            for one in (laid, text)
        ]
        assert styled[0].replace("\n", "").strip() == styled[1].strip()


class Page(App[None]):
    """One text."""

    CSS = "Prose { height: auto; }"

    def compose(self) -> ComposeResult:
        yield Prose("一\n二\n三")


async def test_a_text_that_is_updated_twice_is_as_high_as_what_stands_there() -> None:
    async with Page().run_test() as pilot:
        text, screen = pilot.app.query_one(Prose), pilot.app.screen
        text.update("一\n二")
        screen._clear_arrangement_cache()  # as another widget does that changes meanwhile
        screen._refresh_layout()
        assert text.size.height == 2
        text.update("一")
        await pilot.pause()
        assert text.size.height == 1
