"""Exactly what each kind of hostile text becomes, in every place where text enters a model."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from checklists.base.text import LINE_LIMIT, PROSE_LIMIT, clean, clean_line, clean_prose, show
from checklists.model.meeting import Mark, Member
from tests.hostile import STRINGS, controls_in

CLEANERS: list[Callable[[str], str]] = [clean, clean_line, clean_prose, show]
ESC = "\\u001b"
EXACT = {
    "clear": f"{ESC}[2J{ESC}[H",
    "title": f"{ESC}]0;PWNED\\u0007",
    "clipboard": f"{ESC}]52;c;UFdORUQ={ESC}\\",
    "c1": "\\u009b2J\\u009d0;PWNED\\u009c",
    "overwrite": "approve" + "\\u0008" * 7 + "reject!",
    "return": "secret\nPUBLIC",
    "nul": "a\\u0000b\\u007f\\u000b\\u000c",
    "breaks": "a\\u0085b\\u2028c\\u2029d\ne",
    "bidi": "user\\u202egnp.exe\\u2066a\\u2069",
    "invisible": "pay\\u200bpal\u200d\\ufeff\\U000e0041",
    "stacked": "Z" + "\u0301" * 4,
    "wide": "漢字" * 50,
    "surrogate": "\\udc80",
    "markup": "[bold]x[/] [@click=app.quit]y[/] [/] [notastyle]z [open",
    "formula": '=HYPERLINK("http://evil","x")',
    "empty": "",
}
ORDINARY = st.text(
    alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
    | st.characters(min_codepoint=0x20000, max_codepoint=0x2A6DF)
    | st.sampled_from("，。；：、！？（）《》“”‘’—…·％０１ABCabc0189 -_/[]{}<>&'\"\\㐀々〇①Ⅲ℃\u3000")
)
ANY = st.text(alphabet=st.characters(categories=None))
"""Lone surrogates included."""


@pytest.mark.parametrize("name", sorted(EXACT))
def test_each_attack_becomes_exactly_this(name: str) -> None:
    assert clean(STRINGS[name]) == EXACT[name]


@pytest.mark.parametrize(
    ("function", "typed", "cleaned"),
    [
        (clean_line, "a\nb", "a b"),
        (clean_line, "a\r\nb\rc", "a b c"),
        (clean_line, "\u3000 云溪县委\u3000", "云溪县委"),
        (clean_line, "\n\t ", ""),
        (clean_line, "a\x0bb", "a\\u000bb"),
        (clean_prose, "  一  \n\n  二\t\n", "一\n\n  二"),
        (clean_prose, "\r\n\r\n一\r\n", "一"),
        (clean_prose, "   ", ""),
        (clean_prose, "一\u2028二", "一\\u2028二"),
        (show, "x\x1b]0;t\x07y", "x\\u001b]0;t\\u0007y"),
        (show, "字" * 61, "字" * 59 + "…"),
        (show, "字" * 60, "字" * 60),
        (show, None, "None"),
    ],
)
def test_lines_prose_and_foreign_values(function: Callable[[object], str], typed: object, cleaned: str) -> None:
    assert function(typed) == cleaned


HIDDEN = "\u200b\u200e\u200f\u00ad\u2060\u3164\uffa0\ufff9\ue000\uf8ff\U000f0000\U0010ffff\ufffe\u180e\u115f"


@pytest.mark.parametrize("char", HIDDEN, ids=ascii)
def test_what_hides_from_a_reader_is_made_visible(char: str) -> None:
    escape = f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
    assert clean(f"甲{char}乙") == f"甲{escape}乙"


@given(ANY)
def test_whatever_is_typed_nothing_steers_and_twice_is_once(text: str) -> None:
    for function in CLEANERS:
        found = function(text)
        assert controls_in(found) == []
        assert not {unicodedata.category(char) for char in found if char != "\n"} & {"Cc", "Cs", "Co", "Zl", "Zp"}
        assert function(found) == found
        found.encode()
    assert "\n" not in clean_line(text) + show(text)


@given(ORDINARY)
def test_ordinary_chinese_passes_unchanged(text: str) -> None:
    assert clean(text) == text
    assert clean_line(text) == clean_prose(text) == text.strip()


@given(ANY)
def test_every_text_field_of_a_mark_and_a_member_is_cleaned(text: str) -> None:
    mark = Mark(note=text, by=text[:20], evidence=("a" + text[:20],))
    member = Member(name="a" + text[:20], post=text[:20], units=("b" + text[:20],), branch=text[:20], reason=text[:20])
    for found in (mark.by, *mark.evidence, member.name, member.post, *member.units, member.branch, member.reason):
        assert controls_in(found) == []
        assert "\n" not in found
    assert controls_in(mark.note) == []


def test_the_limit_counts_what_is_left_once_it_is_clean() -> None:
    assert Member(name=" " * 500 + "甲" * LINE_LIMIT).name == "甲" * LINE_LIMIT
    assert len(Mark(note="\n" * 9 + "甲" * PROSE_LIMIT).note) == PROSE_LIMIT
    for make in (
        lambda: Member(name="甲" * (LINE_LIMIT + 1)),
        lambda: Member(name="\x00" * LINE_LIMIT),
        lambda: Mark(note="甲" * (PROSE_LIMIT + 1)),
        lambda: Member(name=" \n\t\u3000"),
    ):
        with pytest.raises(ValidationError):
            make()
