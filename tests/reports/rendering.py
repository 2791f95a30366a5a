"""Office programs and browsers, each started once for all tests, and what they make of a file: pages of words."""

import os
import re
import shutil
import subprocess
import zlib
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock

OFFICE = shutil.which("soffice")
CALC = bool(OFFICE) and Path(str(OFFICE)).resolve().with_name("libsclo.so").exists()
"""Whether the office program opens workbooks too: that is a package of its own."""
READER = shutil.which("pdftotext")
BROWSER = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), None)
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>')


class Word(NamedTuple):
    """A word on a page, and the box around it in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


class Sheet(NamedTuple):
    """One page."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All that stands on it, without blanks."""
        return "".join(word.text for word in self.words)


def print_once(folder: Path, make: Callable[[], Mapping[str, bytes]]) -> None:
    """Let LibreOffice make a PDF of each file in one call; other workers of a run wait and take the same.

    The files are given by name with content; the PDF of ``a.docx`` is ``a.pdf`` beside it.
    """
    folder.mkdir(exist_ok=True)
    with FileLock(folder / ".lock"):
        if not list(folder.glob("*.pdf")):
            for name, content in make().items():
                (folder / name).write_bytes(content)
            profile = f"-env:UserInstallation=file://{folder}/profile"
            names = sorted(map(str, folder.glob("*.*x")))
            told(str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *names)


def sheets(path: Path) -> list[Sheet]:
    """Read the pages of a PDF."""
    return [
        Sheet(float(width), float(height), tuple(map(_word, _WORD.findall(page))))
        for width, height, page in _PAGE.findall(told("pdftotext", "-bbox", str(path), "-"))
    ]


def _word(found: tuple[str, ...]) -> Word:
    left, top, right, bottom = map(float, found[:4])
    return Word(left, top, right, bottom, unescape(found[4]))


def browse(profile: Path, page: Path, *options: str) -> None:
    """Let the browser open a page of this machine, and reach for no other."""
    still = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
    fixed = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--hide-scrollbars", *still)
    told(str(BROWSER), *fixed, f"--user-data-dir={profile}", *options, page.as_uri())


def told(*command: str) -> str:
    """Run a program and return what it wrote."""
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    return done.stdout


def columns(png: bytes, first: int, last: int) -> set[bytes]:
    """Return the colours that a picture has between two columns of pixels."""
    width, height, depth, kind = int.from_bytes(png[16:20]), int.from_bytes(png[20:24]), png[24], png[25]
    assert (depth, kind) in {(8, 2), (8, 6)}, "eight bits for each of three or four colours"
    size = 3 if kind == 2 else 4
    raw = zlib.decompress(b"".join(_chunks(png)))
    above = bytearray(width * size)
    found: set[bytes] = set()
    for row in range(height):
        start = row * (width * size + 1)
        line = bytearray(raw[start + 1 : start + 1 + width * size])
        _unfilter(raw[start], line, above, size)
        found |= {bytes(line[column * size : column * size + 3]) for column in range(first, last)}
        above = line
    return found


def _chunks(png: bytes) -> list[bytes]:
    found, place = [], 8
    while place < len(png):
        length = int.from_bytes(png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            found.append(png[place + 8 : place + 8 + length])
        place += length + 12
    return found


def _unfilter(kind: int, line: bytearray, above: bytearray, size: int) -> None:
    """Undo what PNG does to a row before it is compressed."""
    for place in range(len(line) if kind else 0):
        left = line[place - size] if place >= size else 0
        corner = above[place - size] if place >= size else 0
        guess = (0, left, above[place], (left + above[place]) // 2, _paeth(left, above[place], corner))[kind]
        line[place] = (line[place] + guess) % 256


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((abs(guess - left), 0, left), (abs(guess - above), 1, above), (abs(guess - corner), 2, corner))[2]
