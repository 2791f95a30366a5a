"""A draft as plain values of a stable format; positions count characters of the cleaned text at the end."""

from typing import Any

from checklists.drafts.recognise.tree import Draft, Point, TextSpan


def dump_draft(draft: Draft) -> dict[str, Any]:
    """Return the draft as plain values."""
    return {
        "title": draft.title_text,
        "unit": draft.unit.text,
        "opening": _span(draft.opening) if draft.opening else {},
        "parts": [
            {
                "kind": part.kind,
                "title": part.title.text,
                "groups": [
                    {"title": group.title.text, "points": [_point(point) for point in group.points]}
                    for group in part.groups
                ],
            }
            for part in draft.parts
        ],
        "unrecognised": [_span(span) for span in draft.unrecognised],
        "text": draft.text,
    }


def _point(point: Point) -> dict[str, Any]:
    text, start, end = point.span.text, point.span.start, point.span.end
    return {"text": text, "examples": [_span(one) for one in point.examples], "start": start, "end": end}


def _span(span: TextSpan) -> dict[str, Any]:
    return {"text": span.text, "start": span.start, "end": span.end}
