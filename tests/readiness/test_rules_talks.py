"""What is counted of talks: with the principal, each other, units, the own branch, and those that were asked for."""

from typing import Any

import pytest

from checklists.model.ledgers.talks import Talk, Talks
from checklists.readiness.rules import count
from checklists.readiness.rules.talks import Wanted, count_talks, list_wanted_talks
from tests.filled import BEFORE, ROSTER, an_item, made

HELD: dict[str, Any] = {"held": BEFORE}
Expected = tuple[int, int, tuple[str, ...]]


pytestmark = pytest.mark.usefixtures("english")


def talks(*found: Talk) -> Talks:
    return Talks(talks={f"t{number}": one for number, one in enumerate(found, 1)})


def between(one: str, other: str, **changed: Any) -> Talk:
    return Talk(member=one, partner=other, **{**HELD, **changed})


def unit(member: str, name: str, **changed: Any) -> Talk:
    return Talk(kind="unit", member=member, unit=name, **{**HELD, **changed})


def branch(member: str, **changed: Any) -> Talk:
    return Talk(kind="branch", member=member, **{**HELD, **changed})


PLANNED: dict[str, Any] = {"held": None, "planned": BEFORE}


@pytest.mark.parametrize(
    ("rule", "subject", "found", "changed", "expected"),
    [
        ("talk-principal", "m02", (), {}, (0, 1, ("成员1",))),
        ("talk-principal", "m02", (between("m01", "m02"),), {}, (1, 1, ())),
        ("talk-principal", "m02", (between("m02", "m01"),), {}, (1, 1, ())),
        ("talk-principal", "m02", (between("m02", "m01", **PLANNED),), {}, (0, 1, ("成员1",))),
        ("talk-principal", "m02", (between("m03", "m01"),), {}, (0, 1, ("成员1",))),
        ("talk-principal", "m01", (), {}, (0, 0, ())),
        ("talk-principal", "m02", (), {"roster": {"m01": {"role": "member"}}}, (0, 1, ("the principal",))),
        ("talk-principal", "m02", (), {"roster": {"m01": {"attendance": "absent"}}}, (0, 1, ("成员1",))),
        ("talks-members", "m02", (), {}, (0, 2, ("成员3", "成员4"))),
        ("talks-members", "m02", (between("m03", "m02"), between("m01", "m02")), {}, (1, 2, ("成员4",))),
        ("talks-members", "m02", (between("m03", "m02"), between("m02", "m04")), {}, (2, 2, ())),
        ("talks-members", "m02", (between("m03", "m02"), between("m02", "m03")), {}, (1, 2, ("成员4",))),
        ("talks-members", "m02", (between("m02", "m09"), between("m02", "m02")), {}, (0, 2, ("成员3", "成员4"))),
        ("talks-members", "m01", (), {}, (0, 3, ("成员2", "成员3", "成员4"))),
        ("talks-members", "m01", (between("m01", "m04"),), {}, (1, 3, ("成员2", "成员3"))),
        ("talks-members", "m02", (), {"roster": {"m04": {"name": "成员3"}}}, (0, 2, ("成员3", "成员3"))),
        ("talks-members", "m02", (), {"count": 2}, (0, 0, ())),
        ("talks-units", "m02", (), {}, (0, 2, ("甲局", "乙局"))),
        ("talks-units", "m02", (unit("m02", "乙局"),), {}, (1, 2, ("甲局",))),
        ("talks-units", "m02", (unit("m03", "甲局"), unit("m02", "乙局")), {}, (1, 2, ("甲局",))),
        ("talks-units", "m02", (unit("m02", "甲局"), unit("m02", "乙局")), {}, (2, 2, ())),
        ("talks-units", "m02", (unit("m02", "甲局", **PLANNED), unit("m02", "丙局")), {}, (0, 2, ("甲局", "乙局"))),
        ("talks-units", "m02", (), {"roster": {"m02": {"units": ("甲局", "甲局")}}}, (0, 1, ("甲局",))),
        ("talks-units", "m04", (), {}, (0, 0, ())),
        ("talk-branch", "m02", (), {}, (0, 1, ("their own branch",))),
        ("talk-branch", "m02", (branch("m02"),), {}, (1, 1, ())),
        ("talk-branch", "m02", (branch("m03"), branch("m02", **PLANNED)), {}, (0, 1, ("their own branch",))),
        ("talk-branch", "m02", (Talk(member="m02", **HELD),), {}, (0, 1, ("their own branch",))),
        ("talk-branch", "m02", (Talk(kind="unit", member="m02", **HELD),), {}, (0, 1, ("their own branch",))),
        ("talks-requested", "m02", (), {}, (0, 0, ())),
        ("talks-requested", "m02", (Talk(kind="requested", member="m02", person="某同志"),), {},
         (0, 1, ("the talk that 某同志 asked for (not planned yet)",))),
        ("talks-requested", "m02", (Talk(kind="requested", member="m02", person="某同志", **PLANNED),), {},
         (0, 1, (f"the talk that 某同志 asked for (planned {PLANNED['planned']:%m-%d})",))),
        ("talks-requested", "m02",
         (Talk(kind="requested", member="m02", **HELD), Talk(kind="requested", member="m02")), {},
         (1, 2, ("a talk that was asked for (not planned yet)",))),
        ("talks-requested", "m02", (Talk(kind="requested", member="m03"),), {}, (0, 0, ())),
    ],
)  # fmt: skip
def test_each_rule_of_talks_counts_and_names_who_is_missing(
    rule: str, subject: str, found: tuple[Talk, ...], changed: dict[str, Any], expected: Expected
) -> None:
    roster = {key: {**ROSTER.get(key, {}), **one} for key, one in changed.pop("roster", {}).items()}
    meeting = made(talks=talks(*found), roster={**ROSTER, **roster}, **changed)
    assert count(meeting, an_item(rule, 1), subject)[:3] == expected


@pytest.mark.parametrize(
    ("found", "totals"),
    [
        ((), (0, 6 + 3 + 3)),
        ((between("m01", "m02"), between("m02", "m01")), (1, 12)),
        ((between("m01", "m01"), between("m01", "m09"), unit("m02", "丙局"), branch("m04")), (0, 12)),
        ((unit("m02", "甲局"), unit("m03", "甲局"), branch("m01")), (3, 12)),
        ((between("m01", "m02", **PLANNED),), (0, 12)),
    ],
)
def test_the_talks_of_all_are_totalled_each_pair_once(found: tuple[Talk, ...], totals: tuple[int, int]) -> None:
    assert count_talks(made(talks=talks(*found))) == totals


def test_nine_members_with_three_units_each_have_seventy_two_talks() -> None:
    roster = {f"m0{n}": {"units": ("甲", "乙", "丙"), "branch": "支部"} for n in range(1, 10)}
    assert count_talks(made(count=9, roster=roster)) == (0, 72)


def test_whom_one_has_to_talk_with_names_everyone_though_names_are_the_same() -> None:
    meeting = made(
        talks=talks(
            between("m02", "m04"), unit("m02", "成员1"), unit("m02", "甲局", **PLANNED), branch("m02", held=None)
        ),
        roster={**ROSTER, "m02": {"units": ("成员1", "甲局"), "branch": "支部"}, "m04": {"name": "成员3"}},
    )
    assert list_wanted_talks(meeting, "m02") == {
        "成员1": Wanted(is_held=False),
        "成员3": Wanted(is_held=False),
        "成员3 (m04)": Wanted(is_held=True),
        "the unit 成员1": Wanted(is_held=True),
        "甲局": Wanted(is_held=False, planned=BEFORE),
        "their own branch": Wanted(is_held=False),
    }


def test_what_the_rules_ask_for_adds_up_to_whom_one_has_to_talk_with() -> None:
    meeting = made(talks=talks(between("m02", "m01"), between("m03", "m02"), unit("m02", "甲局"), branch("m02")))
    wanted = list_wanted_talks(meeting, "m02")
    rules = [count(meeting, an_item(rule, 1), "m02") for rule in
             ("talk-principal", "talks-members", "talks-units", "talk-branch")]  # fmt: skip
    held = sum(one.is_held for one in wanted.values())
    assert (sum(one.have for one in rules), sum(one.need for one in rules)) == (held, len(wanted))
    assert {name for one in rules for name in one.missing} == {name for name, one in wanted.items() if not one.is_held}
