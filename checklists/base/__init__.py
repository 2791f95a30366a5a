"""The base of everything: text, cells, dates, language, faults, errors, TOML, the models' base class."""
