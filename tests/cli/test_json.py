"""The summary as JSON: exactly the documented keys, and what is."""

import json
from pathlib import Path

from tests.cli.running import TODAY, Run


def test_json_has_exactly_the_documented_keys(meeting: Path, run: Run) -> None:
    (meeting / "members" / "m02.toml").write_text('format = 1\n[marks.nothing]\nstatus = "done"\n')
    run(
        "mark",
        meeting,
        "written",
        "--member",
        "m03",
        "--status",
        "waived",
        "--note",
        "ill",
        "--by",
        "me",
        "--on",
        TODAY,
    )
    outcome = run("summary", meeting, "--format", "json", "--today", TODAY)
    assert outcome.code == 3
    found = json.loads(outcome.out)
    assert list(found) == [
        *("format", "meeting", "today", "verdict", "progress", "overdue", "quorum", "stages", "subjects", "duties"),
        *("reasons", "next", "changed", "waived", "faults", "counts"),
    ]
    tally = ["done", "required", "progress", "overdue"]
    assert list(found["meeting"]) == ["unit", "title", "theme", "date", "place", "checklist", "days_left"]
    assert list(found["quorum"]) == ["expected", "needed", "forecast", "ok"]
    assert [list(stage) for stage in found["stages"]] == [["id", "title", *tally]] * 4
    assert list(found["subjects"][0]) == ["id", "name", "progress", "stages"]
    assert list(found["subjects"][0]["stages"]) == ["start", "study", "speech", "afterwards"]
    assert list(found["subjects"][0]["stages"]["start"]) == tally
    keys = "item subject stage status have need due overdue required waiting_for missing"
    assert {tuple(duty) for duty in found["duties"]} == {tuple(keys.split())}
    assert {tuple(reason) for reason in found["reasons"]} == {("kind", "text", "item", "subjects", "due")}
    keys = "item stage subjects due deadline overdue text"
    assert {tuple(step) for step in found["next"]} == {tuple(keys.split())}
    assert found["waived"] == [{"item": "written", "subject": "m03", "note": "ill", "by": "me", "on": TODAY}]
    counts = {
        "study": "sessions held",
        "opinions": "raw registered merged fed_back claimed answered",
        "talks": "have need",
        "criticisms": "have need discussed",
        "outlines": "problems causes measures orphans",
    }
    assert {name: list(found["counts"][name]) for name in found["counts"]} == {
        name: keys.split() for name, keys in counts.items()
    }
    assert [list(fault) for fault in found["faults"]] == [["file", "place", "problem", "severity"]] * 2


def test_json_says_what_is(meeting: Path, run: Run) -> None:
    run("mark", meeting, "self-study", "--member", "m01", "--status", "done", "--on", "2026-11-20")
    found = json.loads(run("summary", meeting, "--format", "json", "--today", TODAY).out)
    assert (found["format"], found["today"], found["verdict"]) == (1, TODAY, "not-ready")
    assert found["meeting"] == {
        "unit": "Unit",
        "title": "Meeting",
        "theme": "",
        "date": "2026-12-18",
        "place": "",
        "checklist": "small",
        "days_left": 17,
    }
    assert found["quorum"] == {"expected": 3, "needed": 2, "forecast": 2, "ok": True}
    assert [subject["id"] for subject in found["subjects"]] == ["group", "m01", "m02", "m03"]
    duties = {(duty["item"], duty["subject"]): duty for duty in found["duties"]}
    assert duties["self-study", "m01"]["status"] == "done"
    assert ("written", "m01") not in duties
    assert duties["roster", "group"] == {
        "item": "roster",
        "subject": "group",
        "stage": "start",
        "status": "doing",
        "have": 5,
        "need": 6,
        "due": "2026-11-23",
        "overdue": True,
        "required": True,
        "waiting_for": [],
        "missing": ["the post of Wang Wu"],
    }
    assert duties["aspects", "group"]["waiting_for"] == ["plan"]
    study = next(stage for stage in found["stages"] if stage["id"] == "study")
    assert study == {"id": "study", "title": "Study", "done": 1, "required": 3, "progress": 0.3333, "overdue": 2}


def test_a_member_or_a_stage_restricts_all_but_the_verdict(meeting: Path, run: Run) -> None:
    whole = json.loads(run("summary", meeting, "--format", "json", "--today", TODAY).out)
    arguments = ("--member", "Li Si", "--stage", "study")
    part = json.loads(run("summary", meeting, "--format", "json", "--today", TODAY, *arguments).out)
    for key in ("verdict", "progress", "quorum", "meeting"):
        assert part[key] == whole[key]
    assert [stage["id"] for stage in part["stages"]] == ["study"]
    assert part["stages"][0]["required"] == 1
    assert [subject["id"] for subject in part["subjects"]] == ["m02"]
    assert {(duty["subject"], duty["stage"]) for duty in part["duties"]} == {("m02", "study")}
    assert [(reason["item"], reason["subjects"]) for reason in part["reasons"]] == [("self-study", ["m02"])]
    assert part["next"] == []  # waits for the plan
    text = run("summary", meeting, "--today", TODAY, *arguments).out
    assert "Only for Li Si" in text
    assert "Zhang San" not in text
