"""What matrices have in common: names that can be read above their columns, and signs that are told in words."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from checklists.base.language import LANGUAGES, Language, _
from checklists.model.meeting import Member
from checklists.setup.create import create_meeting
from tests.screens.conftest import TODAY, Open
from tui.forms.record_dialog import RecordDialog
from tui.widgets.matrix import MemberMatrix

LONG = {
    "阿卜杜热西提·买买提": ("阿卜杜热西", "提·买买提"),
    "古丽巴哈尔·艾则孜": ("古丽巴哈尔", "·艾则孜"),
    "Alexander Hamilton": ("Alexander", "Hamilton"),
    "Christopher Montgomery-Smythe": ("Christoph…", "Montgomer…"),
}
SHORT = ("王芳", "程砚平", "司马相如", "Al Ng")


def found_at(line: str, words: str) -> int:
    """Return the cell in which words begin, where they stand by themselves."""
    place = re.search(rf"(?<!\S){re.escape(words)}(?!\S)", line)
    assert place, (words, line)
    return cell_len(line[: place.start()])


@pytest.mark.parametrize(("count", "size"), [(9, (120, 40)), (30, (80, 24))])
async def test_names_above_the_matrix_are_whole_and_stand_on_their_columns(
    tmp_path: Path, drive: Open, count: int, size: tuple[int, int]
) -> None:
    names = [*SHORT, *LONG, *(f"成员{number}" for number in range(count - len(SHORT) - len(LONG)))]
    members = {f"m{number:02}": Member(name=name) for number, name in enumerate(names, 1)}
    create_meeting(tmp_path / "a", unit="U", title="T", date=TODAY + timedelta(days=30), members=members)
    async with drive(tmp_path / "a", size=size) as app:
        await app.press("4", "t")
        matrix = app.view.query_one("#place-talks-0", MemberMatrix)
        for row, name in enumerate(names[: len(SHORT) + len(LONG)]):
            matrix.cursor_row, matrix.cursor_column = row, row + 1
            await app.settle()
            above, below, cells = (matrix.render_line(line).text for line in (0, 1, row + 2))
            first, second = LONG.get(name, ("", name))
            column = found_at(below, second)
            assert found_at(cells, "·") == column, "the state stands under the name"
            assert first == "" or found_at(above, first) == column


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_matrix_says_what_its_bare_signs_mean_and_the_help_says_the_same(
    sample: Path, drive: Open, language: Language
) -> None:
    async with drive(sample, language=language, size=(80, 60)) as app:
        for stage in ("2", "4", "6", "7"):
            await app.press("0", stage, "t")
            matrix = app.app.focused
            assert isinstance(matrix, MemberMatrix), stage
            cells = (matrix.cell(row, column).text for row in range(9) for column in range(1, len(matrix.columns)))
            bare = {re.sub(r"[\d/]", "", text) for text in cells} - {"·", "–"}
            told = {sign: _(word) for sign, word in matrix.signs}
            assert {sign for sign in bare if len(sign) == 1} <= told.keys(), stage
            head = str(app.view.query_one(".ledger-head").render())
            assert all(f"{sign} {word}" in head for sign, word in told.items()), stage
            await app.press("question_mark")
            lines = str(app.app.screen.query_one("#reading-text", Static).render()).split("\n")
            signs = lines[lines.index({"zh": "本页符号", "en": "Signs on this page"}[language]) + 1 :]
            assert [tuple(line.split(None, 1)) for line in signs[: len(told)]] == list(told.items()), stage
            await app.press("escape")


async def test_help_has_no_signs_of_a_page_where_the_page_has_none(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(120, 60)) as app:
        await app.press("4", "question_mark")
        text = str(app.app.screen.query_one("#reading-text", Static).render())
        assert "Signs of duties" in text
        assert "Signs on this page" not in text


async def test_what_is_said_below_the_matrix_is_cut_with_a_sign_and_no_line_begins_with_a_comma(
    tmp_path: Path, drive: Open
) -> None:
    members = {f"m{number:02}": Member(name=f"成员某{number}") for number in range(1, 41)}
    create_meeting(tmp_path / "a", unit="U", title="T", date=TODAY + timedelta(days=30), members=members)
    async with drive(tmp_path / "a", size=(80, 24), language="zh") as app:
        await app.press("4", "t")
        foot = str(app.view.query_one(".ledger-foot").render()).split("\n")
        seen = [line.strip() for line in app.text.split("\n")]
        assert len(foot) == 3
        assert all(line in seen for line in foot), "as it is broken, so it is drawn"
        assert not [line for line in foot if line[0] in "：；、，"]
        assert ("另有" in foot[-1]) or foot[-1].endswith("…"), "that there is more can be seen"


async def test_a_second_click_opens_the_cell_and_on_the_day_nothing(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(120, 40)) as app:
        for keys, opens in ((("4", "t"), True), (("6", "t"), True), (("7", "t"), False)):
            await app.press("0", *keys)
            matrix = app.app.focused
            assert isinstance(matrix, MemberMatrix)
            cell = matrix.members.index("m03") + matrix.header_lines
            for _click in range(2):
                await app.pilot.click(f"#{matrix.id}", offset=(sum(matrix.widths[:2]) + 3, cell))
            await app.settle()
            assert (matrix.member, matrix.cursor_column) == ("m03", 2)
            assert isinstance(app.app.screen, RecordDialog) is opens
            await app.press("escape")
