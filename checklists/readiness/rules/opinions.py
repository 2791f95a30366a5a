"""Rules on opinions, which only programs get by their ids: the texts are confidential."""

from typing import TYPE_CHECKING, Literal

from checklists.base.language import _, ngettext
from checklists.readiness.rules.count import Count, Lack, Want

if TYPE_CHECKING:
    from checklists.model.ledgers.opinions import Opinion
    from checklists.model.meeting import Meeting

NextAction = Literal["", "assign", "feed-back", "claim", "answer"]
"""The next step of an opinion, by the name of its command."""


def channels_chosen(meeting: "Meeting", _subject: str, need: int) -> Count:
    """`need` channels, and as many groups asked as the target *sources* says."""
    opinions = meeting.ledgers.opinions
    sources = meeting.target("sources")
    have_channels, have_sources = min(len(opinions.channels), need), min(len(opinions.sources), sources)
    missing = []
    if lacking := need - have_channels:
        missing.append(ngettext("{count} more channel", "{count} more channels", lacking).format(count=lacking))
    if lacking := sources - have_sources:
        missing.append(
            ngettext("{count} more group that is asked", "{count} more groups that are asked", lacking).format(
                count=lacking
            )
        )
    return Count(have_channels + have_sources, need + sources, tuple(missing))


def channels_closed(meeting: "Meeting", _subject: str, need: int) -> Count:
    """Every channel closed, with the number of raw opinions that came in by it; at least `need` channels."""
    channels = meeting.ledgers.opinions.channels
    missing = []
    for channel in channels.values():
        if channel.raw is None:
            missing.append(_("the number of opinions from “{channel}”").format(channel=channel.title))
        elif channel.closed is None:
            missing.append(_("the closing of “{channel}”").format(channel=channel.title))
    have = len(channels) - len(missing)
    if lacking := max(need - len(channels), 0):
        missing.append(_("a channel with its numbers"))
    return Count(have, len(channels) + lacking, tuple(missing))


def opinions_add_up(meeting: "Meeting", _subject: str, need: int) -> Count:
    """For every channel as many raw opinions in the ledger as were counted; at least `need` channels."""
    opinions = meeting.ledgers.opinions
    missing = []
    for key, channel in opinions.channels.items():
        counted, entered = channel.raw, opinions.voices.get(key, 0)
        if counted is None:
            missing.append(_("the number of opinions from “{channel}”").format(channel=channel.title))
        elif counted != entered:
            apart = abs(entered - counted)
            uneven = (
                ngettext(
                    "“{channel}”: {raw} came in, {entered} are entered; {count} is still to be entered",
                    "“{channel}”: {raw} came in, {entered} are entered; {count} are still to be entered",
                    apart,
                )
                if entered < counted
                else ngettext(
                    "“{channel}”: {raw} came in, {entered} are entered; {count} too many",
                    "“{channel}”: {raw} came in, {entered} are entered; {count} too many",
                    apart,
                )
            )
            missing.append(uneven.format(channel=channel.title, raw=counted, entered=entered, count=apart))
    have = len(opinions.channels) - len(missing)
    if lost := sum(voices for key, voices in opinions.voices.items() if key not in opinions.channels):
        missing.append(
            ngettext("{count} opinion without a channel", "{count} opinions without a channel", lost).format(count=lost)
        )
    lacking = max(need - len(opinions.channels), 0)
    if lacking:
        missing.append(_("a channel with its numbers"))
    return Count(have, len(opinions.channels) + bool(lost) + lacking, tuple(missing))


def opinions_fed_back(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every opinion about the subject told to it; where there are none, that there are none."""
    opinions = meeting.ledgers.opinions
    stances = opinions.about.get(subject, ())
    if not stances:
        is_told = subject in opinions.none_told
        return Count(int(is_told), 1, () if is_told else (_("to be told that there are none"),))
    open_ones = tuple(one.opinion for one in stances if not one.is_fed_back)
    return Count(len(stances) - len(open_ones), len(stances), _list_lacks("feedback", open_ones, subject))


def opinions_claimed(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every opinion about the subject claimed by it, or answered in words; not before any were registered."""
    if not meeting.ledgers.opinions.opinions:
        return Count(0, 1, (_("the opinions, registered"),))
    stances = meeting.ledgers.opinions.about.get(subject, ())
    open_ones = tuple(one.opinion for one in stances if not (one.is_claimed or one.is_answered))
    return Count(len(stances) - len(open_ones), len(stances), _list_lacks("claim", open_ones, subject))


def is_answered(meeting: "Meeting", key: str, opinion: "Opinion", subject: str) -> bool:
    """Tell whether a subject answered an opinion, in words or by a problem of its outline."""
    return bool(opinion.answers.get(subject)) or key in meeting.sheet(subject).outline.answered


def find_next_action(meeting: "Meeting", key: str, opinion: "Opinion") -> NextAction:
    """Return the first step that an opinion still needs; empty if there is none."""
    about = opinion.about
    if not about:
        return "assign"
    if any(one not in opinion.fed_back for one in about if one != "group" or _is_group_told(meeting)):
        return "feed-back"
    if any(one not in opinion.claimed and not opinion.answers.get(one) for one in about):
        return "claim"
    return "" if all(is_answered(meeting, key, opinion, one) for one in about) else "answer"


def _is_group_told(meeting: "Meeting") -> bool:
    """Tell whether the checklist requires feedback to the group."""
    group = meeting.checklist.items_by_scope["group"]
    return any(item.rule is not None and item.rule.name == "opinions-fed-back" for item in group)


def opinions_answered(meeting: "Meeting", subject: str, _need: int) -> Count:
    """Every claimed opinion answered by a problem of the subject's outline, or in words."""
    by_problem = meeting.sheet(subject).outline.answered
    claimed = [one for one in meeting.ledgers.opinions.about.get(subject, ()) if one.is_claimed]
    open_ones = tuple(one.opinion for one in claimed if not (one.is_answered or one.opinion in by_problem))
    return Count(len(claimed) - len(open_ones), len(claimed), _list_lacks("answer", open_ones, subject))


def _list_lacks(want: Want, opinions: tuple[str, ...], subject: str) -> tuple[str, ...]:
    return tuple(Lack(want, "opinion", key, subject) for key in opinions)
