"""What is counted of study: planned, held, attended, made up, read; case by case."""

from typing import Any

import pytest

from checklists.model.ledgers.study import MadeUp, SelfStudy, Study, StudySession, StudyText
from checklists.model.meeting import Meeting, Sheet
from checklists.readiness.rules import count
from tests.filled import BEFORE, an_item, made

PRESENT = dict.fromkeys(("m01", "m02", "m03", "m04"), "present")
Expected = tuple[int, int, tuple[str, ...]]


pytestmark = pytest.mark.usefixtures("english")


def study(*sessions: dict[str, str] | None, texts: int = 0, optional: int = 0) -> Study:
    """Make a ledger with sessions by their attendance, ``None`` for one that is only planned."""
    titles = {f"x{n}": StudyText(title=f"文件{n}", required=n <= texts) for n in range(1, texts + optional + 1)}
    found = {
        f"e{n}": StudySession.model_validate({"topic": f"专题{n}", "date": BEFORE, "attendance": attendance or {}})
        for n, attendance in enumerate(sessions, 1)
    }
    return Study(texts=titles, sessions=found)


def own(read: str = "", made_up: str = "") -> dict[str, Sheet]:
    part = SelfStudy(
        read=dict.fromkeys(read.split(), BEFORE), made_up={key: MadeUp(on=BEFORE) for key in made_up.split()}
    )
    return {"m02": Sheet(study=part)}


def counted(rule: str, need: Any, meeting: Meeting, subject: str = "group") -> Expected:
    return count(meeting, an_item(rule, need), subject)[:3]


@pytest.mark.parametrize(
    ("ledger", "need", "expected"),
    [
        (study(), 1, (0, 2, ("a text on the reading list", "1 more session"))),
        (study(), 0, (0, 1, ("a text on the reading list",))),
        (study(texts=1), 2, (1, 3, ("2 more sessions",))),
        (study(optional=1), 1, (1, 2, ("1 more session",))),
        (study(None), 1, (1, 2, ("a text on the reading list",))),
        (study(None, texts=1), 1, (2, 2, ())),
        (study(None, None, None, texts=3), 1, (2, 2, ())),
        (study(None, None, texts=1), "study_sessions", (2, 2, ())),
    ],
)
def test_study_is_planned_with_a_text_and_sessions(ledger: Study, need: Any, expected: Expected) -> None:
    assert counted("study-planned", need, made(study=ledger)) == expected


@pytest.mark.parametrize(
    ("ledger", "need", "expected"),
    [
        (study(), 2, (0, 2, ("2 more sessions",))),
        (study(None), 2, (0, 2, ("the attendance of “专题1”", "1 more session"))),
        (study(None, None, None), 2, (0, 2, ("the attendance of “专题1”", "the attendance of “专题2”"))),
        (study({"m01": "absent", "m02": "absent"}), 1, (0, 1, ("the attendance of “专题1”",))),
        (study({"m01": "present"}), 1, (1, 1, ())),
        (study({"m09": "present"}), 1, (1, 1, ())),  # one who left the roster since
        (study(PRESENT, None), 2, (1, 2, ("the attendance of “专题2”",))),
        (study(PRESENT, PRESENT, PRESENT), 2, (2, 2, ())),
        (study(), 0, (0, 0, ())),
    ],
)
def test_a_session_is_held_once_someone_was_there(ledger: Study, need: int, expected: Expected) -> None:
    assert counted("study-held", need, made(study=ledger)) == expected


@pytest.mark.parametrize(
    ("ledger", "sheets", "need", "expected"),
    [
        (study(), {}, 1, (0, 1, ("1 more session",))),
        (study(), {}, 0, (0, 0, ())),
        (study(None), {}, 2, (0, 2, ("专题1", "1 more session"))),
        (study(PRESENT), {}, 1, (1, 1, ())),
        (study(PRESENT, PRESENT), {}, 1, (1, 1, ())),
        (study(PRESENT | {"m02": "absent"}), {}, 1, (0, 1, ("专题1",))),
        (study(PRESENT | {"m02": "absent"}), own(made_up="e1"), 1, (1, 1, ())),
        (study(PRESENT | {"m02": "unexcused"}), {}, 1, (0, 1, ("专题1",))),
        (study(PRESENT | {"m02": "unexcused"}), own(made_up="e1"), 1, (1, 1, ())),
        (study(PRESENT, PRESENT | {"m02": "absent"}), own(made_up="e9"), 2, (1, 2, ("专题2",))),
        (study(None), own(made_up="e1"), 1, (0, 1, ("1 more session",))),
        (study({"m01": "present"}), {}, 1, (0, 1, ("专题1",))),
    ],
)
def test_sessions_attended_or_made_up_for(
    ledger: Study, sheets: dict[str, Sheet], need: int, expected: Expected
) -> None:
    assert counted("study-attended", need, made(study=ledger, sheets=sheets), "m02") == expected


@pytest.mark.parametrize(
    ("ledger", "sheets", "expected"),
    [
        (study(), {}, (0, 0, ())),
        (study(PRESENT), {}, (0, 0, ())),
        (study(PRESENT | {"m02": "absent"}), {}, (0, 1, ("专题1",))),
        (study(PRESENT | {"m02": "absent"}), own(made_up="e1"), (1, 1, ())),
        (study(PRESENT | {"m02": "unexcused"}), {}, (0, 1, ("专题1",))),
        (study(PRESENT | {"m02": "unexcused"}), own(made_up="e1"), (1, 1, ())),
        (study(*[PRESENT | {"m02": "absent"}] * 2), own(made_up="e2"), (1, 2, ("专题1",))),
        (study({"m02": "absent"}), {}, (0, 0, ())),
        (study({"m01": "present"}), {}, (0, 0, ())),
    ],
)
def test_every_held_session_that_was_missed_is_made_up(
    ledger: Study, sheets: dict[str, Sheet], expected: Expected
) -> None:
    assert counted("study-made-up", 1, made(study=ledger, sheets=sheets), "m02") == expected


@pytest.mark.parametrize(
    ("ledger", "sheets", "need", "expected"),
    [
        (study(), {}, 1, (0, 1, ("a text on the reading list",))),
        (study(), {}, 0, (0, 0, ())),
        (study(optional=2), own("x1 x2"), 1, (0, 1, ("a text on the reading list",))),
        (study(texts=2), {}, 1, (0, 2, ("文件1", "文件2"))),
        (study(texts=2, optional=1), own("x2 x3"), 1, (1, 2, ("文件1",))),
        (study(texts=2), own("x1 x2 x9"), 1, (2, 2, ())),
        (study(texts=1), own("x1"), 2, (1, 2, ("a text on the reading list",))),
    ],
)
def test_every_required_text_is_read(ledger: Study, sheets: dict[str, Sheet], need: int, expected: Expected) -> None:
    assert counted("texts-read", need, made(study=ledger, sheets=sheets), "m02") == expected
