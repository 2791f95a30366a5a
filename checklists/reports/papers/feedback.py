"""Feedback slips: the opinions about a subject in the original words, without their givers."""

from collections.abc import Sequence
from typing import NamedTuple

from checklists.base.language import N_, _
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import GROUP
from checklists.readiness.duties import Readiness
from checklists.reports.paper import Block, Column, ExportChoice, Paper, Paragraph, Table, number_rows
from checklists.reports.papers.common import (
    describe_confidentiality,
    get_aspect_title,
    has_part,
    make_closing,
    select_subjects,
)


class _Words(NamedTuple):
    """How a slip addresses its subject."""

    greeting: str
    some: str
    none: str


_TO_THE_GROUP = _Words(
    N_("To the leadership group:"),
    N_(
        "These are the opinions about the leadership group that were collected for the {title}, in their original "
        "words: {count} in all. The group is asked to examine itself against them and to say which it claims."
    ),
    N_("No opinions about the leadership group were collected for the {title}."),
)
_TO_A_MEMBER = _Words(
    N_("Comrade {name}:"),
    N_(
        "These are the opinions about you that were collected for the {title}, in their original words: "
        "{count} in all. Please examine yourself against them and say which you claim."
    ),
    N_("No opinions about you were collected for the {title}."),
)


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """Make a slip for each subject, even without opinions."""
    return [_slip(readiness, choice, subject) for subject in select_subjects(readiness.meeting, choice)]


def _slip(readiness: Readiness, choice: ExportChoice, subject: str) -> Paper:
    meeting = readiness.meeting
    settings = meeting.settings
    about = [one for one in meeting.ledgers.opinions.opinions.values() if subject in one.about]
    name = meeting.name(subject)
    words = _TO_THE_GROUP if subject == GROUP else _TO_A_MEMBER
    blocks: list[Block] = [Paragraph(_(words.greeting).format(name=name), "plain")]
    if about:
        blocks.append(Paragraph(_(words.some).format(title=settings.title, count=len(about))))
        blocks.append(_opinions(readiness, about, _("Opinions about {name}").format(name=name)))
    else:
        blocks.append(Paragraph(_(words.none).format(title=settings.title)))
    if has_part(readiness, "feedback-receipt"):
        blocks.append(Paragraph(_("Received by (signature):              Date:"), "body"))
    blocks += make_closing(readiness, settings.unit_on_papers, readiness.today)
    return Paper(_("Opinion feedback slip"), tuple(blocks), notice=describe_confidentiality(readiness, choice))


def _opinions(readiness: Readiness, about: Sequence[Opinion], title: str) -> Table:
    columns = [Column(_("No."), 6), Column(_("Opinion"), 46)]
    has_aspects, has_claims = has_part(readiness, "feedback-aspects"), has_part(readiness, "feedback-claims")
    columns += [Column(_("Aspect"), 14)] if has_aspects else []
    columns += [Column(_("Claimed?"), 10)] if has_claims else []
    rows = [
        (
            one.text,
            *([get_aspect_title(readiness.meeting, one.aspect)] if has_aspects else []),
            *([""] if has_claims else []),
        )
        for one in about
    ]
    return Table(title, tuple(columns), number_rows(rows))
