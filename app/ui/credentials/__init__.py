"""An account's passwords and logins: the card on its page, and the dialogs behind it."""
