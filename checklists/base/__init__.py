"""What everything stands on: text, cells, dates, language, faults, errors, TOML, the model's base class."""
