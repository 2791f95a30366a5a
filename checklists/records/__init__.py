"""The kinds of records: their fields, how a value is read and shown, their titles, and what cannot be."""
