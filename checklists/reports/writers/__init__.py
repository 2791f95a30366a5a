"""One writer a format, each for any paper."""
