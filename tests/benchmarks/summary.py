"""Group 1: the summary as a process, against bare Python and against reading and parsing the same bytes."""

import sys
from pathlib import Path

import rtoml

from tests.benchmarks.measuring import Table, imports, median, repeat, run_process, timed
from tests.benchmarks.meetings import TODAY, files_of, make_meeting
from tests.terminal import HUIQIAN

MODEL = "import os; os.environ['PYDANTIC_DISABLE_PLUGINS'] = '__all__'; from pydantic import BaseModel"
BUILT = f"{MODEL}\nclass One(BaseModel): number: int\nOne(number=1)"


def run(table: Table, place: Path) -> None:
    """Measure the group."""
    table.heading("summary, one process")
    bare = table.line("python -c pass", repeat(lambda: run_process([sys.executable, "-c", "pass"])), aim="floor")
    table.line("python -c, one pydantic model", repeat(lambda: run_process([sys.executable, "-c", BUILT])), bare)
    for members, aim in ((9, "≤ 10 ×"), (300, "")):
        folder = make_meeting(place / f"summary{members}", members)
        command = [*HUIQIAN, "summary", str(folder), "--today", str(TODAY)]
        taken = table.line(f"summary, {members} members", repeat(lambda c=command: run_process(c)), bare, aim)  # type: ignore[misc]
        paths = files_of(folder)
        parsing = repeat(lambda p=paths: timed(lambda: read_and_parse(p)))  # type: ignore[misc]
        floor = table.line(f"read and parse the same {len(paths)} files, in process", parsing, aim="floor")
        table.note(f"beyond bare Python the summary takes {(taken - bare) / median([floor]):.1f} × that")
    table.note(
        "imports of a summary, ms: "
        + ", ".join(
            f"{package} {took:.0f}"
            for package, took in imports(
                "import os; os.environ['PYDANTIC_DISABLE_PLUGINS'] = '__all__'\n"
                "import tui.cli.parser, tui.cli.commands.summary, checklists.reports.writers.text, rtoml\n"
                "import checklists.reports.papers.summary"
            )
        )
    )


def read_and_parse(paths: list[str]) -> None:
    """Do only what cannot be left out."""
    for path in paths:
        with open(path, "rb") as file:  # noqa: PTH123 - the cheapest way
            rtoml.loads(file.read().decode())
