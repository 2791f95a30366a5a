"""Edits beyond a form: attendance, claims, answers, the review, explanations, the day; read back from the files."""

from collections.abc import Callable
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from checklists.base.errors import ConflictError, HuiqianError, InvalidEditError, UsageError
from checklists.base.text import LINE_LIMIT, PROSE_LIMIT
from checklists.edits.change import Edit, join_edits
from checklists.edits.ledgers import (
    answer,
    attend,
    can_take,
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
from checklists.edits.records import add_record
from checklists.model.ledgers.outline import Outline, ReviewState, ReviewStep, Round
from checklists.model.meeting import Meeting, Sheet
from checklists.model.words import translate_state
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.builders import DAY, read
from tests.filled import BEFORE, bytes_of, filled, folder_of, made

Make = Callable[[Meeting], Edit]


pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return folder_of(tmp_path / "meeting", filled())


def at(meeting: Meeting, place: str) -> Any:
    """Return what stands at a place such as ``opinions.opinions.o1.claimed``, as the file has it."""
    first, *rest = place.split(".")
    found: Any = getattr(meeting.ledgers, first, None) or meeting.sheet(first)
    found = found.plain()
    for part in rest:
        found = found.get(part, {})
    return found


STAYS: dict[str, tuple[Make, str, Any]] = {
    "attendance of all": (
        lambda now: attend(now, "e1", dict.fromkeys(now.settings.members, "present")),
        "study.sessions.e1.attendance", dict.fromkeys(("m01", "m03", "m02", "m04"), "present"),
    ),
    "attendance of one corrected": (
        lambda now: attend(now, "e1", {"m02": "absent"}),
        "study.sessions.e1.attendance", {"m01": "present", "m03": "absent", "m02": "absent"},
    ),
    "attendance taken back": (
        lambda now: attend(now, "e1", {"m01": None, "m04": None}),
        "study.sessions.e1.attendance", {"m03": "absent", "m02": "present"},
    ),
    "a text read": (lambda now: read_text(now, "m02", ["x1", "x2"], DAY), "m02.study.read", {"x1": DAY, "x2": DAY}),
    "a text not read": (lambda now: read_text(now, "m03", ["x1"], None), "m03.study.read", {"x2": BEFORE}),
    "a session made up for": (
        lambda now: make_up(now, "m02", "e1", DAY, "  自学\n"), "m02.study.made_up.e1", {"on": DAY, "note": "自学"},
    ),
    "made up for without a note": (
        lambda now: make_up(now, "m03", "e1", DAY), "m03.study.made_up.e1", {"on": DAY},
    ),
    "not made up for": (lambda now: make_up(now, "m03", "e1", None), "m03.study.made_up", {}),
    "fed back to all whom it is about": (
        lambda now: feed_back(now, ["o1", "o2"], None, DAY), "opinions.opinions.o2.fed_back", {"m03": DAY, "m02": DAY},
    ),
    "feedback taken back": (
        lambda now: feed_back(now, ["o2"], ["m03"], None), "opinions.opinions.o2.fed_back", {"m02": BEFORE},
    ),
    "claimed by one": (
        lambda now: claim(now, ["o1", "o2"], ["m03"], DAY), "opinions.opinions.o2.claimed", {"m03": DAY},
    ),
    "claimed by the group": (
        lambda now: claim(now, ["o3"], ["group"], DAY), "opinions.opinions.o3.claimed", {"group": DAY},
    ),
    "answered in words": (
        lambda now: answer(now, "o2", "m02", " 已压减\n"),
        "opinions.opinions.o2.answers", {"m03": "已压减", "m02": "已压减"},
    ),
    "the answer taken back": (lambda now: answer(now, "o2", "m03", " "), "opinions.opinions.o2.answers", {}),
    "told that there are none": (
        lambda now: record_no_opinions(now, ["group", "m01"], DAY),
        "opinions.none_told", {"m01": DAY, "m03": BEFORE, "m04": BEFORE, "group": DAY},
    ),
    "signed in": (
        lambda now: sign_in(now, {"m04": "present", "m02": "absent", "m03": None}),
        "day.attendance", {"m01": "present", "m02": "absent", "m04": "present"},
    ),
    "spoken": (lambda now: record_self_criticism(now, ["m01", "m03"]), "day.spoken", {"m03": True, "m01": True}),
    "not spoken": (lambda now: record_self_criticism(now, ["m03"], has_spoken=False), "day.spoken", {}),
    "told afterwards": (
        lambda now: record_told(now, ["m03", "m04"], BEFORE),
        "day.told",
        {"m03": BEFORE, "m04": BEFORE},
    ),
    "explained": (
        lambda now: explain(now, "m03", "inspection", "已整改\n两条"),
        "m03.outline.explanations", {"inquiry": "无", "inspection": "已整改\n两条"},
    ),
    "the explanation taken back": (lambda now: explain(now, "m03", "inquiry", ""), "m03.outline.explanations", {}),
}  # fmt: skip


@pytest.mark.parametrize("name", STAYS)
def test_what_is_recorded_stands_in_the_file_and_undo_gives_back_every_byte(folder: Folder, name: str) -> None:
    make, place, expected = STAYS[name]
    before = bytes_of(folder.path)
    edit = make(read(folder))
    folder.apply(edit)
    assert at(read(Folder(folder.path)), place) == expected
    assert make(read(folder)).changes == (), "recording it again changes nothing"
    folder.apply(edit.inverse())
    assert bytes_of(folder.path) == before


REFUSED: dict[str, tuple[Make, type[HuiqianError]]] = {
    "an unknown session": (lambda now: attend(now, "e9", {"m01": "present"}), UsageError),
    "an unknown member at a session": (lambda now: attend(now, "e1", {"m99": "present"}), UsageError),
    "the group at a session": (lambda now: attend(now, "e1", {"group": "present"}), UsageError),
    "an unknown text": (lambda now: read_text(now, "m01", ["x9"], DAY), UsageError),
    "an unknown text taken back": (lambda now: read_text(now, "m01", ["x9"], None), UsageError),
    "an unknown reader": (lambda now: read_text(now, "m99", ["x1"], DAY), UsageError),
    "an unknown session made up for": (lambda now: make_up(now, "m01", "e9", DAY), UsageError),
    "an unknown member who made up": (lambda now: make_up(now, "m99", "e1", DAY), UsageError),
    "an unknown opinion": (lambda now: claim(now, ["o9"], None, DAY), UsageError),
    "an opinion about someone else": (lambda now: claim(now, ["o1"], ["m02"], DAY), UsageError),
    "a claim that was never made": (lambda now: claim(now, ["o1"], ["m02"], None), UsageError),
    "feedback to someone else": (lambda now: feed_back(now, ["o1", "o2"], ["m02"], DAY), UsageError),
    "an answer by someone else": (lambda now: answer(now, "o1", "m01", "已改"), UsageError),
    "an answer too long": (lambda now: answer(now, "o1", "m03", "长" * (PROSE_LIMIT + 1)), InvalidEditError),
    "none told to an unknown member": (lambda now: record_no_opinions(now, ["m99"], DAY), UsageError),
    "nothing to take back from an unknown member": (lambda now: record_no_opinions(now, ["m99"], None), UsageError),
    "an unknown member signs in": (lambda now: sign_in(now, {"m99": "present"}), UsageError),
    "the group signs in": (lambda now: sign_in(now, {"group": "present"}), UsageError),
    "an unknown member speaks": (lambda now: record_self_criticism(now, ["m99"]), UsageError),
    "an unknown member is told": (lambda now: record_told(now, ["m99"], DAY), UsageError),
    "an unknown explanation": (lambda now: explain(now, "m01", "weather", "无"), UsageError),
    "an unknown explanation taken back": (lambda now: explain(now, "m01", "weather", ""), UsageError),
    "an explanation by nobody": (lambda now: explain(now, "m99", "inquiry", "无"), UsageError),
    "an explanation too long": (lambda now: explain(now, "m01", "inquiry", "长" * (PROSE_LIMIT + 1)), InvalidEditError),
    "a step for nobody": (lambda now: take_step(now, "m99", "submitted", on=DAY), UsageError),
    "a step by a name too long": (
        lambda now: take_step(now, "m01", "submitted", on=DAY, who="长" * (LINE_LIMIT + 1)), InvalidEditError,
    ),
    "a step on a day that cannot be": (
        lambda now: take_step(now, "m01", "submitted", on=date(1999, 1, 1)), InvalidEditError,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_recorded_is_refused_before_anything_is_written(name: str) -> None:
    make, error = REFUSED[name]
    with pytest.raises(error) as caught:
        make(filled())
    assert len(str(caught.value)) < 200
    assert "长长" not in str(caught.value)


def test_a_note_too_long_is_refused_when_it_is_saved(folder: Folder) -> None:
    before = bytes_of(folder.path)
    with pytest.raises(InvalidEditError):
        folder.apply(make_up(read(folder), "m02", "e1", DAY, "长" * (PROSE_LIMIT + 1)))
    assert bytes_of(folder.path) == before


NEXT: dict[ReviewState, set[ReviewStep]] = {
    "drafting": {"submitted"},
    "submitted": {"reviewed", "returned"},
    "reviewed": {"approved", "returned"},
    "returned": {"submitted"},
    "approved": {"returned"},
    "changed": {"submitted", "returned"},
}
WAYS: dict[ReviewState, tuple[ReviewStep, ...]] = {
    "drafting": (),
    "submitted": ("submitted",),
    "reviewed": ("submitted", "reviewed"),
    "returned": ("submitted", "returned"),
    "approved": ("submitted", "reviewed", "approved"),
    "changed": ("submitted", "reviewed"),
}


def under_review(state: ReviewState) -> Outline:
    texts = {"problem.p1": "a text that is gone"} if state == "changed" else {}
    steps = enumerate(WAYS[state], 1)
    return Outline(rounds={f"b{number:02}": Round(step=step, on=BEFORE, texts=texts) for number, step in steps})


@pytest.mark.parametrize(("state", "step"), list(product(get_args(ReviewState), get_args(ReviewStep))))
def test_the_review_goes_only_the_steps_that_can_come_next(state: ReviewState, step: ReviewStep) -> None:
    meeting = made(sheets={"m02": Sheet(outline=under_review(state))})
    assert meeting.outline_state("m02") == state
    assert can_take(meeting, "m02", step) is (step in NEXT[state])
    if step in NEXT[state]:
        (change,) = take_step(meeting, "m02", step, on=DAY, reason="事例太少").changes
        assert change.path == ("outline", "rounds", f"b{len(WAYS[state]) + 1:02}")
        return
    if step == state:
        assert take_step(meeting, "m02", step, on=DAY, reason="事例太少").changes == ()
        return
    with pytest.raises(UsageError) as caught:
        take_step(meeting, "m02", step, on=DAY, reason="事例太少")
    assert translate_state(state) in str(caught.value)
    assert translate_state(step) in str(caught.value)
    assert all(translate_state(one) in str(caught.value).partition("; ")[2] for one in NEXT[state])


@pytest.mark.parametrize("reason", ["", " ", "\n"])
def test_a_return_needs_a_reason(reason: str) -> None:
    meeting = made(sheets={"m02": Sheet(outline=under_review("submitted"))})
    with pytest.raises(UsageError, match="needs a reason"):
        take_step(meeting, "m02", "returned", on=DAY, reason=reason)


@pytest.mark.parametrize(
    ("state", "by"), [("submitted", "principal"), ("reviewed", "supervisor"), ("approved", "supervisor")]
)
def test_who_returned_it_follows_from_where_it_was(state: ReviewState, by: str) -> None:
    meeting = made(sheets={"m02": Sheet(outline=under_review(state))})
    (change,) = take_step(meeting, "m02", "returned", on=DAY, reason="事例太少").changes
    assert change.after == {"step": "returned", "by": by, "on": DAY, "reason": "事例太少"}


def test_the_history_of_the_review_is_kept_round_by_round(folder: Folder) -> None:
    steps: list[ReviewStep] = ["returned", "submitted", "reviewed", "returned", "submitted", "reviewed", "approved"]
    for step in steps:
        folder.apply(take_step(read(folder), "m03", step, on=DAY, who="某同志", reason="事例太少"))
    outline = read(Folder(folder.path)).sheet("m03").outline
    assert [one.step for one in outline.rounds.values()] == ["submitted", *steps]
    assert [one.by for one in outline.rounds.values() if one.step == "returned"] == ["principal", "supervisor"]
    assert (outline.step, outline.round) == ("approved", 3)


def test_the_first_text_of_an_outline_that_was_passed_empty_needs_a_new_round(folder: Folder) -> None:
    steps: list[ReviewStep] = ["submitted", "reviewed", "approved"]
    for step in steps:
        folder.apply(take_step(read(folder), "m04", step, on=DAY))
    assert read(folder).outline_state("m04") == "approved"
    folder.apply(add_record(read(folder), KINDS["problem"], {"text": "学习不够系统"}, "m04")[1])
    assert read(Folder(folder.path)).outline_state("m04") == "changed"


def test_two_who_take_a_step_at_once_are_told(folder: Folder) -> None:
    seen = read(folder)
    other = Folder(folder.path)
    other.apply(take_step(read(other), "m03", "reviewed", on=DAY, who="甲"))
    with pytest.raises(ConflictError):
        folder.apply(take_step(seen, "m03", "returned", on=DAY, who="乙", reason="事例太少"))
    assert read(folder).sheet("m03").outline.step == "reviewed"


def test_criticism_is_opened_and_closed(folder: Folder) -> None:
    before = bytes_of(folder.path)
    edit = open_criticism(read(folder), is_open=True)
    folder.apply(edit)
    assert read(folder).settings.criticism_opened
    assert open_criticism(read(folder), is_open=True).changes == ()
    folder.apply(open_criticism(read(folder), is_open=False))
    assert bytes_of(folder.path) == before


def test_claims_and_feedback_of_different_people_do_not_disturb_each_other(folder: Folder) -> None:
    seen = read(folder)
    other = Folder(folder.path)
    other.apply(claim(read(other), ["o2"], ["m02"], DAY))
    folder.apply(join_edits([claim(seen, ["o2"], ["m03"], BEFORE), feed_back(seen, ["o2"], ["m03"], DAY)], "both"))
    found = read(folder).ledgers.opinions.opinions["o2"]
    assert (found.claimed, found.fed_back) == ({"m02": DAY, "m03": BEFORE}, {"m03": DAY, "m02": BEFORE})


@pytest.mark.parametrize("name", STAYS)
def test_a_meaning_names_no_opinion_and_no_answer(name: str) -> None:
    meaning = STAYS[name][0](filled()).meaning
    assert meaning
    assert not any(word in meaning for word in ("压减", "调研", "整改", "自学"))
