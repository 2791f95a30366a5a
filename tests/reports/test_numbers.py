"""The numbers at a glance are on paper and on the page as they are on the terminal."""

from checklists.reports.catalogue import EXPORTS
from checklists.reports.deliver import export_bytes
from checklists.reports.paper import ExportChoice
from checklists.reports.summary.view import SummaryView
from tests.reports.forms import summary_as
from tests.reports.meetings import a_readiness
from tests.reports.reading import lines, page


def test_paper_and_page_show_the_numbers_of_the_whole_meeting_only() -> None:
    readiness = a_readiness()
    rows = SummaryView(readiness).numbers
    assert rows
    whole, one = page(summary_as("html", readiness)).text, page(summary_as("html", readiness, member="m02")).text
    paper = "\n".join(lines(export_bytes(readiness, EXPORTS["summary"], "docx", ExportChoice())))
    own = "\n".join(lines(export_bytes(readiness, EXPORTS["summary"], "docx", ExportChoice("m02"))))
    for _name, said in rows:
        assert said in whole
        assert said in paper
        assert said not in one
        assert said not in own
