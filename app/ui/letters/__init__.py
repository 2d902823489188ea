"""Letters in the window: written, looked through before they are kept, found again."""
