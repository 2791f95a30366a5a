"""Forms and dialogs that features share."""
