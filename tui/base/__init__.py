"""What every screen uses: the session, messages, wording, matching."""
