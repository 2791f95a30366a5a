"""What holds for any readiness: reuse changes nothing, ready and reasons agree, waiting and steps agree."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checklists.edits.applying import apply_in_memory
from checklists.edits.marks import mark_duty
from checklists.model.checklist import Checklist
from checklists.model.conditions import is_applicable
from checklists.model.meeting import Mark, Meeting, Member
from checklists.readiness.duties import Readiness, assess
from checklists.readiness.reasons import find_next_steps, find_reasons
from tests.builders import DAY, a_checklist, a_meeting, change_settings
from tests.readiness.test_readiness import CROSSED

EARLY = DAY - timedelta(days=60)
DONE = Mark(status="done")


pytestmark = pytest.mark.usefixtures("english")


def test_nothing_is_reused_where_the_checklist_is_another() -> None:
    meeting = a_meeting()
    other = Meeting(meeting.settings, a_checklist(CROSSED), meeting.sheets)
    same(assess(other, EARLY, (), assess(meeting, EARLY)), assess(other, EARLY))


def test_three_hundred_members_are_counted_one_by_one() -> None:
    marks = {(f"m{n:03}", "reading"): DONE for n in range(1, 201)}
    found = assess(a_meeting(marks, count=300), EARLY)
    assert (found.stages["study"].done, found.stages["study"].required) == (200, 601)
    assert found.total.progress == pytest.approx((200 + 1) / 603)
    assert (found.quorum.needed, found.quorum.is_ok) == (200, True)
    assert len(list(found.duties())) == 3 + 3 * 300 + 1
    later = assess(a_meeting(marks | {("group", "notice"): DONE}, count=300), EARLY)
    step = next(step for step in find_next_steps(later) if step.item.id == "reading")
    assert step.subjects == tuple(f"m{n:03}" for n in range(201, 301))


def test_one_mark_among_three_hundred_costs_one_member() -> None:
    meeting = a_meeting(count=300)
    before = assess(meeting, EARLY)
    after = assess(apply_in_memory(meeting, mark_duty(meeting, "m007", "reading", status="done")), EARLY, (), before)
    reused = [key for key in after.subjects if after.subjects[key] is before.subjects[key]]
    assert set(after.subjects) - set(reused) == {"m007"}


STATUSES = st.sampled_from(["todo", "doing", "done", "returned", "waived"])
MARKS = st.tuples(st.just("mark"), st.integers(0, 9), st.integers(0, 9), STATUSES)
ROSTERS = st.tuples(st.just("roster"), st.lists(st.integers(1, 5), unique=True, max_size=5), st.booleans(), st.none())
DATES = st.tuples(st.just("date"), st.integers(-90, 90), st.booleans(), st.none())
SMALL, OTHER = a_checklist(), a_checklist(CROSSED)


def stepped(meeting: Meeting, today: date, step: tuple[Any, ...]) -> tuple[Meeting, date]:
    kind, first, second, third = step
    if kind == "date":
        if not second:
            return meeting, DAY + timedelta(days=first)
        moved = meeting.settings.model_copy(update={"date": DAY + timedelta(days=first)})
        return apply_in_memory(meeting, change_settings(meeting, moved)), today
    if kind == "roster":
        found = {
            f"m0{n}": Member(name=f"成员{n}", attendance="absent" if second and n % 2 else "expected") for n in first
        }
        return apply_in_memory(
            meeting, change_settings(meeting, meeting.settings.model_copy(update={"members": found}))
        ), today
    subject = meeting.subjects[first % len(meeting.subjects)]
    items = meeting.checklist.items_by_scope["group" if subject == "group" else "member"]
    item = items[second % len(items)]
    if not is_applicable(meeting, item, subject) or (item.rule and third not in {"todo", "waived"}):
        return meeting, today
    return apply_in_memory(
        meeting, mark_duty(meeting, subject, item.id, status=third, note="why" * (first % 2 + 1), by="who")
    ), today


def same(one: Readiness, other: Readiness) -> None:
    assert one == other
    assert (one.stages, one.total, one.is_ready) == (other.stages, other.total, other.is_ready)
    assert find_reasons(one) == find_reasons(other)
    assert find_next_steps(one) == find_next_steps(other)
    for duty in one.duties():
        assert one.list_prerequisites(duty) == other.list_prerequisites(duty)


@settings(max_examples=60)
@given(st.sampled_from([SMALL, OTHER]), st.lists(MARKS | MARKS | ROSTERS | DATES, max_size=12))
def test_reusing_an_earlier_readiness_is_the_same_as_beginning_anew(
    checklist: Checklist, steps: list[tuple[Any, ...]]
) -> None:
    meeting, today = a_meeting(checklist=checklist), EARLY
    running = assess(meeting, today)
    for step in steps:
        meeting, today = stepped(meeting, today, step)
        running = assess(meeting, today, (), running)
        same(running, assess(meeting, today))
        agree(running)


def agree(found: Readiness) -> None:
    """Check what must hold between the verdict, the tallies, the reasons and the steps."""
    assert found.is_ready is not bool(find_reasons(found))
    assert found.total.done <= found.total.required
    assert 0 <= found.total.progress <= 1
    assert (found.total.progress == 1) == (found.total.done == found.total.required)
    total = [found.total_of(subject) for subject in found.meeting.subjects]
    assert sum(part.done for part in total) == found.total.done
    assert sum(part.required for part in total) == found.total.required
    if not found.is_ready and found.total.done < found.total.required:
        assert find_next_steps(found), "what is not done can be begun somewhere"
    urgent = [reason.kind for reason in find_reasons(found)]
    ranks = {"fault": 0, "quorum": 1, "overdue": 2, "returned": 3, "open": 4}
    assert urgent == sorted(urgent, key=lambda kind: ranks[kind])
