"""The roll-up: thousands of meetings' folders in one view, read over all cores, and only what changed since."""
