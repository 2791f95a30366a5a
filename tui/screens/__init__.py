"""Screens and the views they show."""
