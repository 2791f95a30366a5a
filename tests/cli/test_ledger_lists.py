"""Lists of records: they fit the page, narrow down, hide what is not for everyone, and have one stable form as JSON."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checklists.base.cells import count_cells
from checklists.records.kinds import KINDS
from tests.builders import copy_sample
from tests.cli.running import COMMANDS, Run, contents
from tests.hostile import STRINGS, controls_in
from tui.cli.table import TextColumn, print_list, set_table

Add = Callable[..., str]
LEDGERS = [name for name, command in COMMANDS.items() if command.kinds]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sample meeting, which no test here changes."""
    folder = tmp_path_factory.mktemp("lists") / "sample"
    copy_sample(folder, date(2026, 11, 24))
    return folder


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page", [60, 80, 120])
@pytest.mark.parametrize("ledger", [*LEDGERS, "day"])
def test_a_list_fits_the_page(ledger: str, page: int, language: str, sample: Path, run: Run) -> None:
    outcome = run(ledger, "list", sample, "--width", page, "--lang", language)
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert max(map(count_cells, lines)) <= page
    assert not any(line != line.rstrip() for line in lines)
    dates = [word for line in lines for word in line.split() if re.match(r"20\d\d-", word)]
    assert all(len(word) == 10 for word in dates), "a date is never cut"
    if page == 120 and ledger in {"study", "talks", "outline", "criticism", "day"}:
        assert outcome.err == ""


def test_columns_stand_below_each_other_in_cells(sample: Path, run: Run) -> None:
    lines = run("talks", "list", sample, "--lang", "zh").out.splitlines()
    place = count_cells(lines[1][: lines[1].index("谈话日期")])
    for line in lines[2:8]:
        at = line.index("2026-")
        assert count_cells(line[:at]) in {place, place + 12}


def test_what_found_no_room_is_named(sample: Path, run: Run) -> None:
    outcome = run("opinions", "list", sample, "--what", "opinion", "--width", 60)
    assert outcome.out.splitlines()[1].split() == ["id", "Opinion", "About", "Next", "step", "Aspect"]
    assert outcome.err.startswith("huiqian: Not shown for want of room: Voices, Channel, Received, From.")


def test_a_table_never_cuts_numbers_and_drops_what_is_empty_first() -> None:
    columns = [
        TextColumn("id", ["k1", "k2"], "fixed"),
        TextColumn("text", ["漢字" * 40, "a\nb"], "main"),
        TextColumn("empty", ["", ""], "fixed"),
        TextColumn("number", ["12345", "7"], "number"),
    ]
    assert set_table(columns, 24) == (
        [
            "id  text          number",
            "k1  漢字漢字漢…    12345",
            "k2  a b                7",
        ],
        ["empty"],
    )
    assert set_table(columns, 500)[1] == []


def test_a_list_without_headings_loses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["会" * 30, "部" * 40]
    print_list(
        [
            TextColumn("", ["甲", "乙乙"], "fixed"),
            TextColumn("", ["1/12", "12/12"], "number"),
            TextColumn("", ["、".join(names), "x\ny"], "whole"),
        ],
        below=[[], ["值" * 50]],
    )
    out = capsys.readouterr().out
    lines = out.splitlines()
    assert max(map(count_cells, lines)) <= 80
    assert lines[0].startswith("甲     1/12  会")
    assert lines[1].startswith(" " * 13 + "部")
    assert [out.count(char) for char in "会部值"] == [30, 40, 50]
    assert [line for line in lines if line.startswith("乙乙")] == ["乙乙  12/12  x y"]
    assert lines[-1].startswith("    值")


@pytest.mark.parametrize("ledger", LEDGERS)
def test_json_has_every_record_with_all_its_fields(ledger: str, sample: Path, run: Run) -> None:
    outcome = run(ledger, "list", sample, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    found = json.loads(outcome.out)
    kinds = [KINDS[name] for name in COMMANDS[ledger].kinds] + ([KINDS["measure"]] if ledger == "rectify" else [])
    assert list(found) == [
        "format",
        *(kind.table for kind in kinds),
        *(["outlines"] if ledger == "outline" else []),
    ]
    assert found["format"] == 1
    for kind in kinds:
        beside = ["waits_for"] if kind.name == "opinion" else [] if kind.ledger else ["of"]
        assert {tuple(record) for record in found[kind.table]} == {("id", *beside, *kind.model.model_fields)}
    ids = run(ledger, "list", sample, "--ids").out.split()
    assert ids == [record["id"] for kind in kinds for record in found[kind.table]]


def test_json_of_outlines_has_explanations_and_rounds(sample: Path, run: Run) -> None:
    found = json.loads(run("outline", "list", sample, "--of", "m03", "--json").out)["outlines"]
    assert [list(one) for one in found] == [["of", "state", "round", "explanations", "rounds", "edited"]]
    assert (found[0]["of"], found[0]["state"], found[0]["round"]) == ("m03", "returned", 1)
    assert found[0]["explanations"] == {
        "inspection": "县委巡察反馈的2个问题已完成整改。",
        "inquiry": "无。",
        "personal-matters": "",
        "family-business": "",
    }
    assert [list(one) for one in found[0]["rounds"]] == [["id", "step", "by", "on", "who", "reason"]] * 2
    assert len(json.loads(run("outline", "list", sample, "--json").out)["outlines"]) == 10
    text = run("outline", "list", sample, "--of", "m03").out
    assert "Review and explanations" in text
    assert "2/4" in text


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (["opinions", "--about", "m07"], ["o1036"]),
        (["opinions", "--waits-for", "answer"], ["o0ca2"]),
        (["opinions", "--filter", "ldy"], []),
        (["opinions", "--filter", "一把手", "--what", "opinion"], ["o047a"]),
        (["opinions", "--filter", "jdfs"], []),
        (["criticism", "--to", "莫怀溪"], []),
        (["criticism", "--of", "祝念川"], ["k0908"]),
        (["criticism", "--filter", "znc"], ["k0594", "k0908"]),
        (["outline", "--what", "cause", "--of", "group"], ["cf3b", "cf5a", "cf79", "cf98"]),
        (["rectify", "--what", "entry", "--sort", "due"], ["r3e4f", "r1a2b", "r2c3d", "r4a5b"]),
        (["rectify", "--what", "entry", "--sort", "closed"], ["r1a2b", "r3e4f", "r2c3d", "r4a5b"]),
        (["opinions", "--what", "channel", "--sort", "raw"], ["n3e4f", "n4a5b", "n1a2b", "n2c3d"]),
        (["rectify", "--open", "--what", "entry"], ["r2c3d", "r4a5b"]),
        (["talks", "--open", "--filter", "骆静安 程砚平"], ["t0645"]),
    ],
)
def test_a_list_is_narrowed_down(arguments: list[str], ids: list[str], sample: Path, run: Run) -> None:
    assert run(arguments[0], "list", sample, *arguments[1:], "--ids").out.split() == ids


def test_records_are_shown_in_full(full: Path, run: Run, add: Add) -> None:
    long = "word " * 100
    one = add("opinions", "opinion", "--text", f"{long}\nend", "--about", "m02,group", "--source", "staff")
    run("opinions", "answer", full, one, "--member", "m02", "--text", "So it is")
    run("opinions", "claim", full, one, "--member", "group", "--on", "2026-11-20")
    outcome = run("opinions", "show", full, one)
    assert (outcome.code, outcome.err) == (0, "")
    assert (
        outcome.out.splitlines()
        == [
            f"{one} · Opinion",
            f"Opinion: {long.rstrip()}",
            "end",
            "About: Li Si、Group",
            "From: staff",
            "Voices: 1",
            "Claimed: Group 2026-11-20",
            "Answered: Li Si So it is",
        ]
        or "About: Li Si, Group" in outcome.out
    )
    found = json.loads(run("opinions", "show", full, one, "--json").out)
    assert found["opinions"] == json.loads(run("opinions", "list", full, "--json").out)["opinions"]


def _seen(run: Run, folder: Path, *arguments: str) -> list[str]:
    ids = run("criticism", "list", folder, "--ids", *arguments).out.split()
    assert [
        one["id"] for one in json.loads(run("criticism", "list", folder, "--json", *arguments).out)["criticisms"]
    ] == ids
    return ids


def test_a_member_sees_what_they_wrote_and_of_them_only_once_it_is_opened(full: Path, run: Run, add: Add) -> None:
    mine = add("criticism", "--of", "m01", "--to", "m02", "--text", "Secret one")
    ours = add("criticism", "--of", "m02", "--to", "m01", "--text", "Secret two")
    theirs = add("criticism", "--of", "m03", "--to", "m02", "--text", "Secret three")
    assert _seen(run, full) == [mine, ours, theirs]
    assert _seen(run, full, "--as", "m01") == [mine]
    assert _seen(run, full, "--as", "Li Si", "--to", "m02") == []
    outcome = run("criticism", "show", full, mine, theirs, "--as", "m01")
    assert "Secret one" in outcome.out
    assert "Secret" not in outcome.err
    assert "Secret three" not in outcome.out
    assert f"{theirs} is not for Zhang San to see yet" in outcome.err
    assert run("criticism", "list", full, "--as", "m03", "--filter", "one").out == "No records.\n"
    run("criticism", "open", full)
    assert _seen(run, full, "--as", "m01") == [mine, ours]
    assert _seen(run, full, "--as", "m02") == [mine, ours, theirs]
    assert _seen(run, full, "--as", "m03") == [theirs]
    assert run("criticism", "list", full, "--as", "group").code == 2


@pytest.mark.parametrize("case", STRINGS)
def test_hostile_text_is_listed_and_shown_harmlessly(case: str, full: Path, run: Run) -> None:
    text = STRINGS[case][:15_000]
    outcome = run("opinions", "add", full, "opinion", f"--text={text}", f"--source={text[:90]}", "--about", "m02")
    if outcome.code:
        assert (outcome.code, text.strip(" \t\u3000")) == (2, "")
        return
    key = outcome.out.strip()
    for arguments in (["list", full], ["list", full, "--json"], ["show", full, key], ["list", full, "--filter", text]):
        outcome = run("opinions", *arguments)
        assert outcome.code == 0
        assert controls_in(outcome.out + outcome.err) == []
        assert arguments[-1] != full or max(map(count_cells, outcome.out.splitlines())) <= 80
    before = contents(full)
    assert run("opinions", "edit", full, key, f"--text={text}").out.endswith("unchanged\n")
    assert contents(full) == before


def test_faults_are_told_beside_what_could_be_read(full: Path, run: Run, add: Add) -> None:
    add("talks", "--member", "m01", "--partner", "m02")
    (full / "talks.toml").write_text((full / "talks.toml").read_text() + '[talks.t9999]\nmember = "m01"\nheld = "x"\n')
    outcome = run("talks", "list", full)
    assert outcome.code == 3
    assert "talks.toml: talks.t9999.held" in outcome.err
    assert run("opinions", "list", full).code == 3


def test_a_member_is_told_opinions_about_them_and_not_who_gave_them(full: Path, run: Run, add: Add) -> None:
    channel = add("opinions", "channel", "--title", "Canary channel", "--source", "canary asked", "--note", "canary n")
    given = ("--channel", channel, "--source", "canary staff")
    mine = add("opinions", "opinion", "--text", "Too few visits", "--about", "m01,m02", *given)
    theirs = add("opinions", "opinion", "--text", "canary text", "--about", "m03", *given)
    run("opinions", "answer", full, mine, "--member", "m02", "--text", "canary answer")
    run("opinions", "answer", full, mine, "--member", "m01", "--text", "I will go")
    listed = run("opinions", "list", full, "--as", "Zhang San", "--what", "opinion", "--width", "200")
    assert (listed.code, listed.err) == (0, "")
    assert "Too few visits" in listed.out
    for arguments in (["list", full], ["list", full, "--json"], ["show", full, mine], ["show", full, mine, "--json"]):
        said = run("opinions", *arguments, "--as", "m01", *(["--what", "opinion"] if arguments[0] == "list" else []))
        assert "canary" not in said.out.lower() + said.err.lower()
        assert "Too few visits" in said.out
        assert "canary" in run("opinions", *arguments).out.lower(), "the secretary sees it"
    assert "I will go" in run("opinions", "show", full, mine, "--as", "m01").out
    refused = run("opinions", "show", full, theirs, "--as", "m01")
    assert (refused.out, refused.err) == ("", f"huiqian: {theirs} is not for Zhang San to see.\n")
    for wanted in (["--filter", "canary"], ["--about", "m03"]):
        assert run("opinions", "list", full, "--as", "m01", "--what", "opinion", "--ids", *wanted).out == ""
    channels = run("opinions", "list", full, "--as", "m01", "--what", "channel", "--json").out
    assert "Canary channel" in channels
    assert "canary n" not in channels


@pytest.mark.parametrize("ledger", ["talks", "outline", "rectify"])
def test_a_member_lists_and_shows_only_what_is_theirs(ledger: str, sample: Path, run: Run) -> None:
    everything = json.loads(run(ledger, "list", sample, "--json").out)
    mine = json.loads(run(ledger, "list", sample, "--json", "--as", "m02").out)
    tables = [KINDS[name].table for name in (*COMMANDS[ledger].kinds, *COMMANDS[ledger].others)]
    for table in tables:
        theirs = {"m02"}
        expected = [
            one
            for one in everything[table]
            if theirs & {one.get(name) for name in ("of", "member", "partner", "subject", "owner")}
        ]
        assert mine[table] == expected
        assert len(expected) < len(everything[table]), table
    if ledger == "outline":
        assert [one["of"] for one in mine["outlines"]] == ["m02"]
    foreign = next(one for table in tables for one in everything[table] if one not in mine[table])
    outcome = run(
        ledger, "show", sample, foreign["id"], "--as", "m02", *(["--of", foreign["of"]] if "of" in foreign else [])
    )
    assert outcome.out == ""
    assert outcome.err.endswith("is not for 陆文谨 to see.\n")
    assert run(ledger, "list", sample, "--as", "nobody").code == 2
