"""The summary for other programs, in a stable format documented key by key."""

from datetime import date
from typing import Any

from checklists.model.checklist import Checklist
from checklists.readiness.duties import Readiness, Tally
from checklists.readiness.reasons import NextStep, Reason, describe_step
from checklists.readiness.rules import Quorum
from checklists.reports.summary.numbers import count_records
from checklists.reports.summary.view import SubjectRow, SummaryView, Waiver

SUMMARY_JSON_FORMAT = 1


def dump_summary(readiness: Readiness, *, member: str | None = None, stage: str | None = None) -> dict[str, Any]:
    """Return the summary.

    Verdict, progress, quorum, faults and counts are always the meeting's; all else is a member's or a stage's where
    one is named, whose own progress stands in `subjects` and `stages`.
    """
    view = SummaryView(readiness, member, stage)
    return {
        "format": SUMMARY_JSON_FORMAT,
        "meeting": _meeting(readiness),
        "today": str(readiness.today),
        "verdict": readiness.verdict,
        "progress": round_share(readiness.total.progress),
        "overdue": readiness.overdue,
        "quorum": _quorum(readiness.quorum),
        "stages": [{"id": row.id, "title": row.title, **dump_tally(row.tally)} for row in view.stage_rows],
        "subjects": [_subject(row) for row in view.subject_rows],
        "duties": _duties(view),
        "reasons": [_reason(reason) for reason in view.reasons],
        "next": [dump_step(readiness, step) for step in view.steps],
        "changed": _changed(view),
        "waived": [_waiver(waiver) for waiver in view.waivers],
        "faults": [
            {"file": fault.file, "place": fault.place, "problem": fault.problem, "severity": fault.severity}
            for fault in readiness.faults
        ],
        "counts": count_records(readiness.meeting),
    }


def dump_steps(readiness: Readiness, steps: list[NextStep]) -> dict[str, Any]:
    """Return next steps, each as in the summary."""
    entries = [dump_step(readiness, step) for step in steps]
    return {"format": SUMMARY_JSON_FORMAT, "today": str(readiness.today), "next": entries}


def dump_step(readiness: Readiness, step: NextStep) -> dict[str, Any]:
    """Return a next step as plain values."""
    return {
        "item": step.item.id,
        "stage": step.item.stage,
        "subjects": list(step.subjects),
        "due": str(step.due),
        "deadline": str(step.deadline),
        "overdue": step.is_overdue,
        "text": describe_step(readiness, step),
    }


def make_checklist_schema() -> dict[str, Any]:
    """Return the JSON Schema of a checklist, for editors."""
    schema = Checklist.model_json_schema()
    for derived in ("id", "stage"):  # an item's own key and its stage's, which no file repeats
        del schema["$defs"]["Item"]["properties"][derived]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _meeting(readiness: Readiness) -> dict[str, Any]:
    settings = readiness.meeting.settings
    return {
        "unit": settings.unit,
        "title": settings.title,
        "theme": settings.theme,
        "date": str(settings.date),
        "place": settings.place,
        "checklist": readiness.meeting.checklist.id,
        "days_left": readiness.days_left,
    }


def _quorum(quorum: Quorum) -> dict[str, Any]:
    return {
        "expected": quorum.expected,
        "needed": quorum.needed,
        "forecast": quorum.forecast,
        "ok": quorum.is_ok,
    }


def _subject(row: SubjectRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "progress": round_share(row.tally.progress),
        "stages": {stage: dump_tally(tally) for stage, tally in row.stages.items()},
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "kind": reason.kind,
        "text": reason.text,
        "item": reason.item or None,
        "subjects": list(reason.subjects),
        "due": _day(reason.due),
    }


def _changed(view: SummaryView) -> list[dict[str, Any]]:
    """Return the outlines edited after the last step of their review."""
    meeting = view.readiness.meeting
    return [
        {
            "subject": subject,
            "round": meeting.sheet(subject).outline.round,
            "step": last.step,
            "on": _day(last.on),
            "texts": [one._asdict() for one in meeting.edited_texts(subject)],
        }
        for subject in view.subjects
        if meeting.outline_state(subject) == "changed" and (last := meeting.sheet(subject).outline.last_round)
    ]


def _waiver(waiver: Waiver) -> dict[str, Any]:
    return {
        "item": waiver.item,
        "subject": waiver.subject,
        "note": waiver.note,
        "by": waiver.by,
        "on": _day(waiver.on),
    }


def _duties(view: SummaryView) -> list[dict[str, Any]]:
    return [
        {
            "item": duty.item.id,
            "subject": duty.subject,
            "stage": duty.item.stage,
            "status": duty.status,
            "have": duty.have,
            "need": duty.need,
            "due": str(duty.due),
            "overdue": duty.is_overdue,
            "required": duty.item.required,
            "waiting_for": view.readiness.list_prerequisites(duty),
            "missing": list(duty.missing),
        }
        for duty in view.duties()
    ]


def dump_tally(tally: Tally) -> dict[str, Any]:
    """Return a tally as in the summary and the roll-up."""
    return {
        "done": tally.done,
        "required": tally.required,
        "progress": round_share(tally.progress),
        "overdue": tally.overdue,
    }


def round_share(progress: float) -> float:
    """Return a progress rounded to the digits that JSON has."""
    return round(progress, 4)


def _day(day: date | None) -> str | None:
    return str(day) if day else None
