"""The layout of papers as meeting.toml holds it: read strictly, faults as values, told by the history."""

import re
from datetime import date
from pathlib import Path

import pytest

from checklists.base.language import Language, _, set_language
from checklists.base.toml import dump
from checklists.edits.change import Change, apply_changes
from checklists.edits.settings import change_layout
from checklists.history.words import list_changes
from checklists.model.file_names import SETTINGS_FILE
from checklists.model.layout import PAPER_PARTS, Layout
from checklists.model.meeting import Settings
from checklists.reports.catalogue import EXPORTS
from checklists.store.decoding import read_file
from tests.builders import DAY
from tests.reports.meetings import a_meeting, a_settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "LAYOUT.md"
HEAD = 'format = 1\nunit = "u"\ntitle = "t"\ndate = 2026-12-18\n'


def read(more: str) -> tuple[Settings | None, list[str]]:
    settings, faults = read_file("meeting.toml", (HEAD + more).encode())
    return settings, [f"{fault.place}: {fault.problem}" for fault in faults if fault.severity == "error"]


@pytest.mark.parametrize("value", ["meeting", "export", "none", date(2026, 12, 10)])
def test_the_date_is_a_word_or_a_day(value: str | date) -> None:
    layout = Layout.model_validate({"date": value, "unit": "全称", "parts": {"remarks": False}})
    settings = a_settings(layout=layout)
    content = dump({"format": 1, **settings.plain()})
    found, faults = read_file("meeting.toml", content)
    assert not [fault for fault in faults if fault.severity == "error"]
    assert found == settings
    assert found is not None
    assert found.layout.date == value
    assert b"[layout.parts]\nremarks = false" in content


@pytest.mark.parametrize(
    ("more", "place", "said"),
    [
        ('[layout]\ndate = "meting"\n', "layout.date", '"meeting", "export", "none"'),
        ("[layout]\ndate = 2026-12-18T10:00:00\n", "layout.date", "2026-12-18"),
        ("[layout]\ndate = 1899-12-18\n", "layout.date", "2026-12-18"),
        ("[layout]\ndate = 18\n", "layout.date", "2026-12-18"),
        ("[layout]\nunit = 3\n", "layout.unit", "found 3"),
        ('[layout]\ntemplate = "a\\nb"\n', "layout.template", "the path of a DOCX file"),
        ("[layout]\ntemplate = true\n", "layout.template", "found true"),
        ("[layout]\nunits = 3\n", "layout.units", "did you mean unit?"),
        ("[layout.parts]\nremark = false\n", "layout.parts.remark", "did you mean remarks?"),
        ('[layout.parts]\nremarks = "no"\n', "layout.parts.remarks", "true or false"),
        ("layout = 1\n", "layout", "a table"),
        (f'[layout]\nunit = "{"长" * 201}"\n', "layout.unit", "at most 200"),
    ],
)
def test_a_fault_costs_its_key_and_says_what_was_expected(more: str, place: str, said: str) -> None:
    set_language("en")
    settings, faults = read(more)
    assert settings is not None, "the rest of the settings is read"
    assert settings.layout == Layout()
    assert len(faults) == 1
    assert faults[0].startswith(f"{place}: ")
    assert said in faults[0]


def test_without_a_layout_nothing_is_written_and_all_is_shown() -> None:
    settings = a_settings()
    assert "layout" not in settings.plain()
    assert settings.unit_on_papers == settings.unit
    assert all(settings.layout.shows(part) for part in PAPER_PARTS)
    assert a_settings(layout=Layout()).plain() == settings.plain()
    assert read("[layout]\n") == (Settings(unit="u", title="t", date=DAY), [])


def test_every_part_is_one_of_an_export() -> None:
    assert {part.export for part in PAPER_PARTS.values()} <= {"", *EXPORTS}
    assert all(part.export == "" or part.id.startswith(part.export) for part in PAPER_PARTS.values())
    assert len({part.title for part in PAPER_PARTS.values() if part.export == "summary"}) == 8


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (None, date(2026, 11, 1)),
        ("meeting", DAY),
        ("export", date(2026, 11, 24)),
        ("none", None),
        (date(2026, 12, 1), date(2026, 12, 1)),
    ],
)
def test_which_date_a_paper_bears(chosen: str | date | None, expected: date | None) -> None:
    layout = Layout(date=chosen) if chosen else Layout()  # type: ignore[arg-type]
    assert layout.choose_date(date(2026, 11, 1), meeting=DAY, today=date(2026, 11, 24)) == expected


def test_the_next_meeting_takes_over_all_but_a_fixed_date(tmp_path: Path) -> None:
    folders = tmp_path / "last", tmp_path / "next"
    held = Layout(unit="全称", date="meeting", parts={"remarks": False})
    assert held.carry_over(*folders, is_same_unit=True) == held
    assert held.carry_over(*folders, is_same_unit=False) == held.model_copy(update={"unit": ""})
    fixed = held.model_copy(update={"date": DAY})
    assert fixed.carry_over(*folders, is_same_unit=True) == Layout(unit="全称", parts={"remarks": False})


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("模板.docx", "../last/模板.docx"),
        ("../模板.docx", "../模板.docx"),
        ("/etc/office/模板.docx", "/etc/office/模板.docx"),
        ("", ""),
    ],
)
def test_the_next_meeting_of_a_unit_finds_the_same_template(template: str, expected: str, tmp_path: Path) -> None:
    held = Layout(template=template)
    last, new = tmp_path / "last", tmp_path / "next"
    assert held.carry_over(last, new, is_same_unit=True).template == expected
    assert held.carry_over(last, new, is_same_unit=False).template == "", "its letterhead is another unit's"


def test_different_keys_of_the_layout_are_changed_on_their_own() -> None:
    before = Layout(unit="甲", parts={"remarks": False})
    after = Layout(unit="甲", date="none", parts={"remarks": False, "signature": False})
    found = change_layout(before, after)
    assert [(one.path, one.before, one.after) for one in found.changes] == [
        (("layout", "date"), None, "none"),
        (("layout", "parts", "signature"), None, False),
    ]
    first = change_layout(Layout(), Layout(parts={"signature": False}))
    assert [one.path for one in first.changes] == [("layout", "parts", "signature")]
    back = change_layout(after, Layout())
    plain = apply_changes({"layout": after.plain()}, list(back.changes))
    assert plain == {}, "nothing is left behind"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "Layout of papers · Unit on papers: – → 甲",
                "Layout of papers · Date on papers: the meeting's day → no date",
                "Layout of papers · Date on papers: no date → 2026-12-18",
                "Layout of papers · Shown · page numbers: – → no",
            ],
        ),
        (
            "zh",
            [
                "文书版式 · 文书单位名称：– → 甲",
                "文书版式 · 落款日期：会议日期 → 不落日期",
                "文书版式 · 落款日期：不落日期 → 2026-12-18",
                "文书版式 · 显示 · 页码：– → 否",
            ],
        ),
    ],
)
def test_the_history_calls_it_as_the_form_does(language: Language, expected: list[str]) -> None:
    set_language(language)
    changes = [
        Change(SETTINGS_FILE, ("layout", "unit"), None, "甲"),
        Change(SETTINGS_FILE, ("layout", "date"), "meeting", "none"),
        Change(SETTINGS_FILE, ("layout", "date"), "none", DAY),
        Change(SETTINGS_FILE, ("layout", "parts", "page-numbers"), None, False),
    ]
    assert [row.line(80) for row in list_changes(a_meeting(), changes)] == expected


def test_every_part_is_documented_and_the_example_is_read_as_it_says() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    documented = dict(
        re.findall(r"^\| `([a-z-]+)` \| [^|]*? ([a-z-]+) \|", text.partition("\n## 各部分")[2], re.MULTILINE)
    )
    assert documented == {part.id: part.export or "all" for part in PAPER_PARTS.values()}
    example = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert example
    settings, faults = read(example[1])
    assert faults == []
    assert settings is not None
    assert settings.layout.date == "meeting"
    assert settings.layout.unit == "中共云溪县委常务委员会"
    assert not settings.layout.shows("feedback-claims")
    set_language("zh")
    assert all(_(part.title).replace("（", "：").replace("）", "") in text for part in PAPER_PARTS.values())
