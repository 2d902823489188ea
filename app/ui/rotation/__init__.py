"""The change of a password, step by step."""
