"""Video and audio in the window: shown, opened in the player, ticked as watched."""
