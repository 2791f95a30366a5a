"""The summary as one HTML file: readable without scripts, in light and dark, on a phone, and printed on A4."""

from collections.abc import Iterable, Iterator
from html import escape

from checklists.base.language import _, current
from checklists.base.text import clean_line
from checklists.model.layout import PartId
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import step_text
from checklists.readiness.words import percent_text, tally_text
from checklists.reports.papers.common import counts_only, shows
from checklists.reports.summary.view import View, waiver_text
from checklists.reports.writers.html_style import STYLE
from checklists.reports.writers.svg import burn_up, heat_maps, level

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""The page loads nothing and runs nothing, whatever it was given to show."""


def summary_html(readiness: Readiness, *, member: str | None = None, stage: str | None = None) -> str:
    """Write the summary as HTML."""
    view = View(readiness, member, stage)
    settings = readiness.meeting.settings
    unit = [settings.unit_on_papers] if settings.layout.shows("unit-line") else []
    title = " · ".join([*unit, settings.title])
    spoken = "zh-CN" if current() == "zh" else "en"
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{spoken}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">',
        f"<title>{shown(title)}</title>",
        f"<style>{STYLE}</style></head>",
    ]
    return "\n".join([*head, "<body><main>", *_body(view, title), "</main></body></html>"]) + "\n"


def shown(text: str) -> str:
    """Return text so that HTML shows it as it is."""
    return escape(clean_line(text))


def tag(name: str, text: str, kind: str = "", more: str = "") -> str:
    """Return an element that holds nothing but text."""
    attributes = " ".join(part for part in (name, more, f'class="{kind}"' if kind else "") if part)
    return f"<{attributes}>{shown(text)}</{name}>"


def _body(view: View, title: str) -> Iterator[str]:
    readiness = view.readiness
    settings = readiness.meeting.settings
    yield "<header>" + tag("h1", title)
    if settings.theme:
        yield tag("p", _("Theme: {theme}").format(theme=settings.theme))
    yield tag("p", " · ".join(view.when_and_where))
    if view.scope_text:
        yield tag("p", view.scope_text)
    told = [part for part in (view.progress_text, view.overdue_text) if part]
    kind = "ready" if readiness.is_ready else "open"
    yield f'<p class="verdict {kind}">{tag("strong", view.verdict)} {shown(" · ".join(told))}</p>'
    remark = tag("p", counts_only(readiness), "notice") if shows(readiness, "remarks") else ""
    yield tag("p", view.quorum_text) + remark + "</header>"
    steps = (step_text(readiness, step, has_names=view.member is None) for step in view.steps)
    parts: dict[PartId, Iterator[str]] = {
        "summary-stages": _stages(view),
        "summary-board": _board(view),
        "summary-pace": _pace(view),
        "summary-numbers": _numbers(view),
        "summary-reasons": _list(_("Why not yet"), (reason.text for reason in view.reasons)),
        "summary-steps": _list(_("Next steps"), steps),
        "summary-waived": _list(_("Waived"), (waiver_text(waiver) for waiver in view.waivers)),
        "summary-faults": _list(_("Faults in the files"), (str(fault) for fault in view.other_faults)),
    }
    for part, lines in parts.items():
        if shows(readiness, part):
            yield from lines
    yield tag("footer", _("As of {date}").format(date=readiness.today))


def _stages(view: View) -> Iterator[str]:
    yield "<section>" + tag("h2", _("Stages")) + "<div class='wide'><table><thead><tr>"
    heads = (_("Stage"), _("Done"), _("progress"), _("Overdue"))
    yield "".join(tag("th", text, more="scope='col'") for text in heads)
    yield "</tr></thead><tbody>"
    for row in view.stage_rows:
        tally = row.tally
        share = percent_text(tally)
        bar = f"<span class='bar'><span style='width:{share if tally.required else 0}'></span></span>"
        late = f"! {tally.overdue}" if tally.overdue else ""
        done = f"{tally.done}/{tally.required}" if tally.required else "–"
        yield (
            f"<tr><th scope='row'>{row.number} {shown(row.title)}</th><td>{done}</td>"
            f"<td>{bar}{share}</td><td class='late'>{late}</td></tr>"
        )
    yield "</tbody></table></div>" + tag("p", view.legend, "legend") + "</section>"


def _board(view: View) -> Iterator[str]:
    yield "<section>" + tag("h2", _("Board"))
    yield from heat_maps(view)
    yield tag("p", _("✔ done, ◐ begun, ○ open, ! overdue, ← returned; the darker, the further."), "legend")
    yield "<details>" + tag("summary", _("The board as a table")) + "<div class='wide'><table><thead><tr>"
    heads = (_("Who"), *(stage.title for stage in view.stage_rows))
    yield "".join(tag("th", text, more="scope='col'") for text in heads)
    yield "</tr></thead><tbody>"
    for row in view.subject_rows:
        cells = "".join(
            f"<td class='{level(row.stages[stage.id])}'>{tally_text(row.stages[stage.id])}</td>"
            for stage in view.stage_rows
        )
        yield f"<tr><th scope='row'>{shown(row.name)}</th>{cells}</tr>"
    yield "</tbody></table></div></details></section>"


def _numbers(view: View) -> Iterator[str]:
    rows = "".join(
        "<tr>" + tag("th", name, more="scope='row'") + tag("td", said) + "</tr>" for name, said in view.numbers
    )
    if rows:
        yield "<section>" + tag("h2", _("Numbers")) + f"<table><tbody>{rows}</tbody></table></section>"


def _pace(view: View) -> Iterator[str]:
    if view.pace is None:
        return
    done, planned = shown(_("done")), shown(_("planned by the due dates"))
    yield "<section>" + tag("h2", _("Pace")) + f"<figure>{burn_up(view.pace)}"
    yield f"<figcaption><span class='key done'></span>{done} <span class='key planned'></span>{planned}</figcaption>"
    yield "</figure>" + tag("p", view.pace_text) + "</section>"


def _list(title: str, texts: Iterable[str]) -> Iterator[str]:
    items = "".join(tag("li", text) for text in texts)
    if items:
        yield "<section>" + tag("h2", title) + f"<ol>{items}</ol></section>"
