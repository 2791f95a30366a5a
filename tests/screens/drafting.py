"""What the tests of drafts on the screen share: opening one, correcting it, and a draft of any length."""

from pathlib import Path

from textual.widgets import Input

from tests.screens.conftest import Driver
from tui.drafts.grids import TreeGrid
from tui.drafts.screen import DraftScreen
from tui.drafts.source import SourceDialog

TEXT = (
    "对照检查材料\n一、存在的问题\n（一）政治忠诚方面\n1.我学习[/]理论不够深入。写笔记很少。比如，6次学习缺席2次。\n"
    "2.我到基层调研不够，听汇报多\x1b[2J。\n二、原因剖析\n1.理论学习的自觉性不强。\n"
    "三、整改措施\n1.每月精读原著XX部，2027年12月底前完成。"
)


async def asked(app: Driver, member: str = "m09") -> SourceDialog:
    """Open the outline of a member and ask for a draft there."""
    await app.go_to("personal-outline", member)
    await app.press("enter")
    return await asked_again(app)


async def asked_again(app: Driver) -> SourceDialog:
    """Ask for a draft on the page of the outline."""
    await app.press("D")
    await app.wait_until(lambda: isinstance(app.app.screen, SourceDialog))
    dialog = app.app.screen
    assert isinstance(dialog, SourceDialog)
    return dialog


async def shown(app: Driver) -> DraftScreen:
    """Wait until the draft is read and checked."""
    await app.wait_until(lambda: isinstance(app.app.screen, DraftScreen) and app.app.screen.query_one(TreeGrid).nodes)
    screen = app.app.screen
    assert isinstance(screen, DraftScreen)
    await app.settle()
    return screen


async def opened(app: Driver, path: Path) -> DraftScreen:
    """Open the outline of a member and read a draft there."""
    dialog = await asked(app)
    dialog.query_one("#file", Input).value = str(path)
    await app.press("enter")
    return await shown(app)


async def corrected(app: Driver, screen: DraftScreen, *keys: str) -> None:
    """Press keys that correct the tree, and wait until it is checked again."""
    before = screen.reading
    await app.press(*keys)
    await app.wait_until(lambda: screen.reading is not before)


def long_draft(length: int) -> str:
    """Return a draft of about so many characters, with many nodes and many findings."""
    lines = ["2026年度民主生活会个人对照检查材料", "一、存在的问题", "（一）政治忠诚方面"]
    written, number, part = 0, 0, 0
    headings = ["", "二、原因剖析", "三、整改措施"]
    while written < length:
        if written * 10 > length * (6, 8, 99)[part]:
            part, number = part + 1, 0
            lines.append(headings[part])
        number += 1
        line = (
            f"{number}.我第{number}项工作抓得不紧，征求意见建议条。比如，今年{number % 12 + 1}月我没有到场。",
            f"{number}.第{number}个方面的党性锻炼抓得不紧，理想信念有所松动。",
            f"{number}.第{number}项措施每季度检查一次，2027年{number % 12 + 1}月底前完成。",
        )[part]
        lines.append(line)
        written += len(line)
    return "\n".join(lines)
