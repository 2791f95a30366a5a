"""The place of talks: who with whom as a matrix, and the records."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from textual import on

from checklists.base.language import _, listed, ngettext
from checklists.edits.change import Edit, together
from checklists.edits.records import add_record, change_record
from checklists.model.meeting import Meeting
from checklists.readiness.duties import Readiness
from checklists.readiness.reasons import short_date
from checklists.readiness.rules.talks import Wanted, talk_totals, wanted_talks
from checklists.records.kinds import KINDS
from tui.base.messages import FormAsked
from tui.ledgers.forms import ManyTalks, ManyTalksDialog
from tui.ledgers.talk_matrix import TalkList, TalkMatrix, talks_in_place
from tui.ledgers.view import MatrixView
from tui.widgets.page_grid import PageGrid
from tui.widgets.view import View


class TalksView(MatrixView[TalkMatrix]):
    """The matrix of talks, and the talks themselves."""

    ledger = "talks"
    command = "talks"

    def pages(self) -> Iterable[PageGrid]:
        """Make matrix and ledger."""
        yield TalkMatrix().data_bind(View.query_text, View.me, readiness=View.shown)
        yield TalkList().data_bind(View.query_text, View.me, readiness=View.shown)

    def state_line(self, readiness: Readiness) -> str:
        """Count the talks held of those that are wanted."""
        have, need = talk_totals(readiness.meeting)
        return _("{have} of {need} talks held").format(have=have, need=need)

    def foot_line(self, readiness: Readiness) -> str:
        """Say with whom the member under the cursor still has to talk."""
        if not isinstance(self.grid, TalkMatrix):
            return "" if self.grid.row_count else _("Nothing is entered yet: press i.")
        member = self.matrix.member
        if member is None:
            return ""
        meeting = readiness.meeting
        return _left_of(meeting.name(member), wanted_talks(meeting, member), readiness.today)

    @on(TalkMatrix.FillAsked)
    def fill(self, event: TalkMatrix.FillAsked) -> None:
        """Ask when and where, and plan or record all of them."""
        event.stop()
        talks = event.talks
        if not talks or self.shown is None:
            return
        today = self.shown.today

        def form(meeting: Meeting, draft: ManyTalks | None, error: str) -> ManyTalksDialog:
            count = ngettext("{count} talk", "{count} talks", len(talks)).format(count=len(talks))
            names = listed([_other(meeting, one) for one in talks], 12)
            title = f"{event.title} · {count}"
            return ManyTalksDialog(title, names, draft or ManyTalks(is_held=True, day=today, place=""), today, error)

        self.post_message(FormAsked(form, lambda meeting, found: _filled(meeting, talks, found), on_newest=True))


def _left_of(name: str, wanted: Mapping[str, Wanted], today: date) -> str:
    """Say with whom a member still has to talk: planned for when, and not planned yet."""
    left = {other: one for other, one in wanted.items() if not one.is_held}
    if not left:
        return _("{name}: all talks are held").format(name=name)
    days = sorted((one.planned, other) for other, one in left.items() if one.planned)
    planned = [_("{words} ({more})").format(words=other, more=short_date(day, today)) for day, other in days]
    others = [other for other, one in left.items() if one.planned is None]
    parts = [ngettext("{name}: {count} talk to be held", "{name}: {count} talks to be held", len(left))]
    values = {"name": name, "count": len(left), "planned": len(planned), "others": len(others)}
    if planned:
        parts.append(_("{planned} planned: {days}"))
        values["days"] = listed(planned, 12)
    if others:
        parts.append(_("{others} not planned yet: {names}"))
        values["names"] = listed(others, 30)
    return _("; ").join(parts).format(**values)


def _other(meeting: Meeting, talk: Mapping[str, str]) -> str:
    names = {"member": meeting.name(talk.get("partner", "")), "unit": talk.get("unit", ""), "branch": _("own branch")}
    return f"{meeting.name(talk['member'])}—{names[talk['kind']]}"


def _filled(meeting: Meeting, talks: Sequence[Mapping[str, str]], found: ManyTalks) -> Edit:
    """Plan or record talks: what is planned already is taken further, what is not there yet is new."""
    edits = []
    values = {"held" if found.is_held else "planned": found.day, **({"place": found.place} if found.place else {})}
    done: set[frozenset[str]] = set()
    for talk in talks:
        pair = frozenset({talk["member"], talk.get("partner", "")})
        if talk["kind"] == "member" and pair in done:
            continue  # a column crosses a row: the same talk seen from both sides
        done.add(pair)
        records = meeting.ledgers.talks.talks
        there = talks_in_place(meeting, talk)
        if any(records[key].held for key in there):
            continue  # another recorded it while the form was open
        existing = [key for key in there if not records[key].held]
        if existing:
            edits.append(change_record(meeting, KINDS["talk"], existing[-1], values))
        else:
            edits.append(add_record(meeting, KINDS["talk"], {**talk, **values})[1])
    count = ngettext("{count} talk", "{count} talks", len(edits)).format(count=len(edits))
    return together(edits, count)
