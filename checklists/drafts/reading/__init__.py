"""From a file to clean lines: text, DOCX, tables, page breaks, numbering."""
