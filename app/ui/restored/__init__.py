"""What came back from archives of another record: the view of the archive page, and its dialogs."""
