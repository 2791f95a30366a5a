"""How a meeting uses the rules of the check: numbers with bounds and units, switching, going back, and two at once."""

from pathlib import Path

import pytest

from checklists.base.errors import ConflictError, InvalidEditError
from checklists.base.language import LANGUAGES, set_language
from checklists.base.toml import parse
from checklists.drafts.checks.rule_text import describe_rule, get_rule_use
from checklists.drafts.checks.switching import get_rule_setting, reset, set_threshold, switch
from checklists.model.checks import DRAFT_RULES, CheckSetting, RuleId
from checklists.model.thresholds import Threshold
from checklists.store.folder import Folder
from tests.builders import a_folder, a_meeting, read

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return a_folder(tmp_path / "meeting", a_meeting())


def threshold(rule: RuleId) -> Threshold:
    found = DRAFT_RULES[rule].threshold
    assert found is not None
    return found


def stored(folder: Folder) -> object:
    return parse((folder.path / "meeting.toml").read_bytes()).get("checks")


@pytest.mark.parametrize(
    ("rule", "typed", "value"),
    [
        ("praise-share", "30%", 0.3), ("praise-share", " 30 ", 0.3), ("praise-share", "30％", 0.3),
        ("near-copy", "100", 1), ("near-copy", "50", 0.5), ("measure-vague", "0", 0), ("measure-vague", "2", 2),
        ("problems-length", "800", 800), ("hedging", "99", 99),
    ],
)  # fmt: skip
def test_a_number_is_read_as_a_person_writes_it(rule: RuleId, typed: str, value: float) -> None:
    assert threshold(rule).read(typed) == value


@pytest.mark.parametrize(
    ("rule", "typed", "expected"),
    [
        ("praise-share", "0", "percent from 1 to 100"), ("praise-share", "101", "percent from 1 to 100"),
        ("praise-share", "0.3", "percent"), ("near-copy", "49", "percent from 50 to 100"),
        ("measure-vague", "3", "from 0 to 2"), ("problems-length", "800%", "from 1 to 20000"),
        ("problems-length", "-5", "from 1"), ("problems-length", "1e3", "from 1"), ("hedging", "many", "from 1 to 99"),
        ("hedging", "٣٣٣", "from 1 to 99"), ("hedging", "9" * 500, "from 1 to 99"), ("hedging", "", "from 1 to 99"),
    ],
)  # fmt: skip
def test_a_number_that_does_not_fit_is_answered_by_what_is_expected(rule: RuleId, typed: str, expected: str) -> None:
    with pytest.raises(ValueError, match=expected):
        threshold(rule).read(typed)


def test_every_threshold_fits_its_own_bounds_and_is_read_as_it_is_written() -> None:
    numbered = [rule.threshold for rule in DRAFT_RULES.values() if rule.threshold]
    assert len(numbered) == 7
    for one in numbered:
        for value in (one.default, one.least, one.most):
            assert one.fits(value)
            assert one.read(one.format_number(value)) == pytest.approx(value)
        assert not one.fits(one.least - 0.01)
        assert not one.fits(one.most + 1)


def test_a_rule_is_switched_off_and_on_and_its_number_stays(folder: Folder) -> None:
    folder.apply(set_threshold(read(folder), "hedging", 5))
    folder.apply(switch(read(folder), ["hedging", "slip"], on=False))
    assert stored(folder) == {"hedging": {"threshold": 5, "on": False}, "slip": {"on": False}}
    assert get_rule_use(read(folder), "hedging") == (False, "5 times", False)
    folder.apply(switch(read(folder), ["hedging"], on=True))
    assert get_rule_setting(read(folder), "hedging") == CheckSetting(threshold=5)
    assert switch(read(folder), ["hedging"], on=True).changes == ()


def test_the_rules_own_number_is_not_written_and_reset_leaves_nothing(folder: Folder) -> None:
    before = read(folder)
    folder.apply(set_threshold(read(folder), "praise-share", 0.3))
    folder.apply(set_threshold(read(folder), "praise-share", 0.2))
    assert stored(folder) is None
    folder.apply(set_threshold(read(folder), "praise-share", 0.3))
    edit = switch(read(folder), ["slip"], on=False)
    folder.apply(edit)
    folder.apply(reset(read(folder), ["slip", "praise-share"]))
    assert read(folder) == before
    folder.apply(edit)
    folder.apply(edit.inverse())
    assert read(folder) == before


def test_what_is_no_number_of_a_rule_is_refused(folder: Folder) -> None:
    meeting = read(folder)
    with pytest.raises(InvalidEditError, match="no number"):
        set_threshold(meeting, "slip", 3)
    with pytest.raises(InvalidEditError, match="from 0 to 2"):
        set_threshold(meeting, "measure-vague", 3)
    with pytest.raises(InvalidEditError, match="whole number"):
        set_threshold(meeting, "problems-length", 1.5)


def test_two_who_set_different_rules_never_disturb_each_other_and_of_the_same_one_is_told(folder: Folder) -> None:
    seen = read(folder)
    folder.apply(switch(seen, ["slip"], on=False))
    folder.apply(set_threshold(seen, "hedging", 4))
    folder.apply(switch(seen, ["hedging"], on=False))
    assert stored(folder) == {"slip": {"on": False}, "hedging": {"threshold": 4, "on": False}}
    with pytest.raises(ConflictError):
        folder.apply(set_threshold(seen, "hedging", 6))


def test_a_number_in_the_file_that_no_rule_can_go_by_is_told_with_its_place(folder: Folder) -> None:
    path = folder.path / "meeting.toml"
    with path.open("a", encoding="utf-8") as file:
        file.write(
            "[checks.near-copy]\nthreshold = 80\n[checks.slip]\nthreshold = 1\n[checks.hedging]\nthreshold = 4\n"
        )
    faults = {fault.place: fault for fault in Folder(folder.path).read().faults if fault.place.startswith("checks")}
    assert set(faults) == {"checks.near-copy.threshold", "checks.slip.threshold"}
    assert faults["checks.near-copy.threshold"].severity == "inconsistent"
    assert "a number from 0.5 to 1" in faults["checks.near-copy.threshold"].problem
    assert faults["checks.slip.threshold"].severity == "notice"


@pytest.mark.parametrize("rule", list(DRAFT_RULES))
def test_every_rule_has_a_page_in_both_languages_that_tells_its_number(rule: RuleId, folder: Folder) -> None:
    numbered = DRAFT_RULES[rule].threshold
    meeting = read(folder)
    if numbered:
        folder.apply(set_threshold(meeting, rule, numbered.most))
        meeting = read(folder)
    for language in LANGUAGES:
        set_language(language)
        lines = list(describe_rule(meeting, rule))
        assert all(line.text for line in lines)
        texts = [line.text for line in lines]
        if numbered:
            assert any(
                numbered.format_with_unit(numbered.most) in text and numbered.format_with_unit(numbered.default) in text
                for text in texts
            )
        if language == "zh":
            assert not any(line.label.isascii() for line in lines if line.label)
