"""From bytes to models: bounds, faults with their place, and what is left when one key is wrong."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.base.model import FILE_FORMAT
from checklists.base.toml import BrokenTomlError, dump, parse, verify_end_mark
from checklists.model.meeting import Mark, Settings, Sheet, parse_quorum
from checklists.store.decoding import read_file
from tests.builders import settings

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x = " + b"[" * 100_000, "TOML"),
        (b"x = " + b"{a=" * 100_000, "TOML"),
        (b".".join([b"a"] * 10_000) + b" = 1", "TOML"),
        (b"x = " + b"9" * 5000, "TOML"),
        (b"a = 1\na = 2", "line 2"),
        (b"<<<<<<< HEAD\na = 1\n", "merge conflict"),
        ("a = 'é'".encode("utf-16"), "not UTF-8"),
        ("a = 1\nb = '云'".encode("gb18030"), "line 2"),
        (b"a = 1\rb = 2", "TOML"),
        (b'a = "x\x00y"', "TOML"),
        (b"x" * (1 << 21), "1 MiB"),
        (b'a = "unfinished', "TOML"),
    ],
)
def test_broken_files_say_where_and_why(content: bytes, words: str) -> None:
    with pytest.raises(BrokenTomlError, match=words):
        parse(content)


def test_a_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    assert parse(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n") == {"a": 1, "b": 2}


def test_the_end_mark_tells_whole_from_edited_from_cut() -> None:
    content = dump({"format": 1, "marks": {"a": {"status": "done"}, "b": {"note": "两段\n文字"}}})
    assert verify_end_mark(content) is True
    assert verify_end_mark(content.replace(b"done", b"todo")) is False
    for length in range(len(content) - 1):
        assert verify_end_mark(content[:length]) is not True, length
        with contextlib.suppress(BrokenTomlError):  # anything else would be a defect
            parse(content[:length])


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True),
        st.builds(
            Mark,
            status=st.sampled_from(["todo", "doing", "done", "waived", "returned"]),
            on=st.none() | st.dates(),
            by=st.text(max_size=20),
            note=st.text(max_size=200),
            evidence=st.lists(st.text(alphabet=st.characters(categories=["L", "N", "P"]), min_size=1, max_size=8)).map(
                tuple
            ),
        ),
        max_size=4,
    )
)
def test_any_sheet_survives_the_way_to_disk_and_back(marks: dict[str, Mark]) -> None:
    sheet = Sheet(marks=marks)
    found, faults = read_file("group.toml", dump({"format": FILE_FORMAT, **sheet.plain()}))
    assert not faults
    assert found is not None
    assert {key: mark for key, mark in found.marks.items() if mark != Mark()} == {
        key: mark for key, mark in sheet.marks.items() if mark != Mark()
    }


def test_settings_survive_the_way_to_disk_and_back() -> None:
    made = settings(4, aspects={"a": "方面"}, targets={"channels": 5}, circumstances=["date-moved"], quorum="90%")
    assert read_file("meeting.toml", dump({"format": 1, **made.plain()})) == (made, [])


GOOD = 'format = 1\nunit = "u"\ntitle = "t"\ndate = 2026-12-18\n'


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ("quorun = '2/3'", "quorun", "did you mean quorum"),
        ("quorum = '4/3'", "quorum", "2/3 or 90%"),
        ("quorum = 0.66", "quorum", "text in quotes"),
        ("place = 3", "place", "text in quotes"),
        ("[members.m01]\nname = 'a'\nrole = 'principl'", "members.m01.role", "did you mean principal"),
        ("[members.m01]\nname = ''", "members.m01.name", "must not be empty"),
        ("[members.x1]\nname = 'a'", "members.x1", "member id such as m01"),
        ("[members.m01]\nname = 'a'\nunits = 'b'", "members.m01.units", "list"),
        ("[targets]\nchannels = -1", "targets.channels", "at least 0"),
        ("[targets]\nchanels = 1", "targets.chanels", "did you mean channels"),
        ("[aspects]\n'A B' = 'x'", "aspects.A B", "small letters"),
        ("theme = '" + "x" * 300 + "'", "theme", "at most 200"),
        ("circumstances = ['moved']", "circumstances.0", "did you mean date-moved"),
    ],
)
def test_each_fault_names_place_and_what_was_expected_and_costs_only_its_key(line: str, place: str, words: str) -> None:
    found, faults = read_file("meeting.toml", (GOOD + line).encode())
    errors = [fault for fault in faults if fault.severity == "error"]
    assert [(fault.file, fault.place) for fault in errors] == [("meeting.toml", place)]
    assert words in errors[0].problem
    assert found is not None, "the rest is read"
    assert (found.unit, found.title) == ("u", "t")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("format = 1", "format = 2"), "newer"),
        (GOOD.replace("date = 2026-12-18\n", ""), "missing"),
        (GOOD.replace("2026-12-18", "'2026-12-18'"), "without quotes"),
        (GOOD.replace("2026-12-18", "2026-12-18T09:00:00"), "quotes or a time"),
        ("", "missing"),
    ],
)
def test_without_what_is_indispensable_there_is_no_meeting_but_a_reason(text: str, words: str) -> None:
    found, faults = read_file("meeting.toml", text.encode())
    assert found is None
    assert any(words in fault.problem for fault in faults)


def test_a_file_that_lost_its_end_is_noticed() -> None:
    whole = dump({"format": 1, "marks": {"a": {"status": "done"}}})
    assert read_file("group.toml", whole)[1] == []
    cut = whole[: whole.index(b"# huiqian")]
    assert [fault.severity for fault in read_file("group.toml", cut)[1]] == ["notice"]


@pytest.mark.parametrize(
    ("text", "share"), [("2/3", (2, 3)), ("90%", (90, 100)), ("1/1", (1, 1)), ("100%", (100, 100))]
)
def test_a_quorum_is_an_exact_fraction(text: str, share: tuple[int, int]) -> None:
    assert parse_quorum(text) == share


@pytest.mark.parametrize("text", ["", "0/3", "4/3", "2/0", "101%", "0%", "2:3", "two thirds", "-1/2", "1/2/3"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2/3 or 90%"):
        parse_quorum(text)


def test_no_fault_repeats_a_confidential_text() -> None:
    secret = "某同志作风简单，听不进意见，具体是" * 3
    sheet = f"format = 1\n[marks.a]\nnote = 3\nstatus = '{secret}'\nnoot = '{secret}'\n"
    _found, faults = read_file("members/m01.toml", sheet.encode())
    assert [fault.place for fault in faults if fault.severity == "error"] == [
        "marks.a.status",
        "marks.a.note",
        "marks.a.noot",
    ]
    assert not any(secret[:30] in str(fault) for fault in faults)


def test_settings_forbid_what_they_do_not_know() -> None:
    assert set(Settings.model_fields) >= {"unit", "title", "date", "members"}
    assert read_file("meeting.toml", (GOOD + "secret = 1").encode())[1][0].place == "secret"
