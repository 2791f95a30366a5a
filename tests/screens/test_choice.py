"""Choosing several records: how many, which keys act on them, and how to choose none again."""

from pathlib import Path

import pytest
from textual.widgets import Static

from checklists.base.language import Language
from tests.screens.conftest import VIEWS, Driver, Open
from tui.forms.form import Form

WORDS = {
    "zh": ("已选{count}项", ("b 反馈", "r 认领", "p 归属", "d 删除", "X 全部不选")),
    "en": ("{count} chosen", ("b Feed back", "r Claim", "p Assign", "d Delete", "X Choose none")),
}


def line(app: Driver) -> str:
    """Return what is said of the choice; nothing where that is hidden."""
    (found,) = app.view.query(".ledger-choice")
    assert isinstance(found, Static)
    return str(found.render()) if found.display else ""


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_a_choice_is_counted_its_keys_are_named_and_it_is_cleared(
    sample: Path, drive: Open, language: Language, size: tuple[int, int]
) -> None:
    words, keys = WORDS[language]
    async with drive(sample, language=language, size=size) as app:
        await app.press("3", "t")
        assert line(app) == ""
        for count in (1, 2, 3):
            await app.press("x")
            assert line(app).startswith(words.format(count=count))
        assert all(key in app.text for key in keys)
        await app.press("up", "x")
        assert line(app).startswith(words.format(count=2)), "again leaves it out"
        await app.press("X")
        assert line(app) == ""
        assert app.view.id == "place-opinions"
        await app.press("home", "x", "escape")
        assert line(app) == "", "escape clears it too"
        assert app.view.id == "place-opinions", "and only then goes back"
        await app.press("escape")
        assert app.view.id == "stage"


async def test_what_the_filter_hides_is_counted_apart_and_left_alone(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        await app.press("3", "t", "x", "x", "slash")
        await app.type("zzzz")
        await app.press("enter")
        assert line(app).startswith("已选2项（2项被筛选隐去，不受影响）")
        await app.press("escape")
        assert line(app).startswith("已选2项：")


async def test_the_keys_of_a_choice_are_named_when_the_list_has_the_focus_again(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        await app.press("3", "t", "x", "slash")
        await app.type("zzzz")
        await app.press("backspace", "backspace", "backspace", "backspace", "tab")
        app.view.focus_list()
        await app.settle()
        assert all(key in line(app) for key in WORDS["zh"][1])


async def test_the_choice_is_used_once(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        await app.press("3", "t", "x", "x", "b")
        assert isinstance(app.app.screen, Form)
        await app.press("escape")
        assert line(app).startswith("已选2项"), "left without saving, they are still chosen"
        await app.press("d")
        await app.wait_until(lambda: app.app.screen is not app.screen)
        await app.press("y")
        await app.settle()
        assert line(app) == ""


async def test_criticisms_are_ticked_several_at_once(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        await app.press("6", "t", "t", "x", "x")
        assert "已选2项" in line(app)
        assert "b 已沟通" in line(app)
