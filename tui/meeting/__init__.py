"""The meeting's screen, which holds the features."""
