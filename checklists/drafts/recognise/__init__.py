"""From lines to an outline: headings, numbers, parts, problems, examples, causes, measures."""
