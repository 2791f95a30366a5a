"""The pane at 80x24: what matters first, and all of it in full by a key."""

from pathlib import Path

import pytest

from checklists.base.language import LANGUAGES, Language
from tests.screens.conftest import Driver, Open
from tui.forms.reading import DescriptionScreen, ReadingScreen


def squeezed(text: str) -> str:
    """Return a text without the blanks that lines break at, and the scrollbar."""
    return "".join(char for char in text if not char.isspace() and char not in "▁▂▃▄▅▆▇")


async def read(app: Driver) -> str:
    """Return all that the screen of a text shows, page by page."""
    seen = ""
    for _page in range(4):
        seen += squeezed("".join(line.split("│")[1] for line in app.text.split("\n") if line.count("│") > 1))
        await app.press("pagedown")
    return seen


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_the_pane_cuts_is_read_in_full(sample: Path, drive: Open, language: Language) -> None:
    async with drive(sample, language=language, size=(80, 24)) as app:
        for key in ("1", "5", "8"):
            await app.press(key)
            for _row in range(4):
                await app.press("down")
                row = app.view.row  # type: ignore[attr-defined]
                item = row.item
                await app.press("z")
                assert any(isinstance(screen, DescriptionScreen) for screen in app.app.screen_stack)
                seen = await read(app)
                assert squeezed(str(item.title)) in seen
                assert squeezed(str(item.guide)) in seen
                await app.press("z")
                assert app.app.screen is app.screen
                assert app.view.row == row, "the cursor stayed"  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_pane_begins_with_state_deadline_and_what_is_missing(
    sample: Path, drive: Open, language: Language
) -> None:
    due, missing = {"zh": ("时限：2026-12-02", "还缺：提交材料"), "en": ("Due: 2026-12-02", "Missing: ")}[language]
    async with drive(sample, language=language, size=(80, 24)) as app:
        await app.go_to("group-draft")
        pane = app.text.split("\n")[-11:]
        assert any(due in line and line.strip().startswith(("◐", "○", "✔", "!", "←")) for line in pane)
        assert any(line.strip().startswith(missing.split("：")[0]) for line in pane)


async def test_help_is_read_the_same_way(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh", size=(80, 24)) as app:
        await app.press("question_mark")
        assert any(isinstance(screen, ReadingScreen) for screen in app.app.screen_stack)
        await app.press("j", "k", "q")
        assert app.app.screen is app.screen
