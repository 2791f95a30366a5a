"""What a new date moves: with all that the ledgers record, not only what the sheets do."""

from datetime import timedelta

from checklists.model.ledgers.study import Study, StudySession
from checklists.readiness.duties import assess
from checklists.readiness.moves import compare_dates
from tests.builders import DAY
from tests.filled import BEFORE, made


def test_what_only_a_ledger_makes_a_duty_moves_too() -> None:
    session = StudySession(date=BEFORE, topic="专题学习", attendance={"m01": "present", "m02": "absent"})
    readiness = assess(made(study=Study(sessions={"e1": session})), BEFORE)
    item = readiness.meeting.checklist.items["make-up-study"]
    duty = readiness.duty("m02", item.id)
    assert duty is not None
    assert duty.is_open, "an absence makes the duty"
    found = compare_dates(readiness, DAY + timedelta(days=7))
    assert any(line.startswith(str(item.title)) for line in found.moved)
