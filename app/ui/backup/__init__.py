"""Backups that begin by themselves while the window is open, and what they came to."""
