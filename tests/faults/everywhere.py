"""A meeting with the same text wherever a person can type, and the commands that show or take such text."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from checklists.base.model import Model
from checklists.base.text import LINE_LIMIT
from checklists.model.layout import Layout
from checklists.model.ledgers.day import MeetingDay
from checklists.model.ledgers.opinions import Opinions
from checklists.model.ledgers.outline import Outline, Round
from checklists.model.ledgers.rectification import Rectification
from checklists.model.ledgers.study import MadeUp, SelfStudy, Study
from checklists.model.ledgers.talks import Talks
from checklists.model.meeting import Ledgers, Mark, Member, Settings, Sheet
from checklists.records.kinds import KINDS, RecordKind
from checklists.setup import founding
from checklists.setup.builtin import BUILTIN
from checklists.store.folder import Folder

TODAY = date(2026, 11, 24)
DAY = date(2026, 12, 18)
EXPLANATION = "inspection"


def line(text: str) -> str:
    """Return what fits into one line."""
    return text.strip()[:LINE_LIMIT] or "x"


def record(kind: RecordKind[Model], text: str, names: str, /, **more: Any) -> Any:
    """Return a record whose every field that a person types holds the text."""
    values: dict[str, Any] = dict(more)
    for field in kind.fields:
        if field.name in values:
            continue
        if field.kind == "prose":
            values[field.name] = text[:3000] or "x"
        elif field.kind == "line":
            values[field.name] = line(names)
        elif field.kind == "lines":
            values[field.name] = (line(names),)
    return kind.model.model_validate(values)


def hostile_meeting(path: Path, text: str, names: str | None = None) -> Folder:
    """Make the meeting; what is a name or a title, and so not confidential, may be something else."""
    names = text if names is None else names
    opinion = record(
        KINDS["opinion"], text, names, about=("group", "m01", "m02"), channel="n1",
        answers={"group": text[:3000], "m01": text[:3000]}, fed_back={"m02": TODAY},
    )  # fmt: skip
    outline = Outline(
        problems={"p1": record(KINDS["problem"], text, names, aspect="politics", answers=("o1",), causes=("c1",))},
        causes={"c1": record(KINDS["cause"], text, names, measures=("s1",))},
        measures={"s1": record(KINDS["measure"], text, names, owner="m01", due=DAY)},
        explanations=dict.fromkeys((EXPLANATION, "inquiry"), text[:3000]),
        rounds={
            "b01": Round(step="submitted", on=TODAY, who=line(names), reason=text[:3000]),
            "b02": Round(step="returned", by="principal", on=TODAY, who=line(names), reason=text[:3000] or "x"),
        },
    )
    settings = Settings(
        unit=line(names), title=line(names), theme=line(names), place=line(names), date=DAY, criticism_opened=True,
        aspects={"politics": line(names)}, layout=Layout(unit=line(names)),
        members={
            key: Member(
                name=line(names), post=line(names), branch=line(names), units=(line(names),), reason=line(names),
                role="principal" if key == "m01" else "member", attendance="absent" if key == "m03" else "expected",
            )
            for key in ("m01", "m02", "m03")
        },
    )  # fmt: skip
    mark = Mark(status="waived", note=text[:3000] or "x", by=line(names), evidence=(line(names),), on=TODAY)
    criticism = record(KINDS["criticism"], text, names, to="m01", answer=text[:3000])
    sheets = {
        subject: Sheet(
            marks={} if subject == "m03" else {"chair-script" if subject == "group" else "self-study": mark},
            study=SelfStudy(made_up={"e1": MadeUp(on=TODAY, note=text[:3000])}) if subject != "group" else SelfStudy(),
            outline=outline,
            criticisms={"k1": criticism} if subject == "m02" else {},
        )
        for subject in ("group", "m01", "m02", "m03")
    }  # fmt: skip
    ledgers = Ledgers(
        study=Study(
            texts={"x1": record(KINDS["text"], text, names, required=True)},
            sessions={
                "e1": record(KINDS["session"], text, names, date=TODAY, texts=("x1",), attendance={"m01": "absent"})
            },
        ),
        opinions=Opinions(channels={"n1": record(KINDS["channel"], text, names, sent=5)}, opinions={"o1": opinion}),
        talks=Talks(
            talks={
                "t1": record(KINDS["talk"], text, names, member="m01", partner="m02", unit=""),
                "t2": record(KINDS["talk"], text, names, member="m01", kind="unit", held=TODAY),
            }
        ),
        day=MeetingDay(attendance={"m01": "present"}),
        rectification=Rectification(entries={"r1": record(KINDS["entry"], text, names, owner="m01", due=DAY)}),
    )
    founding.create(path, settings, (BUILTIN / "democratic-life.toml").read_bytes(), sheets, ledgers)
    return Folder(path)


LEDGER_COMMANDS = ("study", "opinions", "talks", "outline", "criticism", "rectify")


def reading_commands(folder: str = ".") -> list[tuple[str, ...]]:
    """Every command that shows what is in the files."""
    return [
        ("check", folder),
        *(("summary", folder, "--format", form, "--today", TODAY.isoformat()) for form in ("text", "markdown", "json")),
        ("summary", folder, "--member", "m01", "--today", TODAY.isoformat()),
        ("next", folder, "--today", TODAY.isoformat()),
        ("next", folder, "--json", "--today", TODAY.isoformat()),
        *((name, "list", folder) for name in LEDGER_COMMANDS),
        *((name, "list", folder, "--json") for name in LEDGER_COMMANDS),
        *((name, "show", folder, key) for name, key in KNOWN.items()),
        ("talks", "todo", folder),
        ("day", "list", folder),
        ("rollup", folder, "--today", TODAY.isoformat()),
        ("rollup", folder, "--format", "markdown", "--today", TODAY.isoformat()),
        *(("export", folder, what, "--output", f"{what}.out.{form}", "--full") for what, form in EXPORTED.items()),
        ("draft", "read", DRAFT),
        ("draft", "check", DRAFT, folder, "--for", "m01"),
        ("draft", "compare", DRAFT, DRAFT),
    ]


def telling_commands(folder: str = ".") -> list[tuple[str, ...]]:
    """Every command that tells what was done before."""
    return [
        ("history", folder),
        ("history", folder, "--json"),
        ("kept", "list", folder),
        ("kept", "list", folder, "--json"),
        ("undo", folder),
        ("history", folder, "--limit", "3"),
    ]


KNOWN = {"study": "e1", "opinions": "o1", "talks": "t1", "outline": "p1", "criticism": "k1", "rectify": "r1"}
"""A record of each ledger."""
EXPORTED = {"summary": "txt", "owing": "md", "opinions": "md", "calendar": "ics"}
"""What is written to a file whose content is looked at too, and as what."""
DRAFT = "draft.txt"


def a_draft(text: str) -> str:
    """Return a self-inspection document with a text in every part."""
    words = text.replace("\n", " ")[:2000]
    steering = sum(char < " " for char in words)
    return (
        f"对照检查材料 {words}\n一、存在的问题\n（一）政治忠诚方面{words}\n1.我学习不够深入{words}。比如，{words}。\n"
        f"{words}\n二、原因剖析\n1.自觉性不强{words}。\n三、整改措施\n1.每月精读原著{words}，2027年12月底前完成。\n"
        + "2.到基层调研不少于三十天，听取群众意见，逐条答复，逐项办结。\n"
        * (24 * steering)  # else it is taken for no text
    )


def listing_commands(folder: str = ".") -> list[tuple[str, ...]]:
    """Some of them, to show what was taken."""
    return [("summary", folder, "--today", TODAY.isoformat()), *((name, "list", folder) for name in LEDGER_COMMANDS)]


def taking_commands(text: str, folder: str = ".") -> Iterator[tuple[str, ...]]:
    """Every command that takes text, with the text in every place that takes any, right or wrong."""
    for command, kinds in {
        "study": ("session", "text"), "opinions": ("opinion", "channel"), "talks": ("talk",),
        "outline": ("problem", "cause", "measure"), "criticism": ("criticism",), "rectify": ("entry",),
    }.items():  # fmt: skip
        for name in kinds:
            kind = KINDS[name]  # type: ignore[index]
            personal = ("--of", "m01") if command in {"outline", "criticism"} else ()
            adding = (command, "add", folder, *((name,) if len(kinds) > 1 else ()), *personal)
            yield (*adding, *required(name), *(f"--{one.name}={text}" for one in kind.fields if is_typed(one.kind)))
            for one in kind.fields:  # one at a time, so that each is refused for its own sake
                if not is_typed(one.kind):
                    yield (*adding, *required(name), f"--{one.name}={text}")
        yield command, "edit", folder, text, f"--text={text}"
        yield command, "remove", folder, f"x{text}"
        yield command, "list", folder, f"--filter={text}"
    yield "outline", "explain", folder, EXPLANATION, f"--text={text}", "--of", "m01"
    yield "outline", "explain", folder, text, f"--text={text}", "--of", text
    yield "outline", "return", folder, "--of", "m01", f"--reason={text}", f"--by={text}"
    yield "opinions", "answer", folder, "o1", f"--text={text}", "--member", "m01"
    yield "opinions", "claim", folder, "o1", f"--member={text}"
    yield "opinions", "import", folder, text
    yield "study", "attend", folder, "e1", f"--present={text}"
    yield "day", "sign-in", folder, f"--present={text}"
    yield "talks", "plan", folder, "--all", "--planned=2026-11-25", f"--place={text}", f"--as={text}"
    yield "talks", "add", folder, "--member=m02", "--partner=m03", f"--as={text}"
    yield "history", folder, f"--of={text}"
    yield "history", folder, f"--as={text}"
    yield "undo", folder, text
    yield "kept", "show", folder, text
    yield "export", folder, text, "--output=x.md"
    yield "draft", "read", text
    yield "draft", "meant", text, DRAFT, folder, "--for=m01", f"--reason={text}"
    yield "study", "make-up", folder, "e1", "--member=m01", f"--note={text}"
    yield "study", "read", folder, text, "--member=m01"
    yield "study", "read", folder, "all", f"--member={text}"
    yield "study", "attend", folder, text, "--present=all"
    yield "talks", "todo", folder, f"--member={text}"
    yield "talks", text, folder
    yield "criticism", "list", folder, f"--as={text}"
    yield "outline", "submit", folder, "--of=m02", f"--by={text}", f"--reason={text}"
    yield "mark", folder, "chair-script", f"--note={text}", f"--by={text}", f"--evidence={text}"
    yield "mark", folder, text, f"--note={text}"


def required(kind: str) -> tuple[str, ...]:
    """Return the options without which there is no such record."""
    return {
        "session": ("--date=2026-11-20", "--topic=x"), "text": ("--title=x",), "channel": ("--title=x",),
        "talk": ("--member=m01", "--partner=m02"), "criticism": ("--to=m02", "--text=x"),
    }.get(kind, ("--text=x",))  # fmt: skip


def is_typed(kind: str) -> bool:
    """Tell whether anything may be typed into the field."""
    return kind in {"line", "prose", "lines"}


def text_fields() -> Iterator[tuple[str, str]]:
    """All fields of all records that hold what a person types."""
    for name, kind in KINDS.items():
        yield from ((name, field.name) for field in kind.fields if is_typed(field.kind))
