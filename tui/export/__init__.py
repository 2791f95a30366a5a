"""The summary, and exports."""
