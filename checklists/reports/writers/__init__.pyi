"""One writer a format, each for any paper."""

from .calendar import render_calendar as render_calendar
from .csv import render_csv as render_csv
from .docx import open_template as open_template
from .docx import render_docx as render_docx
from .html import render_html as render_html
from .markdown import render_markdown as render_markdown
from .text import render_text as render_text
from .xlsx import render_xlsx as render_xlsx
