"""What comes in from other programs: rosters from spreadsheets and pasted text."""
