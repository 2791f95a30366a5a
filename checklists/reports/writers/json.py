"""JSON, as people and diffs like it."""

import json
from typing import Any


def json_text(value: dict[str, Any]) -> str:
    """Write JSON; Chinese stays readable."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
