"""Every model survives the way to TOML and back; every wrong key and type is a fault that says what was expected."""

import pytest

from checklists.base.model import FILE_FORMAT, Model
from checklists.base.toml import dump, parse, verify_end_mark
from checklists.model.checklist import Basis, Checklist, Guidance, Item, ItemRule, Stage, Wording
from checklists.model.meeting import Mark, Member, Settings, Sheet
from checklists.store.decoding import read_checklist, read_file
from tests.builders import CHECKLIST, DAY, a_checklist

WORDING = Wording(zh="标题", en="Title")
PARAGRAPHS = "第一段：\"引号\" '单引号' \\ 反斜杠\n\n  第二段 '''三''' \"\"\"三\"\"\"\n#不是注释 = 1"
EXAMPLES: list[Model] = [
    Member(name="程砚平"),
    Member(name="程", post="书记", role="principal", units=("甲", "乙"), branch="一", attendance="absent", reason="病"),
    Settings(unit="单位", title="标题", date=DAY),
    Settings(
        unit="单位",
        title="标题",
        theme="主题",
        date=DAY,
        place="会议室",
        quorum="90%",
        circumstances=("date-moved", "case-analysis"),
        aspects={"politics": "政治", "style": "作风"},
        targets={"study_sessions": 0, "channels": 999},
        members={"m01": Member(name="甲"), "m9999": Member(name="乙")},
    ),
    Mark(),
    Mark(status="waived", on=DAY, by="m01", note=PARAGRAPHS, evidence=("a.docx", "[乙]", "'", '"')),
    Sheet(),
    Sheet(marks={"self-study": Mark(note=PARAGRAPHS), "a1-b2": Mark(status="done")}),
    WORDING,
    Guidance(zh=PARAGRAPHS, en="One\ntwo"),
    ItemRule(name="aspects-set"),
    ItemRule(name="aspects-set", need=0),
    ItemRule(name="aspects-set", need="channels"),
    Basis(kind="rule", verified=True),
    Item(title=WORDING, due=-400, scope="member", required=False, after=("a", "b"), when="absent", evidence=WORDING),
    Item(title=WORDING, due=400, rule=ItemRule(name="x"), basis=Basis(kind="local-rule"), responsible="supervisor"),
    Stage(title=WORDING, phase="after", items={"a": Item(title=WORDING, due=0)}),
    a_checklist(),
]


pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
def test_every_model_survives_the_way_to_toml_and_back(example: Model) -> None:
    content = dump(example.plain())
    assert verify_end_mark(content) is True
    assert type(example).model_validate(parse(content)) == example


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
def test_every_model_is_frozen_and_closed(example: Model) -> None:
    field = next(iter(type(example).model_fields))
    with pytest.raises(ValueError, match="frozen"):
        setattr(example, field, getattr(example, field))
    with pytest.raises(ValueError, match="Extra inputs"):
        type(example).model_validate({**example.plain(), "foreign": 1})


HEAD = 'format = 1\nunit = "u"\ntitle = "t"\ndate = 2026-12-18\n'
MEMBER = HEAD + '[members.m01]\nname = "甲"\n'
MARK = "format = 1\n[marks.plan]\n"


def one_fault(text: str, file: str) -> tuple[str, str]:
    """Return the place and the problem of the only error."""
    _found, faults = read_file(file, text.encode())
    errors = [fault for fault in faults if fault.severity == "error"]
    assert [fault.file for fault in errors] == [file], errors
    return errors[0].place, errors[0].problem


@pytest.mark.parametrize(
    ("file", "text", "place", "meant"),
    [
        ("meeting.toml", HEAD + "plce = 'x'\n", "plce", "place"),
        ("meeting.toml", HEAD + "member = {}\n", "member", "members"),
        ("meeting.toml", MEMBER + "rol = 'x'\n", "members.m01.rol", "role"),
        ("meeting.toml", HEAD + "[targets]\nstudy-sessions = 1\n", "targets.study-sessions", "study_sessions"),
        ("group.toml", "format = 1\n[mark.plan]\n", "mark", "marks"),
        ("group.toml", MARK + "stats = 'done'\n", "marks.plan.stats", "status"),
        ("group.toml", MARK + "status = 'dome'\n", "marks.plan.status", "done"),
        ("checklist.toml", CHECKLIST.replace("[targets]", "[target]"), "target", "targets"),
        ("checklist.toml", CHECKLIST.replace("chann", "chan"), "targets.chanels", "channels"),
        ("checklist.toml", CHECKLIST.replace("phase", "phrase"), "stages.later.phrase", "phase"),
        ("checklist.toml", CHECKLIST.replace("required", "requird"), "stages.study.items.extra.requird", "required"),
        ("checklist.toml", CHECKLIST.replace("need", "nead"), "stages.start.items.roster.rule.nead", "need"),
    ],
)
def test_an_unknown_key_says_where_and_what_may_have_been_meant(file: str, text: str, place: str, meant: str) -> None:
    found, problem = one_fault(text, file)
    assert found == place
    assert f"did you mean {meant}?" in problem


def test_a_key_unlike_any_other_lists_those_that_are_known() -> None:
    place, problem = one_fault(MARK + "zzz = 1\n", "group.toml")
    assert place == "marks.plan.zzz"
    assert "known keys: status, on, by, note, evidence" in problem


@pytest.mark.parametrize(
    ("file", "text", "place", "problem"),
    [
        ("meeting.toml", HEAD + "theme = 3", "theme", "found 3, expected text in quotes"),
        ("meeting.toml", HEAD + "theme = true", "theme", "found true, expected text in quotes"),
        ("meeting.toml", HEAD + "theme = ['x']", "theme", "found a list, expected text in quotes"),
        ("meeting.toml", HEAD + "theme = {}", "theme", "found a table, expected text in quotes"),
        ("meeting.toml", HEAD + "aspects = 5", "aspects", "found 5, expected a table"),
        ("meeting.toml", HEAD + "[aspects]\na = 1", "aspects.a", "found 1, expected text in quotes"),
        ("meeting.toml", HEAD + "[aspects]\na = ''", "aspects.a", "this must not be empty"),
        ("meeting.toml", HEAD + "members = []", "members", "found a list, expected a table"),
        ("meeting.toml", HEAD + "[targets]\nchannels = 1.0", "targets.channels", "found 1.0, expected a whole number"),
        ("meeting.toml", HEAD + "[targets]\nchannels = '1'", "targets.channels", 'found "1", expected a whole number'),
        ("meeting.toml", HEAD + "[targets]\nchannels = true", "targets.channels",
         "found true, expected a whole number"),
        ("meeting.toml", HEAD + "[targets]\nchannels = 1000", "targets.channels",
         "found 1000, expected a number of at most 999"),
        ("meeting.toml", MEMBER + "units = [['x']]", "members.m01.units.0", "found a list, expected text in quotes"),
        ("meeting.toml", MEMBER + "role = 1", "members.m01.role", "found 1, expected one of principal, member"),
        ("meeting.toml", HEAD + "[members.m1]\nname='x'", "members.m1", 'found "m1", expected a member id such as m01'),
        ("group.toml", MARK + "on = '2026-12-18'", "marks.plan.on", 'found "2026-12-18", expected a date such as'),
        ("group.toml", MARK + "on = 2026-12-18T10:00:00", "marks.plan.on", "expected a date such as 2026-12-18"),
        ("group.toml", MARK + "on = 20261218", "marks.plan.on", "found 20261218, expected a date such as 2026-12-18"),
        ("group.toml", MARK + "evidence = 'x.docx'", "marks.plan.evidence", "expected a list in square brackets"),
        ("group.toml", MARK + "evidence = [1]", "marks.plan.evidence.0", "found 1, expected text in quotes"),
        ("group.toml", MARK + "note = 1979-05-27", "marks.plan.note", "found 1979-05-27, expected text in quotes"),
        ("group.toml", "format = 1\nmarks = []", "marks", "found a list, expected a table"),
        ("group.toml", "format = 1\n[marks]\nplan = 1", "marks.plan", "found 1, expected a table"),
        ("group.toml", "format = '1'", "format", 'found "1", expected a whole number'),
        ("group.toml", "format = 0", "format", "found 0, expected a number of at least 1"),
        ("group.toml", "marks = {}", "format", "every file begins with format = 1"),
        ("checklist.toml", CHECKLIST.replace("due = 20", "due = '20'"), "stages.later.items.archive.due",
         'found "20", expected a whole number'),
        ("checklist.toml", CHECKLIST.replace("due = 20", "due = 401"), "stages.later.items.archive.due",
         "found 401, expected a number of at most 400"),
        ("checklist.toml", CHECKLIST.replace("required = false", "required = 'no'"),
         "stages.study.items.extra.required", 'found "no", expected true or false'),
        ("checklist.toml", CHECKLIST.replace("due = 20", ""), "stages.later.items.archive.due", "this key is missing"),
        ("checklist.toml", CHECKLIST.replace('after = ["reading"]', 'after = "reading"'),
         "stages.study.items.notes.after", "expected a list in square brackets"),
    ],
)  # fmt: skip
def test_each_wrong_value_names_its_place_what_was_found_and_what_was_expected(
    file: str, text: str, place: str, problem: str
) -> None:
    found, said = one_fault(text, file)
    assert found == place
    assert problem in said


@pytest.mark.parametrize("need", ["-1", "1000", '"all"', "true", "[1]", "1.5"])
def test_a_wrong_need_is_told_at_its_key_not_at_a_step_of_the_validator(need: str) -> None:
    _found, faults = read_checklist(CHECKLIST.replace("need = 2", f"need = {need}").encode())
    assert {fault.place for fault in faults} == {"stages.start.items.roster.rule.need"}


def test_many_faults_are_counted_not_all_listed() -> None:
    text = "format = 1\n" + "".join(f"[marks.a{number}]\nstatus = 1\n" for number in range(500))
    faults = [fault for fault in read_file("group.toml", text.encode())[1] if fault.severity == "error"]
    assert len(faults) == 21
    assert faults[-1].problem == "and 480 more faults like these"


@pytest.mark.parametrize("number", [2, 999, 10**18])
@pytest.mark.parametrize("file", ["meeting.toml", "group.toml", "checklist.toml"])
def test_a_newer_format_is_refused_whole(number: int, file: str) -> None:
    found, faults = read_file(file, f"format = {number}\nsomething = 'new'\n".encode())
    assert found is None
    assert [fault.place for fault in faults] == ["format"]
    assert "newer" in faults[0].problem
    assert str(FILE_FORMAT) in faults[0].problem


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (MARK + "status = 'done'\non = 'x'\n", {"plan": Mark(status="done")}),
        (MARK + "evidence = ['a', 1]\nstatus = 'done'\n", {"plan": Mark(status="done")}),
        (MARK + "status = 'done'\n[marks.BAD]\nstatus = 'done'\n", {"plan": Mark(status="done")}),
        (MARK + "status = 'done'\n[marks.b]\nstatus = 'x'\nzzz = 1\n", {"plan": Mark(status="done"), "b": Mark()}),
        ("format = 1\nmarks = 3\n", {}),
        ("format = 'x'\n[marks.plan]\nstatus = 'done'\n", {"plan": Mark(status="done")}),
        (MARK + "status = 'done'\n[outline]\nx = 1\n", {"plan": Mark(status="done")}),
    ],
)
def test_one_bad_key_costs_that_key_and_makes_the_file_faulty(text: str, kept: dict[str, Mark]) -> None:
    found, faults = read_file("group.toml", text.encode())
    assert found is not None
    assert found.marks == kept
    assert any(fault.severity == "error" for fault in faults)


def test_a_member_without_a_name_costs_that_member() -> None:
    found, _faults = read_file("meeting.toml", (MEMBER + "[members.m02]\npost = 'x'\n").encode())
    assert found is not None
    assert list(found.members) == ["m01"]


def test_a_checklist_with_a_fault_is_not_followed_at_all() -> None:
    assert read_checklist(CHECKLIST.replace("due = 20", "due = 999").encode())[0] is None
    assert isinstance(read_checklist(CHECKLIST.encode())[0], Checklist)
