"""Readiness follows every ledger edit: what is taken over from an earlier one is what a fresh one would find."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from checklists.base.errors import HuiqianError
from checklists.edits.applying import apply_in_memory
from checklists.edits.change import Edit
from checklists.edits.departure import remove_member
from checklists.edits.ledgers import (
    answer,
    attend,
    claim,
    explain,
    feed_back,
    make_up,
    open_criticism,
    read_text,
    record_no_opinions,
    record_self_criticism,
    record_told,
    sign_in,
    take_step,
)
from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record, change_record, remove_records
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness, assess
from checklists.readiness.reasons import find_next_steps, find_reasons
from checklists.readiness.rules import RULES
from checklists.records.kinds import KINDS, KindName
from tests.builders import DAY, change_settings
from tests.filled import BEFORE, ROSTER, filled, made

EARLY = DAY - timedelta(days=25)
Make = Callable[[Meeting, Random], Edit]


pytestmark = pytest.mark.usefixtures("english")


def member(now: Meeting, chance: Random) -> str:
    return chance.choice([*now.settings.members])


def opinion(now: Meeting, chance: Random) -> str:
    return chance.choice([*now.ledgers.opinions.opinions, "o9"])


def of_opinion(make: Callable[..., Edit]) -> Make:
    def made_by_chance(now: Meeting, chance: Random) -> Edit:
        return make(now, [opinion(now, chance)], None, chance.choice([DAY, None]))

    return made_by_chance


def answered(now: Meeting, chance: Random) -> Edit:
    key = opinion(now, chance)
    about = now.ledgers.opinions.opinions[key].about if key in now.ledgers.opinions.opinions else ("m01",)
    return answer(now, key, chance.choice(about or ("m01",)), chance.choice(["已改", ""]))


def values(kind: KindName, now: Meeting, chance: Random) -> dict[str, Any]:
    one, other = chance.sample([*now.settings.members], 2)
    aspect = chance.choice(["politics", "style", None])
    found: dict[KindName, dict[str, Any]] = {
        "text": {"title": "文件", "required": chance.random() < 0.7},
        "session": {"topic": "专题", "date": BEFORE},
        "channel": {"title": "渠道", "raw": chance.choice([None, 1, 2]), "closed": chance.choice([None, DAY])},
        "opinion": {"text": "意见", "about": chance.choice([[], [one], [one, other], ["group"]]),
                    "channel": chance.choice([None, *now.ledgers.opinions.channels])},
        "talk": chance.choice([
            {"kind": "member", "member": one, "partner": other, "unit": None, "held": chance.choice([None, BEFORE])},
            {"kind": "branch", "member": one, "partner": None, "unit": None, "held": BEFORE},
            {"kind": "requested", "member": one, "partner": None, "unit": None, "held": chance.choice([None, BEFORE])},
            {"kind": "unit", "member": "m02", "partner": None, "unit": "乙局", "held": BEFORE},
        ]),
        "problem": {"text": "问题", "aspect": aspect, "example": chance.choice([None, "例"]),
                    "answers": chance.choice([None, [*now.ledgers.opinions.opinions][:1]])},
        "cause": {"text": "原因"},
        "measure": {"text": "措施", "owner": chance.choice([None, one]), "due": chance.choice([None, DAY]),
                    "closed": chance.choice([None, DAY])},
        "criticism": {"text": chance.choice(["不足", "希望努力"]), "to": one, "discussed": chance.random() < 0.5,
                      "given": chance.random() < 0.5},
        "entry": {"text": "措施", "origin": chance.choice(["", "上年"]), "progress": chance.choice(["", "过半"])},
    }  # fmt: skip
    return found[kind]


def adding(name: KindName) -> Make:
    return lambda now, chance: add_record(
        now, KINDS[name], values(name, now, chance), chance.choice(KINDS[name].owners(now))
    )[1]


def place(name: KindName, now: Meeting, chance: Random) -> tuple[str, str]:
    kind = KINDS[name]
    places = [(owner, key) for owner in kind.owners(now) for key in kind.records(now, owner)]
    return chance.choice(places or [(kind.owners(now)[0], "z9")])


def changing(name: KindName) -> Make:
    def change(now: Meeting, chance: Random) -> Edit:
        subject, key = place(name, now, chance)
        return change_record(now, KINDS[name], key, values(name, now, chance), subject)

    return change


def removing(name: KindName) -> Make:
    return lambda now, chance: remove_records(now, [(KINDS[name], *place(name, now, chance))])


def marking(now: Meeting, chance: Random) -> Edit:
    item = chance.choice([*now.checklist.items.values()])
    subject = "group" if item.scope == "group" else member(now, chance)
    status = chance.choice(["todo", "waived"] if item.rule else ["todo", "doing", "done", "returned", "waived"])
    return mark_duty(now, subject, item.id, status=status, note="why", by="who")


def setting(now: Meeting, chance: Random) -> Edit:
    changed: dict[str, Any] = chance.choice([
        {"theme": "主题"}, {"date": DAY + timedelta(days=3)}, {"targets": {"channels": 1}},
        {"circumstances": ("case-analysis",)}, {"aspects": {"style": "作风"}},
    ])  # fmt: skip
    return change_settings(now, now.settings.model_copy(update=changed))


def leaving(now: Meeting, chance: Random) -> Edit:
    one, heir = chance.sample([*now.settings.members], 2)
    return remove_member(now, one, chance.choice(["keep", "hand-over", "remove"]), heir)


EDITS: dict[str, Make] = {
    **{f"add {name}": adding(name) for name in KINDS},
    **{f"change {name}": changing(name) for name in KINDS},
    **{f"remove {name}": removing(name) for name in KINDS},
    "attend": lambda now, chance: attend(now, "e1", {member(now, chance): chance.choice(["present", "absent", None])}),
    "read": lambda now, chance: read_text(now, member(now, chance), ["x1"], chance.choice([DAY, None])),
    "make up": lambda now, chance: make_up(now, member(now, chance), "e1", chance.choice([DAY, None])),
    "feed back": of_opinion(feed_back),
    "claim": of_opinion(claim),
    "answer": answered,
    "none told": lambda now, chance: record_no_opinions(
        now, [member(now, chance), "group"], chance.choice([DAY, None])
    ),
    "sign in": lambda now, chance: sign_in(now, {member(now, chance): chance.choice(["present", "absent", None])}),
    "speak": lambda now, chance: record_self_criticism(now, [member(now, chance)], has_spoken=chance.random() < 0.7),
    "tell": lambda now, chance: record_told(now, [member(now, chance)], chance.choice([DAY, None])),
    "explain": lambda now, chance: explain(now, member(now, chance), "inquiry", chance.choice(["无", ""])),
    "review": lambda now, chance: take_step(
        now, chance.choice(now.subjects), chance.choice(["submitted", "reviewed", "returned", "approved"]),
        on=BEFORE, reason="why",
    ),
    "open": lambda now, chance: open_criticism(now, is_open=chance.random() < 0.5),
    "mark": marking,
    "settings": setting,
    "leave": leaving,
}  # fmt: skip


def check_same(running: Readiness, fresh: Readiness) -> None:
    assert running == fresh
    assert (running.stages, running.total, running.is_ready) == (fresh.stages, fresh.total, fresh.is_ready)
    assert find_reasons(running) == find_reasons(fresh)
    assert find_next_steps(running) == find_next_steps(fresh)


def half_done() -> Meeting:
    return filled(roster={**ROSTER, "m03": {**ROSTER["m03"], "attendance": "absent"}})


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_any_kind_and_its_undoing_move_readiness_as_if_begun_anew(name: str) -> None:
    done = 0
    for start in (made(), half_done()):
        before = assess(start, EARLY)
        for seed in range(4):
            try:
                edit = EDITS[name](start, Random(seed))
            except HuiqianError:
                continue  # what cannot be done here and now is tried in the walk below
            done += bool(edit.changes)
            now = apply_in_memory(start, edit)
            after = assess(now, EARLY, (), before)
            check_same(after, assess(now, EARLY))
            back = apply_in_memory(now, edit.inverse())
            assert back == start
            check_same(assess(back, EARLY, (), after), before)
    assert done, "it was tried at least once"


@pytest.mark.parametrize("seed", range(10))
def test_readiness_that_is_carried_through_a_whole_preparation_is_that_of_its_end(seed: int) -> None:
    chance = Random(seed)
    now = half_done() if seed % 2 else made()
    running = assess(now, EARLY)
    for _step in range(40):
        name = chance.choice([*EDITS])
        if name == "leave" and len(now.settings.members) < 4:
            continue
        try:
            now = apply_in_memory(now, EDITS[name](now, chance))
        except HuiqianError:
            continue
        running = assess(now, EARLY, (), running)
        check_same(running, assess(now, EARLY))


def test_the_first_opinion_of_all_tells_those_whom_it_is_not_about_that_they_have_none() -> None:
    meeting = made()
    before = assess(meeting, EARLY)
    now = apply_in_memory(meeting, add_record(meeting, KINDS["opinion"], {"text": "慢", "about": ["m03"]})[1])
    duty = assess(now, EARLY, (), before).duty("m02", "opinions-claimed")
    assert duty is not None
    assert (duty.status, duty.missing) == ("done", ())


def test_a_talk_of_two_costs_two_members_and_the_group() -> None:
    meeting = filled()
    before = assess(meeting, EARLY)
    now = apply_in_memory(
        meeting, add_record(meeting, KINDS["talk"], {"member": "m01", "partner": "m04", "held": BEFORE})[1]
    )
    after = assess(now, EARLY, (), before)
    anew = {key for key in after.subjects if after.subjects[key] is not before.subjects[key]}
    assert anew == {"group", "m01", "m04"}
    rules = {key: meeting.checklist.items[key].rule for key in before.subjects["m01"].counts}
    others = [key for key, rule in rules.items() if rule and RULES[rule.name].place != "talks"]
    assert others
    counts = (before.subjects["m01"].counts, after.subjects["m01"].counts)
    assert all(counts[0][key] is counts[1][key] for key in others), "only talks are counted again"


def test_a_mark_costs_its_subject_alone_and_nothing_is_counted_again() -> None:
    meeting = filled()
    before = assess(meeting, EARLY)
    for subject in ("m02", "group"):
        duty = next(one for one in before.subjects[subject].duties.values() if not one.item.rule)
        after = assess(
            apply_in_memory(meeting, mark_duty(meeting, subject, duty.item.id, status="done")), EARLY, (), before
        )
        assert {key for key in after.subjects if after.subjects[key] is not before.subjects[key]} == {subject}
        counts = before.subjects[subject].counts
        assert counts
        assert all(after.subjects[subject].counts[key] is one for key, one in counts.items())
