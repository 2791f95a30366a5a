"""Drafts, findings and copies as lines of text, and findings as JSON."""

from collections.abc import Iterator
from typing import Any

from checklists.base.cells import fit
from checklists.base.language import N_, _, add_note
from checklists.base.text import clean_line, show_path
from checklists.drafts import checks
from checklists.drafts.recognise.tree import Draft, PartKind, TextSpan
from checklists.drafts.taking.taking import FATE_SIGNS, FATE_WORDS, Taken
from checklists.model.checks import DRAFT_RULES
from checklists.model.meeting import Meeting
from checklists.records.kinds import KINDS

_KINDS: dict[PartKind, str] = {
    "problems": N_("Problems"),
    "causes": N_("Causes"),
    "measures": N_("Measures"),
    "other": N_("Other part"),
}
_WORDS = 60
"""Cells of the words in question on one line."""


def format_tree(draft: Draft) -> Iterator[str]:
    """Yield the tree's nodes with their lines in the text, then the asides."""
    title, unit, opening, case, colon = _("Title"), _("Unit"), _("Opening"), _("example"), _(": ")
    yield f"{title}{colon}{draft.title_text or '–'}"
    yield f"{unit}{colon}{draft.unit.text or '–'}"
    if draft.opening:
        yield f"{opening}{colon}{_show_span(draft.opening)}"
    for part in draft.parts:
        yield f"{_(_KINDS[part.kind])}{colon}{part.title.text or '–'}"
        for group in part.groups:
            if group.title:
                yield f"  {group.title.text}"
            for point in group.points:
                yield f"    {_line(draft, point.span)} {_show_span(point.span)}"
                for sub in point.subs:
                    yield f"        · {_show_span(sub)}"
                for example in point.examples:
                    yield f"        {case}{colon}{_show_span(example)}"
    if draft.unrecognised:
        yield _("In no node of the tree:")
    for span in draft.unrecognised:
        yield f"    {_line(draft, span)} {_show_span(span)}"


def format_taken(meeting: Meeting, taken: Taken) -> Iterator[str]:
    """Yield what taking in a draft would do, record by record."""
    for one in taken.items:
        what = _("Explanation") if one.what == "explanation" else _(KINDS[one.what].title)
        name = str(meeting.checklist.explanations.get(one.key, one.key)) if one.what == "explanation" else one.key
        yield "  ".join(filter(None, [FATE_SIGNS[one.fate], _(FATE_WORDS[one.fate]), what, name, clean_line(one.text)]))
        if one.before != one.text and one.fate == "changed":
            yield f"    {FATE_SIGNS['left']} {clean_line(one.before)}"
        if one.told:
            yield f"    {one.told}"


def check_lines(draft: Draft, findings: "list[checks.Finding]") -> Iterator[str]:
    """Yield each finding: place and level, words, reason, and how to mend it."""
    for one in findings:
        rule = DRAFT_RULES[one.rule]
        where = _line(draft, TextSpan(one.words, one.start, one.end)) if one.end > one.start else _("whole draft")
        yield f"{where} {_(checks.LEVEL_WORDS[one.level])} [{one.rule}] {_(rule.title)}" + (
            f" – {one.said}" if one.said else ""
        )
        if one.words:
            yield f"    “{fit(clean_line(one.words), _WORDS)}”"
        if one.beside:
            yield f"    ≈ “{fit(clean_line(one.beside), _WORDS)}”"
        yield f"    {_(rule.why)}"
        yield "    → " + add_note(_(rule.mend), one.key)


def dump_findings(findings: "list[checks.Finding]") -> dict[str, Any]:
    """Return the findings as plain values of a stable format."""
    plain = [
        {
            "key": one.key,
            "rule": one.rule,
            "level": one.level,
            "start": one.start,
            "end": one.end,
            "words": one.words,
            "said": one.said,
            "beside": one.beside,
            "title": _(DRAFT_RULES[one.rule].title),
            "why": _(DRAFT_RULES[one.rule].why),
            "mend": _(DRAFT_RULES[one.rule].mend),
        }
        for one in findings
    ]
    return {"findings": plain}


def copy_lines(found: "list[checks.NearCopy]") -> Iterator[str]:
    """Yield near copies, the most alike first, with both passages."""
    for one in sorted(found, key=lambda copy: -copy.share):
        yield _("{share}%  {one}  ≈  {other}").format(
            share=round(one.share * 100), one=show_path(one.one), other=show_path(one.other)
        )
        yield f"    {clean_line(one.text)}"
        yield f"    {clean_line(one.beside)}"


def _line(draft: Draft, span: TextSpan) -> str:
    number = draft.text.count("\n", 0, span.start) + 1
    return _("line {number}").format(number=number)


def _show_span(span: TextSpan) -> str:
    return clean_line(span.text)
