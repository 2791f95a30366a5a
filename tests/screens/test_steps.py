"""Every next step leads to the page or the form where what is missing is entered."""

from dataclasses import replace
from pathlib import Path

import pytest

from checklists.model.ledgers.opinions import Channel, Opinions
from checklists.model.ledgers.study import Study, StudySession, StudyText
from checklists.model.meeting import Ledgers, Meeting, Member
from checklists.setup.builtin import list_builtin_ids
from checklists.setup.create import create_meeting
from checklists.store.folder import Folder
from tests.builders import read
from tests.screens.conftest import TODAY, Driver, Open, asks
from tui.duties.overview import LineOption, Steps
from tui.duties.walk import WalkDialog
from tui.ledgers.places import find_entry_page, find_entry_setting
from tui.ledgers.view import LedgerView
from tui.settings.screen import SettingsScreen

WHERE = {
    "aspects-set": ("settings", "theme"),
    "roster-complete": ("settings", "roster-grid"),
    "quorum-forecast": ("settings", "roster-grid"),
    "carried-settled": ("place-rectification", 0),
    "study-planned": ("place-study", 2),
    "study-held": ("place-study", 1),
    "study-attended": ("place-study", 1),
    "texts-read": ("place-study", 2),
    "study-made-up": ("place-study", 0),
    "channels-chosen": ("place-opinions", 1),
    "channels-closed": ("place-opinions", 1),
    "opinions-add-up": ("place-opinions", 1),
    "opinions-fed-back": ("place-opinions", 0),
    "opinions-claimed": ("place-opinions", 0),
    "talk-principal": ("place-talks", 0),
    "talks-members": ("place-talks", 0),
    "talks-units": ("place-talks", 0),
    "talk-branch": ("place-talks", 0),
    "talks-requested": ("place-talks", 1),
    "problems-listed": ("place-outline", 0),
    "causes-found": ("place-outline", 0),
    "measures-set": ("place-outline", 0),
    "outline-complete": ("place-outline", 0),
    "outline-reviewed": ("place-outline", 0),
    "outline-approved": ("place-outline", 0),
    "explanations-given": ("place-outline", 0),
    "criticisms-written": ("place-criticism", 0),
    "criticisms-discussed": ("place-criticism", 0),
    "criticisms-sound": ("place-criticism", 1),
    "criticisms-given": ("place-criticism", 0),
    "signed-in": ("place-day", 0),
    "self-criticism-given": ("place-day", 0),
    "absentee-told": ("place-day", 0),
    "measures-closed": ("place-rectification", 0),
}
"""By rule, where it leads in a meeting of which nothing is entered yet."""


@pytest.fixture
def begun(tmp_path: Path, checklist: str) -> Path:
    """A meeting of which nothing is entered but a roster without posts, most of whom will be away."""
    roster = {
        "m01": Member(name="程", role="principal", units=("甲办",), branch="一支部"),
        "m02": Member(name="陆", units=("乙局",), branch="二支部", attendance="absent", reason="病"),
        "m03": Member(name="简", units=("丙局",), branch="二支部", attendance="absent", reason="病"),
        "m04": Member(name="谭"),
    }
    create_meeting(tmp_path / "m", unit="U", title="T", date=TODAY, checklist=checklist, members=roster)
    return tmp_path / "m"


def where(app: Driver) -> tuple[str, object]:
    shown = app.app.screen
    if isinstance(shown, SettingsScreen):
        return "settings", shown.focused.id if shown.focused else None
    view = app.view
    return (str(view.id), view.page) if isinstance(view, LedgerView) else (str(view.id), None)


@pytest.mark.parametrize("checklist", list_builtin_ids())
async def test_every_step_leads_to_where_the_missing_thing_is_entered(begun: Path, drive: Open) -> None:
    async with drive(begun) as app:
        checked = set[tuple[str, str]]()
        for item in app.readiness.meeting.checklist.items.values():
            duty = next((one for one in app.readiness.list_item_duties(item.id) if one.is_open), None)
            kind = (item.rule.name if item.rule else "", item.scope)
            if duty is None or kind in checked:
                continue
            checked.add(kind)
            app.navigation.show_duty(duty)
            await app.settle()
            await app.press("enter")
            if item.rule:
                assert where(app) == WHERE[item.rule.name], item.id
            else:
                assert asks(app.app.screen, "evidence"), item.id
            if app.app.screen is not app.screen:
                await app.press("escape")
                await app.wait_until(lambda: app.app.screen is app.screen)
        used = {item.rule.name for item in app.readiness.meeting.checklist.items.values() if item.rule}
        assert used - {name for name, _scope in checked} <= {"study-made-up", "talks-requested"}, (
            "these wait for a record of their own"
        )


@pytest.mark.parametrize("checklist", ["democratic-life"])
async def test_continue_and_the_list_of_steps_go_there_at_once(begun: Path, drive: Open) -> None:
    async with drive(begun) as app:
        steps = app.screen.query_one(Steps)
        lines = [one for one in steps.options if isinstance(one, LineOption) and one.line.target]
        assert lines
        seen = set()
        for option in lines:
            target = option.line.target
            assert target is not None
            item = app.readiness.meeting.checklist.items[target[1]]
            if (item.rule.name if item.rule else "") in seen:
                continue
            seen.add(item.rule.name if item.rule else "")
            steps.focus()
            steps.highlighted = steps.options.index(option)
            await app.press("enter")
            await app.settle()
            expected = WHERE[item.rule.name] if item.rule else ("stage", None)
            assert where(app) == expected, item.id
            if app.app.screen is not app.screen:
                await app.press("escape")
                await app.wait_until(lambda: app.app.screen is app.screen)
            await app.press("0")
            await app.settle()
        assert len(seen) > 3
        assert "quorum-forecast" in seen, "the reason that too few will come leads to the roster"
        await app.press("c")
        await app.wait_until(lambda: isinstance(app.app.screen, WalkDialog))
        dialog = app.app.screen
        assert isinstance(dialog, WalkDialog)
        while dialog.check_action("done", ()):
            await app.press("ctrl+n")
            dialog = app.app.screen
            assert isinstance(dialog, WalkDialog)
        duty = dialog.duty
        assert duty.item.rule
        await app.press("enter")
        await app.wait_until(lambda: not isinstance(app.app.screen, WalkDialog))
        await app.settle()
        assert where(app) == WHERE[duty.item.rule.name]


def test_what_is_entered_already_moves_the_way_on(tmp_path: Path) -> None:
    create_meeting(tmp_path / "m", unit="U", title="T", date=TODAY)
    meeting = read(Folder(tmp_path / "m"))
    texts, session = {"x1": StudyText(title="通知")}, {"e1": StudySession(date=TODAY, topic="专题")}
    closed = {"h1": Channel(title="座谈", raw=3, closed=TODAY)}

    def pages(now: Meeting, *names: str) -> list[int]:
        items = {item.rule.name: item for item in now.checklist.items.values() if item.rule}
        return [find_entry_page(now, items[name]) for name in names]

    begun = replace(meeting, ledgers=Ledgers(study=Study(texts=texts), opinions=Opinions(channels=closed)))
    assert pages(begun, "study-planned", "texts-read", "study-held", "opinions-add-up") == [1, 0, 1, 0]
    planned = replace(meeting, ledgers=Ledgers(study=Study(sessions=session)))
    assert pages(planned, "study-planned", "study-held") == [2, 0]
    themed = replace(meeting, settings=meeting.settings.model_copy(update={"theme": "主题"}))
    item = next(one for one in meeting.checklist.items.values() if one.rule and one.rule.name == "aspects-set")
    assert (find_entry_setting(meeting, item), find_entry_setting(themed, item)) == ("theme", "aspects")
