"""What is due: the page, the strip above all pages, and the watch that asks for both."""
