"""Locks the window and opens it."""
