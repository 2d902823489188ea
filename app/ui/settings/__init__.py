"""The settings page, a card for each matter."""
