"""The calendar view of the archive page."""
