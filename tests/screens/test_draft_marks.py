"""Findings that are meant so, listed on the screen: what and why, whether they still hold, and reported again."""

from pathlib import Path

import pytest
from textual.widgets import Static, TextArea

from checklists.base.language import Language
from tests.screens.conftest import VIEWS, Driver, Open, Size
from tests.screens.drafting import TEXT, corrected, opened
from tui.drafts.grids import FindingGrid
from tui.drafts.meant import MeantScreen
from tui.drafts.screen import DraftScreen
from tui.forms.form import Form

REASON = "数字[/]待核"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


async def meant(app: Driver, screen: DraftScreen, rule: str = "placeholder") -> str:
    """Mark a finding; return its key."""
    found = screen.query_one(FindingGrid)
    await app.press("n", "home")
    while found.finding and found.finding.rule != rule:
        await app.press("n")
    assert found.finding is not None
    key = found.finding.key
    await app.press("w")
    app.app.screen.query_one("#reason", TextArea).text = REASON
    await corrected(app, screen, "ctrl+s")
    return key


async def marks(app: Driver) -> MeantScreen:
    """Open the list."""
    await app.press("M")
    await app.wait_until(lambda: isinstance(app.app.screen, MeantScreen))
    screen = app.app.screen
    assert isinstance(screen, MeantScreen)
    await app.settle()
    return screen


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_a_mark_tells_all_and_is_reported_again_and_undone(
    size: Size, language: Language, sample: Path, path: Path, drive: Open
) -> None:
    async with drive(sample, size=size, language=language) as app:
        screen = await opened(app, path)
        key = await meant(app, screen)
        shown = await marks(app)
        for words in (REASON, "2026-11-24", key, "XX部", {"zh": "留有未填写的空白", "en": "a blank"}[language]):
            assert words in app.text
        assert {"zh": "第9行", "en": "line 9"}[language] in app.text
        assert {"zh": "仍在，不提示", "en": "still found"}[language] in app.text
        await app.press("r")
        await app.wait_until(lambda: key not in app.on_disk.sheet("m09").outline.meant_so)
        assert shown.mark is None
        await app.press("u")
        await app.wait_until(lambda: key in app.on_disk.sheet("m09").outline.meant_so)
        await app.press("r")
        await app.wait_until(lambda: key not in app.on_disk.sheet("m09").outline.meant_so)
        await corrected(app, screen, "escape")
        assert key in [one.key for one in screen.query_one(FindingGrid).findings]


async def test_a_mark_whose_text_was_changed_is_shown_as_stale(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample) as app:
        screen = await opened(app, path)
        await meant(app, screen)
        path.write_text(TEXT.replace("XX部", "12部"), encoding="utf-8")
        await corrected(app, screen, "r")
        shown = await marks(app)
        assert shown.mark is not None
        assert shown.mark.standing == "stale"
        assert "no longer found: 1" in app.text.split("\n")[0]
        assert "XX部" in app.text, "the words as they stood"


async def test_the_reason_is_changed_and_asked_for_again_where_it_is_empty(
    sample: Path, path: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        key = await meant(app, await opened(app, path))
        shown = await marks(app)
        await app.press("e")
        form = app.app.screen
        assert isinstance(form, Form)
        box = form.query_one("#reason", TextArea)
        assert box.text == REASON
        box.text = " "
        await app.press("ctrl+s")
        assert app.app.screen is form
        assert "say why it is meant so" in app.text
        box.text = "通知要求如此"
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is shown)
        assert app.on_disk.sheet("m09").outline.meant_so[key].reason == "通知要求如此"
        assert "通知要求如此" in app.text
        await app.press("u")
        await app.wait_until(lambda: app.on_disk.sheet("m09").outline.meant_so[key].reason == REASON)


async def test_the_meeting_lists_everybodys_and_a_member_only_their_own(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await meant(app, await opened(app, path))
        await app.press("escape")
        await app.wait_until(lambda: app.app.screen is app.screen)
        shown = await marks(app)
        assert "谭启牧" in app.text
        assert shown.mark is not None
        assert shown.mark.standing == "unknown", "no draft is read there"
    async with drive(sample, me="m09") as app:
        shown = await marks(app)
        assert shown.mark is not None
    async with drive(sample, me="m03") as app:
        shown = await marks(app)
        assert shown.mark is None
        assert "谭启牧" not in app.text
        assert "No finding is marked" in str(shown.query_one("#browse-status", Static).render())
        await app.press("r", "e")
        assert app.app.screen is shown


async def test_a_mark_tells_who_made_it(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample, me="m09") as app:
        await app.press("5")
        await app.settle()
        await app.go_to("personal-outline", "m09")
        await app.press("enter", "D")
        app.app.screen.query_one("#file").value = str(path)  # type: ignore[attr-defined]
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, DraftScreen) and app.app.screen.reading)
        screen = app.app.screen
        assert isinstance(screen, DraftScreen)
        key = await meant(app, screen)
        assert app.on_disk.sheet("m09").outline.meant_so[key].by == "m09"
        await marks(app)
        assert "谭启牧, 2026-11-24" in app.text


async def test_taking_in_shows_first_what_it_would_do(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        screen = await opened(app, path)
        await app.press("ctrl+s")
        assert "4 new, 0 changed, 0 as before" in app.text
        for words in ("Problems", "+ new  我学习[/]理论不够深入", "Causes", "+ new  理论学习的自觉性不强"):
            assert words in app.text
        await app.press("n")
        assert not app.on_disk.sheet("m09").outline.problems
        await app.press("ctrl+s")
        await corrected(app, screen, "y")
        assert len(app.on_disk.sheet("m09").outline.problems) == 2
        assert "Next, link causes and measures: Esc." in app.text
        await app.press("ctrl+s")
        assert "says already what the draft says" in app.text
        path.write_text(TEXT.replace("缺席2次", "缺席3次").replace("1.理论学习的自觉性不强。\n", ""), encoding="utf-8")
        await corrected(app, screen, "r")
        assert "3 of it are in the outline; Ctrl+S: 0 new, 1 changed" in app.text
        await app.press("ctrl+s")
        for words in ("~ changed  我学习[/]", "was (Example)", "· not in the draft, stays  理论学习的自觉性不强"):
            assert words in app.text


async def test_a_draft_that_names_another_is_told_before_it_is_taken_in(sample: Path, path: Path, drive: Open) -> None:
    path.write_text(TEXT.replace("对照检查材料\n", "对照检查材料\n县委常委 简 舒\n", 1), encoding="utf-8")
    async with drive(sample) as app:
        await opened(app, path)
        words = "The draft's head names 简舒, but this is the outline of 谭启牧."
        assert words in app.text
        await app.press("down", "ctrl+s")
        assert words in app.text
