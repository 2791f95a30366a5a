"""Text that a person typed is hostile until cleaned."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.text import clean, clean_line, clean_prose, show
from tests.hostile import STRINGS

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("民主生活会（2026）", "民主生活会（2026）"),
        ("a\x1b[2Jb", "a\\u001b[2Jb"),
        ("a\x9b2J", "a\\u009b2J"),
        ("tab\there", "tab here"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("user\u202egnp.exe", "user\\u202egnp.exe"),
        ("a\u2028b\x85c", "a\\u2028b\\u0085c"),
        ("\udc80", "\\udc80"),
        ("a\U000e0041", "a\\U000e0041"),
        ("a\x00b\x7f", "a\\u0000b\\u007f"),
        ("pay\u200bpal\ufeff", "pay\\u200bpal\\ufeff"),
        ("👨‍👩‍👧", "👨‍👩‍👧"),
        ("Z" + "\u0301" * 2000, "Z" + "\u0301" * 4),
        ("[bold]x[/bold]", "[bold]x[/bold]"),
    ],
)
def test_what_could_steer_a_terminal_is_made_visible(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


def test_a_line_has_no_breaks_and_prose_keeps_them() -> None:
    assert clean_line("  a\nb  ") == "a b"
    assert clean_prose("\n a  \nb\n\n") == "a\nb"
    assert show("x" * 100, 10) == "x" * 9 + "…"


@given(st.text())
def test_nothing_forbidden_is_left_and_cleaning_twice_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert not BIDI.search(cleaned)
    assert all(unicodedata.category(char) not in {"Cc", "Cs", "Co", "Zl", "Zp"} or char == "\n" for char in cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_hostile_strings_come_out_printable(name: str) -> None:
    assert all(char == "\n" or unicodedata.category(char) not in {"Cc", "Cs", "Co"} for char in clean(STRINGS[name]))
