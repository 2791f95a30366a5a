"""Values as text and back: what is shown is what is read, in both languages, whatever things are called."""

from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.base.dates import EARLIEST, LATEST
from checklists.base.language import LANGUAGES, Language, set_language
from checklists.base.model import Model
from checklists.base.text import clean_line, clean_prose
from checklists.model.ledgers.opinions import Channel, Opinions
from checklists.model.ledgers.study import Study, StudyText
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS, Field, FieldKind, RecordKind
from checklists.records.values import find_subject, read_value, show_value
from tests.builders import DAY
from tests.filled import filled, made

NAMES = st.one_of(
    st.sampled_from(["张三", "班子", "Group", "group", "m02", "m01", "王、李", "a,b", "x1", "n2", "是", "无", "style"]),
    st.text(alphabet="甲乙 a1、,;；·", min_size=1, max_size=5).map(clean_line).filter(bool),
)
KEYS = {"member": ("m01", "m02", "m03"), "subject": ("group", "m01", "m02", "m03"), "aspect": ("politics", "style")}
TEXTS, CHANNELS = ("x1", "x2", "x3"), ("n1", "n2", "n3")


@st.composite
def meetings(draw: st.DrawFn) -> Meeting:
    """Draw a meeting in which people, aspects, channels and texts are called anything, also the same."""
    names = st.lists(NAMES, min_size=3, max_size=3)
    people, titles, ways = draw(names), draw(names), draw(names)
    return made(
        count=3,
        roster={f"m0{number}": {"name": name} for number, name in enumerate(people, 1)},
        aspects=dict(zip(KEYS["aspect"], draw(names), strict=False)),
        study=Study(texts={key: StudyText(title=title) for key, title in zip(TEXTS, titles, strict=True)}),
        opinions=Opinions(channels={key: Channel(title=title) for key, title in zip(CHANNELS, ways, strict=True)}),
    )


def some(keys: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(keys), unique=True, min_size=1).map(tuple)


LINES = st.text(max_size=20).map(clean_line).filter(bool)
VALUES: dict[FieldKind, st.SearchStrategy[Any]] = {
    "line": LINES,
    "prose": st.text(max_size=40).map(clean_prose).filter(bool),
    "date": st.dates(EARLIEST, LATEST),
    "amount": st.integers(0, 99_999),
    "decimal": st.integers(0, 2400).map(lambda hundredths: hundredths / 100),
    "choice": st.none(),
    "flag": st.booleans(),
    "lines": st.lists(LINES, min_size=1, max_size=3).map(tuple),
    "member": st.sampled_from(KEYS["member"]),
    "subject": st.sampled_from(KEYS["subject"]),
    "subjects": some(KEYS["subject"]),
    "aspect": st.sampled_from(KEYS["aspect"]),
    "record": st.sampled_from(CHANNELS),
    "records": some(TEXTS),
}
FIELDS = {one.kind: one for kind in KINDS.values() for one in kind.fields if one.of in {None, "channel", "text"}}


def test_every_kind_of_field_is_tried() -> None:
    assert set(VALUES) == set(get_args(FieldKind)) == set(FIELDS)


@pytest.mark.parametrize("kind", [kind for kind in VALUES if kind != "choice"])
@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=40)
@given(drawn=st.data())
def test_what_is_shown_is_read_as_the_same(language: Language, kind: FieldKind, drawn: st.DataObject) -> None:
    set_language(language)
    meeting = drawn.draw(meetings()) if kind in {*KEYS, "subjects", "record", "records"} else made()
    value = drawn.draw(VALUES[kind])
    text = show_value(meeting, FIELDS[kind], value)
    found = read_value(meeting, FIELDS[kind], text, today=DAY)
    assert (tuple(found) if isinstance(found, list) else found) == value


@pytest.mark.parametrize("field", [one for kind in KINDS.values() for one in kind.fields if one.choices])
def test_a_choice_is_read_in_either_language_and_by_its_value(field: Field) -> None:
    meeting = made()
    for value in field.choices or {}:
        for language in LANGUAGES:
            set_language(language)
            shown = show_value(meeting, field, value)
            for other in LANGUAGES:
                set_language(other)
                assert read_value(meeting, field, shown, today=DAY) == value
        assert read_value(meeting, field, value, today=DAY) == value


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_record_of_a_filled_meeting_is_read_from_what_is_shown_of_it(
    language: Language, kind: RecordKind[Model]
) -> None:
    set_language(language)
    meeting = filled()
    seen = 0
    for subject in kind.owners(meeting):
        for record in kind.records(meeting, subject).values():
            for field in kind.fields:
                value = getattr(record, field.name)
                found = read_value(meeting, field, show_value(meeting, field, value, subject), subject, today=DAY)
                assert (tuple(found) if isinstance(found, list) else found) == (
                    value if value not in ("", ()) else None
                )
                seen += 1
    assert seen


@pytest.mark.parametrize("value", [None, "", (), []])
@pytest.mark.parametrize("kind", FIELDS)
def test_nothing_is_shown_as_nothing_and_read_as_nothing(kind: FieldKind, value: Any) -> None:
    assert show_value(made(), FIELDS[kind], value) == ""
    for blank in ("", "  ", "\t"):
        assert read_value(made(), FIELDS[kind], blank, today=DAY) is None


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("date", "2026年12月8日", date(2026, 12, 8)),
        ("date", "2026/12/8", date(2026, 12, 8)),
        ("date", " 2026.12.08 ", date(2026, 12, 8)),
        ("date", "2026 - 12 - 8", date(2026, 12, 8)),
        ("flag", "是", True),
        ("flag", "否", False),
        ("flag", "√", True),
        ("flag", "YES", True),
        ("flag", "0", False),
        ("amount", "0", 0),
        ("decimal", "2.5", 2.5),
        ("decimal", "3", 3.0),
        ("subjects", "班子、成员2；m03", ["group", "m02", "m03"]),
        ("subjects", "成员2,成员2, m02", ["m02"]),
        ("lines", "甲\n\n 乙 ", ["甲", "乙"]),
        ("prose", " 一\n二 ", "一\n二"),
        ("aspect", "作风", "style"),
        ("aspect", "style", "style"),
        ("record", "意见箱", "n1"),
    ],
)
def test_what_people_write_is_understood(kind: FieldKind, text: str, expected: Any) -> None:
    assert read_value(filled(), FIELDS[kind], text, today=DAY) == expected


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("date", "2026-02-30", "2026-02 has no day 30"),
        ("date", "20261131", "2026-11 has no day 31"),
        ("date", "2026年13月1日", "there is no month 13"),
        ("date", "0000-01-01", "the year must lie between 2000 and 2199"),
        ("date", "某天", "a date such as 2026-12-18, 12月18日"),
        ("flag", "也许", "yes or no"),
        ("amount", "－１", "found -1; it may not be negative"),
        ("decimal", "－2.5", "it may not be negative"),
        ("amount", "--1", "a whole number"),
        ("amount", "1.5", "a whole number"),
        ("amount", "123456", "a whole number"),
        ("decimal", "1,5", "a number such as 3 or 2.5"),
        ("decimal", "1e9", "a number such as"),
        ("choice", "无此类", "one of"),
        ("member", "班子", "there is no member 班子"),
        ("member", "某人", "there is no member 某人"),
        ("subjects", "成员2、某人", "there is no member 某人"),
        ("aspect", "能力", "one of the aspects: 政治, 作风"),
        ("record", "热线", "there is no record 热线"),
        ("records", "x1、x9", "there is no record x9"),
    ],
)
def test_what_does_not_fit_is_told_with_the_label_and_what_was_expected(kind: FieldKind, text: str, words: str) -> None:
    set_language("en")
    with pytest.raises(ValueError, match=words) as caught:
        read_value(filled(), FIELDS[kind], text, today=DAY)
    assert "\x1b" not in str(caught.value)


def test_of_two_with_one_name_one_has_to_say_which() -> None:
    set_language("en")
    meeting = made(roster={"m02": {"name": "同名"}, "m03": {"name": "同名"}})
    with pytest.raises(ValueError, match="several members are called 同名; say which: m02, m03"):
        find_subject(meeting, "同名")
    assert show_value(meeting, FIELDS["member"], "m03") == "m03"
    assert show_value(meeting, FIELDS["subjects"], ["m01", "m02"]) == "成员1、m02"


def test_who_left_is_shown_by_their_id_and_what_is_hostile_is_shown_safely() -> None:
    set_language("en")
    assert show_value(made(), FIELDS["member"], "m99") == "m99"
    with pytest.raises(ValueError, match="there is no member") as caught:
        read_value(made(), FIELDS["member"], "\x1b[2J" + "x" * 300, today=DAY)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 200
