"""Ledgers: the records that duties are counted from. One module for each, models only."""
