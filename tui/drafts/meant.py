"""The findings that are meant so: rule, words, reason, who marked each and when; and reporting one again."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from checklists.base.language import N_, _
from checklists.drafts.checks.case import Finding
from checklists.drafts.checks.meant import STANDING_WORDS, MeantFinding, find_meant, give_reason, report_again
from checklists.model.meeting import Meeting
from tui.base.matching import is_match
from tui.base.session import Session
from tui.drafts.forms import make_reason_form
from tui.drafts.listing import SavingList
from tui.widgets.grid import fit

NOTHING_READ: Mapping[str, Any] = MappingProxyType({})
"""No draft was read."""
_SIGNS = {
    "holds": ("●", ""),
    "stale": ("×", "$text-warning"),
    "off": ("○", "$text-muted"),
    "unknown": ("?", "$text-muted"),
}


class MeantScreen(SavingList):
    """The findings of some subjects meant so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "report", N_("Report again"), tooltip=N_("Let the check report it again")),
        Binding("e", "edit", N_("Reason"), tooltip=N_("Change why it is meant so")),
    ]

    def __init__(
        self,
        session: Session,
        meeting: Meeting,
        subjects: Iterable[str],
        found: Mapping[str, Mapping[str, Finding]] = NOTHING_READ,
        texts: Mapping[str, str] = NOTHING_READ,
    ) -> None:
        self._subjects = list(subjects)
        self._found = found
        self._texts = texts
        self._marks: list[MeantFinding] = []
        super().__init__(session, meeting, _("Meant so"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys that fit the mark under the cursor."""
        del parameters
        return self.mark is not None if action in {"report", "edit"} else True

    @property
    def mark(self) -> MeantFinding | None:
        """The mark under the cursor."""
        here = self.here if self.is_mounted else None
        return self._marks[here] if here is not None and here < len(self._marks) else None

    def refill(self) -> None:
        """Show the marks that match the filter."""
        meeting, query = self.meeting, self.query_text
        every = [one for subject in self._subjects for one in find_meant(meeting, subject, self._found.get(subject))]
        self._marks = [one for one in every if not query or is_match(query, *self._words(one))]
        self.fill([((one.subject, one.key), self._line(one)) for one in self._marks])
        stale = sum(one.standing == "stale" for one in every)
        who = meeting.name(self._subjects[0]) if len(self._subjects) == 1 else _("all")
        self.entitle(
            _("Meant so · {who}: {count}, no longer found: {stale}").format(who=who, count=len(every), stale=stale)
        )
        if not every:
            self.say(_("No finding is marked as meant so. In the draft, w on a finding does it."))
        elif not self._marks:
            self.say(_("Nothing here matches the filter."))
        self.refresh_bindings()

    def _words(self, one: MeantFinding) -> tuple[str, ...]:
        return (one.title, one.words, one.mark.reason, self._who(one), self.meeting.name(one.subject))

    def _who(self, one: MeantFinding) -> str:
        return self.meeting.name(one.mark.by) if one.mark.by else ""

    def _line(self, one: MeantFinding) -> Content:
        sign, tone = _SIGNS[one.standing]
        owner = [fit(self.meeting.name(one.subject), 10)] if len(self._subjects) > 1 else []
        return Content.assemble(
            (f"{sign} ", tone),
            (fit(one.mark.on.isoformat() if one.mark.on else "", 11), "$text-muted"),
            *(f"{name} " for name in owner),
            (one.title, "$text-muted" if one.standing == "stale" else "bold"),
            f"  “{one.words}”" if one.words else "",
        )

    def detail(self) -> Content:
        """Return the details of the mark."""
        one = self.mark
        if one is None:
            return Content("")
        _sign, tone = _SIGNS[one.standing]
        when = one.mark.on.isoformat() if one.mark.on else "–"
        rows = [
            (_("Standing"), _(STANDING_WORDS[one.standing]), tone),
            (_("Whose"), self.meeting.name(one.subject), ""),
            (_("Stands at"), self._place(one), ""),
            (_("Words"), one.words or "–", ""),
            (_("Reason"), one.mark.reason, ""),
            (_("Who, when"), _("{who}, {when}").format(who=self._who(one) or "–", when=when), ""),
        ]
        lines = [Content.assemble((one.title, "bold"), (f"  {one.mark.rule} · {one.key}", "$text-muted"))]
        for row in rows:
            lines += self.label_text(*row)
        return Content("\n").join(lines)

    def _place(self, one: MeantFinding) -> str:
        if one.finding is None:
            return "–"
        if one.finding.end <= one.finding.start:
            return _("whole draft")
        number = self._texts.get(one.subject, "").count("\n", 0, one.finding.start) + 1
        return _("line {number}").format(number=number)

    @work(group="dialog")
    async def action_report(self) -> None:
        """Report the finding again."""
        if one := self.mark:
            seen = self.meeting
            words = _("It is reported again; u takes that back.")
            await self.saver.settle(lambda _newest: report_again(seen, one.subject, one.key), words=lambda _edit: words)

    @work(group="dialog")
    async def action_edit(self) -> None:
        """Change the reason."""
        one, seen = self.mark, self.meeting
        if one is not None:
            await self.saver.save_form(
                lambda reason, error: make_reason_form(
                    one.title, one.words, one.mark.reason if reason is None else reason, str(error or "")
                ),
                lambda reason: lambda _newest: give_reason(seen, one.subject, one.key, reason),
            )
