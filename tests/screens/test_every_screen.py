"""Every screen with hostile names, in both languages and sizes; and a few whole screens as pictures."""

import re
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import OptionList

from checklists.base.language import LANGUAGES, Language
from checklists.edits.marks import mark_duty
from checklists.model.layout import Layout
from checklists.model.meeting import Mark, Member, Settings, Sheet
from checklists.setup import founding
from checklists.store.folder import Folder
from tests.hostile import STRINGS
from tests.screens.conftest import TODAY, VIEWS, Driver, Open
from tui.forms.help import HelpScreen
from tui.meeting.screen import MeetingScreen

CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\uf8ff]")
WALK = ("0", "1", "j", "enter", "j", "2", "m", "right_square_bracket", "s", "0", "down", "m")


async def walk(app: Driver) -> str:
    """Go through the views, the dialogs and the help; return all that was seen."""
    seen = [app.text]
    for key in WALK:
        await app.press(key)
        seen.append(app.text)
    await app.press("0", "4", "j", "n")
    seen.append(app.text)
    await app.press("escape", "w")
    seen.append(app.text)
    await app.press("escape", "c")
    seen.append(app.text)
    await app.press("escape", "question_mark")
    seen.append(app.text)
    await app.press("escape", "comma")
    await app.wait_until(lambda: app.app.screen is not app.screen)
    seen.append(app.text)
    await app.press("ctrl+t", "ctrl+t")
    seen.append(app.text)
    await app.press("ctrl+l")
    seen.append(app.text)
    await app.press("escape")
    await app.press("escape", "e", "down", "down", "enter")
    seen.append(app.text)
    await app.press("tab", "enter", "down")
    seen.append(app.text)
    await app.press("escape", "escape")
    await app.settle()
    return "\n".join(seen)


def hostile_meeting(path: Path, texts: list[str], source: Path) -> Path:
    """Make a meeting with one of the texts wherever a person can type."""
    names = cycle(text.strip()[:200] or "x" for text in texts)

    def member(**more: Any) -> Member:
        fields = {field: next(names) for field in ("name", "post", "branch", "reason")}
        return Member.model_validate({**fields, "units": (next(names),), "attendance": "absent", **more})

    settings = Settings(
        unit=next(names), title=next(names), theme=next(names), place=next(names), date=TODAY,
        aspects={"a": next(names)}, layout=Layout(unit=next(names)),
        members={"m01": member(), "m02": member(role="principal")},
    )  # fmt: skip
    places = [("group", "plan"), ("group", "chair-script"), ("m01", "self-study"), ("m01", "talk-units")]
    marks: dict[str, dict[str, Mark]] = {"group": {}, "m01": {}}
    for (subject, item), text in zip(places, cycle(texts), strict=False):
        note = text[:2000] or "x"
        marks[subject][item] = Mark(status="waived", note=note, by=next(names), evidence=(next(names),), on=TODAY)
    sheets = {subject: Sheet(marks=held) for subject, held in marks.items()}
    founding.create(path, settings, (source / "checklist.toml").read_bytes(), sheets)
    return path


# what the terminal's test leaves out, and a sample of what it types into every field
SAMPLED = {"long": ["long"], "short": sorted({"blank", *sorted(STRINGS)[::9]} & STRINGS.keys() - {"long"})}


@pytest.mark.parametrize("names", SAMPLED.values(), ids=SAMPLED)
async def test_hostile_text_is_shown_but_never_obeyed(
    names: list[str], sample: Path, tmp_path: Path, drive: Open
) -> None:
    path = hostile_meeting(tmp_path / "hostile", [STRINGS[name] for name in names], sample)
    async with drive(path, size=(120, 40)) as app:
        seen = await walk(app)
        assert not CONTROL.search(seen)
        assert app.app.is_running
        assert Folder(path).read().meeting == app.readiness.meeting, "nothing was changed"


@pytest.mark.parametrize(("size", "language"), VIEWS)
async def test_nothing_that_matters_is_cut(
    sample: Path, drive: Open, size: tuple[int, int], language: Language
) -> None:
    async with drive(sample, size=size, language=language) as app:
        verdict = {"zh": "未就绪", "en": "not ready"}[language]
        help_word = {"zh": "? 帮助", "en": "? Help"}[language]
        for key in ("0", "2", "5", "m", "s"):
            await app.press(key)
            lines = app.text.split("\n")
            assert verdict in lines[0]
            assert "2026-12-11" in lines[0]
            assert help_word in lines[-1]
        await app.press("0")
        for name in ("班子", "Group"):
            if (name == "班子") == (language == "zh"):
                assert name in app.text
        for member in app.on_disk.settings.members.values():
            assert member.name in app.text


@pytest.mark.parametrize("language", LANGUAGES)
async def test_help_and_palette_speak_the_users_language(sample: Path, drive: Open, language: Language) -> None:
    async with drive(sample, language=language, size=(120, 50)) as app:
        await app.press("2", "j", "question_mark")
        assert isinstance(app.app.screen, HelpScreen)
        text = app.text
        assert ("撤销" in text) == (language == "zh")
        assert ("Take the last change back" in text) == (language == "en")
        await app.press("escape", "ctrl+p")
        await app.wait_until(lambda: len(app.app.screen.query_one(OptionList).options) > 10)
        await app.settle()
        assert ("继续" in app.text) == (language == "zh")


async def test_the_palette_runs_what_a_key_runs(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        await app.press("ctrl+p")
        await app.type("huizong")
        await app.wait_until(lambda: bool(app.app.screen.query_one(OptionList).options))
        await app.press("enter")
        await app.wait_until(lambda: app.view.id == "summary")


async def test_the_language_can_be_switched_while_working(sample: Path, drive: Open) -> None:
    async with drive(sample, language="zh") as app:
        assert "未就绪" in app.text
        await app.press("f2")
        await app.wait_until(lambda: "not ready" in app.text)
        assert "未就绪" not in app.text


def is_left(app: Driver, screen: Screen[Any]) -> bool:
    return app.app.screen is not screen


async def test_the_other_language_leads_to_where_one_was(sample: Path, drive: Open) -> None:
    """Page, list, subject, filter, order, choice, opened rows and cursor."""
    async with drive(sample, language="zh") as app:
        for keys in (
            ("down", "right"),
            ("3", "down", "down"),
            ("3", "t", "down", "down"),
            ("4", "t", "t", "down"),
            ("5", "t", "right_square_bracket", "down"),
            ("1", "m", "down", "down"),
            ("s",),
            ("3", "t", "t", "t", "T", "down"),
            ("4", "slash", *"ouyang", "enter", "down"),
            ("3", "t", "o", "o", "O", "x", "down", "x"),
            ("2", "end", "up", "right", "down", "down"),
        ):
            await app.press("0", *keys)
            await app.settle()
            before, place, focus = app.screen, app.navigation.here, type(app.screen.focused)
            await app.press("f2")
            await app.wait_until(partial(is_left, app, before))
            await app.settle()
            assert app.navigation.here[1:] == place[1:], keys
            assert repr(app.navigation.here.way) == repr(place.way), keys
            assert type(app.screen.focused) is focus, keys


async def test_whoever_went_on_after_the_other_language_keeps_their_place(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("1", "slash", *"plan", "enter", "down")
        left = app.navigation.here
        await app.press("m", "right_square_bracket")
        now = app.navigation.here
        app.navigation.restore(left)
        await app.settle()
        assert app.navigation.here[1:] == now[1:]


async def test_the_mouse_opens_stages_and_rows(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.pilot.click("#stages", offset=(30, 0))
        await app.settle()
        assert app.navigation.stage
        stage = app.navigation.stage
        await app.pilot.click("#stage-duties", offset=(20, 4))
        await app.settle()
        assert app.view.rows.cursor_row > 0  # type: ignore[attr-defined]
        await app.press("0")
        await app.pilot.click("#board", offset=(20, 4))
        await app.pilot.click("#board", offset=(20, 4))
        await app.settle()
        assert app.navigation.stage not in {"", stage}


async def test_three_hundred_members_scroll_and_filter(sample: Path, tmp_path: Path, drive: Open) -> None:
    members = {f"m{n:03}": Member(name=f"成员{n:03}", post="委员") for n in range(1, 301)}
    settings = Settings(unit="大班子", title="会议", date=TODAY, members=members)
    path = tmp_path / "many"
    founding.create(path, settings, (sample / "checklist.toml").read_bytes(), {})
    async with drive(path, size=(80, 24), language="zh") as app:
        await app.press("end")
        assert "成员300" in app.text
        await app.press("slash")
        await app.type("cy 123")
        await app.press("enter")
        assert "成员123" in app.text
        assert "成员300" not in app.text
        await app.press("m")
        assert app.navigation.subject == "m123"
        await app.press("space")
        assert app.duty is not None, "the filter stays behind, the cursor is on the first open duty"
        assert app.mark(app.duty.item.id, "m123").status == "doing"


async def test_what_is_shown_anew_below_another_language_is_in_the_one_that_is_returned_to(
    sample: Path, drive: Open
) -> None:
    async with drive(sample, language="en") as app:
        await app.press("3", "R", "f2")
        Folder(sample).apply(mark_duty(app.on_disk, "m03", "self-study", note="x"))
        app.screen.look_at_disk()
        await app.settle()
        await app.press("f2", "escape")
        assert isinstance(app.app.screen, MeetingScreen)
        assert "Status" in app.text
        assert "状态" not in app.text
