"""What office programs and browsers make of it, where they are installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from checklists.reports.html_report import summary_html
from checklists.reports.official import docx_bytes
from checklists.reports.paper import Column, Paper, Paragraph, Setting, Table
from tests.reports.meetings import TODAY, a_readiness

OFFICE = shutil.which("soffice")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
READER = shutil.which("pdftotext") and shutil.which("pdfinfo")
LINE = "坚持以问题为导向深入查摆剖析根源制定措施一二三四五六七八九十"
"""30 characters."""


@pytest.mark.skipif(not OFFICE or not READER, reason="LibreOffice or pdftotext is not installed")
def test_libreoffice_sets_22_lines_of_28_characters_and_cuts_nothing(tmp_path: Path) -> None:
    cells = tuple((f"r{number}c1", "长" * 40 + f"r{number}c2") for number in range(60))
    upright = Paper("标题", (Paragraph(LINE * 40),), ("行",))
    wide = Paper("表", (Table("表", (Column("一", 8), Column("二", 30)), cells),), is_wide=True)
    content = docx_bytes((upright, wide), Setting("单位", TODAY), lambda _done, _all: None)
    pages = _as_pdf(tmp_path, content)
    sizes = re.findall(r"size: +([\d.]+) x ([\d.]+)", _told("pdfinfo", "-l", "99", str(tmp_path / "a.pdf")))
    assert {(round(float(a)), round(float(b))) for a, b in sizes} == {(595, 842), (842, 595)}
    body = [line.strip() for line in pages[1].splitlines() if line.strip()]
    assert len(body) == 22 + 1
    assert {len(line) for line in body[:22]} == {28}
    assert re.fullmatch(r"—\s*2\s*—", body[22])
    text = re.sub(r"\s", "", "".join(pages))
    assert text.count("坚持以") >= 39  # one may be parted by a page's number
    for row in cells:
        assert row[0] in text
        assert row[1][-5:].strip("长") in text


def _as_pdf(folder: Path, content: bytes) -> list[str]:
    (folder / "a.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return _told("pdftotext", "-layout", str(folder / "a.pdf"), "-").split("\f")


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.mark.skipif(not BROWSER, reason="Chromium is not installed")
def test_chromium_shows_the_page_at_a4_and_phone_width(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(summary_html(a_readiness()), encoding="utf-8")
    for width in (794, 360):
        picture = tmp_path / f"{width}.png"
        subprocess.run(
            [
                str(BROWSER),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                f"--user-data-dir={tmp_path}/profile",
                f"--window-size={width},1100",
                f"--screenshot={picture}",
                (tmp_path / "a.html").as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        content = picture.read_bytes()
        assert content.startswith(b"\x89PNG")
        assert int.from_bytes(content[16:20]) == width
        assert len(content) > 20_000  # not a blank page
