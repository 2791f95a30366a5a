"""The pace: what was done by which day, from the records' dates and else the history, and whether it suffices."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from checklists.edits.marks import mark_duty
from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import FilePart, Ledgers, Mark, Meeting, Sheet
from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from checklists.reports.summary.pace import DoneDays, Pace, compute_pace, describe_pace, is_sufficient
from checklists.store import entries as history
from checklists.store.folder import Folder
from checklists.store.last_changes import LastChanges
from tests.reports.forms import summary_as
from tests.reports.meetings import DAY, EARLIER, LATER, TODAY, a_readiness, in_english
from tests.reports.reading import lines, page


def a_pace(recent: int, left: int, *, days: int = 10, undated: int = 0) -> Pace:
    """Return a pace with so much done lately and so much left."""
    done = 100 - left
    return Pace((TODAY,), (done,), (100,), 100, undated, recent, TODAY, TODAY + timedelta(days=days))


def test_the_pace_counts_what_was_done_by_which_day() -> None:
    readiness = a_readiness()
    found = compute_pace(readiness, {})
    required = [
        duty for duty in readiness.duties() if duty.item.required and readiness.meeting.checklist.is_before(duty.item)
    ]
    assert found.required == len(required) == found.planned[-1]
    assert found.done[-1] == sum(not duty.is_open for duty in required)
    assert found.left == found.required - found.done[-1]
    assert list(found.done) == sorted(found.done)
    assert list(found.planned) == sorted(found.planned)
    assert found.days[-1] == DAY
    assert found.days[len(found.done) - 1] == TODAY


def test_a_duty_is_done_on_the_day_of_its_mark_or_of_its_last_record() -> None:
    talks = Talks(
        talks={
            "t1": Talk(member="m01", partner="m02", held=EARLIER),
            "t2": Talk(member="m02", partner="m03", held=LATER),
        }
    )
    readiness = a_readiness(ledgers=Ledgers(talks=talks))
    marked = readiness.duty("group", "plan")
    counted = readiness.duty("m02", "talk-principal")
    undated = readiness.duty("group", "roster")
    assert marked
    assert counted
    assert undated
    assert DoneDays(readiness.meeting, TODAY, {}).find_day(marked) == EARLIER
    assert DoneDays(readiness.meeting, TODAY, {}).find_day(counted) == EARLIER
    assert DoneDays(readiness.meeting, LATER, {}).find_day(counted) == LATER
    assert DoneDays(readiness.meeting, TODAY, {}).find_day(undated) is None


def test_what_bears_no_date_counts_from_the_day_the_history_saw_it_changed() -> None:
    days = {
        FilePart("meeting.toml", "members"): frozenset({EARLIER, LATER}),
        FilePart("group.toml", "marks.plan"): frozenset({TODAY}),
        FilePart("group.toml", "marks.chair-script"): frozenset({EARLIER}),
    }
    sheet = Sheet(marks={"plan": Mark(status="done", on=EARLIER), "supervisor-consent": Mark(status="done")})
    readiness = a_readiness(sheets={"group": sheet})
    roster, plan = readiness.duty("group", "roster"), readiness.duty("group", "plan")
    assert roster
    assert plan
    assert DoneDays(readiness.meeting, TODAY, days).find_day(roster) == EARLIER, "a later day is still to come"
    assert DoneDays(readiness.meeting, LATER, days).find_day(roster) == LATER
    assert DoneDays(readiness.meeting, TODAY, days).find_day(plan) == EARLIER, "its own date comes first"
    assert compute_pace(readiness, {}).undated > compute_pace(readiness, days).undated


def test_the_history_tells_the_days_of_changes_and_is_read_on_from_where_it_ended(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def at(day: date) -> None:
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        real = history.make_entry
        made: Callable[..., history.HistoryEntry] = lambda *args, **more: replace(real(*args, **more), at=moment)  # noqa: E731
        monkeypatch.setattr("checklists.store.entries.make_entry", made)

    folder = Folder(sample)

    def mark(item: str, status: str) -> None:
        meeting = folder.read().meeting
        assert isinstance(meeting, Meeting)
        folder.apply(mark_duty(meeting, "group", item, status=status))

    changes = LastChanges(sample)
    assert changes.read_change_days() == {}
    at(EARLIER)
    mark("chair-script", "doing")
    part = FilePart("group.toml", "marks.chair-script")
    assert changes.read_change_days()[part] == {EARLIER}
    monkeypatch.undo()
    at(TODAY)
    mark("chair-script", "done")
    mark("plan", "todo")
    read: list[bytes] = []
    decode = history.decode

    def counted(line: bytes) -> history.HistoryEntry | None:
        read.append(line)
        return decode(line)

    monkeypatch.setattr("checklists.store.last_changes.decode", counted)
    assert changes.read_change_days()[part] == {EARLIER, TODAY}
    assert changes.read_change_days()[FilePart("group.toml", "marks.plan")] == {TODAY}
    assert len([line for line in read if line.strip()]) == 2, "only what was added"
    (sample / "history.jsonl").write_bytes(b"not json\n")
    assert LastChanges(sample).read_change_days() == {}
    meeting = Folder(sample).read().meeting
    assert meeting is not None
    assert meeting.history.read_change_days() == {}


@pytest.mark.parametrize(
    ("found", "english", "chinese", "is_enough"),
    [
        (a_pace(7, 30), "at the last 7 days' pace 20 will still be open on 12-11.",
         "按最近7天的进度，到12月11日仍有20项未完成。", False),
        (a_pace(14, 3, days=1), "1 will still be open on 12-02.", "到12月2日仍有1项未完成。", False),
        (a_pace(14, 15), "at the last 7 days' pace all is done by 12-09.",
         "按最近7天的进度，12月9日可以全部完成。", True),
        (a_pace(0, 5), "at the last 7 days' pace 5 will still be open on 12-11.",
         "到12月11日仍有5项未完成。", False),
        (a_pace(3, 0), "3 duties done in the last 7 days; nothing is left.", "7天完成3项；已全部完成。", True),
        (a_pace(3, 4, days=0), "in the last 7 days; 4 are left.", "7天完成3项；还有4项未完成。", False),
        (a_pace(3, 4, days=-2), "in the last 7 days; 4 are left.", "7天完成3项；还有4项未完成。", False),
        (a_pace(3, 0, undated=2), "2 more done bear no date and are left out.",
         "另有2项已完成但未注明日期，不计入这一进度。", True),
    ],
    ids=["behind", "one day", "enough", "standing still", "all done", "today", "past", "undated"],
)  # fmt: skip
def test_the_pace_is_said_in_a_sentence(found: Pace, english: str, chinese: str, is_enough: bool) -> None:
    assert describe_pace(found).endswith(chinese)
    in_english()
    assert describe_pace(found).endswith(english)
    assert is_sufficient(found) == is_enough


def test_a_day_of_another_year_is_said_with_its_year() -> None:
    january = a_pace(0, 30, days=40)
    assert "到2027年1月10日仍有" in describe_pace(january)
    in_english()
    assert "still be open on 2027-01-10" in describe_pace(january)


def test_the_rate_that_is_needed_is_rounded_up() -> None:
    assert "距会议还有10天，平均每天须完成1.6项" in describe_pace(a_pace(1, 16))
    assert "平均每天须完成0.1项" in describe_pace(a_pace(1, 1, days=30))
    in_english()
    assert "; 16 are left; 1.6 a day are needed for the 10 days until the meeting;" in describe_pace(a_pace(1, 16))
    assert "; 1 is left; 1 a day is needed for the 1 day until the meeting;" in describe_pace(a_pace(1, 1, days=1))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_words_stand_in_every_form_of_the_summary(language: str) -> None:
    if language == "en":
        in_english()
    readiness = a_readiness()
    said = describe_pace(compute_pace(readiness, {}))
    paper = "\n".join(lines(export_bytes(readiness, EXPORTS["summary"], "docx", ExportChoice())))
    assert said in paper
    assert said in page(summary_as("html", readiness)).text
    assert said in summary_as("md", readiness)
    assert said.replace(" ", "") in summary_as("txt", readiness, width=100).replace("\n", "").replace(" ", "")
    for one in (
        summary_as("html", readiness, member="m02"),
        summary_as("txt", readiness, width=100, stage="study"),
    ):
        assert said not in one
