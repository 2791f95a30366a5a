"""A small meeting in which something of every kind is recorded, and the whole checklist to count it by."""

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from checklists.model.checklist import Checklist, Item, ItemRule, Wording
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.day import MeetingDay
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.outline import Cause, Measure, Outline, Problem, Round
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.ledgers.study import MadeUp, SelfStudy, Study, StudySession, StudyText
from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import Ledgers, Mark, Meeting, Sheet
from checklists.setup import founding
from checklists.setup.builtin import BUILTIN
from checklists.store.folder import Folder
from tests.builders import DAY, a_checklist, settings

BEFORE = DAY - timedelta(days=20)
ASPECTS = {"politics": "政治", "style": "作风"}
ROSTER: dict[str, dict[str, Any]] = {
    "m01": {"branch": "一支部"},
    "m02": {"units": ("甲局", "乙局"), "branch": "一支部"},
    "m03": {"units": ("甲局",), "branch": "二支部"},
}


@cache
def full_checklist() -> Checklist:
    return a_checklist((BUILTIN / "democratic-life.toml").read_text(encoding="utf-8"))


def made(
    *,
    sheets: dict[str, Sheet] | None = None,
    study: Study | None = None,
    opinions: Opinions | None = None,
    talks: Talks | None = None,
    day: MeetingDay | None = None,
    rectification: Rectification | None = None,
    **changed: Any,
) -> Meeting:
    """Make a meeting of four with these ledgers."""
    given = {"study": study, "opinions": opinions, "talks": talks, "day": day, "rectification": rectification}
    ledgers = Ledgers(**{name: one for name, one in given.items() if one})  # type: ignore[arg-type]
    found = settings(**{"count": 4, "aspects": ASPECTS, "roster": ROSTER, **changed})
    own = {subject: Sheet() for subject in ("group", *found.members)} | (sheets or {})
    return Meeting(found, full_checklist(), own, ledgers)


def outline(**changed: Any) -> Outline:
    """Make an outline with one problem, its cause and its measure, against the first opinion."""
    fields: dict[str, Any] = {
        "problems": {
            "p1": Problem(text="调研少", aspect="style", example="全年两次", answers=("o1",), causes=("c1",)),
        },
        "causes": {"c1": Cause(text="怕麻烦", measures=("s1",))},
        "measures": {"s1": Measure(text="每月下乡", owner="m03", due=DAY, target="十二次")},
        "explanations": {"inquiry": "无"},
        "rounds": {"b01": Round(step="submitted", on=BEFORE)},
    }
    return Outline(**{**fields, **changed})


def filled(**changed: Any) -> Meeting:
    """Make a meeting in which every ledger and every sheet names the third member."""
    sheets = {
        "group": Sheet(outline=outline(rounds={}, explanations={})),
        "m01": Sheet(criticisms={"k1": Criticism(to="m03", text="调研不够"), "k2": Criticism(to="m02", text="急躁")}),
        "m02": Sheet(
            outline=outline(problems={}, causes={}, rounds={}), criticisms={"k1": Criticism(to="m03", text="迟到")}
        ),
        "m03": Sheet(
            marks={"notify-members": Mark(status="done")},
            study=SelfStudy(read={"x1": BEFORE, "x2": BEFORE}, made_up={"e1": MadeUp(on=BEFORE, note="自学")}),
            outline=outline(),
            criticisms={"k1": Criticism(to="m02", text="批示不够细"), "k2": Criticism(to="m01", text="开会太多")},
        ),
    }
    ledgers: dict[str, Any] = {
        "study": Study(
            texts={"x1": StudyText(title="文件一"), "x2": StudyText(title="文件二", required=False)},
            sessions={
                "e1": StudySession(
                    topic="专题一",
                    date=BEFORE,
                    texts=("x1", "x2"),
                    attendance={"m01": "present", "m03": "absent", "m02": "present"},
                )
            },
        ),
        "opinions": Opinions(
            channels={"n1": Channel(title="意见箱", kind="box", source="干部", raw=3, closed=BEFORE)},
            opinions={
                "o1": Opinion(text="调研少", channel="n1", about=("m03",), claimed={"m03": BEFORE}),
                "o2": Opinion(
                    text="会议多",
                    channel="n1",
                    about=("m02", "m03"),
                    fed_back={"m03": BEFORE, "m02": BEFORE},
                    answers={"m03": "已压减"},
                ),
                "o3": Opinion(text="好", channel="n1", about=("group",)),
            },
            none_told={"m01": BEFORE, "m03": BEFORE, "m04": BEFORE},
        ),
        "talks": Talks(
            talks={
                "t1": Talk(member="m01", partner="m03", held=BEFORE),
                "t2": Talk(member="m03", partner="m02", planned=BEFORE),
                "t3": Talk(kind="unit", member="m03", unit="甲局", held=BEFORE),
                "t4": Talk(kind="branch", member="m03", held=BEFORE),
                "t5": Talk(kind="requested", member="m03", person="某同志"),
                "t6": Talk(member="m01", partner="m02", held=BEFORE),
            }
        ),
        "day": MeetingDay(
            attendance={"m01": "present", "m03": "absent", "m02": "present"}, spoken={"m03": True}, told={"m03": DAY}
        ),
        "rectification": Rectification(
            entries={
                "r1": RectificationEntry(text="压减会议", subject="m03", owner="m03", origin="上年会议"),
                "r2": RectificationEntry(text="修订制度", subject="m02", owner="m03"),
                "r3": RectificationEntry(text="公开电话", subject="group", owner="m01"),
            }
        ),
    }
    return made(sheets=sheets, **{**ledgers, **changed})


def folder_of(path: Path, meeting: Meeting) -> Folder:
    """Write a meeting with its ledgers, and return its folder."""
    checklist = (BUILTIN / "democratic-life.toml").read_bytes()
    founding.create(path, meeting.settings, checklist, dict(meeting.sheets), meeting.ledgers)
    return Folder(path)


def bytes_of(path: Path) -> dict[str, bytes]:
    """Return the content of each of a meeting's files."""
    return {str(one.relative_to(path)): one.read_bytes() for one in sorted(path.rglob("*.toml"))}


def an_item(rule: str, need: Any) -> Item:
    """Make an item that a rule counts."""
    return Item(title=Wording(zh="甲", en="a"), due=0, rule=ItemRule(name=rule, need=need), id="a", stage="b")
