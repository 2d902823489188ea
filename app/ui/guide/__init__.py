"""The guide page: every clause, and what the program does about it."""
