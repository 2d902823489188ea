"""A post as its readers would see it, with what the checks noticed marked in place."""
