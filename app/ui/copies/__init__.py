"""Saves an approved post's text and images for publishing."""
