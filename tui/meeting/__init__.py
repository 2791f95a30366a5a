"""The meeting's screen, composed of the features."""
