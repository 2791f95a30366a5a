"""Files as they come out of crashes, editors, merges and attacks: a fault, never an exception, never a leak."""

import contextlib
import math
import re
import traceback
from datetime import datetime, time
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from checklists.base.errors import ConflictError, InvalidEditError, UsageError
from checklists.base.faults import convert_errors
from checklists.base.language import set_language
from checklists.base.model import Model
from checklists.base.toml import SIZE_LIMIT, BrokenTomlError, dump, parse, verify_end_mark
from checklists.edits.change import Change, apply_changes
from checklists.edits.marks import mark_duty
from checklists.model.checks import CheckSetting
from checklists.model.layout import Layout
from checklists.model.ledgers.outline import MeantSo, Outline, Round
from checklists.model.ledgers.study import MadeUp, SelfStudy
from checklists.model.meeting import LEDGERS, Mark, Member, Settings, Sheet
from checklists.records.kinds import KINDS
from checklists.store.decoding import read_file
from tests.builders import DAY, a_meeting
from tests.hostile import FILES, controls_in

CANARY = "机密金丝雀CANARY"
SHEET = Sheet(
    marks={
        "self-study": Mark(status="done", on=DAY, by="m01", note=f"{CANARY}\n第二段", evidence=(CANARY, "b.docx")),
        "plan": Mark(status="returned", note=CANARY),
    }
)
CONTENT = dump({"format": 1, **SHEET.plain()})


pytestmark = pytest.mark.usefixtures("english")


def every_reading(content: bytes) -> list[str]:
    """Read the bytes as each kind of file; every fault as a person sees it."""
    names = ("meeting.toml", "checklist.toml", "group.toml")
    return [str(fault) for name in names for fault in read_file(name, content)[1]]


@pytest.mark.parametrize("name", sorted(FILES))
def test_each_hostile_file_gives_faults_that_are_safe_to_show(name: str) -> None:
    faults = every_reading(FILES[name])
    assert faults, "none of them is a whole meeting"
    for fault in faults:
        assert controls_in(fault) == []
        assert "\n" not in fault
        assert len(fault) < 1000


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"a = 1\n" * 200_000, "", "larger than 1 MiB"),
        (b"#" * SIZE_LIMIT + b"\n", "", "larger than 1 MiB"),
        ("a = '云'".encode("utf-16"), "line 1", "not UTF-8"),
        ("a = 1".encode("utf-16-le"), "line 1", "not valid TOML"),
        (b"a = 1\n\xff\n", "line 2", "not UTF-8"),
        ("a = 1\n\nb = '云溪'".encode("gbk"), "line 3", "not UTF-8"),
        (b"a = 1\n" + b"\x00" * 512, "line 2", "not valid TOML"),
        (b"a = 1\rb = 2\r", "line 1", "not valid TOML"),
        (b"a = 1\nb = [\n<<<<<<< HEAD\n1,\n=======\n2,\n>>>>>>> x\n]\n", "line 3", "merge conflict"),
        (b"a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> other\n", "line 2", "merge conflict"),
        (b"a = 1\nb = 2\n>>>>>>> other\n", "line 3", "merge conflict"),
        (b"a.b = 1\na.b = 2", "line 2", "duplicate key"),
        (b"[a]\n[a]\n", "line 2", "duplicate key"),
        (b"a = 1" + b"0" * 40, "line 1", "too large"),
        (b"a = 2026-02-30", "line 1", "date"),
        (b"a = '" + b"x" * 50, "line 1", "not valid TOML"),
    ],
)
def test_each_broken_file_says_the_line_and_why(content: bytes, place: str, words: str) -> None:
    with pytest.raises(BrokenTomlError) as caught:
        parse(content)
    assert caught.value.place.startswith(place)
    assert words in caught.value.problem
    assert caught.value.make_fault("group.toml").file == "group.toml"


def test_a_note_about_a_merge_is_no_merge() -> None:
    note = "合并时出现\n<<<<<<< HEAD\n=======\n>>>>>>> other\n等标记"
    sheet = Sheet(marks={"a": Mark(note=note)})
    assert read_file("group.toml", dump({"format": 1, **sheet.plain()})) == (sheet, [])


def test_a_sheet_cut_at_any_byte_is_read_or_refused_and_never_taken_for_whole() -> None:
    for length in range(len(CONTENT) - 1):
        cut = CONTENT[:length]
        assert verify_end_mark(cut) is not True, length
        found, faults = read_file("group.toml", cut)
        if found is None or found != SHEET:
            assert faults or cut.count(b"\n") <= 1, length
        assert not any("CANARY"[:3] in str(fault) or "机密" in str(fault) for fault in faults), length
    assert verify_end_mark(CONTENT) is True
    assert verify_end_mark(CONTENT[:-1]) is True, "only the last newline is gone: all of it is there"


def test_any_byte_that_differs_is_seen_by_the_end_mark() -> None:
    for place in range(len(CONTENT) - 1):
        changed = bytearray(CONTENT)
        changed[place] ^= 0x20
        assert verify_end_mark(bytes(changed)) is not True, place
        with contextlib.suppress(BrokenTomlError):
            parse(bytes(changed))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", None),
        (b"# huiqian:end 0123456789abcdef\n", False),
        (CONTENT + b"\n", None),
        (CONTENT + b"[marks.x]\n", None),
        (CONTENT.replace(b"\n", b"\r\n"), True),
        (CONTENT + CONTENT, False),
        (b"# a comment\n" + CONTENT, False),
        (CONTENT.replace(b"# huiqian:end", b"#huiqian:end"), None),
        (CONTENT.upper(), None),
    ],
)
def test_the_end_mark_is_right_only_for_our_own_text(content: bytes, expected: bool | None) -> None:
    assert verify_end_mark(content) is expected


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(b"\xef\xbb\xbf")
@example(b"a=" + b"[" * 199)
@example(b"a=00:00:60")
@example(b"a=0000-00-00T00:00:00.999999999999-24:00")
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    for fault in every_reading(content):
        assert controls_in(fault) == []


@given(st.integers(0, len(CONTENT) - 1), st.binary(max_size=12), st.integers(0, 12))
def test_a_real_sheet_with_any_bytes_in_it_is_read_or_refused(place: int, foreign: bytes, gone: int) -> None:
    content = CONTENT[:place] + foreign + CONTENT[place + gone :]
    if content != CONTENT:
        assert verify_end_mark(content) is not True or content == CONTENT[:-1]
    every_reading(content)


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3}){0,2}", fullmatch=True),
        st.builds(
            Mark,
            status=st.sampled_from(["todo", "doing", "done", "waived", "returned"]),
            on=st.none() | st.dates(),
            by=st.text(alphabet=st.characters(categories=None), max_size=15),
            note=st.text(alphabet=st.characters(categories=None) | st.sampled_from("\"'\\\n#[]=\r\t"), max_size=80),
            evidence=st.lists(st.text(max_size=15).map("x{}".format), max_size=3).map(tuple),
        ),
        max_size=4,
    )
)
def test_any_text_survives_the_way_to_disk_byte_for_byte(marks: dict[str, Mark]) -> None:
    sheet = Sheet(marks=marks)
    content = dump({"format": 1, **sheet.plain()})
    found, faults = read_file("group.toml", content)
    assert (found, faults) == (sheet, [])
    assert found is not None
    assert dump({"format": 1, **found.plain()}) == content
    assert verify_end_mark(content) is True


@pytest.mark.parametrize(
    "text",
    [
        f"[marks]\nplan = '{CANARY}'",
        f"marks = '{CANARY}'",
        f"[marks.plan]\nevidence = '{CANARY}'",
        f"[marks.plan]\nnote = ['{CANARY}']",
        f"[marks.plan]\nnote = {{ a = '{CANARY}' }}",
        f"[marks.plan]\nnote = '{CANARY}' x",
        f"[marks.plan]\nnote = {CANARY}",
        f"[marks.plan]\nnote = '{CANARY}\nx",
        f'[marks.plan]\nnote = "\\u{CANARY}"',
        f"[marks.plan]\nnote = '{CANARY}'\nnote = '{CANARY}'",
        f"[marks.plan]\nnote = '{CANARY * 2000}'",
        f"[marks.plan]\nnote = '{CANARY}'\nstatus = 'dane'",
        f"[marks.plan]\nnote = '{CANARY}'\nzzz = '{CANARY}'",
        f"[marks.plan]\nnote = '{CANARY}'\n[marks.PLAN]\nnote = '{CANARY}'",
        f"[marks.plan]\nnote = '{CANARY}'\n<<<<<<< HEAD\nnote = '{CANARY}'\n",
    ],
)
def test_no_fault_repeats_a_note(text: str) -> None:
    for head in ("format = 1\n", "", "format = 2\n", "\ufeffformat = 1\n"):
        faults = [str(fault) for fault in read_file("members/m01.toml", (head + text).encode())[1]]
        assert faults
        assert not any("CANARY" in fault or "机密" in fault for fault in faults), faults


def test_no_exception_repeats_a_note_not_even_in_its_traceback() -> None:
    meeting = a_meeting({("m01", "reading"): Mark(note=CANARY, status="doing")})
    failures: list[tuple[type[Exception], Any]] = [
        (InvalidEditError, lambda: mark_duty(meeting, "m01", "reading", note=CANARY * 3000)),
        (InvalidEditError, lambda: mark_duty(meeting, "m01", "reading", note=[CANARY])),
        (InvalidEditError, lambda: mark_duty(meeting, "m01", "reading", evidence=CANARY)),
        (UsageError, lambda: mark_duty(meeting, "group", "reading", note=CANARY)),
        (ConflictError, lambda: apply_changes({"note": CANARY}, [Change("f", ("note",), CANARY * 2, CANARY * 3)])),
    ]
    for kind, fail in failures:
        with pytest.raises(kind) as caught:
            fail()
        told = "".join(traceback.format_exception(caught.value)) + repr(caught.value)
        assert CANARY not in told, kind
    assert CANARY not in mark_duty(meeting, "m01", "reading", note=CANARY * 2).meaning


REFERENCES = {
    "opinions.toml": ('[opinions.o1]\ntext = "a"\n{} = 5', ("channel", "aspect")),
    "talks.toml": ('[talks.t1]\nmember = "m01"\n{} = "nobody"', ("partner",)),
    "rectification.toml": ('[entries.r1]\ntext = "a"\n{} = "nobody"', ("owner", "subject")),
    "members/m01.toml": ('[criticisms.k1]\nto = "m02"\ntext = "a"\n{} = "No Such"', ("aspect",)),
}


@pytest.mark.parametrize("name", REFERENCES)
def test_a_reference_that_cannot_be_costs_its_key_and_is_told_once(name: str) -> None:
    record, fields = REFERENCES[name]
    for field in fields:
        found, faults = read_file(name, b"format = 1\n" + record.format(field).encode())
        assert found is not None, f"{field} hides the whole file"
        table = record.partition("]")[0].removeprefix("[")
        assert [fault.place for fault in faults if fault.severity == "error"] == [f"{table}.{field}"]


ODD: tuple[object, ...] = (
    5,
    -1,
    1.5,
    True,
    "x",
    "",
    [],
    ["x"],
    {},
    {"x": 1},
    math.nan,
    math.inf,
    DAY,
    datetime(2026, 1, 1, 10),  # noqa: DTZ001 - as TOML has it
    time(10),
)
MODELS: set[type[Model]] = {*LEDGERS.values(), Settings, Sheet, *(kind.model for kind in KINDS.values())}
MODELS |= {Member, Mark, Layout, CheckSetting, Outline, Round, MeantSo, MadeUp, SelfStudy}


def test_what_is_wrong_with_a_value_is_never_said_in_the_words_of_a_library() -> None:
    set_language("zh")
    for model in MODELS:
        for field, odd in product(model.model_fields, ODD):
            try:
                model.model_validate({field: odd})
            except ValidationError as error:
                for fault in convert_errors(error, "", model, most=99):
                    assert not re.search(r"[Ii]nput|should|[Vv]alue ", fault.problem), (
                        model,
                        field,
                        odd,
                        fault.problem,
                    )
