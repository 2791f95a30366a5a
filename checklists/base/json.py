"""JSON, as people and diffs like it."""

import json
from datetime import date


def format_json(value: object) -> str:
    """Write JSON with a line end; Chinese stays readable, days are 2026-11-24."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=_format_day) + "\n"


def _format_day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
