"""A list of posts, however many there are, and how one of them is painted."""
