"""The chair's script: the order of the meeting, and who speaks when."""

from collections import Counter

from checklists.base.language import _, get_language, join_names, ngettext
from checklists.model.ledgers.outline import MeasureState
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.rules import compute_signed_quorum
from checklists.reports.paper import Block, Column, ExportChoice, Heading, Paper, Paragraph, Table, number_rows
from checklists.reports.papers.common import format_member, format_official_date, make_title

SPEAKERS_SHOWN = 20


def make_papers(readiness: Readiness, _choice: ExportChoice) -> list[Paper]:
    """Set the script from roster, ledgers and quorum; the chair is the principal."""
    meeting = readiness.meeting
    settings = meeting.settings
    blocks: list[Block] = [
        *_beginning(readiness),
        Heading(_("Last rectification, and the opinions collected")),
        *map(Paragraph, _last_results(readiness)),
        Heading(_("Self-inspection of the group")),
        Paragraph(_("On behalf of the group I now give its self-inspection. (Reads the group's paper.)")),
        Heading(_("Self-criticism of each member, and criticism")),
        Paragraph(
            _(
                "Now each member speaks, I first. After each, the others give their criticism one by one, and who "
                "has spoken says how they take it."
            )
        ),
        *_speakers(meeting),
        Heading(_("Remarks of the supervising group")),
        Paragraph(_("I ask the supervising group for its remarks.")),
        Heading(_("Closing")),
        Paragraph(
            _(
                "The remarks were to the point, and we shall act on them. After the meeting everyone turns the "
                "opinions and the criticism into a list of measures, each with an owner and a date, and we close "
                "them one by one. The meeting is closed."
            )
        ),
    ]
    lines = (format_official_date(settings.date), settings.place, _chair(meeting))
    return [
        Paper(
            make_title(readiness, _("Chair's script")),
            tuple(blocks),
            tuple(line for line in lines if line),
            is_numbered=True,
        )
    ]


def find_speaking_order(meeting: Meeting) -> tuple[list[str], list[str]]:
    """Return the speakers, the principal first, and the absent members, each in the roster's order."""
    members, principal = meeting.settings.members, meeting.settings.principal
    order = ([principal] if principal else []) + [key for key in members if key != principal]
    here = [key for key in order if key not in meeting.away]
    return here, [key for key in order if key not in here]


def _chair(meeting: Meeting) -> str:
    principal = meeting.settings.principal
    return _("Chair: {name}").format(name=format_member(meeting, principal) if principal else _("[missing]"))


def _beginning(readiness: Readiness) -> list[Block]:
    meeting = readiness.meeting
    settings = meeting.settings
    _speaking, away = find_speaking_order(meeting)
    theme = _("The theme is “{theme}”. ").format(theme=settings.theme) if settings.theme else ""
    named = [
        (_("On leave: {names}. "), [key for key in away if not _is_unexcused(meeting, key)]),
        (_("Absent without leave: {names}. "), [key for key in away if _is_unexcused(meeting, key)]),
    ]
    leave = "".join(words.format(names=join_names(map(meeting.name, keys))) for words, keys in named if keys)
    return [
        Paragraph(_("Comrades:"), "plain"),
        Paragraph(_("Today we hold the {title}. {theme}").format(title=settings.title, theme=theme).strip()),
        Paragraph(f"{_here(readiness)}{leave}{_enough(readiness)}"),
    ]


def _is_unexcused(meeting: Meeting, member: str) -> bool:
    return meeting.ledgers.day.attendance.get(member) == "unexcused"


def _here(readiness: Readiness) -> str:
    expected = readiness.quorum.expected
    if not readiness.meeting.ledgers.day.attendance:  # the script must not name who is there before anyone signed in
        return _("{expected} members should attend, [number] are here. ").format(expected=expected)
    return _("{expected} members should attend, {forecast} are here. ").format(
        expected=expected, forecast=compute_signed_quorum(readiness.meeting).forecast
    )


def _enough(readiness: Readiness) -> str:
    quorum = readiness.quorum
    if not readiness.meeting.ledgers.day.attendance:
        words = (
            _(
                "[To be filled in after signing in: {forecast} are expected. The quorum is met but the principal will "
                "be absent.]"
            )
            if quorum.lacks_principal_alone and readiness.meeting.settings.principal
            else _("[To be filled in after signing in: {forecast} are expected, {needed} are needed.]")
        )
        return words.format(forecast=quorum.forecast, needed=quorum.needed)
    signed = compute_signed_quorum(readiness.meeting)
    if signed.is_ok:
        return _("That is enough to hold the meeting.")
    if signed.lacks_principal_alone:
        return _("[The quorum is met but the principal is absent.]")
    return _("[Not enough to hold the meeting: {needed} are needed.]").format(needed=quorum.needed)


def _last_results(readiness: Readiness) -> tuple[str, str]:
    meeting = readiness.meeting
    opinions = meeting.ledgers.opinions
    states = Counter(
        one.get_state(readiness.today) for one in meeting.ledgers.rectification.entries.values() if one.origin
    )
    last = _measures_text(states) if states else _("[The measures of the last meeting: to be filled in.]")
    heard = _("By {channels} channels {voices} opinions came in, merged into {count}.").format(
        channels=len(opinions.channels), voices=opinions.came_in, count=len(opinions.opinions)
    )
    return last, _gap().join(part for part in (heard, _entered(meeting), _fed_back(meeting)) if part)


def _measures_text(states: Counter[MeasureState]) -> str:
    """Return what became of the last meeting's measures; the parts add up to all."""
    closed, carried = states["closed"], states["carried"]
    left = states.total() - closed - carried
    if not left:
        said = _("Of {count} measures of the last meeting, {closed} are closed and {carried} are carried over.")
    elif not states["overdue"]:
        said = _(
            "Of {count} measures of the last meeting, {closed} are closed, {carried} are carried over and {left} are "
            "still open."
        )
    else:
        said = _(
            "Of {count} measures of the last meeting, {closed} are closed, {carried} are carried over and {left} are "
            "still open, {late} of them overdue."
        )
    return said.format(count=states.total(), closed=closed, carried=carried, left=left, late=states["overdue"])


def _gap() -> str:
    return "" if get_language() == "zh" else " "


def _entered(meeting: Meeting) -> str:
    """Return a remark on opinions received but not entered: the merged number leaves them out."""
    opinions = meeting.ledgers.opinions
    left = opinions.came_in - opinions.entered
    if not left:
        return ""
    return ngettext("[{count} is not entered yet.]", "[{count} are not entered yet.]", left).format(count=left)


def _fed_back(meeting: Meeting) -> str:
    """Return how much feedback is missing, or that all opinions were fed back."""
    opinions = meeting.ledgers.opinions.opinions.values()
    left = sum(subject not in one.fed_back for one in opinions for subject in one.about)
    if left:
        return ngettext("[{count} is not fed back yet.]", "[{count} are not fed back yet.]", left).format(count=left)
    return _("All were fed back in the original words.")


def _speakers(meeting: Meeting) -> list[Block]:
    here, away = find_speaking_order(meeting)
    rows = [
        (meeting.name(key), meeting.settings.members[key].post, _("speaks"), _names(meeting, here, key)) for key in here
    ]
    rows += [
        (
            meeting.name(key),
            meeting.settings.members[key].post,
            _("absent without leave") if _is_unexcused(meeting, key) else _("written speech is read"),
            _names(meeting, here, key),
        )
        for key in away
    ]
    columns = (
        Column(_("Order"), 6),
        Column(_("Name"), 12),
        Column(_("Post"), 22),
        Column(_("How"), 16),
        Column(_("Criticism by"), 34),
    )
    is_listed = meeting.settings.layout.shows("script-order")
    found: list[Block] = [Table(_("Order of speakers"), columns, number_rows(rows))] if is_listed else []
    for key in here:
        words = _("I ask {name} to speak. (Self-criticism; criticism by the others; answer.)")
        if key == meeting.settings.principal:
            words = _("I speak first. (Self-criticism; criticism by the others; answer.)")
        found.append(Paragraph(words.format(name=format_member(meeting, key, is_spoken=True))))
    for key in away:
        words = (
            _("{name} is absent without leave. The others give their criticism, which is passed on.")
            if _is_unexcused(meeting, key)
            else _(
                "{name} is on leave. The written speech is read; the others give their criticism, which is passed on."
            )
        )
        found.append(Paragraph(words.format(name=format_member(meeting, key, is_spoken=True))))
    return found


def _names(meeting: Meeting, here: list[str], speaker: str) -> str:
    return join_names([meeting.name(key) for key in here if key != speaker], SPEAKERS_SHOWN)
