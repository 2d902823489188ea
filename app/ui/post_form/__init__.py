"""Writing a post: its text with the rules looking on, its fields, its images."""
