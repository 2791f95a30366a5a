"""Text in cells, progress in whole percent: the small parts that every report stands on."""

import pytest
from rich.cells import cell_len
from wcwidth import iter_graphemes

from checklists.base.cells import count_cells, fit, pad, split_heading, take_end, take_start, wrap
from checklists.readiness.duties import Tally
from checklists.readiness.words import format_percent
from checklists.reports.writers.text_table import draw_bar


@pytest.mark.parametrize(
    ("done", "required", "part", "words"),
    [
        (0, 0, 0.0, "–"),
        (0, 3, 0.0, "0%"),
        (0, 900, 0.5, "1%"),
        (29, 50, 29.0, "58%"),
        (2, 3, 2.0, "66%"),
        (999, 1000, 999.999, "99%"),
        (3, 3, 3.0, "100%"),
    ],
)
def test_progress_is_whole_only_where_nothing_is_left(done: int, required: int, part: float, words: str) -> None:
    tally = Tally(done, required, part)
    assert format_percent(tally) == words
    assert (tally.progress == 1) == (done == required)
    assert ("░" not in draw_bar(tally, 10)) == (done == required)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("abc", 3),
        ("民主", 4),
        ("e\u0301", 1),
        ("ｆｕｌｌ", 8),
        ("🙂", 2),
        ("\u200d", 0),
        ("…", 1),
        ("✔◐○", 3),
        ("👍🏽", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("❤\ufe0f", 2),
        ("🇨🇳", 2),
        ("ᄀ\u1161", 2),
        ("\u00ad", 1),
    ],
)
def test_cells_are_counted_as_a_terminal_does(text: str, cells: int) -> None:
    assert count_cells(text) == cells
    assert cell_len(text) == cells


@pytest.mark.parametrize("text", ["民主生活会 a meeting", "e\u0301" * 20, "x" * 50, "👨‍👩‍👧‍👦" * 5, ""])
@pytest.mark.parametrize("cells", [1, 2, 3, 7, 20])
def test_fitting_and_padding_keep_to_their_cells(text: str, cells: int) -> None:
    assert count_cells(fit(text, cells)) <= cells
    assert count_cells(pad(text, cells)) == cells
    assert count_cells(pad(text, cells, right=True)) == cells
    assert (fit(text, cells) == text) == (count_cells(text) <= cells)


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("民主生活会准备", 6, ["民主生", "活会准", "备"]),
        ("完成了，很好", 6, ["完成", "了，很", "好"]),
        ("“引号”里", 6, ["“引号”", "里"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("会议huiqian准备", 8, ["会议", "huiqian", "准备"]),
        ("", 5, [""]),
    ],
)
def test_wrapping_breaks_where_a_reader_would(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


def test_wrapping_cuts_what_is_too_much() -> None:
    assert wrap("一二三四五六七八九十", 6, 2) == ["一二三", "四五…"]


@pytest.mark.parametrize(
    ("heading", "lines"),
    [
        ("征求意见", ("征求", "意见")),
        ("启动", ("启", "动")),
        ("Self-inspection", ("Self-", "inspection")),
        ("Getting started", ("Getting", "started")),
        ("Opinions", ("", "Opinions")),
        ("", ("", "")),
    ],
)
def test_a_heading_is_broken_where_it_may_be(heading: str, lines: tuple[str, str]) -> None:
    assert split_heading(heading) == lines


@pytest.mark.parametrize("text", ["一👍🏽二", "一👨\u200d👩\u200d👧二", "a\u0301e\u0301o\u0301", "❤\ufe0f❤\ufe0f"])
@pytest.mark.parametrize("cells", range(7))
def test_no_mark_is_parted_from_what_it_stands_on(text: str, cells: int) -> None:
    clusters = list(iter_graphemes(text))
    beginnings = {"".join(clusters[:count]) for count in range(len(clusters) + 1)}
    assert take_start(text, cells) in beginnings
    assert take_end(text, cells) in {text.removeprefix(one) for one in beginnings}
    assert "".join(wrap(text, max(cells, 2))) == text
    assert all(line in "".join(clusters) and line[0] not in "\u200d\u0301\ufe0f🏽" for line in wrap(text, 2))
