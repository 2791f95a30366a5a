"""The counting rules are a closed, documented set: every rule stands in docs/RULES.md with its scope and its place."""

import re
from pathlib import Path
from typing import get_args

import pytest

from checklists.model.checklist import Target
from checklists.readiness.rules import RULES, EntryPlace

DOCUMENT = (Path(__file__).parents[2] / "docs" / "RULES.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([a-z-]+)` \| (\w+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
ROWS = {row[0]: row for row in ROW.findall(DOCUMENT)}
FILES: dict[EntryPlace, str] = {
    "settings": "meeting.toml",
    "study": "study.toml",
    "opinions": "opinions.toml",
    "talks": "talks.toml",
    "outline": "outline",
    "criticism": "criticisms",
    "day": "day.toml",
    "rectification": "rectification.toml",
}


def test_every_rule_of_the_closed_set_is_documented_once_and_no_other() -> None:
    assert [row[0] for row in ROW.findall(DOCUMENT)] == list(ROWS)
    assert set(ROWS) == set(RULES)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_is_documented_with_its_scope_in_both_languages_and_where_it_is_entered(rule: str) -> None:
    _name, scope, chinese, english, need = ROWS[rule]
    assert scope == RULES[rule].scope
    assert re.search(r"[\u4e00-\u9fff]{2}", chinese)
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert " · " in need
    assert ("`need`" in RULES[rule].meaning) <= (need != "不用 · unused")
    section = DOCUMENT[: DOCUMENT.index(f"| `{rule}` |")].rpartition("\n## ")[2]
    entered = english if "entered in" in english else section
    assert FILES[RULES[rule].place] in entered


def test_every_target_is_documented() -> None:
    assert all(f"`{target}`" in DOCUMENT for target in get_args(Target))
