"""The roll-up finds every meeting, judges each as its own summary does, and no faulty one stops the rest."""

import os
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checklists.model.meeting import Mark, Meeting
from checklists.readiness.duties import assess
from checklists.readiness.reasons import find_reasons
from checklists.rollup import reading
from checklists.rollup.facts import collect_facts, parse_facts, plan_from, plan_of, plan_text, serialise_facts
from checklists.rollup.finding import find, resolve_roots
from checklists.rollup.judging import judge
from checklists.rollup.totals import compute_totals, is_chosen, sort_units
from checklists.setup.samples import make_sample
from checklists.store.folder import Folder
from tests import hostile
from tests.builders import DAY, a_meeting, read
from tests.rollup.rollups import TODAY, by_folder, gather, make

STATUSES = st.sampled_from(["todo", "doing", "done", "returned"])
DUTIES = [("group", "notice"), ("group", "review"), ("group", "archive"), ("m01", "reading"), ("m02", "notes")]


def assert_same_as_summary(meeting: Meeting, today: date) -> None:
    facts = collect_facts(meeting, plan_of(meeting.checklist))
    one = judge(facts, today, path=Path("u"), folder="u", district="")
    readiness = assess(meeting, today)
    assert one.total[:2] == readiness.total[:2]
    assert one.progress == pytest.approx(readiness.total.progress)
    assert one.is_ready == readiness.is_ready
    assert one.days_left == readiness.days_left
    assert {stage: tally.overdue for stage, tally in one.stage_tallies.items()} == {
        stage: tally.overdue for stage, tally in readiness.stages.items()
    }
    why = find_reasons(readiness)
    if why:
        assert one.due is not None
        assert one.due.kind == why[0].kind
        if why[0].item:
            assert one.due.title is not None
            assert str(one.due.title) == str(meeting.checklist.items[why[0].item].title)
            of_kind = [
                duty
                for duty in readiness.list_item_duties(why[0].item)
                if duty.subject in why[0].subjects and (duty.status == "returned") == (why[0].kind == "returned")
            ]
            assert (one.due.subjects, one.due.day) == (len(of_kind), why[0].due)
            assert str(one.due.title) in one.reason
        else:
            assert one.reason == why[0].text


@given(
    st.fixed_dictionaries(dict.fromkeys(DUTIES, STATUSES)),
    st.integers(-60, 60),
    st.sampled_from(["expected", "absent"]),
)
def test_a_unit_is_judged_as_its_own_summary_does(
    statuses: dict[tuple[str, str], str], days: int, attendance: str
) -> None:
    marks = {duty: Mark(status=status) for duty, status in statuses.items()}  # type: ignore[arg-type]
    meeting = a_meeting(marks, roster={"m01": {"attendance": attendance}})
    assert_same_as_summary(meeting, DAY + timedelta(days=days))


def test_the_full_checklist_is_judged_as_its_own_summary_does(tmp_path: Path) -> None:
    make_sample(tmp_path / "sample", date(2026, 11, 24))
    meeting = read(Folder(tmp_path / "sample"))
    for days in range(-60, 61, 5):
        assert_same_as_summary(meeting, meeting.settings.date + timedelta(days=days))


def test_facts_and_plans_come_back_from_the_index_as_they_were(tmp_path: Path) -> None:
    make_sample(tmp_path / "sample", date(2026, 11, 24))
    meeting = read(Folder(tmp_path / "sample"))
    plan = plan_of(meeting.checklist)
    facts = collect_facts(meeting, plan)
    assert plan_from(plan_text(plan)) == plan
    assert parse_facts(serialise_facts(facts), plan) == facts


def test_what_is_kept_holds_no_confidential_text(tmp_path: Path) -> None:
    make_sample(tmp_path / "sample", date(2026, 11, 24))
    meeting = read(Folder(tmp_path / "sample"))
    kept = serialise_facts(collect_facts(meeting, plan_of(meeting.checklist)))
    private = [one.text for one in meeting.ledgers.opinions.opinions.values()]
    private += [mark.note for sheet in meeting.sheets.values() for mark in sheet.marks.values() if mark.note]
    private += [member.name for member in meeting.settings.members.values()]
    assert len(private) > 20
    assert not [text for text in private if text in kept]


def test_meetings_are_found_at_any_depth_and_no_link_is_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for path in ("a", "b/c/d/e", "a/below"):
        make(root / path, path)
    make(tmp_path / "outside", "outside")
    (root / "link").symlink_to(tmp_path / "outside")
    (root / "circle").symlink_to(root)
    (root / ".git" / "x").mkdir(parents=True)
    make(root / ".git" / "hidden", "hidden")
    (root / "notes.txt").write_text("x")
    (root / "b" / "meeting.toml").mkdir()  # a folder of that name is no file, and is said to be none
    found = gather(root)
    assert [one.folder for one in sort_units(found.units, "unit") if one.verdict != "faulty"] == [
        "a",
        "a/below",
        "b/c/d/e",
    ]
    assert not [one for one in found.units if "outside" in one.folder or "hidden" in one.folder]


def test_a_root_named_twice_or_within_another_counts_once(tmp_path: Path) -> None:
    make(tmp_path / "all" / "a", "a")
    (tmp_path / "again").symlink_to(tmp_path / "all")
    roots = resolve_roots([tmp_path / "all", tmp_path / "again", tmp_path / "all" / "a", tmp_path / "gone"])
    assert roots.paths == [str((tmp_path / "all").resolve())]
    assert len(roots.problems) == 1
    assert "gone" in roots.problems[0]
    assert len(list(find(roots.paths))) == 1


def test_a_linked_folder_of_members_is_a_fault_not_a_way_out(tmp_path: Path) -> None:
    make(tmp_path / "root" / "a", "a")
    (tmp_path / "root" / "a" / "members").rename(tmp_path / "elsewhere")
    (tmp_path / "root" / "a" / "members").symlink_to(tmp_path / "elsewhere")
    one = gather(tmp_path / "root").units[0]
    assert one.verdict == "faulty"
    assert "members" in one.problem


@pytest.mark.parametrize("kind", [kind for kind in hostile.NODES if kind != "closed" or os.geteuid()])
def test_whatever_stands_in_a_files_place_the_rest_is_read(tmp_path: Path, kind: str) -> None:
    for name in ("a", "b"):
        make(tmp_path / "root" / name, name)
    hostile.make_node(tmp_path / "root" / "a" / "checklist.toml", kind)
    found = by_folder(gather(tmp_path / "root"))
    assert found["a"].verdict == "faulty"
    assert found["a"].problem.startswith("checklist.toml")
    assert found["b"].verdict == "not-ready"


@pytest.mark.parametrize("name", sorted(hostile.FILES))
def test_hostile_files_are_a_line_that_says_so(tmp_path: Path, name: str) -> None:
    make(tmp_path / "root" / "a", "a")
    make(tmp_path / "root" / "b", "b")
    (tmp_path / "root" / "a" / "meeting.toml").write_bytes(hostile.FILES[name])
    found = by_folder(gather(tmp_path / "root"))
    assert found["b"].verdict == "not-ready"
    one = found["a"]
    assert one.verdict == "faulty" or name in {"far-future", "far-past"}
    assert not hostile.controls_in(one.reason + one.unit + one.title)


def test_a_faulty_file_keeps_what_is_known_of_the_rest(tmp_path: Path) -> None:
    make(tmp_path / "root" / "a", "unit")
    (tmp_path / "root" / "a" / "talks.toml").write_text("[talks\n")
    (one,) = gather(tmp_path / "root").units
    assert (one.verdict, one.unit, one.is_ready) == ("faulty", "unit", False)
    assert one.plan is not None
    assert "talks.toml" in one.reason


def test_totals_count_every_unit_once(tmp_path: Path) -> None:
    make(tmp_path / "root" / "soon", "soon", date=date(2026, 12, 18))
    make(tmp_path / "root" / "late", "late", date=date(2026, 12, 3))
    make(tmp_path / "root" / "far", "far", date=date(2027, 3, 1))
    broken = make(tmp_path / "root" / "broken", "broken")
    (broken / "checklist.toml").unlink()
    found = gather(tmp_path / "root")
    totals = compute_totals(found.units)
    assert totals.units == 4
    assert dict(totals.verdicts) == {"faulty": 1, "not-ready": 3}
    assert [one.unit for one in sort_units(found.units, "risk")] == ["broken", "late", "soon", "far"]
    assert [one.unit for one in sort_units(found.units, "date")][:3] == ["late", "soon", "far"]
    item, title, units = totals.most_late[0]
    assert (item, str(title), units) == ("notice", "通知", 2)
    assert [one.unit for one in found.units if is_chosen(one, "faulty")] == ["broken"]
    assert {one.unit for one in found.units if is_chosen(one, "late")} == {"late", "soon"}
    assert len([one for one in found.units if is_chosen(one, "not-ready")]) == 4
    tally = totals.stages["start"][1]
    assert tally == tuple(map(sum, zip(*(one.stage_tallies["start"] for one in found.units if one.plan), strict=True)))


def test_only_meetings_of_a_checklist_and_those_whose_checklist_is_unknown(tmp_path: Path) -> None:
    make(tmp_path / "root" / "a", "a")
    other = make(tmp_path / "root" / "b", "b")
    text = (other / "checklist.toml").read_text().replace('id = "small"', 'id = "other"')
    (other / "checklist.toml").write_text(text)
    broken = make(tmp_path / "root" / "c", "c")
    (broken / "checklist.toml").unlink()
    assert sorted(by_folder(gather(tmp_path / "root", checklist="other"))) == ["b", "c"]


def test_many_are_read_by_processes_with_the_same_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        make(tmp_path / "root" / f"u{number}", f"u{number}")
    (tmp_path / "root" / "u2" / "group.toml").write_text("x = [")
    alone = gather(tmp_path / "root")
    monkeypatch.setattr(reading, "FEW", 0)
    monkeypatch.setattr(reading, "CHUNK", 2)
    monkeypatch.setattr(reading, "count_cores", lambda: 2)
    together = gather(tmp_path / "root")
    assert sort_units(together.units, "unit") == sort_units(alone.units, "unit")


def test_a_reading_process_that_dies_costs_one_unit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        make(tmp_path / "root" / f"u{number}", f"u{number}")
    answer = reading.MeetingReader.read

    def die(self: reading.MeetingReader, path: str) -> reading.UnitAnswer:
        if path.endswith("u1"):
            os._exit(1)
        return answer(self, path)

    monkeypatch.setattr(reading.MeetingReader, "read", die)
    monkeypatch.setattr(reading, "choose_context", lambda: get_context("fork"))
    monkeypatch.setattr(reading, "FEW", 0)
    monkeypatch.setattr(reading, "CHUNK", 2)
    monkeypatch.setattr(reading, "count_cores", lambda: 2)
    found = by_folder(gather(tmp_path / "root"))
    assert [name for name in sorted(found) if found[name].verdict == "faulty"] == ["u1"]


def test_closing_early_gives_what_was_read(tmp_path: Path) -> None:
    for number in range(3):
        make(tmp_path / "root" / f"u{number}", f"u{number}")
    from checklists.rollup.collecting import Gathering, Request

    gathering = Gathering(Request((tmp_path / "root",), TODAY), tmp_path / "index.sqlite")
    units = gathering.run()
    next(units)
    units.close()
    assert (len(gathering.units), gathering.is_complete, gathering.found) == (1, False, 3)
