"""Making a meeting: from a checklist, from last year's meeting, or as the sample."""
