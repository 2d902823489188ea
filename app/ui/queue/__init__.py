"""The queue page: the list, the post in front, its findings, and the decision."""
