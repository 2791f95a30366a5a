"""The calendar: meeting, due days, talks; imported again, it updates."""

from datetime import timedelta

from checklists.model.ledgers.talks import Talk, Talks
from checklists.model.meeting import Ledgers
from checklists.readiness.duties import Readiness
from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from tests.reports.meetings import CANARY, DAY, PLAIN, TODAY, a_readiness, a_settings, in_english
from tests.reports.reading import events


def read(readiness: Readiness, member: str | None = None) -> list[dict[str, str]]:
    return events(export_bytes(readiness, EXPORTS["calendar"], "ics", ExportChoice(member)))


def test_it_holds_the_meeting_every_item_and_every_planned_talk() -> None:
    in_english()
    found = a_readiness()
    calendar = read(found)
    meeting = calendar[0]
    assert (meeting["DTSTART"], meeting["DTEND"]) == ("20261218", "20261219")
    assert meeting["LOCATION"] == f"{PLAIN}-place"
    wanted = {
        item.id
        for item in found.meeting.checklist.items.values()
        if item.required and list(found.list_item_duties(item.id))
    }
    assert len(calendar) == 1 + len(wanted) + 2
    talk = next(event for event in calendar if "Talk:" in event["SUMMARY"] and "成员3" in event["SUMMARY"])
    assert (talk["DTSTART"], talk["SUMMARY"], talk["LOCATION"]) == (
        "20261205",
        "Talk: 成员1 and 成员3",
        f"{PLAIN}-room",
    )
    plan = next(event for event in calendar if event["SUMMARY"] == "Done: Draft the plan; the group adopts it")
    assert plan["DTSTART"] == (DAY + timedelta(days=-30)).strftime("%Y%m%d")
    assert CANARY not in str(calendar)


def test_a_second_export_has_the_same_identities_and_is_newer() -> None:
    first = read(a_readiness())
    moved = a_readiness(TODAY + timedelta(days=3), settings=a_settings(date=DAY + timedelta(days=7)))
    second = read(moved)
    assert [event["UID"] for event in first] == [event["UID"] for event in second]
    assert len({event["UID"] for event in first}) == len(first)
    assert second[0]["DTSTART"] == "20261225"
    assert int(second[0]["SEQUENCE"]) > int(first[0]["SEQUENCE"])
    other = read(a_readiness(settings=a_settings(unit="another")))
    assert {event["UID"] for event in first}.isdisjoint(event["UID"] for event in other)


def test_the_same_day_gives_the_same_file() -> None:
    export = EXPORTS["calendar"]
    assert export_bytes(a_readiness(), export, "ics", ExportChoice()) == export_bytes(
        a_readiness(), export, "ics", ExportChoice()
    )


def test_for_one_member_it_holds_what_is_theirs() -> None:
    in_english()
    calendar = read(a_readiness(), "m02")
    assert not any("成员3" in event["SUMMARY"] for event in calendar)
    assert not any("Draft the plan" in event["SUMMARY"] for event in calendar)
    assert any("Self-study" in event["SUMMARY"] for event in calendar)


def test_hostile_names_stay_one_event() -> None:
    evil = "x\nEND:VEVENT\nBEGIN:VALARM;,\\ 🙂" + "长" * 80
    talks = Talks(talks={"t9": Talk(kind="requested", member="m01", person=evil, planned=TODAY, place=evil)})
    calendar = read(a_readiness(settings=a_settings(place=evil, theme=evil), ledgers=Ledgers(talks=talks)))
    assert sum("VALARM" in event["SUMMARY"] for event in calendar) == 1
    assert calendar[0]["LOCATION"].startswith("x END:VEVENT BEGIN:VALARM;,\\")
