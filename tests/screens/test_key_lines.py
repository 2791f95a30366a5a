"""The last lines at 80x24, in every place and both languages: the keys of the place, whole, and help at the end."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.binding import Binding
from textual.widgets import Static

from checklists.base.language import LANGUAGES, Language
from tests.screens.conftest import VIEWS, Driver, Open
from tui.base.key_groups import HERE, get_group
from tui.forms.help import HelpScreen
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_line import KeyLine

PLACES = {
    "overview": (),
    "stage": ("1",),
    "study": ("2", "t"),
    "sessions": ("2", "t", "t"),
    "opinions": ("3", "t"),
    "chosen": ("3", "t", "x"),
    "channels": ("3", "t", "t"),
    "talks": ("4", "t"),
    "talk records": ("4", "t", "t"),
    "outline": ("5", "t"),
    "criticism": ("6", "t"),
    "criticisms": ("6", "t", "t"),
    "day": ("8", "t"),
    "rectification": ("8", "t", "t", "t"),
    "member": ("m",),
    "summary": ("s",),
}
HELP = {"zh": "? 帮助", "en": "? Help"}
ALWAYS = {"zh": ("c 继续", "/ 筛选", "u 撤销"), "en": ("c Continue", "/ Filter", "u Undo")}


def drawn(app: Driver) -> list[str]:
    """Return the lines as they are drawn."""
    line = app.app.screen.query_one(KeyLine)
    rows = str(line.render()).split("\n")
    assert app.text.split("\n")[-len(rows) :] == [row.rstrip() for row in rows], "they are the last, and nothing is cut"
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_place_shows_its_keys_whole_and_help(sample: Path, drive: Open, language: Language) -> None:
    async with drive(sample, language=language, size=(80, 24)) as app:
        for keys in PLACES.values():
            await app.press("escape", "escape", "0", *keys)
            rows = drawn(app)
            assert len(rows) == 2
            assert all(cell_len(row) <= 80 for row in rows)
            assert rows[-1].rstrip().endswith(HELP[language])
            text = " ".join(rows)
            first: dict[str, Binding] = {}
            for active in app.screen.active_bindings.values():
                first.setdefault(active.binding.action, active.binding)
            for binding in first.values():
                if binding.show and binding.description and get_group(binding) is HERE:
                    assert f" {app.app.get_key_display(binding)} {binding.description} " in text
            assert [key for key in ALWAYS[language] if f" {key} " not in text] == [], keys


async def test_the_keys_of_the_place_stand_apart_where_there_is_room(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh", size=(120, 40)) as app:
        await app.press("2")
        here, rest = drawn(app)
        assert ALWAYS["zh"][0] in rest
        assert here.split()[0] == "Enter"
        assert ALWAYS["zh"][0] not in here


async def test_a_key_can_be_clicked_on_either_line(sample: Path, drive: Open) -> None:
    async with drive(sample, language="en", size=(80, 24)) as app:
        rows = drawn(app)
        await app.pilot.click(KeyLine, offset=(rows[1].index("Settings"), 1))
        await app.wait_until(lambda: app.app.screen is not app.screen)
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is app.screen)
        await app.pilot.click(KeyLine, offset=(rows[0].index("Filter"), 0))
        await app.wait_until(lambda: app.screen.query_one(FilterLine).has_focus_within)


async def test_a_form_offers_help_too(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh", size=(80, 24)) as app:
        await app.press("4", "t", "i")
        assert "F1 帮助" in app.text
        await app.press("f1")
        assert "本页按键" in app.text


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_help_is_a_table_by_group_the_keys_of_the_place_first(
    sample: Path, drive: Open, language: Language, size: tuple[int, int]
) -> None:
    first, second, digits, close = {
        "zh": ("本页按键", "随处可用", "环节", "Esc 关闭"),
        "en": ("Keys here", "Everywhere", "Stage", "Esc Close"),
    }[language]
    async with drive(sample, language=language, size=size) as app:
        await app.press("3", "t", "question_mark")
        await app.settle()
        screen = app.app.screen
        assert isinstance(screen, HelpScreen)
        lines = str(screen.query_one("#reading-text", Static).render()).split("\n")
        width = screen.query_one("#reading").scrollable_content_region.width
        assert all(cell_len(line) <= width for line in lines)
        assert lines[0] == first
        assert lines[1].startswith("Enter ")
        assert lines.index(second) > lines.index(first)
        assert next(line for line in lines if line.startswith("1–8 ")).split()[1] == digits
        assert not [line for line in lines if line.startswith("2 ")], "no number stands twice"
        keys = [line for line in lines[1 : lines.index("")] if not line.startswith(" ")]
        heads = [re.match(r"\S+(?: \S+)* {2,}\S+(?: \S+)* {2,}", line) for line in keys]
        assert len({cell_len(head.group()) for head in heads if head}) == 1, "in columns"
        assert all(heads)
        seen = app.text
        assert close in seen.split("\n")[-2] or close in seen.split("\n")[-3]
        for _page in range(6):
            await app.press("pagedown")
        assert "TOML" in app.text, "it scrolls to the end"
        await app.press("question_mark")
        assert app.app.screen is app.screen
