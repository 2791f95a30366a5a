"""Wrong input to the ledgers' commands: one clear line, the right exit code, and nothing changed."""

import errno
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checklists.edits.change import Edit, join_edits
from checklists.edits.records import add_record
from checklists.model.meeting import Member
from checklists.records.kinds import KINDS, KindName
from checklists.store.folder import Folder, Saved
from tests.cli.running import GROUP_OF_THREE, Outcome, Run, contents, make_full, read_back
from tests.hostile import FILES, controls_in

SECRET = "此人收了三万块钱 of whom"


RECORDS: dict[str, tuple[KindName, str, dict[str, Any]]] = {
    "text": ("text", "", {"title": "Charter"}),
    "session": ("session", "", {"date": date(2026, 11, 20), "topic": "Rules"}),
    "channel": ("channel", "", {"title": "Forms"}),
    "opinion": ("opinion", "", {"text": SECRET, "about": ["m02"]}),
    "loose": ("opinion", "", {"text": f"{SECRET} 2"}),
    "talk": ("talk", "", {"member": "m01", "partner": "m02", "said": SECRET}),
    "problem": ("problem", "m02", {"text": SECRET, "aspect": "duty"}),
    "cause": ("cause", "m02", {"text": SECRET}),
    "measure": ("measure", "m02", {"text": SECRET}),
    "criticism": ("criticism", "m01", {"to": "m02", "text": SECRET}),
    "entry": ("entry", "", {"text": SECRET, "subject": "m02"}),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Make a meeting with a record of each kind once; return its folder and the ids."""
    folder = make_full(tmp_path_factory.mktemp("mistakes") / "made")
    ids: dict[str, str] = {}
    edits: list[Edit] = []
    for name, (kind, subject, values) in RECORDS.items():
        ids[name], edit = add_record(read_back(folder), KINDS[kind], values, subject, taken=ids.values())
        edits.append(edit)
    Folder(folder).apply(join_edits(edits, ""))
    return folder, ids


@pytest.fixture(scope="module")
def unchanged(made: tuple[Path, dict[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy that all share who prove that they change nothing in it."""
    return Path(shutil.copytree(made[0], tmp_path_factory.mktemp("unchanged") / "full"))


@pytest.fixture
def ids(made: tuple[Path, dict[str, str]]) -> dict[str, str]:
    """Return the ids of the records in `full`."""
    return made[1]


@pytest.fixture
def full(made: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    """Return the folder of a copy of that meeting."""
    return Path(shutil.copytree(made[0], tmp_path / "full"))


def refused(outcome: Outcome, code: int, words: str) -> None:
    """Say that a command ended with one line on standard error, which repeats nothing confidential."""
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.err
    assert outcome.err.startswith("huiqian: ")
    assert outcome.err.count("\n") == 1
    assert SECRET not in outcome.err


MISTAKES = [
    ("study attend {} t9z9z --present all", "no record t9z9z"),
    ("study attend {} {session}", "Say who was there"),
    ("study attend {} {session} --present m09", "no member m09"),
    ("study attend {} {session} --present m01 --absent Zhang·San", "named twice"),
    ("study attend {} {session} --present group", "no member group"),
    ("study add {} session --date 2026-02-30 --topic x", "2026-02 has no day 30"),
    ("study add {} session --date 2026-12-19 --topic x", "after the meeting"),
    ("study add {} session --topic x", "Date: this must not be empty"),
    ("study add {} session --date 2026-11-20 --topic=", "Topic: this must not be empty"),
    ("study add {} text --title x --hours 2", "--hours does not belong to a record of the kind text"),
    ("study add {} session --date 2026-11-20 --topic x --hours 25", "Hours: found 25"),
    ("study add {} session --date 2026-11-20 --topic x --texts nothing", "no record nothing"),
    ("study add {} text --title x --required perhaps", "expected yes or no"),
    ("study read {} x9z9z --member m01", "no record x9z9z"),
    ("study read {} {text} --member m01 --on 2026-13-01", "there is no month 13"),
    ("study read {} {text}", "still needed, one of: --member --all"),
    ("study read {} {text} --all --member m01", "cannot go with"),
    ("study remove {} {session} {channel}", "no record {channel}"),
    ("study edit {} {session}", "Say what to change"),
    ("opinions add {} opinion --text=", "Opinion: this must not be empty"),
    ("opinions add {} opinion --text x --about m02,m09", "no member m09"),
    ("opinions add {} opinion --text x --aspect nothing", "expected one of the aspects"),
    ("opinions add {} opinion --text x --voices 0", "at least 1"),
    ("opinions add {} opinion --text x --voices many", "expected a whole number"),
    ("opinions add {} opinion --text x --channel nothing", "no record nothing"),
    ("opinions add {} opinion --text x --received 2026-12-30", "after the meeting"),
    ("opinions add {} channel --title x --kind pigeon", "expected one of"),
    ("opinions add {} channel --title x --sent 3 --returned 4", "more came back"),
    ("opinions add {} claim --text x", "is none of"),
    ("opinions assign {} {opinion}", "still needed: --member"),
    ("opinions assign {} {opinion} o9z9z --member m01", "no record o9z9z"),
    ("opinions assign {} {opinion} --member nobody", "no member nobody"),
    ("opinions claim {} {opinion} --member m03", "is not about Wang Wu"),
    ("opinions claim {} {loose}", "first: huiqian opinions assign"),
    ("opinions feed-back {} --member m02", "There is 1 opinion about Li Si"),
    ("opinions answer {} {opinion} --member m02", "still needed: --text"),
    ("opinions answer {} {opinion} --member m03 --text x", "is not about Wang Wu"),
    ("opinions import {} nowhere.csv", ""),
    ("talks add {} --member m01 --partner m01 --held 2026-11-20", "a talk cannot be with oneself"),
    ("talks add {} --member m01", "say which member the talk is with"),
    ("talks add {} --member m01 --unit Farms", "not in this member's charge"),
    ("talks add {} --member m01 --partner m02 --held 2027-01-01", "after the meeting"),
    ("talks add {} --partner m02", "Member: this must not be empty"),
    ("talks edit {} {talk} --partner m01", "a talk cannot be with oneself"),
    ("talks edit {} t9z9z --held 2026-11-20", "no record t9z9z"),
    ("talks plan {} --all", "still needed, one of"),
    ("talks plan {} --all --held 2027-01-01", "after the meeting"),
    ("talks todo {} --member m09", "no member m09"),
    ("outline add {} problem --text x", "still needed: --of"),
    ("outline add {} problem --of m09 --text x", "no member m09"),
    ("outline add {} problem --of m02 --text x --answers o9z9z", "no record o9z9z"),
    ("outline add {} problem --of m02 --text x --owner m02", "--owner does not belong"),
    ("outline add {} cause --of m02 --text x --under p9z9z", "no record p9z9z"),
    ("outline add {} problem --of m02 --text x --under {cause}", "no record {cause}"),
    ("outline add {} cause --of m03 --text x --under {problem}", "no record {problem}"),
    ("outline edit {} {measure} --due 2026-02-30", "2026-02 has no day 30"),
    ("outline edit {} {measure} --owner nobody", "no member nobody"),
    ("outline edit {} {problem} --of m03 --text x", "no record {problem}"),
    ("outline explain {} nothing --of m02 --text x", "nothing to explain called nothing"),
    ("outline approve {} --of m02", "cannot be “approved” now"),
    ("outline return {} --of m02 --reason x", "cannot be “returned” now"),
    ("criticism add {} --of group --to m01 --text x", "say whose with --of"),
    ("criticism add {} --of m01 --to m01 --text x", "nobody criticises oneself"),
    ("criticism add {} --of m01 --to group --text x", "no member group"),
    ("criticism add {} --of m01 --to m02 --text=", "this must not be empty"),
    ("criticism edit {} {criticism} --given perhaps", "expected yes or no"),
    ("criticism given {} k9z9z", "no record k9z9z"),
    ("criticism list {} --as m09", "no member m09"),
    ("criticism list {} --to m09", "no member m09"),
    ("criticism list {} --of nobody", "no member nobody"),
    ("opinions list {} --about m09", "no member m09"),
    ("opinions list {} --sort colour", "is none of"),
    ("outline list {} --of=", "no member"),
    ("day sign-in {}", "Say who was there"),
    ("day sign-in {} --present m09", "no member m09"),
    ("day told {} --member m01 --on 2026-02-30", "2026-02 has no day 30"),
    ("day", "still needed: ACTION"),
    ("rectify add {} --text x --owner m09", "no member m09"),
    ("rectify edit {} {entry} --closed lately", "expected a date"),
    ("rectify edit {} {measure} --problem x", "--problem does not belong"),
    ("rectify remove {} {measure}", "no record {measure}"),
]


@pytest.mark.parametrize(("command", "words"), MISTAKES, ids=[command for command, _words in MISTAKES])
def test_a_mistake_is_one_line_and_changes_nothing(
    command: str, words: str, unchanged: Path, ids: dict[str, str], run: Run
) -> None:
    before = contents(unchanged)
    arguments = [part.replace("·", " ").format(unchanged, **ids) for part in command.split()]
    refused(run(*arguments), 3 if "nowhere" in command else 2, words.format(**ids))
    assert contents(unchanged) == before


@pytest.mark.parametrize(
    "command",
    [
        "opinions add {} {secret}",
        "opinions add {} opinion {secret} --text x",
        "opinions add {} opinion --txt {secret}",
        "opinions add {} opinion --text x --{secret}",
        "opinions answer {} {secret} --member m02 --text x",
        "opinions answer {} {opinion} {secret} --member m02 --text x",
        "opinions claim {} {opinion} {secret}",
        "opinions list {} --waits-for {secret}",
        "outline add {} cause --of m02 --text x --under {secret}",
        "outline remove {} {secret}",
        "outline return {} {secret} --of m02",
        "criticism given {} {secret}",
        "criticism list {} {secret}",
        "criticism add {} --of m01 --to m02 --text x --discussed={secret}{secret}{secret}",
        "rectify edit {} {entry} {secret}",
        "study attend {} {secret} --present all",
        "study list {} --json={secret}",
    ],
)
def test_a_text_in_the_wrong_place_is_not_repeated(
    command: str, unchanged: Path, ids: dict[str, str], run: Run
) -> None:
    before = contents(unchanged)
    arguments = [part.format(unchanged, secret=SECRET, **ids) for part in command.split()]
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert SECRET not in outcome.err
    assert outcome.err.count("\n") == 1
    assert contents(unchanged) == before


def test_a_name_that_two_share_is_asked_back(tmp_path: Path, run: Run) -> None:
    twins = {**GROUP_OF_THREE, "m04": Member(name="Li Si", post="Deputy")}
    folder = make_full(tmp_path / "twins", twins)
    before = contents(folder)
    for arguments in [
        ("talks", "add", folder, "--member", "m01", "--partner", "Li Si"),
        ("opinions", "add", folder, "opinion", "--text", "x", "--about", "Li Si"),
        ("outline", "add", folder, "problem", "--of", "Li Si", "--text", "x"),
        ("day", "sign-in", folder, "--present", "Li Si"),
        ("talks", "todo", folder, "--member", "Li Si"),
        ("rectify", "add", folder, "--text", "x", "--owner", "Li Si"),
    ]:
        outcome = run(*arguments)
        assert (outcome.code, outcome.out) == (2, "")
        assert "everal members are called Li Si; say which: m02, m04" in outcome.err
    assert contents(folder) == before


def test_an_id_that_two_sheets_have_is_asked_back(full: Path, run: Run) -> None:
    for member in ("m01", "m02"):
        (full / "members" / f"{member}.toml").write_text(f'format = 1\n[outline.problems.p1111]\ntext = "{member}"\n')
    outcome = run("outline", "edit", full, "p1111", "--text", "x")
    assert outcome.code == 2
    assert "Several records are called p1111: Problem · Zhang San, Problem · Li Si." in outcome.err
    assert run("outline", "edit", full, "p1111", "--text", "x", "--of", "m02").code == 0
    assert [line for line in run("outline", "list", full).out.splitlines() if "p1111" in line] == [
        "p1111  Zhang San  m01",
        "p1111  Li Si      x",
    ]


@pytest.mark.parametrize(("number", "case"), enumerate(FILES))
def test_a_hostile_ledger_is_told_and_never_overwritten(number: int, case: str, full: Path, run: Run) -> None:
    (full / "opinions.toml").write_bytes(FILES[case])
    reading = [("opinions", "list", full), ("opinions", "list", full, "--json"), ("summary", full)]
    for arguments in [
        reading[number % 3],
        ("opinions", "add", full, "opinion", "--text", SECRET),
        ("opinions", "claim", full, "o1111"),
    ]:
        outcome = run(*arguments)
        assert outcome.code in {0, 2, 3}
        assert controls_in(outcome.out + outcome.err) == []
        assert SECRET not in outcome.err
    written = run("opinions", "add", full, "opinion", "--text", "x")
    if written.code:
        assert written.code == 3
        assert (full / "opinions.toml").read_bytes() == FILES[case]
        return
    # it can be followed, yet the opinions that were there are gone from it: told, and what stood there is kept
    assert "gone from it" in written.err
    assert "gone from it" in run("check", full).err + run("check", full).out
    assert FILES[case] in [copy.read_bytes() for copy in (full / "kept").iterdir()]


def _meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Let someone else write between the reading and the writing of a command."""
    original = Folder.apply

    def apply(folder: Folder, edit: Edit, *, me: str = "", today: date) -> Saved:
        monkeypatch.setattr(Folder, "apply", original)
        change()
        return original(folder, edit, me=me, today=today)

    monkeypatch.setattr(Folder, "apply", apply)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (
            ["talks", "edit", "{}", "{talk}", "--said", f"no: {SECRET}"],
            ["talks", "edit", "{}", "{talk}", "--said", "theirs"],
        ),
        (["talks", "edit", "{}", "{talk}", "--held", "2026-11-20"], ["talks", "remove", "{}", "{talk}"]),
        (
            ["opinions", "answer", "{}", "{opinion}", "--member", "m02", "--text", SECRET],
            ["opinions", "answer", "{}", "{opinion}", "--member", "m02", "--text", "theirs"],
        ),
        (["opinions", "claim", "{}", "{opinion}"], ["opinions", "remove", "{}", "{opinion}"]),
        (["outline", "submit", "{}", "--of", "m02"], ["outline", "submit", "{}", "--of", "m02", "--by", "theirs"]),
        (
            ["criticism", "edit", "{}", "{criticism}", "--text", f"no: {SECRET}"],
            ["criticism", "edit", "{}", "{criticism}", "--text", "theirs"],
        ),
        (["day", "told", "{}", "--member", "m03"], ["day", "told", "{}", "--member", "m03", "--on", "2026-12-20"]),
    ],
)
def test_what_someone_else_wrote_meanwhile_is_kept(
    mine: list[str], theirs: list[str], full: Path, ids: dict[str, str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    after: dict[str, bytes] = {}

    def change() -> None:
        assert run(*(part.format(full, **ids) for part in theirs)).code == 0
        after.update(contents(full))

    _meanwhile(monkeypatch, change)
    refused(run(*(part.format(full, **ids) for part in mine)), 5, "by someone else meanwhile")
    assert contents(full) == after


def test_edits_of_other_fields_meanwhile_disturb_nothing(
    full: Path, ids: dict[str, str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _meanwhile(monkeypatch, lambda: run("talks", "edit", full, ids["talk"], "--heard", "b"))
    assert run("talks", "edit", full, ids["talk"], "--place", "Office").code == 0
    shown = run("talks", "show", full, ids["talk"]).out
    assert "Place: Office" in shown
    assert "Heard: b" in shown


def test_what_the_system_does_not_store_is_told(
    full: Path, ids: dict[str, str], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(full)

    def fail(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fail)
    for arguments in [
        ("opinions", "answer", full, ids["opinion"], "--member", "m02", "--text", SECRET),
        ("outline", "submit", full, "--of", "m02"),
        ("day", "sign-in", full, "--present", "all"),
        ("talks", "add", full, "--member", "m01", "--partner", "m03"),
    ]:
        refused(run(*arguments), 4, "the disk is full")
    assert contents(full) == before


def test_a_folder_without_a_meeting_is_told(tmp_path: Path, run: Run) -> None:
    for arguments in [("talks", "list", tmp_path), ("day", "list", tmp_path), ("opinions", "claim", tmp_path, "o1111")]:
        refused(run(*arguments), 3, "There is no meeting in")
