"""The summary as Markdown with GitHub's tables. What a person typed is escaped: it draws nothing and links nowhere."""

import re
from collections.abc import Iterator

from checklists.base.language import _
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import step_text
from checklists.readiness.words import percent_text, tally_text
from checklists.reports.summary.view import STEPS_SHOWN, View, waiver_text

_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#|~$]")
_LIST_START = re.compile(r"^(\d+)([.)])|^([-+=])")


def escaped(text: str) -> str:
    """Return the text so that Markdown shows it as it is, on one line."""
    text = " ".join(text.split()).replace("&", "&amp;")
    text = _MARKUP.sub(lambda match: {"<": "&lt;", ">": "&gt;"}.get(match[0], "\\" + match[0]), text)
    text = text.replace("://", ":&#47;/").replace("@", "&#64;").replace("www.", "www&#46;")
    return _LIST_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", text)


def summary_markdown(readiness: Readiness, *, member: str | None = None, stage: str | None = None) -> str:
    """Write the summary as Markdown."""
    view = View(readiness, member, stage)
    parts = [
        _heading(view),
        _stages(view),
        _board(view),
        [escaped(view.quorum_text)],
        _pace(view),
        _numbers(view),
        *_lists(view),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _heading(view: View) -> list[str]:
    settings = view.readiness.meeting.settings
    found = [f"# {escaped(settings.unit)} · {escaped(settings.title)}", ""]
    if settings.theme:
        found += [escaped(_("Theme: {theme}").format(theme=settings.theme)), ""]
    found += [escaped(" · ".join(view.when_and_where)), ""]
    if view.scope_text:
        found += [escaped(view.scope_text), ""]
    parts = [escaped(part) for part in (view.progress_text, view.overdue_text) if part]
    return [*found, " · ".join([f"**{escaped(view.verdict)}**", *parts])]


def _stages(view: View) -> list[str]:
    found = [_row([_("Stage"), _("Done"), _("progress"), _("Overdue")]), "| --- | ---: | ---: | ---: |"]
    for row in view.stage_rows:
        tally = row.tally
        done, share = f"{tally.done}/{tally.required}" if tally.required else "–", percent_text(tally)
        late = f"! {tally.overdue}" if tally.overdue else ""
        found.append(_row([f"{row.number} {escaped(row.title)}", done, share, late]))
    return [*found, "", escaped(view.legend)]


def _board(view: View) -> list[str]:
    stages = view.stage_rows
    return [
        _row([_("Who"), *(escaped(stage.title) for stage in stages)]),
        _row(["---"] * (len(stages) + 1)),
        *(
            _row([escaped(row.name), *(tally_text(row.stages[stage.id]) for stage in stages)])
            for row in view.subject_rows
        ),
    ]


def _pace(view: View) -> list[str]:
    said = _("{word}: {text}").format(word=_("Pace"), text=view.pace_text)
    return [escaped(said)] if view.pace_text else []


def _numbers(view: View) -> list[str]:
    heading, colon = _("Numbers"), _(": ")
    lines = [f"- {escaped(name)}{colon}{escaped(said)}" for name, said in view.numbers]
    return [f"## {heading}", "", *lines] if lines else []


def _lists(view: View) -> Iterator[list[str]]:
    has_names = view.member is None
    steps = [step_text(view.readiness, step, has_names=has_names) for step in view.steps[:STEPS_SHOWN]]
    yield _numbered(_("Why not yet"), [reason.text for reason in view.reasons])
    yield _numbered(_("Next steps"), steps)
    yield [escaped(view.rest_text)] if view.rest_text else []
    yield _numbered(_("Waived"), [waiver_text(waiver) for waiver in view.waivers])
    yield _numbered(_("Faults in the files"), [str(fault) for fault in view.other_faults])


def _numbered(title: str, texts: list[str]) -> list[str]:
    if not texts:
        return []
    return [f"## {title}", "", *(f"{number}. {escaped(text)}" for number, text in enumerate(texts, start=1))]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
