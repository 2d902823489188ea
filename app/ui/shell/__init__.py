"""The frame around the pages: rail, reminders, messages, palette, keys, reports, one window a folder."""
