"""Numbers in Chinese."""

import pytest

from checklists.base.numerals import format_chinese_number, parse_chinese_number


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (99, "九十九")]
)
def test_a_number_is_written_as_it_is_read(number: int, text: str) -> None:
    assert format_chinese_number(number) == text
    assert parse_chinese_number(text) == number


def test_a_greater_number_is_written_in_digits_and_what_is_no_number_is_zero() -> None:
    assert format_chinese_number(100) == "100"
    assert [parse_chinese_number(text) for text in ("", "百", "十十", "二三", "二三十", "3")] == [0] * 6
