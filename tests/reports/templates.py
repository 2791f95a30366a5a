"""An office's own template, as it is made of the built-in one."""

from pathlib import Path

from docx import Document
from docx.shared import Pt

from checklists.reports.writers.docx import OFFICIAL

TITLE_SIZE = Pt(31)
"""No built-in style is of this size."""


def save_template(path: Path, size: int = TITLE_SIZE) -> Path:
    """Save a template whose titles are of another size."""
    found = Document(str(OFFICIAL))
    found.styles["Title"].font.size = size
    found.save(str(path))
    return path
