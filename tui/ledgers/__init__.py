"""The ledgers: for each a view, its lists or matrices, and its forms."""
