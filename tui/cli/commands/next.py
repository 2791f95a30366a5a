"""``huiqian next``: the next steps."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checklists.base.language import _
from checklists.readiness.duties import assess
from checklists.readiness.reasons import describe_step, find_next_steps
from checklists.readiness.rules import RULES
from checklists.reports import summary
from tui.cli import arguments, output
from tui.cli.exit_codes import FAULTY
from tui.cli.meetings import choose_day, find_subject, get_entry_command, open_for_reading
from tui.cli.usage import Parser


@dataclass(frozen=True)
class Options:
    """Whose steps, and how many."""

    folder: str
    member: str | None
    limit: int | None
    json: bool
    today: date | None


def add_options(parser: Parser) -> None:
    """Add arguments, options and examples."""
    parser.show_examples("huiqian next 2026-annual", "huiqian next --member m03 --limit 5", "huiqian next --json")
    arguments.add_folder(parser, nargs="?", default=".")
    parser.add_argument("--member", metavar="ID", help=_("only this member; an id or a name, or group"))
    parser.add_argument("--limit", metavar="N", type=arguments.parse_count, help=_("show at most N"))
    arguments.add_json(parser)
    arguments.add_today(parser)
    parser.set_command(Options, run)


def run(options: Options) -> int:
    """Print the next steps, one a line."""
    reading = open_for_reading(Path(options.folder))
    if reading.meeting is None:
        return FAULTY
    subject = None if options.member is None else find_subject(reading.meeting, options.member)
    readiness = assess(reading.meeting, choose_day(options.today), reading.faults)
    steps = find_next_steps(readiness, subject)[: options.limit]
    if options.json:
        output.write_json(summary.dump_steps(readiness, steps))
    else:
        for number, step in enumerate(steps, start=1):
            rule = step.item.rule
            where = f" → {get_entry_command(RULES[rule.name].place)}" if rule else ""
            output.print_result(f"{number}. {describe_step(readiness, step)}{where}")
        if not steps:
            output.say(_("Nothing is left to do now."))
    return FAULTY if reading.has_errors else 0
