"""The built-in checklists."""

from pathlib import Path

BUILTIN = Path(__file__).parent / "builtin"


def list_builtin_ids() -> list[str]:
    """Return the ids of the shipped checklists."""
    return sorted(path.stem for path in BUILTIN.glob("*.toml"))
