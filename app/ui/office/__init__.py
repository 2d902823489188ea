"""The office on the accounts page: its facts, team and holidays, and the dialogs that change them."""
