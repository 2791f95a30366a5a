"""The commands of the ledgers: a module for each, and what they share."""
