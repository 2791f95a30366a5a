"""The places where the work of a stage is done: each a view with pages, a line above that says how it stands."""
