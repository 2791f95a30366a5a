"""The kinds of records: fields, values as text, titles, and constraints."""
