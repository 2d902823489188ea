"""Draws banners from what the office recorded."""
