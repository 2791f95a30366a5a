"""The app: its start, its driver, the order of keys, and the screens from which a meeting is opened."""
