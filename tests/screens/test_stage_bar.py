"""The bar of stages at 80 cells: what is abbreviated can be read, no count is cut, the stage one is at is whole."""

import re
from pathlib import Path

import pytest

from checklists.base.language import LANGUAGES, Language
from checklists.setup import founding
from checklists.setup.builtin import BUILTIN
from tests.builders import settings
from tests.screens.conftest import TODAY, Open
from tui.duties.board import Board
from tui.meeting.tabs import StageBar
from tui.widgets.abbreviation import shorten_heading, shorten_title


@pytest.mark.parametrize(
    ("title", "width", "expected"),
    [
        ("5Self-inspection", 16, "5Self-inspection"),
        ("5Self-inspection", 11, "5Self-insp."),
        ("5Self-inspection", 8, "5Self."),
        ("6Criticism", 8, "6Critic."),
        ("0Overview", 7, "0Overv."),
        ("8Afterwards", 9, "8Afterw."),
        ("4Talks", 6, "4Talks"),
        ("3Opinions and talks", 11, "3Opinions"),
        ("1Strengths", 5, "1Str."),
        ("5对照检查", 6, "5对照检查"),
    ],
)
def test_titles_are_abbreviated_as_words_are(title: str, width: int, expected: str) -> None:
    assert shorten_title(title, width) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("checklist", ["democratic-life", "organisational-life", "briefing"])
async def test_nothing_in_the_bar_is_cut_at_80_cells(
    tmp_path: Path, drive: Open, language: Language, checklist: str
) -> None:
    content = (BUILTIN / f"{checklist}.toml").read_bytes()
    founding.create(tmp_path / "meeting", settings(9, date=TODAY), content, {})
    async with drive(tmp_path / "meeting", language=language, size=(80, 24)) as app:
        bar = app.screen.query_one(StageBar)
        for number, stage in enumerate(app.readiness.meeting.checklist.stages.values(), 1):
            await app.press(str(number))
            titles, counts = (bar.render_line(row).text for row in (0, 1))
            assert "…" not in titles + counts
            assert re.search(rf"(^| ){number} ?{re.escape(str(stage.title))}( |$)", titles)
            assert len(re.findall(r"[0-9]+/[0-9]+", counts)) == len(
                [tally for tally in app.readiness.stages.values() if tally.required]
            )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Talks", "Talks"),
        ("Criticism", "Critic."),
        ("Self-inspection", "Self-\ninsp."),
        ("Opinions and talks", "Opin.\n& talks"),
        ("对照检查", "对照检查"),
    ],
)
def test_headings_of_two_lines_are_never_broken_within_a_word(title: str, expected: str) -> None:
    assert shorten_heading(title, 7) == expected


def test_a_hyphen_gives_way_before_a_letter() -> None:
    assert shorten_heading("Self-inspection", 4) == "Self\nins."


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_board_shows_all_ten_rows_at_80x24(sample: Path, drive: Open, language: Language) -> None:
    async with drive(sample, language=language, size=(80, 24)) as app:
        assert app.screen.query_one(Board).max_scroll_y == 0
        lines = app.text.split("\n")
        for member in app.on_disk.settings.members.values():
            assert any(line.strip().startswith(member.name) for line in lines)
