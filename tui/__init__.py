"""All that meets a terminal: the app and the command line."""
