"""Taking over from the last meeting: what is open comes along, who is still here keeps it, nothing is guessed."""

from typing import Any

import pytest

from checklists.base.text import PROSE_LIMIT
from checklists.model.ledgers.outline import Cause, Measure, Outline, Problem
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.meeting import Ledgers, Meeting, Member, Sheet
from checklists.setup.carry_over import carry_over_entries
from tests.builders import DAY, a_checklist, members, settings

ROSTER = {"m07": Member(name="成员2"), "m08": Member(name="新成员"), "m09": Member(name="成员1")}


pytestmark = pytest.mark.usefixtures("english")


def chain(measure: dict[str, Any], key: str = "s001") -> Sheet:
    return Sheet(
        outline=Outline(
            problems={"p001": Problem(text="调研少", causes=("c001",))},
            causes={"c001": Cause(text="怕麻烦", measures=(key,))},
            measures={key: Measure(**{"text": "每月下乡", **measure})},
        )
    )


def last(sheets: dict[str, Sheet] | None = None, *entries: RectificationEntry, **changed: Any) -> Meeting:
    listed = Rectification(entries={f"r{number:03}": one for number, one in enumerate(entries, 1)})
    found = settings(3, title="上年会议", **changed)
    return Meeting(found, a_checklist(), sheets or {}, Ledgers(rectification=listed))


def test_an_open_measure_comes_with_its_problem_and_all_that_was_settled_about_it() -> None:
    measure = {"owner": "m02", "due": DAY, "target": "十二次", "progress": "已三次"}
    found = carry_over_entries(last({"m01": chain(measure)}), ROSTER)
    assert found == {
        "r001": RectificationEntry(
            text="每月下乡",
            subject="m09",
            problem="调研少",
            owner="m07",
            due=DAY,
            target="十二次",
            progress="已三次",
            origin="上年会议",
        )
    }


@pytest.mark.parametrize(
    ("measure", "progress"),
    [
        ({}, ""),
        ({"progress": "过半"}, "过半"),
        ({"carried": "缺资金"}, "Carried over: 缺资金"),
        ({"progress": "过半", "carried": "缺资金"}, "过半\nCarried over: 缺资金"),
        ({"closed": DAY}, None),
        ({"closed": DAY, "carried": "后来办结"}, None),
        ({"progress": "长" * PROSE_LIMIT, "carried": "缺资金"}, "长" * PROSE_LIMIT),
    ],
)
def test_what_is_closed_stays_and_the_reason_of_what_is_carried_comes_along(
    measure: dict[str, Any], progress: str | None
) -> None:
    of_outline = carry_over_entries(last({"group": chain(measure)}), ROSTER)
    of_list = carry_over_entries(last({}, RectificationEntry(text="每月下乡", problem="调研少", **measure)), ROSTER)
    assert of_outline == of_list
    assert [one.progress for one in of_outline.values()] == ([] if progress is None else [progress])
    assert not any(one.is_settled for one in of_outline.values())


@pytest.mark.parametrize(
    ("owner", "roster", "expected"),
    [
        ("m02", ROSTER, "m07"),
        ("group", ROSTER, "group"),
        ("", ROSTER, ""),
        ("m03", ROSTER, ""),
        ("m99", ROSTER, ""),
        ("m02", {}, ""),
        ("m02", {**ROSTER, "m10": Member(name="成员2")}, ""),
        ("m02", {"m02": Member(name="新成员")}, ""),
    ],
)
def test_an_owner_is_found_by_a_name_that_only_one_has(owner: str, roster: dict[str, Member], expected: str) -> None:
    (entry,) = carry_over_entries(last({"group": chain({"owner": owner})}), roster).values()
    assert entry.owner == expected


def test_two_of_one_name_on_the_last_roster_are_nobody_on_the_new_one() -> None:
    meeting = last({"group": chain({"owner": "m02"})}, roster={"m03": {"name": "成员2"}})
    assert [one.owner for one in carry_over_entries(meeting, ROSTER).values()] == [""]


def test_the_problem_of_one_who_left_becomes_the_groups_and_says_whose_it_was() -> None:
    (entry,) = carry_over_entries(last({"m03": chain({})}), ROSTER).values()
    assert (entry.subject, entry.problem) == ("group", "(of 成员3, who is not on this roster)\n调研少")


@pytest.mark.parametrize(
    ("outline", "problem"),
    [
        (Outline(measures={"s1": Measure(text="甲")}), ""),
        (Outline(causes={"c1": Cause(text="因", measures=("s1",))}, measures={"s1": Measure(text="甲")}), "因"),
        (
            Outline(
                problems={"p1": Problem(text="一", causes=("c1",)), "p2": Problem(text="二", causes=("c1",))},
                causes={"c1": Cause(text="因", measures=("s1",))},
                measures={"s1": Measure(text="甲")},
            ),
            "一\n二",
        ),
    ],
)
def test_the_problem_is_what_the_chain_leads_to(outline: Outline, problem: str) -> None:
    (entry,) = carry_over_entries(last({"group": Sheet(outline=outline)}), ROSTER).values()
    assert entry.problem == problem


def test_measures_of_one_id_on_two_sheets_are_both_taken_under_ids_that_are_always_the_same() -> None:
    meeting = last({"group": chain({}), "m01": chain({}), "m02": chain({})}, RectificationEntry(text="四"))
    found = carry_over_entries(meeting, ROSTER)
    assert [one.text for one in found.values()] == ["每月下乡", "每月下乡", "每月下乡", "四"]
    assert carry_over_entries(meeting, ROSTER) == found
    assert Rectification.model_validate({"entries": {key: one.plain() for key, one in found.items()}}).entries == found


def test_the_new_list_names_only_who_is_on_the_new_roster() -> None:
    meeting = last(
        {key: chain({"owner": key}) for key in members(3)}, RectificationEntry(text="五", subject="m99", owner="m98")
    )
    found = carry_over_entries(meeting, ROSTER).values()
    assert {one.owner for one in found} | {one.subject for one in found} <= {"", "group", *ROSTER}
