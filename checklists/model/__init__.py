"""One meeting as its folder holds it: settings, checklist, sheets, ledgers, and what its files are called."""
