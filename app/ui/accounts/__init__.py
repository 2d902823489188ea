"""The accounts page: the office's pages on the platforms, one in front, and the dialogs that change it."""
