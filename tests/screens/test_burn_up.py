"""The burn-up on the summary: what is done, planned and to be expected, in the cells where it belongs."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from checklists.base.language import Language, set_language
from checklists.reports.summary.pace import Pace, compute_pace, describe_pace
from tests.screens.conftest import VIEWS, Driver, Open
from tui.export.burn_up import BurnUp, count_planned, estimate_done

FIRST = date(2026, 11, 14)


def a_pace(done: tuple[int, ...], planned: tuple[int, ...], recent: int, required: int = 70) -> Pace:
    """Return a pace of as many days as are planned, of which those with something done are past."""
    days = tuple(FIRST + timedelta(days=number) for number in range(len(planned)))
    return Pace(days, done, planned, required, 0, recent, days[len(done) - 1], days[-1])


async def chart(app: Driver) -> list[str]:
    """Open the summary and return the chart's lines, each as wide as the widget."""
    await app.press("s")
    widget = app.screen.query_one(BurnUp)
    return [widget.render_line(row).text for row in range(widget.size.height)]


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_the_summary_begins_with_the_burn_up_and_the_pace_in_words(
    sample: Path, drive: Open, size: tuple[int, int], language: Language
) -> None:
    async with drive(sample, size=size, language=language) as app:
        lines = await chart(app)
        found = compute_pace(app.readiness, {})
        assert len(lines) == (9 if size[0] == 80 else 14)
        assert {cell_len(line) for line in lines} == {app.screen.query_one(BurnUp).size.width}
        verdict = {"zh": "照此进度：不能如期完成", "en": "at this pace: not in time"}[language]
        assert verdict in lines[0]
        assert f"{found.done[-1]}/{found.required}" in lines[0]
        assert str(count_planned(found)) in lines[0]
        assert {line.index("│") for line in lines[1:-1]} == {3}, "the axis is one line"
        today = {"zh": "11-24 今天", "en": "11-24 today"}[language]
        assert lines[-1].split() == [f"{found.days[0]:%m-%d}", *today.split(), "12-11"]
        seen = app.text.replace("\n", "").replace(" ", "")
        assert describe_pace(found).replace(" ", "") in seen, "without scrolling"


async def test_the_burn_up_follows_what_is_done(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        before = (await chart(app))[0]
        await app.go_to("plan-reported")
        await app.press("space")
        assert app.mark("plan-reported").status == "done"
        after = (await chart(app))[0]
        count = compute_pace(app.readiness, {}).done[-1]
        assert f"done {count - 1}/" in before
        assert f"done {count}/" in after


async def test_ones_own_part_has_no_pace(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m02") as app:
        await app.press("s")
        assert not app.screen.query_one(BurnUp).display
        assert "Pace" not in app.summary


async def test_done_days_are_filled_and_the_days_to_come_are_lines(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        await app.press("s")
        widget = app.screen.query_one(BurnUp)
        widget.pace = a_pace((0, 35, 70), (0, 0, 70, 70, 70), 70)
        await app.settle()
        rows = [widget.render_line(row).text[3:] for row in range(1, 8)]
        filled = ["".join(row[column] for row in rows) for column in range(len(rows[0]))]
        assert filled[0] == "      ─", "nothing was done, nothing was planned"
        assert filled[len(filled) // 4].endswith("▄██─"), "half of seven rows is three and a half"
        assert filled[len(filled) // 2 - 1] == "─██████", "all is done, and the plan is drawn over it"
        assert filled[-1] == "─      ", "to come, nothing is filled"
        assert "all is done" in widget.render_line(0).text


async def test_where_going_on_like_this_leads_is_dotted(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        await app.press("s")
        widget = app.screen.query_one(BurnUp)
        found = a_pace((0, 7), (0, 0, 0, 0, 0, 70), 70)
        assert [estimate_done(found, place) for place in range(2, 6)] == [17, 27, 37, 47]
        widget.pace = found
        await app.settle()
        rows = [widget.render_line(row).text[3:] for row in range(1, 8)]
        heights = [row for row in range(7) if "·" in rows[6 - row]]
        assert heights == [1, 2, 3, 4]
        assert "not in time" in widget.render_line(0).text
        widget.pace = a_pace((0, 0), (0, 0, 5), 0, required=0)
        await app.settle()
        assert len({cell_len(widget.render_line(row).text) for row in range(9)}) == 1, "nothing is required"


@pytest.mark.parametrize(
    ("today", "expected_labels"), [(0, ["11-14", "today", "11-19"]), (5, ["11-14", "11-19", "today"])]
)
async def test_days_that_stand_together_are_named_once(
    sample: Path, drive: Open, today: int, expected_labels: list[str]
) -> None:
    async with drive(sample, size=(80, 24)) as app:
        set_language("en")
        await app.press("s")
        widget = app.screen.query_one(BurnUp)
        widget.pace = a_pace((1,) * (today + 1), (1,) * 6, 1)
        await app.settle()
        assert widget.render_line(8).text.split() == expected_labels
