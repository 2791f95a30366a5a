"""A branch's meeting: what its ledgers know counts by itself, from the same pages as in the full checklist."""

from pathlib import Path

import pytest

from checklists.edits.ledgers import take_step
from checklists.edits.records import add_record
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS
from checklists.setup import founding
from checklists.setup.builtin import BUILTIN
from checklists.store.folder import Folder
from tests.builders import settings
from tests.screens.conftest import TODAY, Driver, Open


@pytest.fixture
def branch(tmp_path: Path) -> Path:
    """A branch of three with a theme and one aspect."""
    content = (BUILTIN / "organisational-life.toml").read_bytes()
    founding.create(
        tmp_path / "branch", settings(3, date=TODAY, theme="主题", aspects={"duty": "作用发挥"}), content, {}
    )
    return tmp_path / "branch"


def read(source: Folder) -> Meeting:
    meeting = source.read().meeting
    assert meeting is not None
    return meeting


def states(app: Driver, item: str) -> set[str]:
    return {duty.status for duty in app.assess().list_item_duties(item)}


async def test_study_opinions_and_the_day_count_from_their_ledgers(branch: Path, drive: Open) -> None:
    source = Folder(branch)
    source.apply(add_record(read(source), KINDS["session"], {"topic": "集中学习", "date": TODAY})[1])
    source.apply(add_record(read(source), KINDS["channel"], {"title": "走访", "raw": 0, "closed": TODAY})[1])
    async with drive(branch, language="zh", size=(80, 24)) as app:
        await app.press("2", "t")
        assert app.view.id == "place-study"
        assert states(app, "collective-study") == {"todo"}
        await app.press("f", "home", "down", "space")
        assert states(app, "collective-study") == {"done"}
        assert {duty.subject for duty in app.assess().list_item_duties("make-up-study")} == {"m02"}
        assert states(app, "opinions-collected") == {"done"}
        await app.press("6", "t")
        assert app.view.id == "place-day"
        assert states(app, "sign-in") == {"todo"}
        await app.press("f")
        assert states(app, "sign-in") == {"done"}
        assert states(app, "self-criticism") == {"todo"}
        await app.press("home", "right", "space")
        assert app.assess().duty("m01", "self-criticism").status == "done"  # type: ignore[union-attr]


async def test_lists_of_problems_count_from_the_outlines(branch: Path, drive: Open) -> None:
    source = Folder(branch)
    problem, edit = add_record(
        read(source), KINDS["problem"], {"text": "调研少", "aspect": "duty", "example": "全年两次"}, "m02"
    )
    source.apply(edit)
    cause, edit = add_record(read(source), KINDS["cause"], {"text": "怕麻烦"}, "m02", under=problem)
    source.apply(edit)
    measure = {"text": "每月一次", "owner": "m02", "due": TODAY, "target": "十二次"}
    source.apply(add_record(read(source), KINDS["measure"], measure, "m02", under=cause)[1])
    async with drive(branch, language="zh", size=(80, 24)) as app:
        await app.go_to("member-problems", "m02")
        await app.press("enter")
        assert app.view.id == "place-outline"
        assert app.assess().duty("m02", "member-problems").status == "doing"  # type: ignore[union-attr]
        await app.press("v", "ctrl+s")
        await app.settle()
        assert app.assess().duty("m02", "member-problems").status == "done"  # type: ignore[union-attr]
        assert app.assess().duty("m02", "personal-rectification").status == "done"  # type: ignore[union-attr]
        source.apply(take_step(read(source), "m02", "reviewed", on=TODAY))
        assert app.assess().duty("m02", "secretary-review").status == "done"  # type: ignore[union-attr]
