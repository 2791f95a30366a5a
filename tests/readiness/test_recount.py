"""The program's figures against a second count of random meetings, which shares no code with it."""

import re
from pathlib import Path

import pytest
import tomli_w

from checklists.readiness.duties import Readiness, Tally, assess
from checklists.readiness.reasons import find_next_steps
from checklists.readiness.rules import RULES
from checklists.setup.builtin import BUILTIN
from tests.readiness.random_meetings import Files, make_files
from tests.readiness.recount import Recount, Tallied

MEETINGS = 200
DOCUMENT = Path(__file__).parents[2] / "docs" / "RULES.md"
DEMOCRATIC_LIFE = (BUILTIN / "democratic-life.toml").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `(?P<name>[a-z-]+)` \| (?P<scope>group|member|any) \|", re.MULTILINE)


def every_rule() -> str:
    """Write a checklist in which every rule of RULES.md counts, for each scope that it has."""
    title = {"zh": "甲", "en": "a"}
    items = {}
    for row in ROW.finditer(DOCUMENT.read_text(encoding="utf-8")):
        scopes = ("group", "member") if row["scope"] == "any" else (row["scope"],)
        for scope in scopes:
            rule = {"name": row["name"], "need": 2}
            items[f"{row['name']}-{scope}"] = {"title": title, "due": -5, "scope": scope, "rule": rule}
    assert {key.rsplit("-", 1)[0] for key in items} == set(RULES)
    explanations = {"inquiry": title, "personal-matters": title}
    stage = {"title": title, "phase": "before", "items": items}
    return tomli_w.dumps(
        {"format": 1, "id": "every-rule", "title": title, "explanations": explanations, "stages": {"all": stage}}
    )


def meetings() -> list[Files]:
    """Make the meetings: every other one follows the shipped checklist."""
    checklists = (DEMOCRATIC_LIFE, every_rule())
    return [make_files(seed, checklists[seed % 2]) for seed in range(MEETINGS)]


@pytest.fixture(scope="module")
def counted() -> list[tuple[Files, Readiness]]:
    """Every meeting, as the program counts it."""
    return [(files, assess(files.meeting(), files.today)) for files in meetings()]


def test_every_duty_is_counted_as_the_rules_say(counted: list[tuple[Files, Readiness]]) -> None:
    seen: set[tuple[str, str]] = set()
    for seed, (files, readiness) in enumerate(counted):
        recount = Recount(files)
        expected = {
            key: (one.status, one.have, one.need, one.is_overdue, float(one.share))
            for key, one in recount.duties().items()
        }
        found = {
            (duty.item.id, duty.subject): (duty.status, duty.have, duty.need, duty.is_overdue, duty.share)
            for duty in readiness.duties()
        }
        assert found == expected, f"meeting {seed}"
        seen |= {(duty.item.rule.name, duty.status) for duty in readiness.duties() if duty.item.rule and duty.need}
    open_and_done = {name for name in RULES if {(name, "todo"), (name, "done")} <= seen or (name, "doing") in seen}
    assert open_and_done == set(RULES), "every rule was met done, and open or begun"


def test_every_total_is_the_sum_of_its_duties(counted: list[tuple[Files, Readiness]]) -> None:
    shares = set()
    for seed, (files, readiness) in enumerate(counted):
        expected = Recount(files).tallies()
        stages = readiness.meeting.checklist.stages
        found: dict[tuple[str, str], Tally] = {("", ""): readiness.total}
        found |= {("", stage): tally for stage, tally in readiness.stages.items()}
        for subject, part in readiness.subjects.items():
            found[subject, ""] = readiness.total_of(subject)
            found |= {(subject, stage): part.stages[stage] for stage in stages}
        for place, tally in found.items():
            one = expected.get(place, Tallied())
            figures = (tally.done, tally.required, tally.overdue, tally.percent if tally.required else None)
            assert figures == (one.done, one.required, one.overdue, one.percent), f"meeting {seed}: {place}"
            assert tally.progress == pytest.approx(float(one.share / one.required) if one.required else 1.0, abs=1e-4)
            shares.add(tally.percent)
    assert {0, 1, 99, 100} <= shares


def test_next_steps_build_on_nothing_that_is_open(counted: list[tuple[Files, Readiness]]) -> None:
    steps = 0
    for files, readiness in counted:
        checklist = readiness.meeting.checklist
        listed = [step.item.id for step in find_next_steps(readiness)]
        for step in find_next_steps(readiness):
            steps += 1
            for first in step.item.after:
                subjects = step.subjects if checklist.items[first].scope == "member" else ("group",)
                whose = list(readiness.meeting.settings.members) if subjects == ("group",) else list(subjects)
                whose = ["group"] if checklist.items[first].scope == "group" else whose
                open_ones = [one for one in whose if (duty := readiness.duty(one, first)) and duty.is_open]
                assert not open_ones or not checklist.items[first].required, (files.today, step.item.id, first)
            built_on = _built_on(readiness, step.item.id)
            later = listed[listed.index(step.item.id) :]
            assert not built_on & set(later), f"{step.item.id} stands before what it builds on"
    assert steps > MEETINGS


def _built_on(readiness: Readiness, item: str) -> set[str]:
    """Return everything that comes before an item, also through others."""
    after = readiness.meeting.checklist.items[item].after
    return set(after).union(*(_built_on(readiness, first) for first in after))
