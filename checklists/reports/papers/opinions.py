"""The summary of opinions: by subject, by channel, by aspect; in full also the opinions themselves.

A viewer is told nothing by channel: often it is one group that was asked, so that it tells who gave an opinion.
"""

from checklists.base.language import _, join_names
from checklists.model.ledgers.opinions import Opinion
from checklists.model.meeting import Meeting
from checklists.model.words import translate_status
from checklists.readiness.duties import Readiness
from checklists.readiness.rules.opinions import is_answered
from checklists.records.kinds import CHANNEL_WORDS
from checklists.reports.paper import Column, ExportChoice, Paper, State, Table, Value, number_rows
from checklists.reports.papers.common import (
    describe_confidentiality,
    get_aspect_title,
    list_paper,
    make_count_state,
    select_subjects,
)


def make_papers(readiness: Readiness, choice: ExportChoice) -> list[Paper]:
    """Count the opinions; with *full*, list them by subject and by channel."""
    meeting = readiness.meeting
    blocks = list(count_tables(meeting, choice))
    if choice.is_full:
        blocks.append(_make_subject_table(meeting, choice))
        if choice.viewer is None:
            blocks.append(_make_channel_table(meeting, choice))
    return [list_paper(readiness, _("Summary of opinions"), blocks, describe_confidentiality(readiness, choice))]


def count_tables(meeting: Meeting, choice: ExportChoice) -> tuple[Table, ...]:
    """Count the opinions by subject, by channel and by aspect."""
    layout = meeting.settings.layout
    found = [_subject_counts(meeting, choice)]
    if layout.shows("opinions-channels") and choice.viewer is None:
        found.append(_channel_counts(meeting, choice))
    if layout.shows("opinions-aspects"):
        found.append(_aspect_counts(meeting, choice))
    return tuple(found)


def _select_opinions(meeting: Meeting, choice: ExportChoice) -> list[tuple[str, Opinion]]:
    found = meeting.ledgers.opinions.opinions.items()
    return [(key, one) for key, one in found if choice.member is None or choice.member in one.about]


def _subject_counts(meeting: Meeting, choice: ExportChoice) -> Table:
    opinions = meeting.ledgers.opinions
    rows: list[tuple[Value, ...]] = []
    for subject in select_subjects(meeting, choice):
        about = [(key, one) for key, one in opinions.opinions.items() if subject in one.about]
        need = len(about)
        if not need:
            told = _("told that there are none") if subject in opinions.none_told else _("none")
            rows.append((meeting.name(subject), 0, 0, told, None, None))
            continue
        rows.append(
            (
                meeting.name(subject),
                need,
                sum(one.voices for _key, one in about),
                make_count_state(sum(subject in one.fed_back for _key, one in about), need),
                make_count_state(
                    sum(subject in one.claimed or bool(one.answers.get(subject)) for _key, one in about), need
                ),
                make_count_state(sum(is_answered(meeting, key, one, subject) for key, one in about), need),
            )
        )
    columns = (
        Column(_("About"), 16),
        Column(_("Merged opinions"), 10),
        Column(_("Raw opinions"), 10),
        Column(_("Fed back"), 16),
        Column(_("Claimed"), 10),
        Column(_("Answered"), 10),
    )
    return Table(_("Opinions by subject"), columns, tuple(rows))


def _channel_counts(meeting: Meeting, choice: ExportChoice) -> Table:
    """Count by channel; for one subject only opinions about it, not all that a channel brought."""
    opinions, is_whole = meeting.ledgers.opinions, choice.member is None
    merged: dict[str, int] = {}
    voices: dict[str, int] = {}
    for _key, one in _select_opinions(meeting, choice):
        merged[one.channel] = merged.get(one.channel, 0) + 1
        voices[one.channel] = voices.get(one.channel, 0) + one.voices
    rows: list[tuple[Value, ...]] = [
        (
            channel.title,
            _(CHANNEL_WORDS[channel.kind]),
            channel.source,
            *((channel.sent, channel.returned, channel.raw) if is_whole else (None, None, None)),
            voices.get(key, 0),
            merged.get(key, 0),
            State(_("ended"), "good") if channel.closed else State(translate_status("doing"), "busy"),
            channel.closed,
        )
        for key, channel in opinions.channels.items()
        if is_whole or key in merged
    ]
    if lost := voices.get("", 0):
        blank: tuple[Value, ...] = (None,) * 5
        rows.append((_("without a channel"), *blank, lost, merged.get("", 0), None, None))
    columns = (
        Column(_("Channel"), 22),
        Column(_("Kind"), 12),
        Column(_("Asked"), 20),
        Column(_("Sent"), 6),
        Column(_("Returned"), 6),
        Column(_("Raw opinions"), 8),
        Column(_("Entered"), 8),
        Column(_("Merged opinions"), 8),
        Column(_("State"), 10),
        Column(_("Ended"), 12),
    )
    return Table(_("Opinions by channel"), columns, tuple(rows))


def _aspect_counts(meeting: Meeting, choice: ExportChoice) -> Table:
    counts: dict[str, list[int]] = {key: [0, 0] for key in meeting.settings.aspects}
    for _key, one in _select_opinions(meeting, choice):
        found = counts.setdefault(one.aspect, [0, 0])
        found[0] += 1
        found[1] += one.voices
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (get_aspect_title(meeting, key) or _("without an aspect"), merged, voices)
        for key, (merged, voices) in counts.items()
    )
    columns = (Column(_("Aspect"), 30), Column(_("Merged opinions"), 10), Column(_("Raw opinions"), 10))
    return Table(_("Opinions by aspect"), columns, rows)


def _make_subject_table(meeting: Meeting, choice: ExportChoice) -> Table:
    rows: list[tuple[Value, ...]] = []
    for subject in select_subjects(meeting, choice):
        for key, one in _select_opinions(meeting, choice):
            if subject in one.about:
                text, aspect, channel, voices = _format_opinion(meeting, one)
                by = () if choice.viewer else (channel,)
                became = _became(meeting, key, one, subject)
                rows.append((meeting.name(subject), text, aspect, *by, voices, became))
    columns = (
        Column(_("No."), 5),
        Column(_("About"), 10),
        Column(_("Opinion"), 44),
        Column(_("Aspect"), 12),
        *(() if choice.viewer else (Column(_("Channel"), 16),)),
        Column(_("Voices"), 6),
        Column(_("What became of it"), 24),
    )
    return Table(_("Opinions in full, by subject"), columns, number_rows(rows))


def _make_channel_table(meeting: Meeting, choice: ExportChoice) -> Table:
    channels = [*meeting.ledgers.opinions.channels, ""]
    found = sorted(_select_opinions(meeting, choice), key=lambda entry: _place(channels, entry[1].channel))
    rows = []
    for _key, one in found:
        text, aspect, channel, voices = _format_opinion(meeting, one)
        rows.append((channel, one.source, text, join_names(map(meeting.name, one.about)), aspect, voices))
    columns = (
        Column(_("No."), 5),
        Column(_("Channel"), 16),
        Column(_("From"), 16),
        Column(_("Opinion"), 44),
        Column(_("About"), 14),
        Column(_("Aspect"), 12),
        Column(_("Voices"), 6),
    )
    return Table(_("Opinions in full, by channel"), columns, number_rows(rows))


def _place(channels: list[str], key: str) -> int:
    return channels.index(key) if key in channels else len(channels)


def _format_opinion(meeting: Meeting, one: Opinion) -> tuple[str, str, str, int]:
    channel = meeting.ledgers.opinions.channels.get(one.channel)
    return one.text, get_aspect_title(meeting, one.aspect), channel.title if channel else "", one.voices


def _became(meeting: Meeting, key: str, one: Opinion, subject: str) -> str:
    found = []
    if subject in one.fed_back:
        found.append(_("fed back {date}").format(date=one.fed_back[subject]))
    if subject in one.claimed:
        found.append(_("claimed {date}").format(date=one.claimed[subject]))
    if words := one.answers.get(subject):
        found.append(_("answer: {words}").format(words=words))
    elif is_answered(meeting, key, one, subject):
        found.append(_("answered by a problem of the outline"))
    return "\n".join(found)
