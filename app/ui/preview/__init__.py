"""A document before it is printed or saved, page by page."""
