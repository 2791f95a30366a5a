"""A meeting whose every confidential text is a canary: where one sings, the text has got out."""

from datetime import date
from typing import Any

from checklists.base.language import set_language
from checklists.model.ledgers.criticism import Criticism
from checklists.model.ledgers.day import MeetingDay
from checklists.model.ledgers.opinions import Channel, Opinion, Opinions
from checklists.model.ledgers.outline import Cause, Measure, Outline, Problem, Round
from checklists.model.ledgers.rectification import Rectification, RectificationEntry
from checklists.model.ledgers.study import Study, StudySession
from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import Ledgers, Mark, Meeting, Settings, Sheet
from checklists.readiness.duties import Readiness, assess
from checklists.setup.builtin import BUILTIN
from tests.builders import a_checklist, members

DAY = date(2026, 12, 18)
TODAY = date(2026, 12, 1)
EARLIER = date(2026, 11, 20)
LATER = date(2026, 12, 5)
CANARY = "canary"
PLAIN = "oak"
"""Begins what may be seen in any export."""


def canary(name: str) -> str:
    """Return the text of a confidential field; its name ends with the subjects whose it is, if it is anybody's."""
    return f"{CANARY}-{name}"


def a_settings(**changed: Any) -> Settings:
    fields: dict[str, Any] = {
        "unit": f"{PLAIN}-unit",
        "title": f"{PLAIN}-title",
        "theme": f"{PLAIN}-theme",
        "place": f"{PLAIN}-place",
        "date": DAY,
        "aspects": {"politics": "政治忠诚", "style": "工作作风"},
        "members": members(
            4,
            m01={"post": "书记", "units": ("办公室", "财政局"), "branch": "第一支部"},
            m03={"attendance": "absent", "reason": canary("absence-m03")},
        ),
    }
    return Settings(**{**fields, **changed})


def an_outline(of: str) -> Outline:
    """Return an outline whose measure the second member is to carry out."""
    held = of if of == "m02" else f"{of}-m02"
    return Outline(
        problems={
            "p1": Problem(
                text=canary(f"problem-{of}"),
                aspect="style",
                example=canary(f"example-{of}"),
                answers=("o1",),
                causes=("c1",),
            )
        },
        causes={"c1": Cause(text=canary(f"cause-{of}"), measures=("s1",))},
        measures={
            "s1": Measure(
                text=canary(f"measure-{held}"),
                owner="m02",
                due=LATER,
                target=canary(f"target-{held}"),
                progress=canary(f"progress-{held}"),
                evidence=(canary(f"measure-evidence-{held}"),),
                carried=canary(f"carried-{held}"),
            )
        },
        explanations={"inspection": canary(f"explanation-{of}")},
        rounds={
            "b1": Round(
                step="returned", by="supervisor", on=EARLIER, who=canary(f"reviewer-{of}"), reason=canary(f"round-{of}")
            )
        },
    )


def ledgers() -> Ledgers:
    opinions = {
        "o1": Opinion(
            text=canary("opinion-m02"),
            channel="n1",
            source=f"{PLAIN}-source",
            voices=3,
            about=("m02",),
            aspect="style",
            fed_back={"m02": EARLIER},
            claimed={"m02": EARLIER},
            answers={"m02": canary("answer-m02")},
        ),
        "o2": Opinion(text=canary("opinion-group-m04"), about=("group", "m04"), channel="n1", voices=2),
    }
    talks = {
        "t1": Talk(
            member="m01", partner="m02", held=EARLIER, said=canary("said-m01-m02"), heard=canary("heard-m01-m02")
        ),
        "t2": Talk(member="m01", partner="m03", planned=LATER, place=f"{PLAIN}-room"),
        "t3": Talk(kind="unit", member="m01", unit="办公室", person="主任", planned=EARLIER),
    }
    entry = RectificationEntry(
        text=canary("entry-group-m02"),
        problem=canary("entry-problem-group-m02"),
        target=canary("entry-target-group-m02"),
        progress=canary("entry-progress-group-m02"),
        evidence=(canary("entry-evidence-group-m02"),),
        owner="m02",
        due=EARLIER,
        subject="group",
        origin=f"{PLAIN}-last",
    )
    channel = Channel(
        title=f"{PLAIN}-channel",
        kind="box",
        source=f"{PLAIN}-asked",
        sent=9,
        returned=8,
        raw=5,
        closed=EARLIER,
        note=canary("n"),
    )
    session = StudySession(topic="topic", date=EARLIER, attendance={"m01": "present"}, note=canary("session"))
    return Ledgers(
        study=Study(sessions={"e1": session}),
        opinions=Opinions(channels={"n1": channel}, opinions=opinions),
        talks=Talks(talks=talks),
        rectification=Rectification(entries={"r1": entry}),
        day=MeetingDay(),
    )


def a_meeting(**changed: Any) -> Meeting:
    """Return a meeting of four members, the third absent, with records in every ledger."""
    criticism = Criticism(
        to="m02", text=canary("criticism-m01-m02"), aspect="style", discussed=True, answer=canary("reply-m01-m02")
    )
    sheets = {
        "group": Sheet(
            outline=an_outline("group"),
            marks={
                "plan": Mark(status="done", on=EARLIER, note=canary("note-group"), evidence=(f"{PLAIN}-plan.docx",))
            },
        ),
        "m01": Sheet(criticisms={"k1": criticism}, outline=an_outline("m01")),
        "m02": Sheet(outline=an_outline("m02")),
    }
    checklist = a_checklist((BUILTIN / "democratic-life.toml").read_text(encoding="utf-8"))
    parts: dict[str, Any] = {"settings": a_settings(), "checklist": checklist, "sheets": sheets, "ledgers": ledgers()}
    return Meeting(**{**parts, **changed})


def a_readiness(today: date = TODAY, **changed: Any) -> Readiness:
    return assess(a_meeting(**changed), today)


def in_english() -> None:
    """Speak English until the test ends."""
    set_language("en")
