"""One reader of dates: the forms that offices write, the year that is left out, and what is no date."""

from datetime import date, timedelta

import pytest

from checklists.base.dates import EARLIEST, LATEST, describe_completion, read_date
from checklists.base.language import set_language

TODAY = date(2026, 11, 24)
WHOLE = (
    "2026-11-05", "2026/11/5", "2026.11.5", "2026. 11. 5", "2026年11月5日", "2026 年 11 月 5 日", "2026年11月5号",
    "20261105", "２０２６－１１－０５", "２０２６年１１月５日", "二〇二六年十一月五日", "二○二六年十一月五日",
    "今年11月5日",    "2026-11-05 14:30", "2026/11/5 0:00:00", "2026年11月5日（星期四）", "2026年11月5日 周四",
    "2026年11月5日上午", "2026年11月5日下午3点半", "2026年11月5日（周四）上午9:30", "2026-11-05 上午9时30分",
)  # fmt: skip
SHORT = ("11月5日", "11-5", "11.5", "11/5", "１１／５", "11－05", "十一月五日", "11月5号（周四）")


@pytest.mark.parametrize("text", [*WHOLE, *SHORT])
def test_a_date_is_read_as_offices_write_it(text: str) -> None:
    assert read_date(text, TODAY) == date(2026, 11, 5)
    assert bool(describe_completion(text, date(2026, 11, 5))) is (text in SHORT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天", date(2026, 11, 24)),
        ("昨天", date(2026, 11, 23)),
        ("前天", date(2026, 11, 22)),
        ("明天", date(2026, 11, 25)),
        ("后天", date(2026, 11, 26)),
        ("大后天", date(2026, 11, 27)),
        ("Yesterday", date(2026, 11, 23)),
        ("月底", date(2026, 11, 30)),
        ("本月底", date(2026, 11, 30)),
        ("下月底", date(2026, 12, 31)),
        ("上个月末", date(2026, 10, 31)),
        ("2027年6月底", date(2027, 6, 30)),
        ("明年2月底", date(2027, 2, 28)),
        ("次年2月底", date(2027, 2, 28)),
        ("2027年底", date(2027, 12, 31)),
        ("今年年底", date(2026, 12, 31)),
        ("去年12月5日", date(2025, 12, 5)),
    ],
)
def test_a_day_is_told_by_today_or_as_the_end_of_a_month(text: str, expected: date) -> None:
    assert read_date(text, TODAY) == expected
    assert not describe_completion(text, expected)


@pytest.mark.parametrize(
    ("text", "today", "nearest", "ahead"),
    [
        ("11-5", TODAY, date(2026, 11, 5), date(2027, 11, 5)),
        ("11.24", TODAY, date(2026, 11, 24), date(2026, 11, 24)),
        ("1月15日", TODAY, date(2027, 1, 15), date(2027, 1, 15)),
        ("12/30", date(2027, 1, 5), date(2026, 12, 30), date(2027, 12, 30)),
        ("6月底", TODAY, date(2026, 6, 30), date(2027, 6, 30)),
        ("年底", TODAY, date(2026, 12, 31), date(2026, 12, 31)),
        ("2.29", date(2028, 1, 5), date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_year_that_is_left_out_follows_one_rule(text: str, today: date, nearest: date, ahead: date) -> None:
    set_language("en")
    assert read_date(text, today) == nearest
    assert read_date(text, today, is_ahead=True) == read_date(text, today, is_next=True) == ahead
    assert "no year given" in describe_completion(text, ahead)


@pytest.mark.parametrize("text", ["下周五", "本季度末", "下季度", "周日前"])
def test_of_a_week_or_a_quarter_it_is_told_which_day_is_taken_and_not_that_a_year_is_missing(text: str) -> None:
    set_language("en")
    day = read_date(text, TODAY, is_ahead=True)
    assert describe_completion(text, day) == f"{day} is taken"


def test_a_deadline_may_name_a_month_alone_and_say_before() -> None:
    set_language("en")
    for text in ("12月", "12月底前", "12月31日之前", "年底前", "12月31日前完成", "四季度", "下半年", "年内", "12月内"):
        assert read_date(text, TODAY, is_ahead=True) == date(2026, 12, 31)
        assert describe_completion(text, date(2026, 12, 31)) == "no year given: 2026-12-31 is taken"
    for text in (
        "2027-06",
        "2027年6月",
        "2027.6",
        "2027/06",
        "2027年上半年",
        "2027年第二季度",
        "明年6月下旬",
        "明年二季度末前",
    ):
        assert read_date(text, TODAY, is_ahead=True) == date(2027, 6, 30)
        is_end = text.startswith("明年二季度末")
        assert describe_completion(text, date(2027, 6, 30)) == ("" if is_end else "no day given: 2027-06-30 is taken")
    assert read_date("2027年6月中旬", TODAY, is_ahead=True) == date(2027, 6, 20)
    for text in ("2027-06", "2027年6月", "2027年6月中旬", "2027年上半年"):
        with pytest.raises(ValueError, match=r"say which day|expected a date"):
            read_date(text, TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-02-29", "2027-02 has no day 29"),
        ("2.30", "2026-02 has no day 30"),
        ("2026-11-99", "2026-11 has no day 99"),
        ("2026-13-1", "there is no month 13"),
        ("26-11-5", "write the year in four digits"),
        ("26年11月5日", "write the year in four digits"),
        ("11月", "say which day, such as 12月5日 or 12月底"),
        ("0001-01-01", "the year must lie between 2000 and 2199"),
        ("9999-12-31", "the year must lie between 2000 and 2199"),
        ("长期坚持", "2026-12-18, 12月18日, 12-18, 12月底 or 今天"),
        ("", "expected a date such as"),
        ("11-5-", "expected a date such as"),
        ("十二三月五日", "expected a date such as"),
        ("5" * 400, "expected a date such as"),
    ],
)
def test_what_is_no_date_says_what_is_one(text: str, expected: str) -> None:
    set_language("en")
    with pytest.raises(ValueError, match=expected) as caught:
        read_date(text, TODAY)
    assert len(str(caught.value)) < 160


def test_every_day_without_its_year_is_read_back_within_half_a_year() -> None:
    for days in range(-182, 183):
        day = TODAY + timedelta(days=days)
        assert read_date(f"{day.month}月{day.day}日", TODAY) == day
    for day in (EARLIEST, LATEST):
        assert read_date(day.isoformat(), TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("下个月中旬", "2026-12-20"),
        ("本月底", "2026-11-30"),
        ("下月初", "2026-12-10"),
        ("年底前", "2026-12-31"),
        ("月内", "2026-11-30"),
        ("下周五", "2026-12-04"),
        ("周五前", "2026-11-27"),
        ("本周内", "2026-11-29"),
        ("三季度末", "2027-09-30"),
        ("本季度末", "2026-12-31"),
        ("下季度", "2027-03-31"),
        ("明年初", "2027-01-31"),
        ("下月15日前", "2026-12-15"),
        ("明年底前完成整改", "2027-12-31"),
        ("下个月", "2026-12-31"),
    ],
)
def test_a_deadline_is_named_by_its_distance_from_today(text: str, day: str) -> None:
    found = read_date(text, date(2026, 11, 24), is_ahead=True)
    assert found == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("两周内", "2026-12-08"),
        ("10天之内", "2026-12-04"),
        ("十五日内完成", "2026-12-09"),
        ("三个月内", "2027-02-24"),
        ("一个季度以内", "2027-02-24"),
        ("半年内", "2027-05-24"),
        ("半个月内完成整改", "2026-12-09"),
        ("一年内", "2027-11-24"),
        ("两周后", "2026-12-08"),
        ("力争三个月", "2027-02-24"),
        ("15日前", "2026-12-15"),
        ("31号前", "2026-12-31"),
        ("春节前", "2027-02-05"),
        ("2027年春节之前完成", "2027-02-05"),
        ("明年端午节前", "2027-06-08"),
        ("2028年清明前", "2028-04-03"),
        ("元旦前", "2026-12-31"),
        ("国庆节前", "2027-09-30"),
        ("七一前", "2027-06-30"),
    ],
)
def test_a_deadline_of_a_span_or_before_a_holiday_is_told_as_a_guess(text: str, day: str) -> None:
    set_language("en")
    found = read_date(text, TODAY, is_ahead=True)
    assert str(found) == day
    assert describe_completion(text, found) == f"{day} is taken"


def test_a_span_ends_on_a_day_that_its_month_has() -> None:
    for today, text, day in (
        (date(2026, 8, 31), "六个月内", date(2027, 2, 28)),
        (date(2026, 12, 31), "1个月内", date(2027, 1, 31)),
        (date(2027, 2, 6), "春节前", date(2028, 1, 25)),
    ):
        assert read_date(text, today, is_ahead=True) == day


def test_words_around_a_deadline_are_passed_over() -> None:
    for text in (
        "力争12月底前完成",
        "截至2026年12月31日",
        "于年底之前",
        "最迟12月31日",
        "到本月底前",
        "本年度内",
        "12月内",
    ):
        is_this_month = text == "到本月底前"
        assert read_date(text, TODAY, is_ahead=True) == (date(2026, 11, 30) if is_this_month else date(2026, 12, 31))
    for text in ("本月内", "本月之内"):
        assert read_date(text, TODAY, is_ahead=True) == date(2026, 11, 30)
        assert describe_completion(text, date(2026, 11, 30))


@pytest.mark.parametrize(
    "text",
    ["三天前", "10个工作日内", "两节前", "节前", "会后两周内", "26年内", "0天内", "一一天内", "2036年春节前", "32日前"],
)
def test_a_deadline_that_cannot_be_known_for_certain_is_asked_with_forms_that_work(text: str) -> None:
    with pytest.raises(ValueError, match=r"三个月内|2027-02-05"):
        read_date(text, TODAY, is_ahead=True)


def test_what_has_been_takes_no_part_of_a_month_or_a_week() -> None:
    assert read_date("上周五", date(2026, 11, 24)) == date(2026, 11, 20)
    assert read_date("上月28日", date(2026, 11, 24)) == date(2026, 10, 28)
    assert read_date("三天前", date(2026, 11, 24)) == date(2026, 11, 21)
    assert read_date("两周前", date(2026, 11, 24)) == date(2026, 11, 10)
    for text in ("上月中旬", "本周", "下季度", "月", "周", "年内", "三个月内", "春节前"):
        with pytest.raises(ValueError, match=r"2026-12-18|12月5日"):
            read_date(text, date(2026, 11, 24))
