"""What is counted of opinions: channels, numbers that add up, feedback, claims and answers; case by case."""

from typing import Any

import pytest

from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.outline import Outline, Problem
from checklists.model.meeting import Sheet
from checklists.readiness.rules import count
from tests.filled import BEFORE, an_item, made

Expected = tuple[int, int, tuple[str, ...]]


pytestmark = pytest.mark.usefixtures("english")


def channel(title: str = "意见箱", raw: int | None = None, *, is_closed: bool = False, source: str = "") -> Channel:
    return Channel(title=title, source=source, raw=raw, closed=BEFORE if is_closed else None)


def opinion(*about: str, **changed: Any) -> Opinion:
    for table in ("fed_back", "claimed"):
        changed[table] = dict.fromkeys(changed.get(table, "").split(), BEFORE)
    return Opinion(**{"text": "开会多", "about": about, **changed})


def ledger(channels: tuple[Channel, ...] = (), opinions: tuple[Opinion, ...] = (), told: str = "") -> Opinions:
    return Opinions(
        channels={f"n{number}": one for number, one in enumerate(channels, 1)},
        opinions={f"o{number}": one for number, one in enumerate(opinions, 1)},
        none_told=dict.fromkeys(told.split(), BEFORE),
    )


@pytest.mark.parametrize(
    ("found", "need", "expected"),
    [
        (ledger(), 2, (0, 5, ("2 more channels", "3 more groups that are asked"))),
        (ledger((channel(source="干部"),)), 1, (2, 4, ("2 more groups that are asked",))),
        (ledger((channel(source="干部"), channel(source="群众"), channel(source="企业"))), 2, (5, 5, ())),
        (ledger((channel(source="干部"), channel(source="干部")), (opinion(source="群众"),)), 2,
         (4, 5, ("1 more group that is asked",))),
        (ledger((channel(), channel())), 3, (2, 6, ("1 more channel", "3 more groups that are asked"))),
    ],
)  # fmt: skip
def test_enough_channels_and_groups_are_asked(found: Opinions, need: int, expected: Expected) -> None:
    assert count(made(opinions=found), an_item("channels-chosen", need), "group")[:3] == expected


@pytest.mark.parametrize(
    ("found", "need", "expected"),
    [
        (ledger(), 1, (0, 1, ("a channel with its numbers",))),
        (ledger(), 0, (0, 0, ())),
        (ledger((channel(),)), 1, (0, 1, ("the number of opinions from “意见箱”",))),
        (ledger((channel(raw=3),)), 1, (0, 1, ("the closing of “意见箱”",))),
        (ledger((channel(raw=0, is_closed=True),)), 1, (1, 1, ())),
        (ledger((channel(is_closed=True), channel("热线", 2, is_closed=True))), 1,
         (1, 2, ("the number of opinions from “意见箱”",))),
        (ledger((channel(raw=1, is_closed=True),)), 3, (1, 3, ("a channel with its numbers",))),
    ],
)  # fmt: skip
def test_every_channel_is_closed_with_its_number(found: Opinions, need: int, expected: Expected) -> None:
    assert count(made(opinions=found), an_item("channels-closed", need), "group")[:3] == expected


@pytest.mark.parametrize(
    ("found", "need", "expected"),
    [
        (ledger(), 1, (0, 1, ("a channel with its numbers",))),
        (ledger((channel(),)), 1, (0, 1, ("the number of opinions from “意见箱”",))),
        (ledger((channel(raw=0),)), 1, (1, 1, ())),
        (ledger((channel(raw=2),), (opinion(channel="n1"),)), 1,
         (0, 1, ("“意见箱”: 2 came in, 1 are entered; 1 is still to be entered",))),
        (ledger((channel(raw=2),), (opinion(channel="n1", voices=3),)), 1,
         (0, 1, ("“意见箱”: 2 came in, 3 are entered; 1 too many",))),
        (ledger((channel(raw=4),), (opinion(channel="n1", voices=3), opinion(channel="n1"))), 1, (1, 1, ())),
        (ledger((channel(raw=1),), (opinion(channel="n1"), opinion(voices=2))), 1,
         (1, 2, ("2 opinions without a channel",))),
        (ledger((channel(raw=1),), (opinion(channel="n1"), opinion(channel="n9"))), 1,
         (1, 2, ("1 opinion without a channel",))),
        (ledger((channel(raw=1), channel("热线", 1)), (opinion(channel="n1"), opinion(channel="n2"))), 3,
         (2, 3, ("a channel with its numbers",))),
    ],
)  # fmt: skip
def test_as_many_are_entered_as_came_in(found: Opinions, need: int, expected: Expected) -> None:
    assert count(made(opinions=found), an_item("opinions-add-up", need), "group")[:3] == expected


@pytest.mark.parametrize(
    ("rule", "found", "subject", "expected"),
    [
        ("opinions-fed-back", ledger(), "m02", (0, 1, ("to be told that there are none",))),
        ("opinions-fed-back", ledger(told="m02"), "m02", (1, 1, ())),
        ("opinions-fed-back", ledger(told="m01"), "group", (0, 1, ("to be told that there are none",))),
        ("opinions-fed-back", ledger((), (opinion("m02"),), told="m02"), "m02", (0, 1, ("opinion o1",))),
        ("opinions-fed-back", ledger((), (opinion("m02", fed_back="m02"), opinion("m02", "m03", fed_back="m03"))),
         "m02", (1, 2, ("opinion o2",))),
        ("opinions-fed-back", ledger((), (opinion("m02", fed_back="m02"),)), "m02", (1, 1, ())),
        ("opinions-fed-back", ledger((), (opinion("group", fed_back="group"),)), "group", (1, 1, ())),
        ("opinions-fed-back", ledger((), (opinion("m03", fed_back="m02"),)), "m02",
         (0, 1, ("to be told that there are none",))),
        ("opinions-claimed", ledger(), "m02", (0, 1, ("the opinions, registered",))),
        ("opinions-claimed", ledger((), (opinion("m03"),)), "m02", (0, 0, ())),
        ("opinions-claimed", ledger((), (opinion("m02"), opinion("m02", "group"))), "m02",
         (0, 2, ("opinion o1", "opinion o2"))),
        ("opinions-claimed", ledger((), (opinion("m02", "group", claimed="group"),)), "m02",
         (0, 1, ("opinion o1",))),
        ("opinions-claimed", ledger((), (opinion("m02", claimed="m02"), opinion("m02", answers={"m02": "已改"}))),
         "m02", (2, 2, ())),
        ("opinions-claimed", ledger((), (opinion("m09", claimed="m09"),)), "m02", (0, 0, ())),
        ("opinions-answered", ledger(), "m02", (0, 0, ())),
        ("opinions-answered", ledger((), (opinion("m02"),)), "m02", (0, 0, ())),
        ("opinions-answered", ledger((), (opinion("m02", claimed="m02"), opinion("m02", claimed="m02"))), "m02",
         (1, 2, ("opinion o2",))),
        ("opinions-answered", ledger((), (opinion("m02", claimed="m02", answers={"m02": "已改"}),)), "m02",
         (1, 1, ())),
        ("opinions-answered", ledger((), (opinion("m03", claimed="m03"),)), "m03", (0, 1, ("opinion o1",))),
    ],
)  # fmt: skip
def test_opinions_about_someone_are_told_claimed_and_answered(
    rule: str, found: Opinions, subject: str, expected: Expected
) -> None:
    sheets = {"m02": Sheet(outline=Outline(problems={"p1": Problem(text="会多", answers=("o1",))}))}
    assert count(made(opinions=found, sheets=sheets), an_item(rule, 1), subject)[:3] == expected


def test_what_is_missing_never_repeats_what_was_said() -> None:
    meeting = made(opinions=ledger((), (opinion("m02", text="绝密的话", claimed="m02"),)))
    for rule in ("opinions-fed-back", "opinions-claimed", "opinions-answered", "opinions-add-up"):
        subject = "group" if rule == "opinions-add-up" else "m02"
        assert "绝密" not in str(count(meeting, an_item(rule, 1), subject))
