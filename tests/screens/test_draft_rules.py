"""The rules of the draft checks on the screen: reached from everywhere, set by keys, read back from meeting.toml."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, Static

from checklists.base.language import Language, _
from checklists.drafts.checks.switching import set_threshold, switch
from checklists.model.checks import DRAFT_RULES
from checklists.store.folder import Folder
from tests.screens.conftest import VIEWS, Driver, Open, Size
from tests.screens.drafting import TEXT, corrected, opened
from tui.drafts.grids import FindingGrid
from tui.drafts.rules import RulesScreen
from tui.forms.conflict import ConflictDialog
from tui.forms.dialog import Confirm
from tui.forms.form import Form
from tui.history.screen import HistoryScreen
from tui.settings.screen import SettingsScreen
from tui.widgets.filter_line import FilterLine


async def rules(app: Driver, *keys: str) -> RulesScreen:
    """Open the rules."""
    await app.press(*(keys or ("R",)))
    await app.wait_until(lambda: isinstance(app.app.screen, RulesScreen))
    screen = app.app.screen
    assert isinstance(screen, RulesScreen)
    await app.settle()
    return screen


async def on(app: Driver, screen: RulesScreen, rule: str) -> None:
    """Put the cursor on a rule."""
    screen.go_to([one.id for one in screen.rules].index(rule))  # type: ignore[arg-type]
    await app.settle()
    assert screen.rule is not None
    assert screen.rule.id == rule


def checks(app: Driver) -> dict[str, dict[str, object]]:
    return {rule: setting.plain() for rule, setting in app.on_disk.settings.checks.items()}


def status(screen: RulesScreen) -> str:
    return str(screen.query_one("#browse-status", Static).render())


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_every_rule_shows_its_page_and_nothing_is_lost_at_the_edge(
    size: Size, language: Language, sample: Path, drive: Open
) -> None:
    async with drive(sample, size=size, language=language) as app:
        screen = await rules(app)
        shown = screen.query_one("#browse-list", OptionList)
        assert shown.option_count == len(DRAFT_RULES)
        for rule in DRAFT_RULES.values():
            assert screen.rule is rule
            detail = screen.detail().plain
            assert _(rule.title) in detail
            assert rule.id in detail
            assert "".join(_(rule.why).split()) in "".join(detail.split())
            if rule.threshold:
                line = str(shown.get_option_at_index(shown.highlighted or 0).prompt)
                assert line.endswith(rule.threshold.format_with_unit(rule.threshold.default))
            assert "…" not in app.text.split("\n")[0]
            await app.press("down")


async def test_a_rule_is_switched_undone_done_again_and_reset(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        screen = await rules(app)
        await on(app, screen, "slip")
        await app.press("space")
        assert checks(app) == {"slip": {"on": False}}
        assert "○ off" in app.text
        assert "switched off: 1" in app.text
        assert status(screen) == "Saved: rules of the draft checks · a slip of the pen"
        await app.press("u")
        assert checks(app) == {}
        await app.press("ctrl+r")
        assert checks(app) == {"slip": {"on": False}}
        await app.press("d")
        assert checks(app) == {}
        await app.press("d")
        assert status(screen) == "The rule is as it was made."
        await app.press("escape", "u")
        assert checks(app) == {"slip": {"on": False}}, "the meeting undoes it too"


async def test_a_number_is_set_judged_and_given_back(sample: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        screen = await rules(app)
        await on(app, screen, "near-copy")
        await app.press("e")
        form = app.app.screen
        assert isinstance(form, Form)
        for wrong in ("30", "101", "0.9", "many"):
            form.query_one("#number", Input).value = wrong
            await app.press("ctrl+s")
            assert app.app.screen is form
            assert "expected a whole number of percent from 50 to 100" in app.text
        assert checks(app) == {}
        form.query_one("#number", Input).value = "90%"
        await app.press("ctrl+s")
        await app.wait_until(lambda: checks(app) == {"near-copy": {"threshold": 0.9}})
        await app.settle()
        assert "90% *" in app.text
        assert "90% (as made: 80%)" in app.text
        await app.press("e")
        assert app.app.screen.query_one("#number", Input).value == "90"
        app.app.screen.query_one("#number", Input).value = ""
        await app.press("ctrl+s")
        await app.wait_until(lambda: checks(app) == {})
        assert app.app.screen is screen
        await on(app, screen, "slip")
        await app.press("e")
        assert app.app.screen is screen, "a rule that goes by no number has none to set"


async def test_all_rules_are_reset_after_a_question_that_names_them(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        screen = await rules(app)
        await app.press("D")
        assert status(screen) == "All rules are as they were made."
        await on(app, screen, "slip")
        await app.press("space", "up", "space")
        assert set(checks(app)) == {"slip", "near-copy"}
        await app.press("D")
        assert isinstance(app.app.screen, Confirm)
        assert "a slip of the pen" in app.text
        await app.press("n")
        assert set(checks(app)) == {"slip", "near-copy"}
        await app.press("D", "y")
        await app.wait_until(lambda: not checks(app))
        await app.press("u")
        assert set(checks(app)) == {"slip", "near-copy"}


async def test_what_another_set_is_shown_and_of_the_same_one_the_person_chooses(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        screen = await rules(app)
        other = Folder(sample)
        seen = other.read().meeting
        assert seen is not None
        await on(app, screen, "hedging")
        await app.press("e")
        form = app.app.screen
        other.apply(set_threshold(seen, "hedging", 7))
        other.apply(switch(seen, ["slip"], on=False))
        form.query_one("#number", Input).value = "5"
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        assert "7" in app.text
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, Form))
        assert app.app.screen.query_one("#number", Input).value == "5"
        await app.press("escape", "y")
        await app.wait_until(lambda: app.app.screen is screen)
        await app.wait_until(lambda: "7 times *" in app.text)
        assert checks(app) == {"hedging": {"threshold": 7}, "slip": {"on": False}}


async def test_the_history_tells_it_in_words(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        screen = await rules(app)
        await on(app, screen, "hedging")
        await app.press("space", "escape", "H")
        await app.wait_until(lambda: isinstance(app.app.screen, HistoryScreen))
        await app.wait_until(lambda: "材料检查规则" in app.text)
        assert "启用" in app.text
        assert "关闭" in app.text


async def test_they_are_reached_from_the_settings_which_leave_them_alone(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("comma")
        form = app.app.screen
        assert isinstance(form, SettingsScreen)
        assert "F3 Draft rules" in app.text
        form.query_one("#place", Input).value = "elsewhere"
        screen = await rules(app, "f3")
        await on(app, screen, "slip")
        await app.press("space", "escape")
        assert app.app.screen is form
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.settings.place == "elsewhere"
        assert checks(app) == {"slip": {"on": False}}


async def test_they_are_reached_from_the_palette_by_initials_and_by_words(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        for query in ("jcgz", "检查规则"):
            await app.press("ctrl+p")
            app.app.screen.query_one(Input).value = query
            await app.wait_until(lambda: "[R]" in app.text)
            await app.press("enter")
            await app.wait_until(lambda: isinstance(app.app.screen, RulesScreen))
            await app.press("escape")


async def test_they_are_reached_from_a_finding_which_is_checked_anew(sample: Path, tmp_path: Path, drive: Open) -> None:
    file = tmp_path / "draft.txt"
    file.write_text(TEXT, encoding="utf-8")
    async with drive(sample) as app:
        screen = await opened(app, file)
        found = screen.query_one(FindingGrid)
        await app.press("n")
        while found.finding and found.finding.rule != "problems-length":
            await app.press("n")
        shown = await rules(app, "R")
        assert shown.rule is DRAFT_RULES["problems-length"]
        await app.press("space")
        await corrected(app, screen, "escape")
        assert "problems-length" not in {one.rule for one in found.findings}


async def test_a_member_reads_them_and_changes_nothing(sample: Path, drive: Open) -> None:
    async with drive(sample, me="m03") as app:
        before = (sample / "meeting.toml").read_bytes()
        screen = await rules(app)
        assert "Only the meeting staff" in status(screen)
        await app.press("space", "e", "d", "D", "u")
        assert app.app.screen is screen
        assert (sample / "meeting.toml").read_bytes() == before


async def test_they_are_filtered_by_words_pinyin_and_state(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        screen = await rules(app)
        for query, rule in (("雷同", "near-copy"), ("wzcc", "slip"), ("hedging", "hedging")):
            await app.press("slash")
            screen.query_one(FilterLine).value = query
            await app.settle()
            assert rule in [one.id for one in screen.rules]
            assert len(screen.rules) < 4
            await app.press("escape")
        assert len(screen.rules) == len(DRAFT_RULES)


async def test_a_number_that_cannot_be_is_mended_from_the_list_of_faults(sample: Path, drive: Open) -> None:
    with (sample / "meeting.toml").open("a", encoding="utf-8") as file:
        file.write("[checks.near-copy]\nthreshold = 80\n")
    async with drive(sample) as app:
        await app.press("exclamation_mark")
        listed = app.app.screen.query_one("#choices", OptionList)
        lines = [str(listed.get_option_at_index(n).prompt) for n in range(listed.option_count)]
        listed.highlighted = next(n for n, line in enumerate(lines) if "checks.near-copy.threshold" in line)
        screen = await rules(app, "enter")
        assert screen.rule is DRAFT_RULES["near-copy"]
        await app.press("d", "escape")
        assert checks(app) == {}
        assert not any(fault.place.startswith("checks") for fault in app.readiness.faults)
