"""Circles, long chains, ids and languages of a checklist that someone wrote by hand."""

import pytest

from checklists.model.checklist import Checklist, Item, Stage, Wording
from checklists.model.conditions import CONDITIONS, OF_MEMBER
from checklists.readiness.duties import assess
from checklists.readiness.reasons import find_next_steps
from checklists.readiness.rules import RULES
from checklists.setup.builtin import BUILTIN, list_builtin_ids
from checklists.store.checklist_check import check_checklist
from checklists.store.decoding import read_checklist
from tests.builders import CHECKLIST, DAY, a_meeting

TITLE = Wording(zh="甲", en="a")


pytestmark = pytest.mark.usefixtures("english")


def of(after: dict[str, tuple[str, ...]], due: dict[str, int] | None = None) -> Checklist:
    """Make a checklist of one stage from what comes before what."""
    items = {key: Item(title=TITLE, due=(due or {}).get(key, 0), after=first) for key, first in after.items()}
    return Checklist(id="made", title=TITLE, stages={"only": Stage(title=TITLE, items=items)})


def chain(length: int) -> dict[str, tuple[str, ...]]:
    return {f"i{n}": (f"i{n - 1}",) if n else () for n in range(length)}


@pytest.mark.parametrize(
    ("after", "circle"),
    [
        ({"a": ("a",)}, "a → a"),
        ({"a": ("b",), "b": ("a",)}, "a → b → a"),
        ({"a": ("b",), "b": ("c",), "c": ("a",)}, "a → b → c → a"),
        ({"a": (), "b": ("a", "c"), "c": ("b",)}, "b → c → b"),
        ({"a": ("b",), "b": ("c",), "c": ("d",), "d": ("c",)}, "c → d → c"),
        ({"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}, None),
        ({"a": (), "b": ("a",), "c": ("a", "b"), "d": ("a", "b", "c")}, None),
        ({"a": ("b", "b"), "b": ()}, None),
    ],
)
def test_a_circle_is_found_and_named_and_a_diamond_is_none(after: dict[str, tuple[str, ...]], circle: str) -> None:
    faults = check_checklist(of(after), "x.toml")
    expected = [f"the items wait for each other in a circle: {circle}"] if circle else []
    assert [fault.problem for fault in faults] == expected
    assert all(fault.place.startswith("stages.only.items.") for fault in faults)


def test_a_chain_of_thousands_needs_no_deep_stack_anywhere() -> None:
    checklist = of(chain(2000))
    assert check_checklist(checklist, "x.toml") == []
    assert len(checklist.deadlines) == 2000
    steps = find_next_steps(assess(a_meeting(checklist=checklist), DAY))
    assert [step.item.id for step in steps] == ["i0"]


def test_a_circle_of_thousands_is_told_in_few_words() -> None:
    faults = check_checklist(of({**chain(2000), "i0": ("i1999",)}), "x.toml")
    assert len(faults) == 1
    assert "…" in faults[0].problem
    assert len(faults[0].problem) < 200


@pytest.mark.parametrize(
    ("after", "due", "places"),
    [
        ({"a": (), "b": ("a",)}, {"a": 0, "b": 0}, []),
        ({"a": (), "b": ("a",)}, {"a": -5, "b": -6}, ["b.due"]),
        ({"a": (), "b": (), "c": ("a", "b")}, {"a": 1, "b": 2, "c": 0}, ["c.due", "c.due"]),
        ({"a": ("x",), "b": ("x", "y")}, {}, ["a.after", "b.after", "b.after"]),
    ],
)
def test_due_days_follow_the_order(after: dict[str, tuple[str, ...]], due: dict[str, int], places: list[str]) -> None:
    faults = check_checklist(of(after, due), "x.toml")
    assert [fault.place.removeprefix("stages.only.items.") for fault in faults] == places


def test_an_id_used_in_two_stages_is_told_at_both() -> None:
    again = CHECKLIST + '[stages.later.items.notice]\ntitle = { zh = "又", en = "Again" }\ndue = 1\n'
    found, faults = read_checklist(again.encode())
    assert found is None
    assert [fault.place for fault in faults] == ["stages.start.items.notice", "stages.later.items.notice"]


@pytest.mark.parametrize("key", ["id", "stage"])
def test_what_the_program_fills_in_cannot_be_written(key: str) -> None:
    found, faults = read_checklist(CHECKLIST.replace("due = -30", f'due = -30\n{key} = "x"').encode())
    assert found is None
    assert [fault.place for fault in faults] == ["stages.start.items.notice"]


@pytest.mark.parametrize("condition", sorted(CONDITIONS))
def test_a_condition_about_a_member_has_no_place_in_an_item_for_the_group(condition: str) -> None:
    for scope in ("group", "member"):
        text = CHECKLIST.replace("due = 20", f'due = 20\nscope = "{scope}"\nwhen = "{condition}"')
        places = [fault.place for fault in read_checklist(text.encode())[1]]
        wrong = condition in OF_MEMBER and scope == "group"
        assert places == (["stages.later.items.archive.when"] if wrong else [])


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_counts_only_for_its_scope(rule: str) -> None:
    for scope in ("group", "member"):
        text = CHECKLIST.replace("due = 20", f'due = 20\nscope = "{scope}"\nrule = {{ name = "{rule}" }}')
        places = [fault.place for fault in read_checklist(text.encode())[1]]
        assert places == ([] if RULES[rule].scope in {scope, "any"} else ["stages.later.items.archive.rule.name"])


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('title = { zh = "小清单", en = "Small" }', 'title = { zh = "小清单" }', "title.en"),
        ('title = { zh = "小清单", en = "Small" }', 'title = { en = "Small" }', "title.zh"),
        ('title = { zh = "小清单", en = "Small" }', 'title = { zh = " ", en = "" }', "title"),
        ('title = { zh = "学习", en = "Study" }', 'title = { zh = "学习" }', "stages.study.title.en"),
        ("due = 20", 'due = 20\nguide = { zh = "说明" }', "stages.later.items.archive.guide.en"),
        ("due = 20", 'due = 20\nevidence = { en = "file" }', "stages.later.items.archive.evidence.zh"),
        ("[targets]", '[description]\nen = "x"\n[targets]', "description.zh"),
        ('phase = "after"', 'phase = "after"\nguide = { zh = "说明" }', "stages.later.guide.en"),
    ],
)
def test_a_text_in_one_language_only_is_told_at_the_other(old: str, new: str, place: str) -> None:
    assert old in CHECKLIST
    _found, faults = read_checklist(CHECKLIST.replace(old, new, 1).encode())
    assert [fault.place for fault in faults] == [place]


def test_a_checklist_needs_a_stage() -> None:
    head = CHECKLIST.split("[stages.start]", maxsplit=1)[0]
    assert [fault.place for fault in read_checklist(head.encode())[1]] == ["stages"]
    assert [fault.place for fault in read_checklist((head + "[stages]\n").encode())[1]] == ["stages"]


@pytest.mark.parametrize("name", list_builtin_ids())
def test_a_shipped_checklist_names_itself_and_lets_its_first_item_be_done(name: str) -> None:
    found, faults = read_checklist((BUILTIN / f"{name}.toml").read_bytes())
    assert faults == []
    assert found is not None
    assert found.id == name
    for item in found.items.values():
        assert all((item.title.zh, item.title.en, item.guide.zh, item.guide.en)), item.id
        is_before = found.is_before(item)
        assert (item.due < 0) is is_before, f"{item.id} is due before the meeting exactly where it counts for it"
        assert all(found.is_before(found.items[first]) or not is_before for first in item.after), item.id
    assert find_next_steps(assess(a_meeting(checklist=found), DAY))


def test_the_three_checklists_are_shipped() -> None:
    assert list_builtin_ids() == ["briefing", "democratic-life", "organisational-life"]
