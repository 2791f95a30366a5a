"""A draft on the screen: read, corrected, checked and taken in by keys; read back from the files."""

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from tests.screens.conftest import Driver, Open, Size
from tui.screens.drafts.forms import ReasonDialog
from tui.screens.drafts.grids import FindingGrid, TreeGrid
from tui.screens.drafts.screen import DraftScreen
from tui.screens.drafts.source import SourceDialog
from tui.screens.drafts.text import DraftText

TEXT = (
    "对照检查材料\n一、存在的问题\n（一）政治忠诚方面\n1.我学习[/]理论不够深入。写笔记很少。比如，6次学习缺席2次。\n"
    "2.我到基层调研不够，听汇报多\x1b[2J。\n二、原因剖析\n1.理论学习的自觉性不强。\n"
    "三、整改措施\n1.每月精读原著XX部，2027年12月底前完成。"
)


async def opened(app: Driver, path: Path) -> DraftScreen:
    """Open the outline of a member and read a draft there."""
    await app.go_to("personal-outline", "m09")
    await app.press("enter", "D")
    await app.wait_until(lambda: isinstance(app.app.screen, SourceDialog))
    app.app.screen.query_one("#file", Input).value = str(path)
    await app.press("enter")
    await app.wait_until(lambda: isinstance(app.app.screen, DraftScreen) and app.app.screen.query_one(TreeGrid).nodes)
    screen = app.app.screen
    assert isinstance(screen, DraftScreen)
    return screen


async def corrected(app: Driver, screen: DraftScreen, *keys: str) -> None:
    """Press keys that correct the tree, and wait until it is checked again."""
    before = screen.reading
    await app.press(*keys)
    await app.wait_until(lambda: screen.reading is not before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_draft_is_corrected_and_taken_in_as_one_edit(sample: Path, path: Path, drive: Open, size: Size) -> None:
    async with drive(sample, size=size) as app:
        screen = await opened(app, path)
        tree, text = screen.query_one(TreeGrid), screen.query_one(DraftText)
        assert "\x1b" not in app.text
        place = next(n for n, one in enumerate(tree.nodes) if one.kind == "problem")
        tree.cursor_row = place
        await app.settle()
        assert text.text[slice(*text._here)] == tree.nodes[place].span.text
        await app.press("s")
        text.cursor = text.text.index("写笔记")
        await corrected(app, screen, "s")
        assert [one.kind for one in tree.nodes].count("problem") == 3
        await app.press("escape")
        tree.cursor_row = next(n for n, one in enumerate(tree.nodes) if one.kind == "cause")
        await corrected(app, screen, "x")
        assert "cause" not in [one.kind for one in tree.nodes]
        await corrected(app, screen, "r")
        assert [one.kind for one in tree.nodes].count("problem") == 3, "corrections outlast a second reading"
        await app.press("ctrl+s", "y")
        await app.wait_until(lambda: len(app.on_disk.sheet("m09").outline.problems) == 3)
        outline = app.on_disk.sheet("m09").outline
        assert "我学习[/]理论不够深入。" in [one.text for one in outline.problems.values()]
        assert (len(outline.causes), len(outline.measures)) == (0, 1)
        await app.press("escape", "u")
        await app.wait_until(lambda: not app.on_disk.sheet("m09").outline.problems)


async def test_a_finding_that_is_meant_so_is_kept_and_not_reported_again(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample) as app:
        screen = await opened(app, path)
        found = screen.query_one(FindingGrid)
        await app.press("n")
        while found.finding and found.finding.rule != "placeholder":
            row = found.cursor_row
            await app.press("n")
            assert found.cursor_row > row
        finding = found.finding
        assert finding is not None
        assert screen.query_one(DraftText).cursor == finding.start
        await app.press("w")
        assert isinstance(app.app.screen, ReasonDialog)
        app.app.screen.query_one("#reason", TextArea).text = "数字待核"
        await corrected(app, screen, "ctrl+s")
        assert finding.key not in [one.key for one in found.findings]
        assert app.on_disk.sheet("m09").outline.meant_so[finding.key].reason == "数字待核"
