"""One writer a format, each for any paper."""

from .calendar import calendar_bytes as calendar_bytes
from .csv import csv_text as csv_text
from .docx import docx_bytes as docx_bytes
from .docx import open_template as open_template
from .html import html_text as html_text
from .markdown import markdown_text as markdown_text
from .text import plain_text as plain_text
from .xlsx import xlsx_bytes as xlsx_bytes
