"""A draft on the screen: read, corrected, checked and taken in by keys; read back from the files."""

from functools import partial
from pathlib import Path

import pytest
from textual.widgets import TextArea

from checklists.edits.marks import mark_duty
from checklists.edits.records import add_record
from checklists.records.kinds import KINDS
from checklists.store.folder import Folder
from tests.screens.conftest import Driver, Open
from tests.screens.drafting import TEXT, corrected, opened, shown
from tui.drafts.grids import FindingGrid, TreeGrid
from tui.drafts.taking import TakeDialog
from tui.drafts.text import DraftText
from tui.forms.dialog import ConfirmForGood, QuitQuestion
from tui.forms.form import Form
from tui.meeting.screen import MeetingScreen


def is_on_top(app: Driver, kind: type[ConfirmForGood]) -> bool:
    return isinstance(app.app.screen, kind)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


async def test_a_draft_is_corrected_and_taken_in_as_one_edit(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample, size=(80, 24)) as app:
        screen = await opened(app, path)
        tree, text = screen.query_one(TreeGrid), screen.query_one(DraftText)
        assert "\x1b" not in app.text
        place = next(n for n, one in enumerate(tree.nodes) if one.kind == "problem")
        tree.cursor_row = place
        await app.settle()
        assert text.text[slice(*text.marked_place)] == tree.nodes[place].span.text
        await app.press("s")
        text.cursor = text.text.index("写笔记")
        await corrected(app, screen, "s")
        assert [one.kind for one in tree.nodes].count("problem") == 3
        await app.press("escape")
        tree.cursor_row = next(n for n, one in enumerate(tree.nodes) if one.kind == "cause")
        await corrected(app, screen, "x")
        assert "cause" not in [one.kind for one in tree.nodes]
        await corrected(app, screen, "r")
        assert [one.kind for one in tree.nodes].count("problem") == 3, "corrections outlast a second reading"
        tree.cursor_row = next(n for n, one in enumerate(tree.nodes) if one.kind == "measure")
        asked, before = tree.node, screen.reading
        await app.press("enter")
        path.write_text(TEXT.replace("二、", "3.我与群众谈心不够。\n二、"), encoding="utf-8")
        screen.action_again()  # as where it was under way when the key was pressed
        await app.wait_until(lambda: screen.reading is not before)
        await corrected(app, screen, "up", "enter")
        assert [one.kind for one in tree.nodes if asked and one.span.text == asked.span.text] == ["cause"]
        assert [one.kind for one in tree.nodes].count("problem") == 4
        await corrected(app, screen, "u")
        for key, question in (("escape", ConfirmForGood), ("ctrl+q", QuitQuestion)):
            await app.press(key)
            await app.wait_until(partial(is_on_top, app, question))
            await app.press("n")
            await app.wait_until(lambda: app.app.screen is screen)
        await app.press("ctrl+s", "ctrl+s")
        await app.wait_until(lambda: len(app.on_disk.sheet("m09").outline.problems) == 4)
        outline = app.on_disk.sheet("m09").outline
        assert "我学习[/]理论不够深入。" in [one.text for one in outline.problems.values()]
        assert (len(outline.causes), len(outline.measures)) == (0, 1)
        await app.press("escape", "u")  # what is taken in is not asked about
        await app.wait_until(lambda: not app.on_disk.sheet("m09").outline.problems)


async def test_corrections_are_asked_about_wherever_the_app_is_left(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample) as app:
        screen = await opened(app, path)
        await corrected(app, screen, "x")
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, ConfirmForGood))
        await app.press("y")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))
        await app.press("ctrl+q")
        await app.wait_until(lambda: isinstance(app.app.screen, QuitQuestion))
        await app.press("n", "D")
        screen = await shown(app)
        assert screen.state.steps, "they stay"
        await corrected(app, screen, "u")
        await app.press("escape")
        await app.wait_until(lambda: isinstance(app.app.screen, MeetingScreen))


async def test_a_correction_that_is_not_checked_yet_is_not_counted_as_taken_in(
    sample: Path, path: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drive(sample) as app:
        screen = await opened(app, path)
        with monkeypatch.context() as late:
            late.setattr(screen, "read", lambda *_given: None)
            screen.query_one(TreeGrid).cursor_row = 3
            await app.press("x", "ctrl+s", "ctrl+s")
            await app.wait_until(lambda: len(app.on_disk.sheet("m09").outline.problems) == 2)
            await app.wait_until(lambda: app.app.screen is screen)
        await app.press("escape")
        await app.wait_until(partial(is_on_top, app, ConfirmForGood))


async def test_a_finding_that_is_meant_so_is_kept_and_not_reported_again(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample) as app:
        screen = await opened(app, path)
        found = screen.query_one(FindingGrid)
        await app.press("n")
        while found.finding and found.finding.rule != "placeholder":
            row = found.cursor_row
            await app.press("n")
            assert found.cursor_row > row
        for row, one in enumerate(found.findings):
            shown = found.cell(row, 1).text
            assert ("“" in shown) is bool(one.words) or one.said in shown, "only the draft's own words are quoted"
            assert f"“{one.said}”" not in shown
        finding = found.finding
        assert finding is not None
        assert screen.query_one(DraftText).cursor == finding.start
        await app.press("w")
        assert isinstance(app.app.screen, Form)
        app.app.screen.query_one("#reason", TextArea).text = "数字待核"
        await corrected(app, screen, "ctrl+s")
        assert finding.key not in [one.key for one in found.findings]
        assert app.on_disk.sheet("m09").outline.meant_so[finding.key].reason == "数字待核"


@pytest.mark.parametrize("is_seen", [False, True])
async def test_a_draft_is_taken_in_only_as_it_was_confirmed(
    sample: Path, path: Path, drive: Open, *, is_seen: bool
) -> None:
    async with drive(sample) as app:
        await opened(app, path)
        await app.press("ctrl+s")
        assert isinstance(app.app.screen, TakeDialog)
        entered = {"text": "我到基层调研不够，听汇报多。", "aspect": next(iter(app.on_disk.settings.aspects))}
        key, adding = add_record(app.on_disk, KINDS["problem"], entered, "m09")
        Folder(sample).apply(adding)
        if is_seen:
            await app.wait_until(lambda: key in app.readiness.meeting.sheet("m09").outline.problems)
        before = (sample / "members" / "m09.toml").read_bytes()
        await app.press("y")
        await app.wait_until(lambda: "The outline was changed meanwhile" in app.text)
        assert (sample / "members" / "m09.toml").read_bytes() == before
        await app.press("ctrl+s")
        assert isinstance(app.app.screen, TakeDialog), "what would be taken in is shown anew"
        await app.press("y")
        await app.wait_until(lambda: len(app.on_disk.sheet("m09").outline.problems) == 2)
        assert key in app.on_disk.sheet("m09").outline.problems, "the one entered meanwhile is not there twice"


async def test_a_draft_is_taken_in_beside_what_another_changed_elsewhere(sample: Path, path: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await opened(app, path)
        await app.press("ctrl+s")
        assert isinstance(app.app.screen, TakeDialog)
        Folder(sample).apply(mark_duty(app.on_disk, "group", "chair-script", note="theirs"))
        await app.press("y")
        await app.wait_until(lambda: len(app.on_disk.sheet("m09").outline.problems) == 2)
        assert app.mark("chair-script").note == "theirs"
