"""What all ledgers' pages share: turning pages, faults and how they are mended, failures that keep what was typed."""

from pathlib import Path

import pytest
from textual.widgets import Button, Input, OptionList, Select, TextArea

from checklists.base.cells import count_cells
from checklists.base.errors import NotSavedError
from checklists.base.language import LANGUAGES, Language
from checklists.edits.change import Change, Edit
from checklists.edits.records import add_record, change_record
from checklists.records.kinds import KINDS
from checklists.records.titles import describe_record
from checklists.store import files
from checklists.store.folder import Folder
from tests.screens.conftest import VIEWS, Open
from tui.forms.conflict import ConflictDialog
from tui.forms.dialog import Confirm
from tui.forms.record_dialog import RecordDialog
from tui.ledgers.places import LEDGER_PAGES
from tui.meeting.fault_list import FaultList, LossDialog
from tui.meeting.tabs import PageLine
from tui.widgets.ledger_grid import LedgerGrid


async def test_t_turns_through_every_page_and_back_to_the_duties(sample: Path, drive: Open) -> None:
    size, language = VIEWS[1]
    async with drive(sample, language=language, size=size) as app:
        seen = set()
        for number in range(1, 9):
            await app.press(str(number))
            pages = app.navigation.pages
            assert len(pages) > 1
            for page in pages[1:]:
                await app.press("t")
                assert app.view.id == f"place-{page.place}"
                seen.add((page.place, page.number))
                assert app.screen.query_one(PageLine).here == pages.index(page)
            await app.press("t")
            assert app.view.id == "stage"
        assert seen == {(place, number) for place, found in LEDGER_PAGES.items() for number in range(len(found.titles))}


async def test_a_click_on_the_line_of_pages_opens_a_page(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("4")
        line = app.screen.query_one(PageLine)
        column = app.text.split("\n")[line.region.y].index("Who with whom")
        await app.pilot.click(PageLine, offset=(column - line.region.x, 0))
        await app.settle()
        assert app.view.id == "place-talks"


async def test_a_failing_disk_keeps_what_was_typed_in_the_form(
    sample: Path, drive: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(path: Path, _content: bytes) -> None:
        raise NotSavedError(path, "the disk is full")

    async with drive(sample) as app:
        await app.press("3", "t", "i")
        app.app.screen.query_one("#field-text", TextArea).text = "typed once"
        with monkeypatch.context() as broken:
            broken.setattr(files, "stage", failing)
            await app.press("ctrl+s")
            await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog) and "disk is full" in app.text)
        assert app.app.screen.query_one("#field-text", TextArea).text == "typed once"
        await app.press("ctrl+s")
        # the form closes before the edit is stored
        await app.wait_until(
            lambda: "typed once" in [one.text for one in app.on_disk.ledgers.opinions.opinions.values()]
        )
        assert app.app.screen is app.screen


async def test_a_change_by_another_session_does_not_touch_the_form_that_is_being_filled(
    sample: Path, drive: Open
) -> None:
    async with drive(sample) as app:
        await app.press("4", "t", "t")
        grid = app.view.query(LedgerGrid).last()
        assert grid.place is not None
        key = grid.place[2]
        await app.press("enter")
        app.app.screen.query_one("#field-place", Input).value = "mine"
        other = Folder(sample)
        meeting = other.read().meeting
        assert meeting is not None
        other.apply(change_record(meeting, KINDS["talk"], key, {"said": "theirs"}))
        await app.wait_until(lambda: app.readiness.meeting.ledgers.talks.talks[key].said == "theirs")
        assert app.app.screen.query_one("#field-place", Input).value == "mine"
        await app.press("ctrl+s")
        await app.settle()
        talk = app.on_disk.ledgers.talks.talks[key]
        assert (talk.place, talk.said) == ("mine", "theirs"), "different fields do not disturb each other"


def spoil(sample: Path) -> dict[str, str]:
    """Write records that cannot be, as an editor would; return their ids by file."""
    source = Folder(sample)
    meeting = source.read().meeting
    assert meeting is not None
    talk = next(key for key, one in meeting.ledgers.talks.talks.items() if one.kind == "member")
    opinion = next(iter(meeting.ledgers.opinions.opinions))
    changes = (
        Change("talks.toml", ("talks", talk, "partner"), meeting.ledgers.talks.talks[talk].partner, "m77"),
        Change(
            "opinions.toml", ("opinions", opinion, "aspect"), meeting.ledgers.opinions.opinions[opinion].aspect, "gone"
        ),
    )
    source.apply(Edit(changes, "spoil"))
    return {"talks.toml": talk, "opinions.toml": opinion}


async def test_records_that_cannot_be_are_shown_and_mended_in_the_app(sample: Path, drive: Open) -> None:
    keys = spoil(sample)
    async with drive(sample) as app:
        assert "press !" in app.text
        before = app.readiness.faults
        await app.press("exclamation_mark")
        found = app.app.screen
        assert isinstance(found, FaultList)
        place = next(n for n, fault in enumerate(before) if fault.file == "talks.toml")
        found.query_one("#choices", OptionList).highlighted = place
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, RecordDialog))
        assert "m77" in app.text
        app.app.screen.query_one("#field-partner", Select).value = "m02"
        app.app.screen.query_one("#field-member", Select).value = "m01"
        await app.press("ctrl+s")
        await app.settle()
        assert app.on_disk.ledgers.talks.talks[keys["talks.toml"]].partner == "m02"
        assert len(app.readiness.faults) == len(before) - 1
        assert any(fault.file == "opinions.toml" for fault in app.readiness.faults)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_wrong_is_indented_below_its_place_in_every_line(
    sample: Path, drive: Open, language: Language
) -> None:
    spoil(sample)
    (sample / "opinions (copy).toml").write_bytes((sample / "opinions.toml").read_bytes())
    async with drive(sample, size=(80, 24), language=language) as app:
        await app.press("exclamation_mark")
        choices = app.app.screen.query_one("#choices", OptionList)
        width = choices.scrollable_content_region.width
        lines = [line for option in choices.options for line in str(option.prompt).split("\n")[1:]]
        assert len(lines) > choices.option_count if language == "en" else lines
        assert all(line.startswith("    ") and count_cells(line) <= width for line in lines), (width, lines)


async def test_what_cannot_be_is_taken_out_after_a_preview_and_what_a_cut_file_lost_comes_back(
    sample: Path, drive: Open
) -> None:
    keys = spoil(sample)
    source = Folder(sample)
    meeting = source.read().meeting
    assert meeting is not None
    new, edit = add_record(meeting, KINDS["opinion"], {"text": "lost", "about": ("m02",)})
    source.apply(edit)
    file = sample / "opinions.toml"
    content = file.read_bytes()
    async with drive(sample) as app:
        await app.press("exclamation_mark")
        found = app.app.screen
        assert isinstance(found, FaultList)
        faults = list(app.readiness.faults)
        choices = found.query_one("#choices", OptionList)
        choices.highlighted = next(n for n, fault in enumerate(faults) if fault.file == "talks.toml")
        await app.press("d")
        assert app.app.screen is found, "whom a talk was with, only a person can say"
        choices.highlighted = next(n for n, fault in enumerate(faults) if fault.file == "opinions.toml")
        await app.press("d")
        await app.wait_until(lambda: isinstance(app.app.screen, Confirm))
        assert "gone → –" in app.text
        await app.press("y")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert app.on_disk.ledgers.opinions.opinions[keys["opinions.toml"]].aspect == ""
        await app.press("u")
        assert app.on_disk.ledgers.opinions.opinions[keys["opinions.toml"]].aspect == "gone"
        file.write_bytes(content[: content.index(f"[opinions.{new}]".encode())])
        for fate, is_there in (("let-go", False), ("accept", True)):
            await app.wait_until(lambda: app.screen.session.reading.losses)
            await app.press("exclamation_mark")
            faults = list(app.readiness.faults)
            app.app.screen.query_one("#choices", OptionList).highlighted = next(
                n for n, fault in enumerate(faults) if fault.problem.startswith("the file was cut")
            )
            await app.press("enter")
            await app.wait_until(lambda: isinstance(app.app.screen, LossDialog))
            app.app.screen.query_one(f"#{fate}", Button).focus()
            await app.press("enter")
            await app.wait_until(lambda: app.app.screen is app.screen)
            await app.wait_until(lambda: not app.screen.session.reading.losses)
            assert (new in app.on_disk.ledgers.opinions.opinions) is is_there
            if not is_there:
                await app.press("u")
                assert new in app.on_disk.ledgers.opinions.opinions
                file.write_bytes(content[: content.index(f"[opinions.{new}]".encode())])
        file.write_bytes(content[: content.index(f"[opinions.{new}]".encode()) + 27])
        await app.wait_until(lambda: any(fault.hides_file for fault in app.readiness.faults))
        await app.press("exclamation_mark")
        app.app.screen.query_one("#choices", OptionList).highlighted = next(
            n for n, fault in enumerate(app.readiness.faults) if fault.hides_file
        )
        await app.press("enter")
        await app.wait_until(lambda: isinstance(app.app.screen, LossDialog))
        assert not app.app.screen.query("#let-go"), "a file cannot stay broken"
        await app.press("enter")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert file.read_bytes() == content
        await app.press("u")
        assert new not in app.on_disk.ledgers.opinions.opinions


async def test_what_others_removed_meanwhile_is_said_and_not_written_again(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("4", "t", "t")
        grid = app.view.query(LedgerGrid).last()
        assert grid.place is not None
        key = grid.place[2]
        await app.press("enter")
        app.app.screen.query_one("#field-place", Input).value = "late"
        other = Folder(sample)
        meeting = other.read().meeting
        assert meeting is not None
        plain = meeting.ledgers.talks.talks[key].plain()
        other.apply(Edit((Change("talks.toml", ("talks", key), plain, None),), "removed"))
        await app.press("ctrl+s")
        await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
        said = str(app.app.screen.query_one(".walk-guide").render())
        words = describe_record(meeting, KINDS["talk"], meeting.ledgers.talks.talks[key])
        assert words in said or f"Talk {key}" in said, (
            "in words, unless the look at the disk saw before that it is gone"
        )
        assert [button.id for button in app.app.screen.query(Button)] == ["theirs", "cancel"]
        await app.press("enter")
        await app.wait_until(lambda: app.app.screen is app.screen)
        assert key not in app.on_disk.ledgers.talks.talks


async def test_two_versions_are_shown_side_by_side_and_a_person_decides(sample: Path, drive: Open) -> None:
    async with drive(sample) as app:
        await app.press("4", "t", "t")
        grid = app.view.query(LedgerGrid).last()
        assert grid.place is not None
        key = grid.place[2]
        for choice in ("theirs", "mine", "both", "cancel"):
            theirs, mine, place = f"theirs at {choice}", f"mine at {choice}", f"elsewhere at {choice}"
            await app.press("enter")
            app.app.screen.query_one("#field-said", TextArea).text = mine
            other = Folder(sample)
            meeting = other.read().meeting
            assert meeting is not None
            other.apply(change_record(meeting, KINDS["talk"], key, {"said": theirs, "place": place}))
            await app.press("ctrl+s")
            await app.wait_until(lambda: isinstance(app.app.screen, ConflictDialog))
            assert theirs in app.text
            assert mine in app.text
            app.app.screen.query_one(f"#{choice}", Button).press()
            await app.settle()
            await app.wait_until(lambda: not isinstance(app.app.screen, ConflictDialog))
            talk = app.on_disk.ledgers.talks.talks[key]
            expected = {"mine": mine, "both": f"{theirs}\n{mine}"}.get(choice, theirs)
            assert (talk.said, talk.place) == (expected, place), choice
            if choice == "cancel":
                assert app.app.screen.query_one("#field-said", TextArea).text == mine, "what was typed is still there"
            else:
                assert app.app.screen is app.screen, choice
