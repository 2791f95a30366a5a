"""The summary's figures."""
