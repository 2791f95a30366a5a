"""Self-inspection by keys: the chain, its links, explanations, rounds of review; read back from the files."""

from pathlib import Path

import pytest
from textual.widgets import Button, Input, SelectionList, TextArea

from checklists.base.language import Language
from checklists.edits.change import Change, Edit
from checklists.model.file_names import SETTINGS_FILE, get_sheet_file
from checklists.model.ledgers.outline import Outline
from checklists.readiness.reasons import find_reasons
from checklists.store.folder import Folder
from tests.builders import change_settings, read
from tests.screens.conftest import TODAY, VIEWS, Driver, Open, Size
from tui.duties.overview import LineOption, Steps
from tui.forms.form import Form
from tui.forms.record_dialog import RecordDialog
from tui.ledgers.outline.forms import ReviewDialog
from tui.ledgers.outline.tree import OutlineGrid
from tui.settings.screen import SettingsScreen


async def tree_of(app: Driver, subject: str = "m09") -> OutlineGrid:
    """Open a subject's outline."""
    await app.go_to("personal-outline", subject)
    await app.press("enter")
    assert app.view.id == "place-outline"
    grid = app.view.query_one(OutlineGrid)
    assert grid.subject == subject
    return grid


def outline(app: Driver, subject: str = "m09") -> Outline:
    return app.on_disk.sheet(subject).outline


async def write(app: Driver, **fields: str) -> None:
    """Fill the form that is open, and save it."""
    dialog = app.app.screen
    assert isinstance(dialog, RecordDialog)
    for name, text in fields.items():
        box = dialog.query_one(f"#field-{name}")
        assert isinstance(box, Input | TextArea)
        if isinstance(box, Input):
            box.value = text
        else:
            box.text = text
    await app.press("ctrl+s")
    await app.settle()


async def go_to_line(app: Driver, grid: OutlineGrid, kind: str, key: str) -> None:
    grid.cursor_row = next(row for row, node in enumerate(grid.lines) if (node.kind, node.key) == (kind, key))
    await app.settle()


async def test_the_chain_is_built_from_the_aspect_down_and_moves_the_duty(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        grid = await tree_of(app)
        assert outline(app) == Outline.model_construct()
        aspect = next(iter(app.on_disk.settings.aspects))
        await go_to_line(app, grid, "aspect", aspect)
        before = app.readiness.duty("m09", "personal-outline")
        await app.press("i")
        opinion = next(key for key, one in app.on_disk.ledgers.opinions.opinions.items() if one.about == ("m09",))
        app.app.screen.query_one("#field-answers", SelectionList).select(opinion)
        await write(app, text="调研少 [/]", example="全年下乡三次")
        (problem,) = outline(app).problems
        assert outline(app).problems[problem].aspect == aspect
        assert outline(app).problems[problem].answers == (opinion,)
        await go_to_line(app, grid, "problem", problem)
        await app.press("i")
        await write(app, text="群众观念淡")
        (cause,) = outline(app).causes
        assert outline(app).problems[problem].causes == (cause,), "it hangs under the problem it was added below"
        await go_to_line(app, grid, "cause", cause)
        await app.press("i")
        await write(app, text="每月下乡", due="2027-03-31", target="全年十二次")
        (measure,) = outline(app).measures
        assert outline(app).causes[cause].measures == (measure,)
        assert outline(app).measures[measure].owner == "m09"
        after = app.readiness.duty("m09", "personal-outline")
        assert before is not None
        assert after is not None
        assert after.share > before.share
        await go_to_line(app, grid, "problem", problem)
        await app.press("d")
        await app.settle()
        assert outline(app).problems == {}
        assert "Linked to nothing" in app.text, "what hung under it is shown, not dropped"
        await app.press("u")
        await app.settle()
        assert outline(app).problems[problem].causes == (cause,)


async def test_the_rounds_of_review_are_kept_each_with_its_reason(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await tree_of(app, "m02")
        start = len(outline(app, "m02").rounds)
        wanted = [("submitted", ""), ("returned", "事例不具体"), ("submitted", ""), ("reviewed", ""), ("approved", "")]
        if outline(app, "m02").step in {"submitted", "reviewed"}:
            wanted = wanted[1:]
        for step, reason in wanted:
            await app.press("v")
            dialog = app.app.screen
            assert isinstance(dialog, ReviewDialog)
            if step == "returned":
                dialog.query_one("#returned", Button).press()
                await app.settle()
                assert app.app.screen is dialog, "a return needs a reason"
                dialog.query_one("#reason", TextArea).text = reason
            dialog.query_one(f"#{step}", Button).press()
            await app.settle()
            last = list(outline(app, "m02").rounds.values())[-1]
            assert (last.step, last.reason, last.on) == (step, reason, TODAY)
        assert outline(app, "m02").step == "approved"
        assert len(outline(app, "m02").rounds) == start + len(wanted)
        duty = app.assess().duty("m02", "supervisor-personal")
        assert duty is not None
        assert duty.status == "done"
        await edit_after_approval(app)


async def edit_after_approval(app: Driver) -> None:
    """Edit a text of what was approved: page, duty, summary and dialog say which; a new round takes it in."""
    grid = app.view.query_one(OutlineGrid)
    await go_to_line(app, grid, "problem", next(iter(outline(app, "m02").problems)))
    await app.press("enter")
    await write(app, text="a problem that nobody has read")
    assert app.on_disk.outline_state("m02") == "changed"
    await go_to_line(app, grid, "aspect", next(iter(app.on_disk.settings.aspects)))
    assert "changed since the last step, round" in app.text
    assert "Edited after the last step: problem 1 on" in app.text
    duty = app.assess().duty("m02", "supervisor-personal")
    assert duty is not None
    assert duty.is_open
    said = next(one.text for one in find_reasons(app.readiness) if one.kind == "changed")
    assert f"(approved {TODAY}), so a new round is needed: problem 1 on" in said
    await app.press("0")
    await app.settle()
    lines = [option.line for option in app.screen.query_one(Steps).options if isinstance(option, LineOption)]
    assert [line.mark for line in lines if "edited after round" in line.text] == ["←"], "a reason of the overview"
    await tree_of(app, "m02")
    await app.press("v")
    dialog = app.app.screen
    assert isinstance(dialog, ReviewDialog)
    assert "Edited since: problem 1 on" in app.text
    await app.press("ctrl+s")
    await app.settle()
    assert app.on_disk.outline_state("m02") == "submitted"


async def test_a_return_that_was_refused_is_what_is_saved_next(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await tree_of(app, "m04")
        await app.press("v")
        dialog = app.app.screen
        assert isinstance(dialog, ReviewDialog)
        if outline(app, "m04").step not in {"submitted", "reviewed"}:
            await app.press("ctrl+s", "v")
            dialog = app.app.screen
        dialog.query_one("#returned", Button).focus()
        await app.press("enter")
        assert app.app.screen is dialog, "a return needs a reason"
        assert "Ctrl+S Return" in app.text
        await app.type("vague")
        await app.press("ctrl+s")
        last = list(outline(app, "m04").rounds.values())[-1]
        assert (last.step, last.reason) == ("returned", "vague")


async def test_what_an_outline_lacks_is_said_before_it_is_passed_and_a_reason_passes_nothing(
    sample: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        await tree_of(app, "m05")
        await app.press("v")
        assert "Still missing: " in app.text
        await app.press("ctrl+s", "v")  # handed in all the same
        app.app.screen.query_one("#reason", TextArea).text = "vague"
        await app.press("ctrl+s")
        assert outline(app, "m05").step == "submitted", "the reason was meant for a return"
        assert "A reason goes with a return" in app.text


async def test_explanations_are_given_also_with_none(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await tree_of(app)
        await app.press("y")
        dialog = app.app.screen
        assert isinstance(dialog, Form)
        for box in dialog.query(TextArea):
            box.text = "无"
        await app.press("ctrl+s")
        await app.settle()
        wanted = app.on_disk.checklist.explanations
        assert outline(app).explanations == dict.fromkeys(wanted, "无")
        duty = app.assess().duty("m09", "explanations")
        assert duty is not None
        assert not duty.is_open
        await app.press("u")
        await app.settle()
        assert outline(app).explanations == {}


async def test_brackets_turn_to_the_next_subject_but_not_for_a_member(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        grid = await tree_of(app, "m02")
        await app.press("right_square_bracket")
        assert grid.subject == "m03"
        await app.press("left_square_bracket", "left_square_bracket")
        assert grid.subject == "m01"
    async with drive(sample, me="m03") as app:
        await app.press("5", "t", "right_square_bracket")
        assert app.view.query_one(OutlineGrid).subject == "m03"


async def test_the_cursor_stays_in_its_place_of_a_cause_under_two_problems(sample: Path, drive: Open) -> None:
    meeting = read(Folder(sample))
    subject, first, second, cause = next(
        (subject, *list(found)[:2], one.causes[0])
        for subject in meeting.settings.members
        if len(found := meeting.sheet(subject).outline.problems) > 1
        for one in list(found.values())[:1]
        if one.causes and meeting.sheet(subject).outline.causes[one.causes[0]].measures
    )
    causes = meeting.sheet(subject).outline.problems[second].causes
    shared = Change(
        get_sheet_file(subject), ("outline", "problems", second, "causes"), causes or None, (*causes, cause)
    )
    Folder(sample).apply(Edit((shared,), "shared"))
    async with drive(sample) as app:
        grid = await tree_of(app, subject)
        places = [row for row, node in enumerate(grid.lines) if node.key == cause]
        assert [grid.lines[row].parent for row in places] == [first, second]
        for row in (places[1], places[1] + 1):
            grid.cursor_row = row
            node = grid.node
            assert node is not None
            before = app.readiness
            path = ("outline", "causes", cause, "text")
            text = outline(app, subject).causes[cause].text
            Folder(sample).apply(Edit((Change(get_sheet_file(subject), path, text, f"{text}。"),), "changed"))
            await app.wait_until(lambda before=before: app.readiness is not before)  # type: ignore[misc]
            await app.settle()
            assert grid.cursor_row == row
            assert grid.node is not None
            assert grid.node.under == node.under


async def test_the_group_is_shown_once_a_member_is_off_the_roster(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        grid = await tree_of(app, "m09")
        await app.go_to("personal-outline", "m09")
        await app.press("m")
        assert app.navigation.subject == "m09"
        member = app.on_disk.settings.members["m09"].plain()
        Folder(sample).apply(Edit((Change(SETTINGS_FILE, ("members", "m09"), member, None),), "left"))
        await app.wait_until(lambda: "m09" not in app.readiness.meeting.settings.members)
        await app.settle()
        assert app.navigation.subject == "group"
        assert grid.subject == "group"
        assert app.readiness.meeting.name("group") in app.text


@pytest.mark.parametrize(
    ("size", "headings"), [((80, 24), ("时限", "还缺")), ((120, 40), ("回应意见", "责任人", "时限", "还缺"))]
)
async def test_what_is_missing_stands_apart_from_who_and_when(
    sample: Path, drive: Open, size: tuple[int, int], headings: tuple[str, ...]
) -> None:
    async with drive(sample, language="zh", size=size) as app:
        grid = await tree_of(app)
        await go_to_line(app, grid, "aspect", next(iter(app.on_disk.settings.aspects)))
        await app.press("i")
        await write(app, text="调研少")
        await go_to_line(app, grid, "problem", next(iter(outline(app).problems)))
        await app.press("i")
        await write(app, text="群众观念淡")
        await go_to_line(app, grid, "cause", next(iter(outline(app).causes)))
        await app.press("i")
        await write(app, text="每月下乡", due="2027-03-31", target="")
        await app.press("down")
        (head,) = (line for line in app.text.split("\n") if "问题 → 原因" in line)
        assert head.split()[-len(headings) :] == list(headings)
        (line,) = (line for line in app.text.split("\n") if "每月下乡" in line and "2027-03-31 整改目标" in line)
        name = app.on_disk.settings.members["m09"].name
        assert (name in line) == (size[0] > 100)
        assert f"责任人：{name}   时限：2027-03-31   还缺：整改目标" in app.text.replace("\n", ""), "in full below"
        (problem,) = (line for line in app.text.split("\n") if "调研少" in line)
        assert problem.rstrip().endswith("事例")


@pytest.fixture
def unset(sample: Path) -> Path:
    """A meeting whose aspects nobody has set yet."""
    source = Folder(sample)
    meeting = source.read().meeting
    assert meeting is not None
    source.apply(change_settings(meeting, meeting.settings.model_copy(update={"aspects": {}})))
    return sample


@pytest.mark.parametrize(("key", "size", "language"), [("enter", *VIEWS[0]), ("comma", *VIEWS[1])])
async def test_where_no_aspects_are_set_the_place_says_so_and_leads_there(
    unset: Path, drive: Open, key: str, size: Size, language: Language
) -> None:
    async with drive(unset, size=size, language=language) as app:
        grid = await tree_of(app)
        assert grid.row_count == 0
        assert ("are not set yet" if language == "en" else "还没有录入今年的对照方面") in app.text
        assert ("or , for the settings" if language == "en" else "按 Enter 或 , 打开设置") in app.text
        await app.press(key)
        await app.wait_until(lambda: isinstance(app.app.screen, SettingsScreen))
        assert app.app.focused is app.app.screen.query_one("#aspects")
        await app.type("style")
        await app.press("enter")
        await app.type("duty")
        await app.press("ctrl+s")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert [*app.on_disk.settings.aspects.values()] == ["style", "duty"]
        assert [node.text for node in grid.lines] == ["style", "duty"]
        assert app.view.id == "place-outline"
        await app.press("comma")
        await app.wait_until(lambda: isinstance(app.app.screen, SettingsScreen))
        assert app.app.focused is app.app.screen.query_one("#unit"), "else they are opened as ever"


async def test_a_member_is_told_who_sets_the_aspects_and_may_begin(unset: Path, drive: Open) -> None:
    async with drive(unset, me="m09") as app:
        await tree_of(app)
        assert "The meeting staff enters them in the settings." in app.text
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog))
        await app.settle()
        assert "none are set yet" in app.text
        await write(app, text="会多")
        assert [one.text for one in outline(app).problems.values()] == ["会多"]
