"""What is counted of outlines: problems, examples, causes, measures, explanations, the review; case by case."""

from typing import Any

import pytest

from checklists.model.ledgers.day import MeetingDay
from checklists.model.ledgers.opinions import Opinion, Opinions
from checklists.model.ledgers.outline import Cause, Measure, Outline, Problem, ReviewStep, Round
from checklists.model.meeting import Meeting, Sheet
from checklists.readiness.duties import assess
from checklists.readiness.missing import list_edited_texts
from checklists.readiness.reasons import find_reasons
from checklists.readiness.rules import count
from tests.builders import DAY
from tests.filled import BEFORE, an_item, made, outline

Expected = tuple[int, int, tuple[str, ...]]
NOTHING = (0, 0, ())
EMPTY = Outline()
BOTH = ("1 problem on “政治”", "1 problem on “作风”")


pytestmark = pytest.mark.usefixtures("english")


def problems(*found: Problem) -> Outline:
    return Outline(problems={f"p{number}": one for number, one in enumerate(found, 1)})


def problem(aspect: str = "", **changed: Any) -> Problem:
    return Problem(**{"text": "调研少", "aspect": aspect, **changed})


def causes(*found: tuple[str, ...]) -> Outline:
    return Outline(
        causes={f"c{number}": Cause(text="怕麻烦", measures=one) for number, one in enumerate(found, 1)},
        measures={"s1": measure()},
    )


def measure(**changed: Any) -> Measure:
    return Measure(**{"text": "每月下乡", "owner": "m02", "due": DAY, "target": "十二次", **changed})


def measures(*found: Measure) -> Outline:
    return Outline(measures={f"s{number}": one for number, one in enumerate(found, 1)})


def rounds(*steps: ReviewStep) -> dict[str, Round]:
    return {f"b{number:02}": Round(step=step, on=BEFORE) for number, step in enumerate(steps, 1)}


def meeting(found: Outline, subject: str = "m02", **changed: Any) -> Meeting:
    return made(sheets={subject: Sheet(outline=found)}, **changed)


def counted(rule: str, found: Outline, need: int = 1, subject: str = "m02", **changed: Any) -> Expected:
    return count(meeting(found, subject, **changed), an_item(rule, need), subject)[:3]


@pytest.mark.parametrize("subject", ["m02", "group"])
@pytest.mark.parametrize(
    ("found", "targets", "expected"),
    [
        (EMPTY, {}, (0, 2, BOTH)),
        (problems(problem("style")), {}, (1, 2, BOTH[:1])),
        (problems(problem("style"), problem("style")), {}, (1, 2, BOTH[:1])),
        (problems(problem("style"), problem("politics")), {}, (2, 2, ())),
        (problems(problem("style"), problem("gone"), problem()), {}, (1, 2, BOTH[:1])),
        (problems(problem("style")), {"problems_per_aspect": 2},
         (1, 4, ("2 problems on “政治”", "1 problem on “作风”"))),
        (EMPTY, {"problems_per_aspect": 0}, (0, 0, ())),
    ],
)  # fmt: skip
def test_every_aspect_has_its_problems(
    found: Outline, targets: dict[str, int], expected: Expected, subject: str
) -> None:
    assert counted("aspects-covered", found, subject=subject, targets=targets) == expected


def test_without_aspects_nothing_can_be_covered() -> None:
    assert counted("aspects-covered", problems(problem()), aspects={}) == (0, 1, ("the aspects to inspect",))


@pytest.mark.parametrize(
    ("rule", "found", "need", "expected"),
    [
        ("problems-exemplified", EMPTY, 1, NOTHING),
        ("problems-exemplified", problems(problem(example="例"), problem()), 1,
         (1, 2, ("an example for problem p2",))),
        ("problems-exemplified", problems(problem(example="例")), 1, (1, 1, ())),
        ("problems-explained", EMPTY, 1, NOTHING),
        ("problems-explained", problems(problem(), problem(causes=("c9",))), 1,
         (0, 2, ("a cause of problem p1", "a cause of problem p2"))),
        ("problems-explained", outline(), 1, (1, 1, ())),
        ("causes-met", EMPTY, 1, NOTHING),
        ("causes-met", causes((), ("s9",), ("s9", "s1")), 1,
         (1, 3, ("a measure against cause c1", "a measure against cause c2"))),
        ("measures-complete", EMPTY, 1, NOTHING),
        ("measures-complete", measures(measure()), 1, (1, 1, ())),
        ("measures-complete", measures(measure(owner="group")), 1, (1, 1, ())),
        ("measures-complete", measures(measure(owner="m09")), 1, (0, 1, ("the owner of measure s1",))),
        ("measures-complete", measures(measure(), measure(owner="", due=None, target="")), 1,
         (1, 2, ("the owner of measure s2", "the due date of measure s2", "the target of measure s2"))),
        ("measures-complete", measures(measure(due=None), measure(target="")), 1,
         (0, 2, ("the due date of measure s1", "the target of measure s2"))),
        ("problems-listed", EMPTY, 1, (0, 2, BOTH)),
        ("problems-listed", problems(problem("style", example="例"), problem("politics")), 1,
         (3, 4, ("an example for problem p2",))),
        ("causes-found", EMPTY, 1, (0, 1, ("a problem with its cause",))),
        ("causes-found", EMPTY, 0, NOTHING),
        ("causes-found", problems(problem()), 1, (0, 1, ("a cause of problem p1",))),
        ("causes-found", outline(), 1, (1, 1, ())),
        ("causes-found", outline(), 3, (1, 3, ("a problem with its cause",))),
        ("measures-set", EMPTY, 1, (0, 1, ("a measure",))),
        ("measures-set", EMPTY, 0, NOTHING),
        ("measures-set", Outline(causes={"c1": Cause(text="因")}), 1, (0, 1, ("a measure against cause c1",))),
        ("measures-set", outline(), 1, (2, 2, ())),
        ("measures-set", outline(), 2, (2, 3, ("a measure",))),
        ("measures-set", measures(measure(), measure(target="")), 2, (1, 2, ("the target of measure s2",))),
        ("measures-set", causes(("s1",), ()), 3, (2, 4, ("a measure against cause c2", "a measure"))),
    ],
)  # fmt: skip
def test_each_rule_of_the_chain_counts_and_names_what_is_missing(
    rule: str, found: Outline, need: int, expected: Expected
) -> None:
    assert counted(rule, found, need) == expected


@pytest.mark.parametrize(
    ("steps", "missing", "is_returned"),
    [
        ((), "the outline submitted", False),
        (("submitted",), "", False),
        (("submitted", "reviewed"), "", False),
        (("submitted", "reviewed", "approved"), "", False),
        (("submitted", "returned"), "the returned outline, reworked", True),
        (("submitted", "returned", "submitted"), "", False),
    ],
)
def test_an_outline_is_complete_when_the_chain_is_and_it_is_handed_in(
    steps: tuple[ReviewStep, ...], missing: str, is_returned: bool
) -> None:
    found = outline(rounds=rounds(*steps))
    complete = count(meeting(found, aspects={"style": "作风"}), an_item("outline-complete", 1), "m02")
    assert (complete.need, complete.missing) == (6, (missing,) if missing else ())
    assert complete.is_returned is is_returned


def test_an_outline_lacks_all_that_its_parts_lack_and_the_opinions_that_are_claimed() -> None:
    opinions = Opinions(opinions={"o7": Opinion(text="听不进", about=("m02",), claimed={"m02": BEFORE})})
    assert counted("outline-complete", EMPTY, opinions=opinions) == (
        0, 5, (*BOTH, "a measure", "opinion o7", "the outline submitted"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "reviewed", "approved"),
    [
        ((), "the principal's review", "the supervising group's approval"),
        (("submitted",), "the principal's review", "the supervising group's approval"),
        (("submitted", "reviewed"), "", "the supervising group's approval"),
        (("submitted", "reviewed", "approved"), "", ""),
        (("submitted", "reviewed", "returned"), "the returned outline, reworked", "the returned outline, reworked"),
        (("submitted", "reviewed", "approved", "returned", "submitted"), "the principal's review",
         "the supervising group's approval"),
    ],
)  # fmt: skip
def test_the_review_stands_where_its_last_step_left_it(
    steps: tuple[ReviewStep, ...], reviewed: str, approved: str
) -> None:
    found = outline(rounds=rounds(*steps))
    for rule, missing in (("outline-reviewed", reviewed), ("outline-approved", approved)):
        assert counted(rule, found) == (int(not missing), 1, (missing,) if missing else ())


def test_the_group_discusses_its_own_outline() -> None:
    assert counted("outline-reviewed", EMPTY, subject="group") == (0, 1, ("the group's own discussion",))


@pytest.mark.parametrize(
    ("given", "have", "missing"),
    [
        ({}, 0, ("findings of inspections and audits", "inquiries by talk or letter", "report on personal matters",
                 "businesses of spouse and children")),
        ({"inquiry": "无", "inspection": "两条已改", "other": "x"}, 2,
         ("report on personal matters", "businesses of spouse and children")),
        ({"inquiry": "", "inspection": "无", "personal-matters": "无", "family-business": "无"}, 3,
         ("inquiries by talk or letter",)),
        (dict.fromkeys(["inquiry", "inspection", "personal-matters", "family-business"], "无"), 4, ()),
    ],
)  # fmt: skip
def test_everything_that_must_be_explained_is_answered(
    given: dict[str, str], have: int, missing: tuple[str, ...]
) -> None:
    assert counted("explanations-given", Outline(explanations=given)) == (have, 4, missing)


REVIEWED = ("outline-complete", "outline-reviewed", "outline-approved")
CHAIN = {key: problem(key, example="全年两次", causes=("c1",)) for key in ("politics", "style")}
CAUSE, MEASURE = Cause(text="怕麻烦", measures=("s1",)), Measure(text="每月下乡", owner="m03", due=DAY, target="十二次")


def approved(**changed: Any) -> Outline:
    """Make an outline that was approved as it stood, and then edited."""
    chain: dict[str, Any] = {"problems": CHAIN, "causes": {"c1": CAUSE}, "measures": {"s1": MEASURE}}
    written = {**chain, "explanations": {"inquiry": "无"}}
    last = Round(step="approved", on=BEFORE, texts=Outline(**written).texts)
    return Outline(**{**written, "rounds": {**rounds("submitted", "reviewed"), "b03": last}, **changed})


@pytest.mark.parametrize(
    ("changed", "edited"),
    [
        ({}, ()),
        ({"problems": CHAIN | {"style": problem("style", text="调研\n少 ", example="全年两次", causes=("c1",))}}, ()),
        ({"problems": CHAIN | {"style": problem("style", example="全年两次", answers=("o1",))}}, ()),
        ({"measures": {"s1": MEASURE.model_copy(update={"owner": "m01", "due": BEFORE, "progress": "过半"})}}, ()),
        ({"problems": CHAIN | {"style": problem("style", text="会多", example="全年两次")}}, ("problem 1 on “作风”",)),
        ({"problems": CHAIN | {"style": problem("style", example="全年三次")}}, ("problem 1 on “作风”",)),
        ({"problems": CHAIN | {"style": problem("politics", example="全年两次")}}, ("problem 2 on “政治”",)),
        ({"problems": CHAIN | {"new": problem("style")}}, ("problem 2 on “作风” (new)",)),
        ({"problems": {"style": CHAIN["style"]}, "causes": {}}, ("2 texts removed",)),
        ({"causes": {"c1": CAUSE.model_copy(update={"text": "图省事"})}}, ("cause 1 of problem 1 on “政治”",)),
        ({"measures": {"s1": MEASURE.model_copy(update={"target": "六次"})}}, ("measure 1 of problem 1 on “政治”",)),
        ({"explanations": {"inquiry": "有一件"}}, ("the explanation on “inquiries by talk or letter”",)),
    ],
)
def test_what_was_approved_and_then_edited_needs_a_new_round(changed: dict[str, Any], edited: tuple[str, ...]) -> None:
    found = meeting(approved(**changed))
    assert found.outline_state("m02") == ("changed" if edited else "approved")
    assert list_edited_texts(found, "m02") == ", ".join(edited)
    for rule in REVIEWED:
        counted_step = count(found, an_item(rule, 1), "m02")
        assert ("the changed outline, submitted again" in counted_step.missing) == bool(edited)
    told = [one for one in find_reasons(assess(found, DAY)) if one.kind == "changed"]
    assert [one.subjects for one in told] == [("m02",)] * bool(edited)
    for one in told:
        assert one.text == (
            f"成员2: edited after round 1 (approved {BEFORE}), so a new round is needed: {', '.join(edited)}"
        )


def test_rounds_without_digests_and_returns_and_measures_after_the_meeting_are_taken_as_they_are() -> None:
    later = {"causes": {"c1": CAUSE.model_copy(update={"text": "图省事"})}}
    known = approved()
    older = approved(**later, rounds=rounds("submitted", "reviewed", "approved"))
    assert older.edited is None, "an earlier version entered the round: nobody knows"
    assert meeting(older).outline_state("m02") == "approved"
    returned = {**known.rounds, "b04": Round(step="returned", by="supervisor", reason="太虚", texts=known.texts)}
    assert meeting(approved(**later, rounds=returned)).outline_state("m02") == "returned"
    measures_later = approved(measures={"s1": MEASURE.model_copy(update={"text": "每周下乡"}), "s2": MEASURE})
    for attendance, state in (({}, "changed"), ({"m01": "absent"}, "changed"), ({"m01": "present"}, "approved")):
        day = MeetingDay.model_validate({"attendance": attendance})
        assert meeting(measures_later, day=day).outline_state("m02") == state
    assert meeting(approved(**later), day=day).outline_state("m02") == "changed"
