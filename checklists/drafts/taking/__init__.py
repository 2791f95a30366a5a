"""From a recognised outline to the meeting's records."""
