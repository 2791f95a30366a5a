"""Meetings of real sizes to measure on."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from checklists.model.checklist import Checklist
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.study import Study, StudySession, StudyText
from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import Ledgers, Mark, Member, Settings, Sheet
from checklists.setup import founding
from checklists.setup.builtin import BUILTIN
from checklists.setup.samples import make_sample
from checklists.store.decoding import read_checklist

TODAY = date(2026, 11, 24)
HELD = date(2026, 11, 20)
MARK = Mark(status="doing", on=HELD, note="学习笔记已经交会务专班，等待归档。", evidence=("学习笔记.docx",))


def make_meeting(path: Path, members: int, *, opinions: int = 0, is_full: bool = False) -> Path:
    """Make a meeting with notes on two thirds of the duties; a full one also has talks and criticisms of all pairs."""
    content = (BUILTIN / "democratic-life.toml").read_bytes()
    checklist, _faults = read_checklist(content)
    assert checklist is not None
    roster = {
        f"m{number:03}": Member(
            name=f"成员{number:03}",
            post="副书记",
            role="principal" if number == 1 else "member",
            units=("县委办公室", "县发展改革局", "县教育局"),
            branch="县委办公室党支部",
        )
        for number in range(1, members + 1)
    }
    settings = Settings(
        unit="云溪县委常委会", title="2026年度民主生活会", theme="主题", date=date(2026, 12, 18), members=roster
    )
    sheets = {subject: _sheet(checklist, subject, roster if is_full else {}) for subject in roster}
    ledgers = Ledgers(opinions=_opinions(opinions, list(roster)))
    if is_full:
        ledgers = replace(ledgers, talks=_talks(list(roster)), study=_study(list(roster)))
    founding.create(path, settings, content, sheets, ledgers)
    return path


def _sheet(checklist: Checklist, subject: str, others: dict[str, Member]) -> Sheet:
    marks = {item.id: MARK for n, item in enumerate(checklist.items_by_scope["member"]) if n % 3 and not item.rule}
    criticisms = {
        f"k{number:05}": Criticism(to=other, text="抓落实不够深，建议多到基层一线。", discussed=number % 2 == 0)
        for number, other in enumerate(others)
        if other != subject and number % 10 < 7
    }
    return Sheet(marks=marks, criticisms=criticisms)


def _opinions(count: int, roster: list[str]) -> Opinions:
    channels = {"h0001": Channel(title="征求意见座谈会", kind="seminar", source="服务对象", raw=count)}
    found = {
        f"o{number:06}": Opinion(
            text=f"第{number}条意见：办事流程还可以再简化一些，基层多次反映材料重复报送。",
            received=HELD,
            channel="h0001",
            source="服务对象",
            about=(roster[number % len(roster)],),
        )
        for number in range(count)
    }
    return Opinions(channels=channels, opinions=found) if count else Opinions()


def _talks(roster: list[str]) -> Talks:
    """Make a tenth of all talks between two members, which is as many as a ledger of 8 MiB holds of 300 members."""
    pairs = [(one, other) for place, one in enumerate(roster) for other in roster[place + 1 :]]
    return Talks(
        talks={
            f"t{number:06}": Talk(member=one, partner=other, planned=HELD, held=HELD if number % 20 else None)
            for number, (one, other) in enumerate(pairs)
            if number % 10 == 0
        }
    )


def _study(roster: list[str]) -> Study:
    sessions = {
        f"s{number:03}": StudySession(
            date=HELD - timedelta(days=number),
            topic=f"第{number}次集体学习",
            attendance=dict.fromkeys((member for place, member in enumerate(roster) if place % 9 != number), "present"),
        )
        for number in range(6)
    }
    return Study(
        sessions=sessions, texts={f"x{number:03}": StudyText(title=f"必读篇目{number}") for number in range(12)}
    )


def make_units(root: Path, count: int) -> Path:
    """Make folders of 9 members and about 80 kB each, every one its own unit with its own date."""
    model = root / "district00" / "unit00000"
    make_sample(model, TODAY)
    settings = (model / "meeting.toml").read_text(encoding="utf-8")
    for number in range(1, count):
        path = root / f"district{number % 100:02}" / f"unit{number:05}"
        shutil.copytree(model, path)
        text = settings.replace("云溪县委常委会", f"第{number}单位")
        day = TODAY + timedelta(days=24 + number % 60)  # not before what is recorded
        lines = [f"date = {day}" if line.startswith("date = ") else line for line in text.splitlines()]
        (path / "meeting.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def files_of(root: Path) -> list[str]:
    """Return the files of all meetings below a folder."""
    return [str(path) for path in sorted(root.rglob("*.toml"))]
