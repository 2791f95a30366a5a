"""The places where counted data is entered: their pages and stages."""

from typing import NamedTuple

from checklists.base.language import N_
from checklists.model.checklist import Checklist, Item
from checklists.model.meeting import Meeting
from checklists.readiness.rules import RULES, EntryPlace
from tui.base.messages import SettingBox


class LedgerPages(NamedTuple):
    """A place's pages, and its export."""

    titles: tuple[str, ...]
    export: str


LEDGER_PAGES: dict[EntryPlace, LedgerPages] = {
    "study": LedgerPages((N_("Attendance and reading"), N_("Sessions"), N_("Reading list")), "sign-in"),
    "opinions": LedgerPages((N_("Ledger of opinions"), N_("Channels")), "opinions"),
    "talks": LedgerPages((N_("Who with whom"), N_("Talk records")), "talks"),
    "outline": LedgerPages((N_("Problems and measures"),), "problems"),
    "criticism": LedgerPages((N_("Who of whom"), N_("Criticisms")), "criticism"),
    "day": LedgerPages((N_("On the day"),), "sign-in"),
    "rectification": LedgerPages((N_("Rectification list"),), "rectification"),
}


class LedgerPage(NamedTuple):
    """A page of a stage: its duties, or a place's page."""

    title: str
    place: EntryPlace | None = None
    """``None`` for the duties."""
    number: int = 0
    """The index among the place's pages."""


def list_pages(checklist: Checklist, stage: str) -> tuple[LedgerPage, ...]:
    """Return a stage's pages: its duties, then the places of its counted items."""
    items = checklist.stages[stage].items.values() if stage in checklist.stages else ()
    places = dict.fromkeys(RULES[item.rule.name].place for item in items if item.rule)
    found = [LedgerPage(N_("Duties"))]
    for place in places:
        if place in LEDGER_PAGES:
            found += [LedgerPage(title, place, number) for number, title in enumerate(LEDGER_PAGES[place].titles)]
    return tuple(found) if len(found) > 1 else ()


def stage_of(checklist: Checklist, place: EntryPlace, here: str = "") -> str:
    """Return the stage of a place: the one shown if it has the place, else the first."""
    stages = [here, *checklist.stages]
    return next((one for one in stages if any(page.place == place for page in list_pages(checklist, one))), "")


def find_entry_page(meeting: Meeting, item: Item) -> int:
    """Return the place's page where an item's missing data is entered."""
    study, opinions = meeting.ledgers.study, meeting.ledgers.opinions
    match item.rule.name if item.rule else "":
        case "study-planned":
            return 1 if study.texts else 2
        case "study-held":
            return 0 if len(study.held_sessions) < len(study.sessions) else 1
        case "study-attended":
            return 0 if study.sessions else 1
        case "texts-read":
            return 0 if study.required_texts else 2
        case "opinions-add-up":
            is_counted = opinions.channels and all(one.raw is not None for one in opinions.channels.values())
            return 0 if is_counted else 1
        case "channels-chosen" | "channels-closed" | "talks-requested" | "criticisms-sound":
            return 1
    return 0


def find_entry_setting(meeting: Meeting, item: Item) -> SettingBox:
    """Return the setting that an item lacks."""
    if item.rule and item.rule.name == "aspects-set":
        return "aspects" if meeting.settings.theme else "theme"
    return "roster-grid"
