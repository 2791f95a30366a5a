"""The model of a meeting: settings, checklist, sheets, ledgers, and the names of its files."""
