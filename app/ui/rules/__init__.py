"""The rules page: the pack by clause, how each rule does, and the office's own rules."""
