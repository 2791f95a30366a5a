"""What a person reads names who, what and when: no form, message or dialog shows the id of a record."""

import re
from pathlib import Path

import pytest
from textual.widgets import Input, SelectionList

from checklists.base.language import LANGUAGES, Language
from tests.screens.conftest import Driver, Open
from tui.forms.dialog import Confirm
from tui.forms.record_dialog import RecordDialog
from tui.history.screen import HistoryScreen
from tui.widgets.ledger_grid import LedgerGrid

ID = re.compile(r"(?<![0-9a-z])[tonepcskrx][0-9a-f]{4}(?![0-9a-z])")
TALK = {
    "zh": r"(已保存：)?\S+与\S+的谈话（(计划)?11月20日）",
    "en": r"(Saved: )?talk of \S+ with .+ \((planned )?11-20\)",
}


def status(app: Driver) -> str:
    return str(app.screen.query_one("#status").render())


async def test_a_talk_is_called_by_who_and_when_wherever_it_is_told_of(sample: Path, drive: Open) -> None:
    language: Language = "en"
    async with drive(sample, language=language) as app:
        await app.press("4", "t", "t", "enter")
        dialog = app.app.screen
        assert isinstance(dialog, RecordDialog)
        dialog.query_one("#field-held", Input).value = "2026-11-20"
        await app.press("ctrl+s")
        await app.settle()
        assert re.fullmatch(TALK[language], status(app)), status(app)
        grid = app.screen.focused
        assert isinstance(grid, LedgerGrid)
        await app.press("enter")
        title = str(app.app.screen.query_one("#dialog-title").render())
        assert re.fullmatch(TALK[language], title), title
        await app.press("escape", "H")
        await app.wait_until(lambda: isinstance(app.app.screen, HistoryScreen) and re.search(r"11.20", app.text))
        assert not ID.search(re.sub(r"\bh[0-9a-f]{10}\b", "", app.text))
    async with drive(sample, language=language) as app:
        await app.press("u")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        await app.settle()
        assert re.search(TALK[language], app.text)
        assert not ID.search(app.text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_no_form_shows_an_id(sample: Path, drive: Open, language: Language) -> None:
    async with drive(sample, language=language) as app:
        for keys in (("2", "t", "t"), ("3", "t"), ("3", "t", "t"), ("5", "t", "down"), ("8", "t", "t", "t")):
            await app.press("0", *keys, "enter")
            assert isinstance(app.app.screen, RecordDialog), keys
            assert not ID.search(app.text), keys
            for choices in app.app.screen.query(SelectionList):
                titles = [str(option.prompt) for option in choices.options]
                assert not any(ID.search(title) for title in titles), keys
            await app.press("escape")
