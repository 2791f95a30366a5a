"""The settings: meeting, roster, layout, departure."""
