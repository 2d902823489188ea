"""What the checks noticed in a post, as cards that take a person's answer."""
