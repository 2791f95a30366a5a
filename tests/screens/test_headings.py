"""No heading of a ledger is cut, by whichever column it is sorted, and no word of a choice."""

from pathlib import Path

import pytest

from checklists.base.cells import count_cells
from checklists.base.language import LANGUAGES, Language, _
from tests.screens.conftest import Open
from tui.widgets.ledger_grid import LedgerGrid


@pytest.mark.parametrize("language", LANGUAGES)
async def test_headings_stand_whole_on_a_small_screen(sample: Path, language: Language, drive: Open) -> None:
    seen: set[str] = set()
    async with drive(sample, language=language, size=(80, 24)) as app:
        for number in "234678":
            await app.press(number)
            for _page in app.navigation.pages[1:]:
                await app.press("t")
                grid = app.app.focused
                if not isinstance(grid, LedgerGrid):
                    continue
                for _field in grid.fields:
                    seen.add(heading := grid.render_line(0).text)
                    assert "…" not in heading
                    await app.press("o")
                for number_of, field in enumerate(grid.fields, 1):
                    widest = max((count_cells(_(word)) for word in (field.choices or {}).values()), default=0)
                    assert widest <= grid.widths[number_of], (field.name, "a choice would be cut")
    assert len(seen) > 30
