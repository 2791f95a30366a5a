"""``huiqian summary``: how far the preparation is, and why the meeting cannot be held yet."""

from argparse import Namespace
from pathlib import Path

from checklists.base.errors import UsageError
from checklists.base.language import _
from checklists.readiness.duties import assess
from checklists.reports.output import BINARY, PAGE_WIDTH, Form, Part, form_of, report
from checklists.reports.target import refuse
from tui.cli import output
from tui.cli.meetings import FAULTY, day_of, find_stage, find_subject, read_told, viewer_of

NOT_READY = 1


def run(options: Namespace) -> int:
    """Print or store the summary; with ``--check`` the verdict is the exit code."""
    target = None if options.output in {None, "-"} else Path(options.output)
    if target is None and options.format in BINARY:
        raise UsageError(_("A {form} file needs a name: --output FILE.").format(form=options.format))
    if target is not None:
        options.format = options.format or form_of(target)
        refuse(target, is_forced=options.force)  # before anything is told of the meeting
    reading = read_told(Path(options.folder), options.me)
    meeting = reading.meeting
    if meeting is None:
        return FAULTY
    viewer = viewer_of(meeting, options.me)
    member = None if options.member is None else find_subject(meeting, options.member)
    stage = None if options.stage is None else find_stage(meeting, options.stage)
    readiness = assess(meeting, day_of(options.today), reading.faults)
    part = Part(member, stage, viewer)
    if target is not None:
        from checklists.reports.deliver import write_report  # noqa: PLC0415 - not needed for the terminal

        width = options.width or PAGE_WIDTH
        write_report(readiness, target, part, is_forced=options.force, form=options.format, width=width)
    else:
        form: Form = options.format or "text"
        width = options.width or output.width()
        text = report(readiness, form, part, width=width, is_coloured=output.is_coloured())
        (output.write_utf8 if form in {"json", "html"} else output.write)(text)
    if reading.has_errors:
        return FAULTY
    return NOT_READY if options.check and not readiness.is_ready else 0
