"""Every example of every help, run on a fresh sample: what is printed as an example works."""

import io
import json
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest

from checklists.base.language import set_language
from checklists.reports.writers.docx import OFFICIAL
from checklists.setup.samples import make_sample
from checklists.store.folder import Folder
from checklists.store.kept import list_copies
from tests.cli.running import Run, parsers
from tui.cli.parser import build_parser

DAY = date(2026, 11, 24)
DRAFT = "对照检查材料\n\n一、存在的问题\n（一）政治意识方面。\n1. 理论学习不够系统。比如，集中学习有两次请假。\n"
LEDGERS = {
    "学习": "日期,主题\n2026-11-10,专题学习\n",
    "意见": "意见\n基层调研不够\n",
    "谈话": "谈话人,谈话对象,谈话日期\n程砚平,莫怀溪,2026-11-20\n",
    "问题清单": "姓名,问题,整改措施\n陆文谨,调研不够,每月下基层\n",
    "批评意见": "批评人,被批评人,批评意见\n陆文谨,程砚平,抓落实不够\n",
    "签到表": "姓名,签到\n陆文谨,请假\n",
    "整改台账": "问题,整改措施,责任人\n会议多,精简会议,程砚平\n",
}
"""By the name of its file, a table for each ledger."""
NOT_READY = 1
NEEDS_A_TERMINAL = 2


def examples() -> list[str]:
    """Return each example once."""
    set_language("en")
    found = [
        line.strip()
        for parser in parsers(build_parser())
        for line in (parser.epilog or "").partition("Examples:\n")[2].splitlines()
        if line.startswith("  huiqian")
    ]
    return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what the examples name: meetings, drafts, tables, a template."""
    from docx import Document

    place = tmp_path_factory.mktemp("office")
    make_sample(place / "2026-annual", DAY)
    make_sample(place / "meetings" / "one", DAY)
    (place / "drafts").mkdir()
    for name in ("对照检查材料.docx", "drafts/a.docx", "drafts/b.docx"):
        document = Document()
        for line in DRAFT.splitlines():
            document.add_paragraph(line)
        document.save(str(place / name))
    for name, rows in LEDGERS.items():
        (place / f"{name}.csv").write_text(rows, encoding="utf-8")
    (place / "units.csv").write_text("unit,district,folder,date\n云溪县委常委会,云溪,one,2026-12-11\n")
    shutil.copy(OFFICIAL, place / "本单位模板.docx")
    (place / "答复.txt").write_text("已当面说明\n")
    return place


@pytest.fixture
def here(office: Path, example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a fresh copy of what an example may need, as the working folder."""
    place = tmp_path / "office"
    shutil.copytree(office, place, ignore=None if "meetings" in example else shutil.ignore_patterns("meetings"))
    monkeypatch.chdir(place)
    monkeypatch.setenv("HOME", str(tmp_path))
    return place


@pytest.mark.parametrize("example", examples())
def test_an_example_works(example: str, here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(example)[1:]
    if words[0] == "new" and "--from" not in words:
        shutil.rmtree(here / "2026-annual")
    elif "2026-annual" not in words and words[0] in {"summary", "next", "check", "open"} and "meetings/*" not in words:
        monkeypatch.chdir(here / "2026-annual")
    if words[:3] == ["checklist", "check", "mine.toml"]:
        (here / "mine.toml").write_text(run("checklist", "show", "briefing").out)
    if words[1:2] == ["import"]:
        _as_workbook((here / words[3]).with_suffix(".csv"))
    words = _with_made_ids(words, here, run)
    words, fed, target = _redirected(words)
    if fed:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(Path(fed).read_bytes()), encoding="utf-8"))
    outcome = run(*words)
    if words[0] == "open" or words == ["demo"] or words[-1] == "--open":
        assert outcome.code == NEEDS_A_TERMINAL
        assert "The app needs a terminal" in outcome.err
        return
    may_find = "--check" in words or words[:2] == ["draft", "check"]
    assert outcome.code in ({0, NOT_READY} if may_find else {0}), outcome.err
    assert bool(outcome.out) or target is None


def _redirected(words: list[str]) -> tuple[list[str], str | None, str | None]:
    """Do what a shell does with ``<``, ``>`` and ``*``."""
    fed = words[words.index("<") + 1] if "<" in words else None
    target = words[words.index(">") + 1] if ">" in words else None
    plain = words[: min(words.index(sign) if sign in words else len(words) for sign in "<>")]
    return (
        [name for word in plain for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])],
        fed,
        target,
    )


def _as_workbook(table: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    for line in table.read_text(encoding="utf-8").splitlines():
        book.active.append(line.split(","))
    book.save(table.with_suffix(".xlsx"))


def _with_made_ids(words: list[str], here: Path, run: Run) -> list[str]:
    """Put in what only exists once something was done: an entry of the history, a copy, a finding, a hand-in."""
    folder = here / "2026-annual"
    if words[0] == "undo":
        run("mark", folder, "plan", "--status", "done")
        entry = json.loads(run("history", folder, "--json").out)[0]["id"]
        return [entry if word == "h3f9a21c04d" else word for word in words]
    if words[0] == "kept" and len(words) > 3:
        with (folder / "group.toml").open("a") as file:
            file.write("# by hand\n")
        run("mark", folder, "plan", "--status", "done")
        name = list_copies(folder)[0].name
        return [name if "1f2e3d4c" in word else word for word in words]
    if words[:2] == ["opinions", "feed-back"] and "m09" in words:  # there are none about this member
        meeting = Folder(folder).read().meeting
        assert meeting is not None
        about = [stance.opinion for stance in meeting.ledgers.opinions.about["m09"]]
        assert run("opinions", "assign", folder, *about, "--member", "group").code == 0
    if words[:2] == ["draft", "meant"]:
        said = run("draft", "check", here / "对照检查材料.docx", folder, "--for", "m03", "--json").out
        key = json.loads(said)["findings"][0]["key"]
        return [key if word == "f0123456789" else word for word in words]
    if words[:2] == ["draft", "report-again"]:
        meant = _with_made_ids(
            ["draft", "meant", "f0123456789", "对照检查材料.docx", "2026-annual", "--for", "m03", "--reason", "…"],
            here,
            run,
        )
        assert run(*meant).code == 0
        return [meant[2] if word == "f0123456789" else word for word in words]
    return words


def test_there_are_examples_of_every_command() -> None:
    found = examples()
    assert len(found) > 100
    assert {line.split()[1] for line in found} >= {"mark", "summary", "draft", "opinions", "kept", "export"}
