"""The rules, one module a family. Each is a function from a case to its findings."""
